"""Everything a ticket's page shows, gathered over one session."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from tickets import number as numbers
from tickets import receipts
from tickets.calls import Came, Whom
from tickets.evidence import KINDS
from tickets.kind import discover
from tickets.models import Ticket
from tickets.service import Tickets
from tickets.states import OPEN, State
from web.desk import words
from web.desk.desk import Desk
from web.desk.groups import groups
from web.desk.models import Agent
from web.desk.people import custody
from web.desk.ticket import (
    amending,
    calling,
    clocking,
    counted,
    drafting,
    ending,
    evidence,
    handing,
    linking,
    mentions,
    moves,
    paying,
    proving,
    quota,
    reading,
    telling,
    ticking,
    undoing,
)
from web.desk.ticket.conversation import Conversation

NEWEST_SHOWN = 12


async def whole(
    desk: Desk, session: AsyncSession, agent: Agent, tickets: Tickets, found: Ticket, asked: Mapping[str, str]
) -> dict[str, Any]:
    """As the template names it; `asked` is what the page's address asks for besides."""
    veil = await custody.veil(desk, session, agent, tickets, found)
    sent = await evidence.pieces(desk, session, found, veil.covers)
    shown = {
        "ticket": found,
        "number": numbers.shown(found.number),
        "seen": found.state,
        "is_open": found.state in OPEN,
        "typed_in": found.source in words.TYPED_IN,
        "facts": reading.facts(tickets, found),
        "evidence": sent,
        "proofs": proving.NAMES,
        "checklist": await proving.checklist(desk, session, tickets, found),
        "steps": await reading.history(session, tickets, found),
        "times": await clocking.times(desk, session, found),
        "hands": await handing.hands(desk, session, found),
        "instalments": await paying.lines(desk, session, found),
        "beside": await groups.beside(desk, session, agent, found),
        "around": await linking.around(desk, session, agent, tickets, found, veil.covers),
        "todos": await ticking.lines(desk, session, tickets, found),
        "calls": await calling.lines(desk, session, tickets, found),
        "wish": await ending.wish(session, found),
        "verdict": await ending.verdict(desk, session, found),
        "counted": await counted.counted(desk, session, found),
        "undo": await undoing.undo(desk, session, agent, found),
        "draft": await drafting.draft(desk, session, agent, tickets, found, asked),
        "sendable": await quota.line(desk, session, found),
        "buttons": moves.buttons(State(found.state)),
        **await _choices(session),
        **await talk(desk, session, veil, found, sent),
    }
    return {**veil.over(shown), "custody": veil}


async def talk(
    desk: Desk, session: AsyncSession, veil: custody.Veil, found: Ticket, sent: evidence.Pieces | None = None
) -> dict[str, Any]:
    """The conversation under the veil, its older part apart."""
    sent = await evidence.pieces(desk, session, found, veil.covers) if sent is None else sent
    by_moment = {(piece.kind, piece.arrived_at): piece for piece in sent}
    talking = Conversation(session, desk.services.keys, desk.clock(), telling.may_send(desk))
    bubbles = veil.over(await talking.around(found, lambda kind, at: by_moment.get((KINDS.get(kind, ""), at))))
    nameless = bool(await receipts.anonymous(session, [found.id]))
    return {"earlier": bubbles[:-NEWEST_SHOWN], "newest": bubbles[-NEWEST_SHOWN:], "nameless": nameless}


async def _choices(session: AsyncSession) -> dict[str, Any]:
    """What the forms offer to choose from."""
    return {
        "kinds": list(discover()),
        "districts": amending.districts(),
        "fields": amending.FIELDS,
        "whom": list(Whom),
        "came": list(Came),
        "colleagues": [one.display for one in await mentions.colleagues(session)],
    }
