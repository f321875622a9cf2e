"""Everything a ticket's page shows, gathered over one session."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.places import EVERY_DISTRICT
from tickets import number as numbers
from tickets.calls import Came, Whom
from tickets.evidence import KINDS, Evidences
from tickets.kind import discover
from tickets.models import Ticket
from tickets.service import Tickets
from tickets.states import OPEN, State
from web.desk import words
from web.desk.desk import Desk
from web.desk.models import Agent
from web.desk.ticket import (
    amending,
    assigning,
    calling,
    clocking,
    counted,
    custody,
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
from web.desk.ticket.beside import beside as beside_of
from web.desk.ticket.conversation import Conversation

NEWEST_SHOWN = 12


async def whole(
    desk: Desk, session: AsyncSession, agent: Agent, tickets: Tickets, found: Ticket, asked: Mapping[str, str]
) -> dict[str, Any]:
    """As the template names it; `asked` is what the page's address asks for besides."""
    veil = await custody.veil(desk, session, agent, tickets, found)
    proofs = Evidences(session, desk.services.keys, desk.clock())
    rows = await proofs.of(found)
    sent = evidence.pieces(proofs, rows, veil.covers)
    agents, events = await reading.everybody(session), await tickets.history(found)
    names = {one.name: one.display for one in agents}
    beside = await beside_of(desk, session, agent, found)
    grouped = beside.group is not None
    shown = {
        "ticket": found,
        "number": numbers.shown(found.number),
        "seen": found.state,
        "typed_in": found.source in words.TYPED_IN,
        "facts": reading.facts(tickets, found),
        "evidence": sent,
        "proofs": proving.NAMES,
        "checklist": proving.checklist(tickets, found, rows),
        "steps": reading.history(tickets, found, events, names),
        "times": await clocking.times(desk, session, found, events),
        "hands": await handing.hands(desk, session, found),
        "instalments": await paying.lines(desk, session, found),
        "beside": beside,
        "around": await linking.around(desk, session, agent, tickets, found, covered=veil.covers, grouped=grouped),
        "todos": await ticking.lines(desk, session, tickets, found, names),
        "calls": await calling.lines(desk, session, tickets, found, names),
        "counted": await counted.counted(desk, session, found),
        "undo": await undoing.undo(desk, session, agent, found, events),
        "draft": await drafting.draft(desk, session, agent, tickets, found, asked),
        "colleagues": [one.display for one in mentions.colleagues(agents)],
        **await _next(desk, session, found),
        **_choices(),
        **await talk(desk, session, veil, found, sent),
    }
    assigned = await assigning.card(session, agent, found, agents)
    return {**veil.over(shown), "custody": veil, "assigned": assigned}


async def _next(desk: Desk, session: AsyncSession, found: Ticket) -> dict[str, Any]:
    """Where the ticket can go from here, and what the worker thinks of where it came."""
    is_open = found.state in OPEN
    return {
        "is_open": is_open,
        "wish": await ending.wish(session, found) if is_open else None,
        "verdict": await ending.verdict(desk, session, found),
        "sendable": await quota.line(desk, session, found),
        "buttons": moves.buttons(State(found.state)),
    }


async def talk(
    desk: Desk, session: AsyncSession, veil: custody.Veil, found: Ticket, sent: evidence.Pieces | None = None
) -> dict[str, Any]:
    """The conversation under the veil, its older part apart."""
    if sent is None:
        proofs = Evidences(session, desk.services.keys, desk.clock())
        sent = evidence.pieces(proofs, await proofs.of(found), veil.covers)
    by_moment = {(piece.kind, piece.arrived_at): piece for piece in sent}
    talking = Conversation(session, desk.services.keys, desk.clock(), telling.may_send(desk))
    bubbles = veil.over(await talking.around(found, lambda kind, at: by_moment.get((KINDS.get(kind, ""), at))))
    return {"earlier": bubbles[:-NEWEST_SHOWN], "newest": bubbles[-NEWEST_SHOWN:], "nameless": veil.nameless}


def _choices() -> dict[str, Any]:
    """What the forms offer to choose from."""
    return {
        "kinds": list(discover()),
        "districts": EVERY_DISTRICT,
        "fields": amending.FIELDS,
        "whom": list(Whom),
        "came": list(Came),
    }
