"""The numbers of a report, from the sums that `tickets/figuring.py` keeps."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, SQLColumnExpression, and_, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.elements import True_
from sqlalchemy.sql.visitors import replacement_traverse

from bot.core.clock import today
from tickets.figures import SUMS, TOOK, Cell, Figure, Span, Tally
from tickets.measures import Measure, Sums, rows_of
from tickets.models import Ticket
from tickets.periods import Period

UNKNOWN = "-"  # asked for: tickets without a district, or team
OVER_TIME = ("opened", "closed", "withdrawn", "ended", "recovered_fen")
BY_NOW = (Measure.LATE, Measure.UNANSWERED, Measure.LAPSED)
MEDIAN, NINETIETH = 50, 90


@dataclass(frozen=True, slots=True)
class Asked:
    """Which tickets a report is about; `only` is a condition on the district of a ticket, what an agent may see."""

    period: Period
    kind: str = ""
    district: str = ""
    team: str = ""
    only: ColumnElement[bool] = field(default_factory=true)

    @property
    def is_narrow(self) -> bool:
        """Whether not every cell counts."""
        return bool(self.kind or self.district or self.team) or not isinstance(self.only, True_)

    @property
    def cells(self) -> Select[int]:
        """The cells it looks at."""
        statement = select(Cell.id).where(_on_cells(self.only))
        if self.kind:
            statement = statement.where(Cell.kind == self.kind)
        for column, value in ((Cell.district, self.district), (Cell.team, self.team)):
            if value:
                statement = statement.where(column.is_(None) if value == UNKNOWN else column == value)
        return statement

    @property
    def figures(self) -> ColumnElement[bool]:
        """The figures it counts: of the tickets opened in the period."""
        return self._within(Figure.day)

    @property
    def seldom(self) -> ColumnElement[bool]:
        """The same beside a condition that few meet: the index of that one is to be walked, not that of the days."""
        return self._within(func.coalesce(Figure.day, self.period.first))

    def _within(self, day: SQLColumnExpression[date]) -> ColumnElement[bool]:
        where = day.between(self.period.first, self.period.last)
        return where & Figure.cell_id.in_(self.cells) if self.is_narrow else where


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from."""

    kinds: Sequence[str]
    districts: Sequence[str]
    teams: Sequence[str]


@dataclass(frozen=True, slots=True)
class Report:
    """The numbers of a period and, for comparison, of the one `before` it; shares by kind and district, most first.

    `median_s` and `ninetieth_s` are office time until the first answer; None where there was none.
    """

    period: Period
    total: Sums
    before: Sums
    kinds: Sequence[tuple[str, Sums]]
    districts: Sequence[tuple[str | None, Sums]]
    times: Sequence[tuple[Period, Sums]]
    median_s: int | None
    ninetieth_s: int | None
    median_before_s: int | None


async def report(session: AsyncSession, asked: Asked, now: datetime) -> Report:
    """All numbers, as they stand now."""
    each, earlier = await shares(session, asked, now), _before(asked)
    kinds: dict[str, Sums] = defaultdict(lambda: Sums({}))
    districts: dict[str | None, Sums] = defaultdict(lambda: Sums({}))
    for (kind, district), sums in each.items():
        kinds[kind] += sums
        districts[district] += sums
    total = sum(each.values(), Sums({}))
    before = sum((await shares(session, earlier, now)).values(), Sums({}))
    return Report(
        period=asked.period,
        total=total,
        before=before,
        kinds=_most_first(kinds),
        districts=_most_first(districts),
        times=await _times(session, asked, now),
        median_s=await _first_answer(session, asked, total, MEDIAN),
        ninetieth_s=await _first_answer(session, asked, total, NINETIETH),
        median_before_s=await _first_answer(session, earlier, before, MEDIAN),
    )


