"""A ticket's page: reading it, its conversation alone, and the forms on it."""

from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from tickets import number as numbers
from tickets import receipts
from tickets.models import Ticket
from tickets.service import Tickets
from tickets.states import OPEN, State
from web.desk import words
from web.desk.access import May, needs, sees
from web.desk.desk import AGENT, DESK, Desk, page, part
from web.desk.groups import groups
from web.desk.models import Agent
from web.desk.ticket import acting, clocking, evidence, handing, moves, paying, proving, quota, reading, telling
from web.desk.ticket.conversation import Conversation

NEWEST_SHOWN = 12
NO_TICKET = "没有这个编号的诉求。请和职工核对编号，或回工作台查找。"
PATH = r"/tickets/{number:\d{9}}"

routes = web.RouteTableDef()


@routes.get(PATH)
@needs(May.READ)
async def ticket(request: web.Request) -> web.Response:
    """Everything about a ticket."""
    return await show(request, 200)


@routes.get(PATH + "/talk")
@needs(May.READ)
async def talk(request: web.Request) -> web.Response:
    """The conversation, and whether the ticket is still as the page around it shows it."""
    desk, number = request.app[DESK], request.match_info["number"]
    async with desk.services.database.view() as session:
        _, found = await _found(desk, session, request[AGENT], number)
        more = await _talk(desk, session, found)
    return await part(request, "ticket/_talk.html", ticket=found, seen=request.query.get("seen", ""), **more)


async def show(request: web.Request, status: int, form: str = "", written: str = "", error: str = "") -> web.Response:
    """The ticket's page; with a refused form, why and what was written."""
    desk, number = request.app[DESK], request.match_info["number"]
    async with desk.services.database.view() as session:
        tickets, found = await _found(desk, session, request[AGENT], number)
        steps = await reading.history(session, tickets, found)
        sent = await evidence.pieces(desk, session, found)
        times = await clocking.times(desk, session, found)
        teams = await handing.hands(desk, session, found)
        parts = await paying.lines(desk, session, found)
        proved = await proving.checklist(desk, session, tickets, found)
        more = await _talk(desk, session, found)
        beside = await groups.beside(desk, session, request[AGENT], found)
        sendable = await quota.line(desk, session, found)
    return await page(
        request,
        "ticket/ticket.html",
        status,
        ticket=found,
        number=numbers.shown(number),
        facts=reading.facts(tickets, found),
        steps=steps,
        beside=beside,
        times=times,
        evidence=sent,
        instalments=parts,
        hands=teams,
        checklist=proved,
        proofs=proving.NAMES,
        is_open=found.state in OPEN,
        buttons=moves.buttons(State(found.state)),
        sendable=sendable,
        limits=acting,
        typed_in=found.source in words.TYPED_IN,
        refused={"form": form, "written": written, "error": error},
        seen=found.state,
        **more,
    )


async def _found(desk: Desk, session: AsyncSession, agent: Agent, number: str) -> tuple[Tickets, Ticket]:
    tickets = Tickets(session, desk.services.keys, desk.clock(), desk.services.rules)
    found = await tickets.find(number)
    if found is None or not sees(agent, found):
        raise web.HTTPNotFound(text=NO_TICKET)
    return tickets, found


async def _talk(desk: Desk, session: AsyncSession, found: Ticket) -> dict[str, Any]:
    talk = Conversation(session, desk.services.keys, desk.clock(), telling.may_send(desk))
    bubbles = await talk.around(found)
    nameless = bool(await receipts.anonymous(session, [found.id]))
    return {"earlier": bubbles[:-NEWEST_SHOWN], "newest": bubbles[-NEWEST_SHOWN:], "nameless": nameless}
