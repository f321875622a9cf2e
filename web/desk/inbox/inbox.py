"""The inbox: which tickets are shown, in which order, fifty at a time.

A tab is a row of stretches, each in one simple order that an index can follow: urgent ones, oldest first; those whose
worker can lose a right, the nearest day first; the others, oldest first; last, newest first, those that are settled.
What is late, or promised for today, stands in the order in which it falls due. What was searched stands by how many of
the words it has, then newest first. A cursor names the last line seen: its stretch, moment and id; of what was searched
how many were seen.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.core.crypt import Keyring
from tickets import words
from tickets.models import Ticket
from tickets.words import TooShort
from web.desk.access import scope
from web.desk.given import number_of
from web.desk.inbox.filters import Filter
from web.desk.inbox.tabs import IS_OPEN, Tab, under
from web.desk.models import Agent
from web.desk.ticket.custody import guarded
from web.desk.ticket.models import Custody

LINES = 50
SEARCHED = 4  # in the place of a stretch
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CURSOR = re.compile(r"([0-4])-(\d{1,17})-(\d{1,10})")


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
        row = number_of(found[3]) if found else None
        if not found or row is None:
            raise BadCursor(text[:40])
        return cls(int(found[1]), _EPOCH + timedelta(microseconds=int(found[2])), row)


@dataclass(frozen=True, slots=True)
class _Stretch:
    where: ColumnElement[bool]
    at: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]
    newest_first: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page; `further` is the cursor of its last line if more follow, `cut` how many a search ended at."""

    tickets: Sequence[Ticket]
    further: Cursor | None
    cut: int = 0


async def sheet(
    session: AsyncSession, keys: Keyring, agent: Agent, chosen: Filter, after: Cursor | None, now: datetime
) -> Sheet:
    """The tickets an agent sees of those chosen that come after a cursor; without one, the first."""
    where = and_(scope(agent), *chosen.wheres(session, keys, agent, now))
    if chosen.q:
        tab = [] if chosen.tab is Tab.ALL else [under(chosen.tab, agent, now)]
        named = words.Words(session, keys).of_employer(chosen.q)
        open_ = or_(_uncovered(agent, now), *([] if named is None else [named]))
        return await _searched(session, keys, chosen.q, [where, *tab, open_], after)
    stretches = _stretches(chosen.tab, agent, now)
    found: list[tuple[int, int, datetime]] = []
    for place, stretch in enumerate(stretches):
        if after is not None and place < after.stretch:
            continue
        here = after if after is not None and place == after.stretch else None
        wanted = LINES + 1 - len(found)
        rows = await session.execute(_statement(stretch, here).where(where).limit(wanted))
        found += [(place, row, at or now) for row, at in rows]
        if len(found) > LINES:
            break
    place, row, at = found[LINES - 1] if len(found) > LINES else (0, 0, now)
    further = Cursor(place, at, row) if len(found) > LINES else None
    return Sheet(await _tickets(session, [row for _, row, _ in found[:LINES]]), further)


def _uncovered(agent: Agent, now: datetime) -> ColumnElement[bool]:
    """Tickets whose worker is not covered for this agent: others are found by their employer alone, for whoever finds
    a ticket by a telephone knows whose it is.
    """
    granted = (Custody.ticket_id == Ticket.id, Custody.agent_id == agent.id, Custody.until > now)
    return or_(~guarded(), exists().where(*granted))


async def _searched(
    session: AsyncSession, keys: Keyring, text: str, where: Sequence[ColumnElement[bool]], after: Cursor | None
) -> Sheet:
    try:
        found = await words.Words(session, keys).find(text, where)
    except TooShort:
        found = []
    seen = after.id if after is not None and after.stretch == SEARCHED else 0
    further = Cursor(SEARCHED, _EPOCH, seen + LINES) if len(found) > seen + LINES else None
    cut = len(found) if len(found) == words.MOST_FOUND and further is None else 0
    return Sheet(await _tickets(session, found[seen : seen + LINES]), further, cut)


async def _tickets(session: AsyncSession, rows: Sequence[int]) -> list[Ticket]:
    """The tickets with these ids, in their order."""
    found = {one.id: one for one in (await session.scalars(select(Ticket).where(Ticket.id.in_(rows)))).all()}
    return [found[row] for row in rows if row in found]


def _stretches(tab: Tab, agent: Agent, now: datetime) -> list[_Stretch]:
    if tab is Tab.CLOSED:
        return [_Stretch(under(tab, agent, now), Ticket.closed_at, newest_first=True)]
    here = IS_OPEN if tab is Tab.ALL else under(tab, agent, now)
    if tab in (Tab.LATE, Tab.TODAY):
        return [_Stretch(here, Ticket.due_at)]
    if tab is Tab.LAPSING:
        return [_Stretch(here, Ticket.lapses_at)]
    calm = Ticket.urgent.is_(False)
    opened = [
        _Stretch(and_(here, Ticket.urgent.is_(True)), Ticket.opened_at),
        _Stretch(and_(here, calm, Ticket.lapses_at.is_not(None)), Ticket.lapses_at),
        _Stretch(and_(here, calm, Ticket.lapses_at.is_(None)), Ticket.opened_at),
    ]
    settled = _Stretch(Ticket.closed_at.is_not(None), Ticket.closed_at, newest_first=True)
    return [*opened, settled] if tab is Tab.ALL else opened


def _statement(stretch: _Stretch, after: Cursor | None) -> Select[int, datetime | None]:
    """Ids with their moments: a ticket's own row is fat."""
    at, statement = stretch.at, select(Ticket.id, stretch.at).where(stretch.where)
    if stretch.newest_first:
        if after is not None:
            statement = statement.where(or_(at < after.at, and_(at == after.at, Ticket.id < after.id)))
        return statement.order_by(at.desc(), Ticket.id.desc())
    if after is not None:
        statement = statement.where(or_(at > after.at, and_(at == after.at, Ticket.id > after.id)))
    return statement.order_by(at, Ticket.id)
