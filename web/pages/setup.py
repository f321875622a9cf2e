"""Puts the pages for workers into an application: theirs under /my, everybody's under /rights."""

import asyncio
from datetime import datetime
from pathlib import Path

import aiohttp_jinja2
from aiohttp import web
from jinja2 import FileSystemLoader, StrictUndefined

from bot.context import Services
from bot.core.clock import SHANGHAI, Clock, chinese_day, shown, today
from tickets import number as numbers
from tickets.entering import ROOT
from tickets.workings import ROOT as RIGHTS
from web import assets, refusals
from web.pages import days, door, entering, evidence, faces, my_data, paper_out, papers, public, reading, ticket
from web.pages.page import PAGES, Pages
from web.pages.wechat import MakeOAuth, WeChat

UPLOADS_TOGETHER, COPIES_TOGETHER = 8, 2
TEMPLATES = Path(assets.__file__).parent / "templates"


def mount(app: web.Application, services: Services, clock: Clock, make_oauth: MakeOAuth) -> None:
    """Adds the pages under /my and their files under /static.

    `make_oauth` gives WeChat's web authorization over an HTTP session; it is used only where the account has it.
    """
    files = assets.mount(app)
    wechat = WeChat(make_oauth, services.keys, services.settings.server.public_url)
    pages = web.Application(middlewares=[faces.faces, refusals.no_nul, door.guard])
    pages[PAGES] = Pages(
        services,
        clock,
        services.receipts,
        wechat,
        asyncio.Semaphore(UPLOADS_TOGETHER),
        asyncio.Semaphore(COPIES_TOGETHER),
    )
    _templates(pages, files)
    for part in (entering, ticket, evidence, my_data, days, papers, paper_out):
        pages.router.add_routes(part.routes)
    pages.on_response_prepare.append(faces.harden)
    pages.on_response_prepare.append(paper_out.allow_style)
    pages.cleanup_ctx.append(wechat.running)
    app.add_subapp(ROOT, pages)
    everybody = public.make(pages[PAGES])
    _templates(everybody, files)
    app.add_subapp(RIGHTS, everybody)


def _templates(pages: web.Application, files: assets.Assets) -> None:
    environment = aiohttp_jinja2.setup(
        pages,
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(root=ROOT, asset=files.url, ticket_path=ticket.path, paper_path=papers.paper_path)
    environment.globals.update(public.GLOBALS)
    environment.filters.update(
        number=numbers.shown,
        moment=shown,
        day=_day,
        whole=_whole,
        state=reading.state,
        next_step=reading.next_step,
        is_open=reading.is_open,
        **public.FILTERS,
    )


def _day(at: datetime) -> str:
    return chinese_day(today(at))


def _whole(at: datetime) -> str:
    return f"{_day(at)} {at.astimezone(SHANGHAI):%H:%M}"
