"""What the knowledge base would say to the worker's last words: drafts for the answer box, never sent by themselves."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.clock import today
from bot.core.errors import KeyMissing, SealBroken
from bot.journal_rows import JournalRow, lately_written_by
from knowledge.law_names import cited
from tickets.lines import Line
from tickets.models import Ticket
from tickets.service import Tickets
from web.desk.access import May, needs
from web.desk.desk import AGENT, DESK, Desk, part
from web.desk.ticket import custody
from web.desk.ticket.conversation import AROUND
from web.desk.ticket.finding import PATH, found_by

MOST = 3
LOOKED_BACK = 10
FEWEST_CHARACTERS = 4  # 1 and 好的 ask nothing
TALKED = ("answer.answer", "adding.adding", "complaint.offer", "fallback.unknown", "calculate.told_all")  # no commands

routes = web.RouteTableDef()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One entry: `percent` how sure, `text` its first screen with today's figures."""

    slug: str
    title: str
    articles: str
    percent: int
    text: str


@routes.get(PATH + "/suggest")
@needs(May.WORK)
async def suggest(request: web.Request) -> web.Response:
    """The best three entries for the worker's last words, or for what staff ask instead."""
    desk, agent = request.app[DESK], request[AGENT]
    async with desk.services.database.view() as session:
        tickets, ticket = await found_by(desk, session, agent, request.match_info["number"])
        asked = request.query.get("ask", "").strip()[:200]
        if not asked:
            veil = await custody.veil(desk, session, agent, tickets, ticket)
            asked = veil.over(await last_words(desk, session, tickets, ticket))
    found = await suggested(desk, asked)
    return await part(request, "ticket/_suggest.html", ticket=ticket, asked=asked, suggestions=found)


async def suggested(desk: Desk, asked: str) -> Sequence[Suggestion]:
    """What answers these words best."""
    known = desk.services.shelf.now
    reading = await known.reader.understand(asked)
    on = today(desk.clock())
    return [
        Suggestion(
            hit.slug,
            known.library.title(hit.slug),
            cited(str(one) for one in known.library.entries[hit.slug].citations),
            round(hit.score * 100),
            known.library.first(hit.slug, on),
        )
        for hit in reading.hits[:MOST]
        if known.library.is_live(hit.slug, on)
    ]


def text_of(desk: Desk, slug: str) -> str:
    """An entry's first screen; empty where there is none in force."""
    library, on = desk.services.shelf.now.library, today(desk.clock())
    return library.first(slug, on) if library.is_live(slug, on) else ""


async def last_words(desk: Desk, session: AsyncSession, tickets: Tickets, ticket: Ticket) -> str:
    """The last thing the worker wrote that tells or asks anything: in the chat, else on the ticket."""
    if ticket.follower is not None:
        mine = lately_written_by(ticket.follower, ticket.opened_at - AROUND)
        talked = select(JournalRow).where(mine, JournalRow.kind == "Text", JournalRow.handler.in_(TALKED))
        rows = await session.scalars(talked.order_by(JournalRow.id.desc()).limit(LOOKED_BACK))
        for row in rows:
            if len(said := _said(desk, row)) >= FEWEST_CHARACTERS:
                return said
    for event in reversed(await tickets.history(ticket)):
        said = _read(tickets, ticket, event.body) if event.what == Line.SAID and event.actor == "follower" else ""
        if len(said) >= FEWEST_CHARACTERS:
            return said
    return _read(tickets, ticket, ticket.story)


def _said(desk: Desk, row: JournalRow) -> str:
    try:
        return str(json.loads(desk.services.keys.open(row.body, f"journal:{row.key}")).get("Content", "")).strip()
    except (KeyMissing, SealBroken):
        return ""


def _read(tickets: Tickets, ticket: Ticket, sealed: bytes | None) -> str:
    try:
        return tickets.read(ticket, sealed)
    except (KeyMissing, SealBroken):
        return ""
