"""Taking back an answer in its first seconds: what the page shows of it, and the deed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets.lines import Line
from tickets.models import Ticket, TicketEvent
from tickets.outbox import Kind, OutboxMessage, Waiting
from tickets.service import Tickets
from tickets.undoing import TooLate, Undoing
from web.desk import words
from web.desk.deed import Deed, NotDone
from web.desk.desk import Desk
from web.desk.given import number_of
from web.desk.models import Agent
from web.desk.ticket.acting import hold
from web.desk.ticket.telling import may_send

TOO_LATE = "来不及撤销了：这条答复已经发出。要更正，请再发一条。"
UNDONE = "撤销了，职工没有收到。话还在答复框里。"


@dataclass(frozen=True, slots=True)
class Undo:
    """The answer that can still be taken back, and for how many seconds."""

    answer: int
    left_s: int


def within(desk: Desk) -> timedelta:
    """How long an answer may be taken back."""
    return timedelta(seconds=desk.services.settings.desk.undo_s)


async def undo(
    desk: Desk, session: AsyncSession, agent: Agent, ticket: Ticket, events: Sequence[TicketEvent]
) -> Undo | None:
    """What the page offers to take back; `events` is the ticket's history."""
    event = _undoing(desk, session).open(events, f"{words.AGENT}{agent.name}")
    if event is None or (ticket.follower is not None and not await _held(session, ticket)):
        return None
    left = event.at + within(desk) - desk.clock()
    return Undo(event.id, max(1, int(left.total_seconds())))


async def taken_back(session: AsyncSession, tickets: Tickets, agent: Agent, ticket: Ticket, answer: str) -> str:
    """The words of an answer that this agent took back; empty where it is none."""
    event = await session.get(TicketEvent, number_of(answer) or 0)
    mine = (ticket.id, Line.UNSENT, f"{words.AGENT}{agent.name}")
    return tickets.read(ticket, event.body) if event and (event.ticket_id, event.what, event.actor) == mine else ""


async def take_back(desk: Desk, session: AsyncSession, deed: Deed, answer: str) -> str:
    """Takes an answer back; gives what to tell the agent.

    Raises:
        NotDone, NoTicket: as their names say.
    """
    _, ticket = await hold(desk, session, deed)
    try:
        await _undoing(desk, session).take_back(ticket, number_of(answer) or 0, deed.actor)
    except TooLate:
        raise NotDone(TOO_LATE, 409) from None
    if ticket.follower is not None and may_send(desk):
        await _send_what_stood_behind(desk, session, ticket)
    return UNDONE


async def _send_what_stood_behind(desk: Desk, session: AsyncSession, ticket: Ticket) -> None:
    waiting = (OutboxMessage.follower == ticket.follower, OutboxMessage.state == Waiting.WAITING)
    first = await session.scalar(
        select(OutboxMessage.id).where(*waiting, OutboxMessage.kind != Kind.PAGE).order_by(OutboxMessage.id).limit(1)
    )
    if first is not None:
        await desk.deliver(session, first)


async def _held(session: AsyncSession, ticket: Ticket) -> bool:
    mine = (OutboxMessage.follower == ticket.follower, OutboxMessage.state == Waiting.HELD)
    held = select(OutboxMessage.id).where(*mine, OutboxMessage.about == ticket.number)
    return bool(await session.scalar(select(held.exists())))


def _undoing(desk: Desk, session: AsyncSession) -> Undoing:
    services = desk.services
    return Undoing(session, services.keys, desk.clock(), services.rules, within(desk))
