"""What a ticket owes next, worked out from its history and promises and kept beside it for sorting."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets.clocks import ANSWERS, STAFF, Clock, Name, Past, Rules, clocks
from tickets.lines import Line
from tickets.models import Ticket, TicketEvent
from tickets.promises import Promise
from tickets.states import OPEN, State

OVERDUE = "overdue:"  # before a clock's name: the line of history that its time is over


@dataclass(frozen=True, slots=True)
class Owed:
    """Something the union owes by then; `told` once its passing is in the history. `promise` where it is one."""

    name: Name
    due: datetime
    told: bool
    promise: Promise | None = None


@dataclass(frozen=True, slots=True)
class Timing:
    """A ticket's clocks and promises, and what is still owed of both, the soonest first."""

    clocks: Sequence[Clock]
    promises: Sequence[Promise]
    owed: Sequence[Owed]


async def timing(
    session: AsyncSession, ticket: Ticket, rules: Rules, now: datetime, events: Sequence[TicketEvent] | None = None
) -> Timing:
    """How the ticket stands; `events` is its history where that was read. Promises that were kept since are marked."""
    history = await _past(session, ticket) if events is None else [_line(*_row(one)) for one in events]
    promises = (await session.scalars(select(Promise).where(Promise.ticket_id == ticket.id).order_by(Promise.id))).all()
    for promise in promises:
        if promise.is_open:
            promise.ended_at = _ended(promise, history)
    running = clocks(history, ticket.weight, rules, now)
    owed = [*_of_clocks(running, history), *_of_promises(promises)]
    return Timing(running, promises, sorted(owed, key=lambda one: (one.due, one.name)))


async def retime(session: AsyncSession, ticket: Ticket, rules: Rules, now: datetime) -> Timing:
    """Puts what is owed next on the ticket, which is to be counted anew for reports."""
    found = await timing(session, ticket, rules, now)
    first = found.owed[0] if found.owed else None
    ticket.due_at, ticket.due_what = (first.due, first.name) if first else (None, None)
    ticket.alarm_at = next((one.due for one in found.owed if not one.told), None)
    ticket.count_anew()
    return found


def is_late(now: datetime) -> ColumnElement[bool]:
    """Tickets on which something is overdue."""
    return Ticket.closed_at.is_(None) & (Ticket.due_at < now)


async def _past(session: AsyncSession, ticket: Ticket) -> list[Past]:
    rows = await session.execute(
        select(TicketEvent.at, TicketEvent.what, TicketEvent.state, TicketEvent.actor)
        .where(TicketEvent.ticket_id == ticket.id)
        .order_by(TicketEvent.at, TicketEvent.id)
    )
    return [_line(*row) for row in rows]


def _row(event: TicketEvent) -> tuple[datetime, str, str | None, str]:
    return event.at, event.what, event.state, event.actor


def _line(at: datetime, what: str, state: str | None, actor: str) -> Past:
    return Past(at, what, state, actor.partition(":")[0])


def _of_clocks(running: Iterable[Clock], history: Sequence[Past]) -> Iterable[Owed]:
    for clock in running:
        if clock.done_at is None and clock.due is not None:
            told = any(past.what == f"{OVERDUE}{clock.name}" and past.at >= clock.started for past in history)
            yield Owed(clock.name, clock.due, told)


def _of_promises(promises: Iterable[Promise]) -> Iterable[Owed]:
    for promise in promises:
        if promise.is_open:
            yield Owed(Name.PROMISE, promise.due_at, promise.escalated_at is not None, promise)


def _ended(promise: Promise, history: Sequence[Past]) -> datetime | None:
    """When staff answered, or the ticket was settled, after the promise was made, or came with another ticket."""
    here = (past.at for past in history if past.what == Line.PROMISED and past.at == promise.made_at)
    came = (past.at for past in history if past.what == Line.MERGED_IN and past.at >= promise.made_at)
    since = next(chain(here, came), promise.made_at)
    return next((past.at for past in history if past.at > since and _keeps(past)), None)


def _keeps(past: Past) -> bool:
    settled = past.what == Line.STATE and past.state is not None and State(past.state) not in OPEN
    return settled or (past.what in ANSWERS and past.who == STAFF)
