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
from tickets import number as numbers
from web import assets
from web.desk import words
from web.desk.desk import DESK, ROOT, Desk, Later, group_path, ticket_path
from web.desk.faces import faces, harden
from web.desk.groups import groups_routes
from web.desk.groups.answering_all import ANSWER_ALL, go_on
from web.desk.inbox import inbox_routes
from web.desk.people import door, sessions
from web.desk.reports import rates
from web.desk.ticket import deed_routes, evidence, filing, ticket_routes

COOKIE = "niangjia_desk"
PASSWORDS_TOGETHER = 2
TEMPLATES = Path(assets.__file__).parent / "templates"


def mount(app: web.Application, services: Services, jobs: Jobs, clock: Clock) -> None:
    """Adds the desk under /desk and its files under /static.

    It queues deliveries, only where the account may send customer messages, and does jobs of its own.
    """
    files = assets.mount(app)
    desk = web.Application(middlewares=[aiohttp_session.session_middleware(_cookies(services)), faces, door.guard])

    def later(name: str) -> Later:
        return lambda session, row: jobs.enqueue(session, name, str(row))

    staff = Desk(services, later(DELIVER), later(ANSWER_ALL), clock, asyncio.Semaphore(PASSWORDS_TOGETHER))
    jobs.register(ANSWER_ALL, lambda answer: go_on(staff, int(answer)))
    desk[DESK] = staff
    _templates(desk, files)
    for routes in (
        door.routes,
        inbox_routes.routes,
        ticket_routes.routes,
        deed_routes.routes,
        filing.routes,
        evidence.routes,
        groups_routes.routes,
        rates.routes,
    ):
        desk.router.add_routes(routes)
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
    environment.globals.update(root=ROOT, asset=files.url, ticket_path=ticket_path, group_path=group_path)
    environment.filters.update(
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
