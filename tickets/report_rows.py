"""The tickets behind each number of a report, and the employers most of them are about."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, SQLColumnExpression, case, func, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.crypt import Keyring
from bot.core.database import Database
from bot.core.errors import KeyMissing, SealBroken
from tickets.figures import Figure
from tickets.group_models import Group
from tickets.group_reading import place as group_place
from tickets.measures import Measure, Sums, rows_of
from tickets.models import Ticket
from tickets.receipts import Receipt
from tickets.reporting import Asked
from tickets.states import OPEN, State

AT_ONCE = 1_000
OWN = "number kind weight urgent district team state source opened_at closed_at due_at lapses_at employer facts phone"
COUNTED = "claimed_fen recovered_fen first_s in_time content escalated lapsed"
COLUMNS = (
    Ticket.id,
    *(getattr(Ticket, name) for name in OWN.split()),
    *(getattr(Figure, name) for name in COUNTED.split()),
    Ticket.id.in_(select(Receipt.ticket_id)).label("nameless"),
)
SELDOM = frozenset({Measure.LATE, Measure.UNANSWERED})

Line = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """One number: what was asked, which measure, of which employer (its key in the figures) if of one."""

    asked: Asked
    measure: Measure = Measure.OPENED
    employer: int | None = None

    def where(self, now: datetime) -> ColumnElement[bool]:
        """The figures it counts."""
        asked, day = self.asked, Figure.day
        period: SQLColumnExpression[Any] = Figure.ended_on if self.measure is Measure.ENDED else day
        if self.measure in SELDOM or self.employer is not None:
            period = func.coalesce(period, asked.period.first)
        where = period.between(asked.period.first, asked.period.last) & rows_of(self.measure, now)
        if asked.is_narrow:
            where &= Figure.cell_id.in_(asked.cells)
        return where if self.employer is None else where & (Figure.employer == self.employer)


@dataclass(frozen=True, slots=True)
class Employer:
    """One of those that most tickets are about; `key` as in the figures, `group` the number of its group."""

    key: int
    name: str
    group: str
    sums: Sums


async def count(session: AsyncSession, chosen: Chosen, now: datetime) -> Sums:
    """How many there are, and what their sums are."""
    columns = (func.count(), func.sum(Figure.claimed_fen), func.sum(Figure.recovered_fen))
    found = (await session.execute(select(*columns).where(chosen.where(now)))).one()
    names = (str(chosen.measure), "claimed_fen", "recovered_fen")
    return Sums(dict(zip(names, (int(value or 0) for value in found), strict=True)))


async def page(
    session: AsyncSession, chosen: Chosen, now: datetime, most: int, before: int | None = None
) -> Sequence[Line]:
    """The newest tickets, or those older than the one with the id `before`."""
    older = true() if before is None else Figure.ticket_id < before
    first = select(Figure.ticket_id).where(chosen.where(now), older).order_by(Figure.ticket_id.desc()).limit(most)
    return (await session.execute(_rows(chosen, first).order_by(Figure.ticket_id.desc()))).all()


async def every(database: Database, chosen: Chosen, now: datetime, most: int) -> AsyncIterator[Sequence[Line]]:
    """The oldest tickets first, some at a time, at most so many in all; between them nothing is kept from others."""
    after = 0
    for start in range(0, most, AT_ONCE):
        next_ones = select(Figure.ticket_id).where(chosen.where(now), Figure.ticket_id > after)
        first = next_ones.order_by(Figure.ticket_id).limit(min(AT_ONCE, most - start))
        async with database.view() as session:
            rows = (await session.execute(_rows(chosen, first).order_by(Figure.ticket_id))).all()
        if not rows:
            return
        yield rows
        after = rows[-1].id


async def employers(session: AsyncSession, keys: Keyring, asked: Asked, most: int) -> list[Employer]:
    """The employers with most tickets, those that staff put into one group as one; counted along the index."""
    counted = select(Figure.employer, func.count()).where(Figure.employer.is_not(None), asked.seldom)
    first = counted.group_by(Figure.employer).order_by(func.count().desc(), Figure.employer).limit(most)
    found = [key for key, _ in (await session.execute(first)).all() if key is not None]
    sums = await _sums(session, asked, found)
    names = await _names(session, keys, {key: newest for key, (newest, _) in sums.items()})
    return [Employer(key, *names.get(key, ("", "")), sums[key][1]) for key in found]


async def employer_name(session: AsyncSession, keys: Keyring, asked: Asked, key: int) -> str:
    """What the employer with this key is called, by a ticket of theirs within what was asked."""
    newest = await session.scalar(select(func.max(Figure.ticket_id)).where(Figure.employer == key, asked.seldom))
    return (await _names(session, keys, {key: newest}))[key][0] if newest else ""


def opened(keys: Keyring, number: str, sealed: bytes | None) -> str:
    """A sealed value of a ticket in clear; nothing where it does not open."""
    try:
        return keys.open(sealed, f"tickets:{number}") if sealed else ""
    except (KeyMissing, SealBroken):
        return ""


def _rows(chosen: Chosen, first: Select[int]) -> Select[*tuple[Any, ...]]:
    """Those tickets in full; whether they may be seen is looked at once more, on the ticket itself."""
    joined = select(*COLUMNS).select_from(Figure).join(Ticket, Ticket.id == Figure.ticket_id)
    return joined.where(Figure.ticket_id.in_(first), chosen.asked.only)


async def _sums(session: AsyncSession, asked: Asked, wanted: Sequence[int]) -> Mapping[int, tuple[int, Sums]]:
    names = ("opened", "open", "closed", "claimed_fen", "recovered_fen")
    columns = (
        func.count(),
        func.sum(case((Figure.state.in_(sorted(OPEN)), 1), else_=0)),
        func.sum(case((Figure.state == State.CLOSED, 1), else_=0)),
        func.sum(Figure.claimed_fen),
        func.sum(Figure.recovered_fen),
    )
    statement = select(Figure.employer, func.max(Figure.ticket_id), *columns).where(Figure.employer.in_(wanted))
    rows = await session.execute(statement.where(asked.seldom).group_by(Figure.employer))
    found = ((row[0], row[1], dict(zip(names, map(int, row[2:]), strict=True))) for row in rows.all())
    return {key or 0: (newest, Sums(sums)) for key, newest, sums in found}


async def _names(session: AsyncSession, keys: Keyring, newest: Mapping[int, int]) -> Mapping[int, tuple[str, str]]:
    """What each is called and its group's number: by the group, else by its newest ticket."""
    groups = select(Group.id, Group.number, Group.name).where(Group.id.in_([-key for key in newest if key < 0]))
    found = {-row.id: (_group_name(keys, row), row.number) for row in await session.execute(groups)}
    alone = {ticket: key for key, ticket in newest.items() if key not in found}
    tickets = select(Ticket.id, Ticket.number, Ticket.employer).where(Ticket.id.in_(alone))
    rows = await session.execute(tickets)
    return found | {alone[row.id]: (opened(keys, row.number, row.employer), "") for row in rows}


def _group_name(keys: Keyring, row: Any) -> str:
    try:
        return keys.open(row.name, group_place(row.number))
    except (KeyMissing, SealBroken):
        return ""
