"""The inbox: which tickets a tab shows, in which order, fifty at a time.

A tab is a row of stretches, each in one simple order that an index can follow: urgent ones, oldest first; those whose
worker can lose a right, the nearest day first; the others, oldest first; last, newest first, those that are settled.
What is late, or promised for today, stands in the order in which it falls due.
A cursor names the last line seen: its stretch, moment and id.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.core.clock import SHANGHAI, today
from tickets.models import Ticket
from tickets.promises import Promise
from tickets.states import OPEN, State
from tickets.timing import is_late
from web.desk.access import scope
from web.desk.models import Agent

LINES = 50
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CURSOR = re.compile(r"([0-3])-(\d{1,17})-(\d{1,18})")


class Tab(StrEnum):
    """A tab of the inbox."""

    NEW = "new"
    TAKEN = "taken"
    WAITING = "waiting"
    CLOSED = "closed"
    ALL = "all"
    LATE = "late"
    TODAY = "today"


class BadCursor(ValueError):
    """No page of ours made this cursor."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last line of a sheet."""

    stretch: int
    at: datetime
    id: int

    def __str__(self) -> str:
        return f"{self.stretch}-{(self.at - _EPOCH) // timedelta(microseconds=1)}-{self.id}"

    @classmethod
    def parse(cls, text: str) -> "Cursor":
        """Reads what `str` wrote.

        Raises:
            BadCursor: it is something else.
        """
        found = _CURSOR.fullmatch(text)
        if not found:
            raise BadCursor(text[:40])
        stretch, at_us, row = (int(part) for part in found.groups())
        return cls(stretch, _EPOCH + timedelta(microseconds=at_us), row)


@dataclass(frozen=True, slots=True)
class _Stretch:
    where: ColumnElement[bool]
    at: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]
    newest_first: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a tab; `further` is the cursor of its last line if more follow."""

    tickets: Sequence[Ticket]
    further: Cursor | None


async def sheet(session: AsyncSession, agent: Agent, tab: Tab, after: Cursor | None, now: datetime) -> Sheet:
    """The tickets of a tab within an agent's scope that come after a cursor; without one, the first."""
    found: list[tuple[int, Ticket]] = []
    for place, stretch in enumerate(_stretches(tab, now)):
        if after is not None and place < after.stretch:
            continue
        here = after if after is not None and place == after.stretch else None
        wanted = LINES + 1 - len(found)
        rows = (await session.scalars(_statement(stretch, here).where(scope(agent)).limit(wanted))).all()
        found += [(place, row) for row in rows]
        if len(found) > LINES:
            break
    shown = found[:LINES]
    further = _cursor(_stretches(tab, now)[shown[-1][0]], *shown[-1]) if len(found) > LINES else None
    return Sheet([ticket for _, ticket in shown], further)


async def counts(session: AsyncSession, agent: Agent, now: datetime) -> tuple[Mapping[Tab, int], int]:
    """How many tickets of an agent's scope stand under each tab, and how many urgent ones are open."""
    rows = await session.execute(
        select(Ticket.state, Ticket.urgent, func.count()).where(scope(agent)).group_by(Ticket.state, Ticket.urgent)
    )
    each: dict[Tab, int] = dict.fromkeys(Tab, 0)
    urgent_open = 0
    for state, urgent, count in rows:
        each[Tab.ALL] += count
        if state in list(Tab):
            each[Tab(state)] += count
        urgent_open += count if urgent and state in OPEN else 0
    for tab, where in ((Tab.LATE, is_late(now)), (Tab.TODAY, _promised_today(now))):
        each[tab] = await session.scalar(select(func.count()).select_from(Ticket).where(where, scope(agent))) or 0
    return each, urgent_open


def _promised_today(now: datetime) -> ColumnElement[bool]:
    """Tickets on which staff promised something by the end of today."""
    end = datetime.combine(today(now), time.max, SHANGHAI)
    still = (Promise.ended_at.is_(None), Promise.dropped_at.is_(None), Promise.due_at.between(now, end))
    return Ticket.state.in_(sorted(OPEN)) & Ticket.id.in_(select(Promise.ticket_id).where(*still))


def _stretches(tab: Tab, now: datetime) -> list[_Stretch]:
    if tab in (Tab.LATE, Tab.TODAY):
        return [_Stretch(is_late(now) if tab is Tab.LATE else _promised_today(now), Ticket.due_at)]
    if tab is Tab.CLOSED:
        return [_Stretch(Ticket.state == State.CLOSED, Ticket.closed_at, newest_first=True)]
    states = sorted(OPEN) if tab is Tab.ALL else [State(tab)]
    here, calm = Ticket.state.in_(states), Ticket.urgent.is_(False)
    opened = [
        _Stretch(and_(here, Ticket.urgent.is_(True)), Ticket.opened_at),
        _Stretch(and_(here, calm, Ticket.lapses_at.is_not(None)), Ticket.lapses_at),
        _Stretch(and_(here, calm, Ticket.lapses_at.is_(None)), Ticket.opened_at),
    ]
    settled = _Stretch(Ticket.state.not_in(states), Ticket.closed_at, newest_first=True)
    return [*opened, settled] if tab is Tab.ALL else opened


def _statement(stretch: _Stretch, after: Cursor | None) -> Select[Ticket]:
    at, statement = stretch.at, select(Ticket).where(stretch.where)
    if stretch.newest_first:
        if after is not None:
            statement = statement.where(or_(at < after.at, and_(at == after.at, Ticket.id < after.id)))
        return statement.order_by(at.desc(), Ticket.id.desc())
    if after is not None:
        statement = statement.where(or_(at > after.at, and_(at == after.at, Ticket.id > after.id)))
    return statement.order_by(at, Ticket.id)


def _cursor(stretch: _Stretch, place: int, ticket: Ticket) -> Cursor:
    at = getattr(ticket, stretch.at.key)
    return Cursor(place, at or ticket.moved_at, ticket.id)