async def shares(session: AsyncSession, asked: Asked, now: datetime) -> Mapping[tuple[str, str | None], Sums]:
    """The numbers by kind and district."""
    columns = [func.sum(getattr(Tally, name)).label(name) for name in SUMS]
    summed = select(Cell.kind, Cell.district, *columns).select_from(Tally).join(Cell, Cell.id == Tally.cell_id)
    rows = (await session.execute(summed.where(_tallies(asked, now)).group_by(Cell.kind, Cell.district))).all()
    found = {(row[0], row[1]): {name: int(row[place + 2]) for place, name in enumerate(SUMS)} for row in rows}
    for measure in BY_NOW:
        for kind, district, count in await session.execute(_by_now(asked, measure, now)):
            own = found[kind, district]
            own[measure] = own.get(measure, 0) + count
    return {place: Sums(own) for place, own in found.items()}


async def choices(session: AsyncSession, only: ColumnElement[bool]) -> Choices:
    """The kinds, districts and teams that somebody with this scope can choose from."""
    rows = (await session.execute(select(Cell.kind, Cell.district, Cell.team).where(_on_cells(only)))).all()
    return Choices(*(sorted({row[place] or "" for row in rows} - {""}) for place in range(3)))


def _before(asked: Asked) -> Asked:
    return Asked(asked.period.before, asked.kind, asked.district, asked.team, asked.only)


def _on_cells(only: ColumnElement[bool]) -> ColumnElement[bool]:
    """The condition on tickets as one on cells."""
    columns = {name: Cell.__table__.c[name] for name in ("kind", "district", "team")}

    def turned(element: Any, **_: Any) -> Any:
        is_tickets = isinstance(element, Column) and element.table.name == Ticket.__tablename__
        return columns[element.name] if is_tickets else None

    return replacement_traverse(only, {}, turned)


def _tallies(asked: Asked, now: datetime, whole: bool = True) -> ColumnElement[bool]:
    pieces = asked.period.pieces(today(now)) if whole else [(Span.DAY, asked.period.first, asked.period.last)]
    spans = [and_(Tally.span == span, Tally.start.between(first, last)) for span, first, last in pieces]
    return and_(or_(*spans), Tally.cell_id.in_(asked.cells) if asked.is_narrow else true())


def _by_now(asked: Asked, measure: Measure, now: datetime) -> Select[str, str | None, int]:
    """What time itself changes: no sum of days could hold it."""
    where = Figure.lapses_at < now if measure is Measure.LAPSED else rows_of(measure, now)
    counted = select(Cell.kind, Cell.district, func.count()).select_from(Figure).join(Cell, Cell.id == Figure.cell_id)
    return counted.where(where, asked.seldom).group_by(Cell.kind, Cell.district)


async def _times(session: AsyncSession, asked: Asked, now: datetime) -> list[tuple[Period, Sums]]:
    bars = asked.period.bars()
    columns = [func.sum(getattr(Tally, name)) for name in OVER_TIME]
    where = _tallies(asked, now, whole=asked.period.by_month)
    rows = await session.execute(select(Tally.start, *columns).where(where).group_by(Tally.start))
    found: dict[Period, Sums] = {bar: Sums({}) for bar in bars}
    for start, *sums in rows.all():
        bar = next(bar for bar in bars if bar.first <= start <= bar.last)
        found[bar] += Sums(dict(zip(OVER_TIME, map(int, sums), strict=True)))
    return list(found.items())


async def _first_answer(session: AsyncSession, asked: Asked, sums: Sums, percentage: int) -> int | None:
    """The office time within which so many percent of the first answers were given: the sums tell which step it lies
    in, the index the rest.
    """
    place = -(-sums["answered"] * percentage // 100) - 1
    if place < 0:
        return None
    step = 0
    while place >= sums[TOOK[step]]:
        place, step = place - sums[TOOK[step]], step + 1
    if step == 0:
        return 0
    statement = select(Figure.first_s).where(Figure.took == step, asked.seldom).order_by(Figure.first_s)
    found: int | None = await session.scalar(statement.offset(place).limit(1))
    return found


def _most_first(found: Mapping[Any, Sums]) -> list[tuple[Any, Sums]]:
    some = [one for one in found.items() if one[1]["opened"]]
    return sorted(some, key=lambda one: (-one[1]["opened"], one[0] or ""))
