"""Puts the desk into an application."""

import asyncio
from pathlib import Path

import aiohttp_jinja2
import aiohttp_session
from aiohttp import web
from aiohttp_session.cookie_storage import EncryptedCookieStorage
from jinja2 import FileSystemLoader, StrictUndefined

from bot.context import Services
from bot.core.clock import Clock
from bot.core.jobs import Jobs
from bot.working import DELIVER
from knowledge.law_names import cited
from tickets import number as numbers
from web import assets, refusals
from web.desk import access, words
from web.desk.admin import room as admin
from web.desk.desk import DESK, ROOT, Desk, Later, group_path, ticket_path
from web.desk.doing import refusing
from web.desk.faces import faces, harden
from web.desk.groups import room as groups
from web.desk.groups.answering_all import ANSWER_ALL
from web.desk.inbox import room as inbox
from web.desk.knowledge import room as knowledge
from web.desk.notices import room as notices
from web.desk.outside import OUTSIDE, Outside
from web.desk.people import guarding, sessions
from web.desk.people import room as people
from web.desk.reports import room as reports
from web.desk.ticket import room as ticket

COOKIE = "niangjia_desk"
PASSWORDS_TOGETHER = 2
TEMPLATES = Path(assets.__file__).parent / "templates"


NOWHERE = Outside()


def mount(app: web.Application, services: Services, jobs: Jobs, clock: Clock, outside: Outside = NOWHERE) -> None:
    """Adds the desk under /desk and its files under /static; `outside` is how it reaches WeChat.

    It queues deliveries, only where the account may send customer messages, and does jobs of its own.
    """
    files = assets.mount(app)
    desk = web.Application(
        middlewares=[
            aiohttp_session.session_middleware(_cookies(services)),
            faces,
            refusals.no_nul,
            guarding.guard,
            refusing,
        ]
    )

    def later(name: str) -> Later:
        return lambda session, row: jobs.enqueue(session, name, str(row))

    staff = Desk(services, later(DELIVER), later(ANSWER_ALL), clock, asyncio.Semaphore(PASSWORDS_TOGETHER))
    desk[DESK], desk[OUTSIDE] = staff, outside
    desk.cleanup_ctx.append(outside.running)
    _templates(desk, files)
    for room in (people, inbox, ticket, groups, reports, knowledge, admin, notices):
        room.join(desk, staff, jobs)
    desk.on_response_prepare.append(harden)
    app.add_subapp(ROOT, desk)


def _cookies(services: Services) -> EncryptedCookieStorage:
    return EncryptedCookieStorage(
        services.keys.session_key,
        cookie_name=COOKIE,
        path=ROOT,
        max_age=int(sessions.LASTS.total_seconds()),
        secure=services.settings.server.public_url.startswith("https:"),
        httponly=True,
        samesite="Lax",
    )


def _templates(desk: web.Application, files: assets.Assets) -> None:
    environment = aiohttp_jinja2.setup(
        desk,
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        root=ROOT, asset=files.url, may=access.may, May=access.May, ticket_path=ticket_path, group_path=group_path
    )
    environment.filters.update(
        cited=cited,
        state=words.state,
        money=words.money,
        moment=words.moment,
        ago=words.ago,
        day=words.day,
        days_left=words.days_left,
        left=words.left,
        clock_time=words.clock_time,
        machine_time=words.machine_time,
        number=numbers.shown,
    )
