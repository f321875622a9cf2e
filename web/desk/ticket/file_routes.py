"""What is taken away on paper: a ticket's whole file, and its list of exhibits."""

import asyncio
from collections.abc import Mapping
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.clock import today
from tickets import number as numbers
from tickets.models import Ticket
from tickets.service import Tickets
from web.desk import audit, files
from web.desk.access import May, needs
from web.desk.desk import AGENT, DESK, Desk, page
from web.desk.models import Agent
from web.desk.ticket import custody, exhibits, whole
from web.desk.ticket.finding import PATH, found_by
from web.paper_files import as_word

routes = web.RouteTableDef()


@routes.get(PATH + "/file")
@needs(May.READ)
async def file(request: web.Request) -> web.Response:
    """Everything on A4, in order, with who printed it; the audit says that it was taken out."""
    desk, agent = request.app[DESK], request[AGENT]
    async with desk.services.database.view() as session:
        tickets, ticket = await found_by(desk, session, agent, request.match_info["number"])
        shown = await whole.whole(desk, session, agent, tickets, ticket, {})
        listed = shown["custody"].over(await exhibits.exhibits(desk, session, tickets, ticket))
    async with desk.services.database.session() as session:
        audit.put(session, agent, desk.clock(), audit.Act.PRINTED, ticket.number, "file")
    return await page(request, "ticket/file.html", **shown, exhibits=listed["evidences"])


@routes.get(PATH + "/exhibits")
@needs(May.READ)
async def listed(request: web.Request) -> web.Response:
    """The list of exhibits as a page to print."""
    desk, agent = request.app[DESK], request[AGENT]
    async with desk.services.database.view() as session:
        tickets, ticket = await found_by(desk, session, agent, request.match_info["number"])
        given = await _given(desk, session, agent, tickets, ticket)
    paper = exhibits.form().fill(desk.services.parameters, today(desk.clock()), given)
    more = {"ticket": ticket, "number": numbers.shown(ticket.number), "paper": paper, "listed": given["evidences"]}
    return await page(request, "ticket/exhibits.html", **more)


@routes.get(PATH + "/exhibits.docx")
@needs(May.READ)
async def word(request: web.Request) -> web.Response:
    """The same as .docx; its name tells nothing about who files it."""
    desk, agent = request.app[DESK], request[AGENT]
    async with desk.services.database.view() as session:
        tickets, ticket = await found_by(desk, session, agent, request.match_info["number"])
        given = await _given(desk, session, agent, tickets, ticket)
    form = exhibits.form()
    paper = form.fill(desk.services.parameters, today(desk.clock()), given)
    content = await asyncio.to_thread(as_word, paper)
    return files.file(content, "exhibits.docx", form.title)


async def _given(
    desk: Desk, session: AsyncSession, agent: Agent, tickets: Tickets, ticket: Ticket
) -> Mapping[str, Any]:
    """What the list of exhibits says, under the ticket's veil."""
    veil = await custody.veil(desk, session, agent, tickets, ticket)
    return veil.over(await exhibits.exhibits(desk, session, tickets, ticket))
