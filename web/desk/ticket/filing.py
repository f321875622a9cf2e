"""A ticket that comes by telephone, over the counter or through a representative: typed in by staff."""

from datetime import datetime
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.clock import today
from knowledge.places import EVERY_DISTRICT
from knowledge.slots import read_slots
from tickets import number as numbers
from tickets.kind import discover
from tickets.lines import Line
from tickets.models import Ticket
from tickets.service import Opening
from tickets.told import merged
from web.desk import words
from web.desk.access import May, needs, sees, sees_district
from web.desk.deed import NotDone
from web.desk.desk import AGENT, DESK, ROOT, Desk, page, ticket_path
from web.desk.doing import do
from web.desk.models import Agent
from web.desk.ticket.acting import MOST_NOTE, checked
from web.desk.ticket.telling import fen

NO_KIND, NO_SOURCE, NO_STORY = "请选类别。", "请选从哪里来的。", "请写清是什么事。"
NO_DISTRICT = "请从列表里选地区，或者空着。"
FILED = "登记好了。请把编号告诉职工本人。"
FILED_ELSEWHERE = "登记好了，编号 {number}，请告诉职工本人。这件是{district}的，由那边办理。"
MOST_NAME = 60
KEPT = ("kind", "source", "story", "worker", "employer", "district", "phone", "sum")

routes = web.RouteTableDef()


@routes.get("/new")
@needs(May.WORK)
async def blank(request: web.Request) -> web.Response:
    """The form."""
    return await _form(request, dict.fromkeys(KEPT, ""))


@routes.post("/new")
@needs(May.WORK)
async def file(request: web.Request) -> web.Response:
    """Opens the ticket; when refused, shows why, with what was written."""
    desk, form = request.app[DESK], await request.post()
    given = {name: str(form.get(name, "")) for name in KEPT}
    back = ROOT

    async def doing(session: AsyncSession) -> str:
        nonlocal back
        ticket = await _open(desk, session, request[AGENT], opening)
        if not sees(request[AGENT], ticket):
            return FILED_ELSEWHERE.format(number=numbers.shown(ticket.number), district=ticket.district)
        back = ticket_path(ticket.number)
        return FILED

    try:
        opening = _opening(request[AGENT], given, desk.clock())
        await do(request, doing)
    except NotDone as refused:
        return await _form(request, given, refused.text, refused.status)
    raise web.HTTPSeeOther(back)


async def _form(request: web.Request, given: dict[str, str], error: str = "", status: int = 200) -> web.Response:
    kinds = [kind.name for kind in discover().values() if kind.questions]
    more: dict[str, Any] = {
        "kinds": kinds,
        "sources": words.TYPED_IN,
        "districts": _districts(request[AGENT]),
        "most": MOST_NOTE,
    }
    return await page(request, "ticket/new.html", status, given=given, error=error, **more)


def _districts(agent: Agent) -> tuple[str, ...]:
    """Those an agent may file for."""
    return tuple(one for one in EVERY_DISTRICT if sees_district(agent, one))


async def _open(desk: Desk, session: AsyncSession, agent: Agent, opening: Opening) -> Ticket:
    """The new ticket."""
    tickets = desk.tickets(session)
    ticket = await tickets.open(opening)
    await tickets.write(ticket, f"{words.AGENT}{agent.name}", Line.FILED, opening.source or "")
    return ticket


def _opening(agent: Agent, given: dict[str, str], now: datetime) -> Opening:
    """What was typed, with what the story tells besides.

    Raises:
        NotDone: something is missing or cannot be.
    """
    kind = discover().get(given["kind"])
    if kind is None or not kind.questions:
        raise NotDone(NO_KIND)
    if given["source"] not in words.TYPED_IN:
        raise NotDone(NO_SOURCE)
    if given["district"] and given["district"] not in _districts(agent):
        raise NotDone(NO_DISTRICT)
    amount_fen = fen(given["sum"], "欠多少元")
    story, on = checked(given["story"], MOST_NOTE, NO_STORY), today(now)
    typed = {name: given[name].strip()[:MOST_NAME] for name in ("worker", "employer", "district", "phone")}
    told = {name: value for name, value in typed.items() if value} | ({"amount_fen": amount_fen} if amount_fen else {})
    facts = merged(told, read_slots(story, on))
    return Opening(kind.name, story, facts=facts, source=given["source"])
