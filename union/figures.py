"""Dated figures of the desk over those of the release: proposed by anybody, in use once another look confirmed them."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Date, Index, String, Text, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import Base, Instant
from knowledge.published import grow, lock
from rights.parameters import Figure, Parameter, Parameters

LONGEST_VALUE, LONGEST_SOURCE = 40, 300
NEEDED = "不能空着，也不能超过 {most} 个字"
NUMBER = "要写一个大于 0 的数，不带单位和逗号，例如 {example}"
NO_DAY = "要填从哪天起用"
SAME = "这一天起已经是这个数，也确认过了"
NOT_WAITING = "这个数已经有人确认或者撤掉了"
WELL_KNOWN = date(1990, 1, 1)
_PLAIN = re.compile(r"\d{1,12}(?:\.\d{1,4})?", re.ASCII)


class FigureError(ValueError):
    """A figure that cannot be taken; `field` is the form's, the text is for staff."""

    def __init__(self, field: str, told: str) -> None:
        super().__init__(told)
        self.field = field


class FigureRow(Base):
    """One value of a parameter from a day on. It counts once `confirmed_at` is set; `dropped_at` tells that it was
    put aside instead. Of several that count from one day, the one confirmed last does.
    """

    __tablename__ = "parameter_figures"
    __table_args__ = (Index("ix_parameter_figures_name", "name", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    value: Mapped[str] = mapped_column(String(LONGEST_VALUE))
    valid_from: Mapped[date] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Instant)
    made_by: Mapped[str] = mapped_column(String(48))
    confirmed_at: Mapped[datetime | None] = mapped_column(Instant)
    confirmed_by: Mapped[str | None] = mapped_column(String(48))
    dropped_at: Mapped[datetime | None] = mapped_column(Instant)


class Figures(Parameters):
    """The parameters as they are confirmed by now; `look` swaps them as a whole."""

    def __init__(self, shipped: Parameters) -> None:
        super().__init__(shipped)
        self._shipped = Parameters(shipped)

    async def look(self, session: AsyncSession) -> None:
        """Reads anew what is confirmed."""
        self._parameters = dict(confirmed_over(self._shipped, await FigureRows(session).confirmed()))


class FigureRows:
    """The rows, within the session's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def confirmed(self) -> list[FigureRow]:
        """Those that count, the one confirmed last at the end."""
        found = select(FigureRow).where(FigureRow.confirmed_at.is_not(None), FigureRow.dropped_at.is_(None))
        return list((await self._session.scalars(found.order_by(FigureRow.confirmed_at, FigureRow.id))).all())

    async def waiting(self) -> list[FigureRow]:
        """Those that wait for somebody to confirm them, by name and day."""
        found = select(FigureRow).where(FigureRow.confirmed_at.is_(None), FigureRow.dropped_at.is_(None))
        return list((await self._session.scalars(found.order_by(FigureRow.name, FigureRow.valid_from))).all())

    async def of(self, name: str) -> list[FigureRow]:
        """Every row of a parameter, the newest first."""
        found = select(FigureRow).where(FigureRow.name == name).order_by(FigureRow.id.desc())
        return list((await self._session.scalars(found)).all())

    async def propose(self, parameter: Parameter, figure: Figure, by: str, now: datetime) -> FigureRow:
        """Puts a value down that waits to be confirmed.

        Raises:
            FigureError: it cannot be taken.
        """
        check(parameter, figure)
        made = FigureRow(
            name=parameter.name,
            value=figure.value,
            valid_from=figure.valid_from,
            valid_until=figure.valid_until,
            source=figure.source,
            made_at=now,
            made_by=by,
        )
        self._session.add(made)
        await self._session.flush()
        return made

    async def confirm(self, number: int, by: str, now: datetime) -> FigureRow:
        """From now on it counts, and every process reads it. Raises FigureError."""
        await lock(self._session)
        found = await self._waiting(number)
        found.confirmed_at, found.confirmed_by = now, by
        await grow(self._session)
        return found

    async def drop(self, number: int, now: datetime) -> FigureRow:
        """Puts a value aside that waits. Raises FigureError."""
        found = await self._waiting(number)
        found.dropped_at = now
        return found

    async def _waiting(self, number: int) -> FigureRow:
        found = await self._session.get(FigureRow, number, with_for_update=True)
        if found is None or found.confirmed_at is not None or found.dropped_at is not None:
            raise FigureError("value", NOT_WAITING)
        return found


def confirmed_over(shipped: Parameters, rows: Iterable[FigureRow]) -> Parameters:
    """The release's parameters with the confirmed rows in their places; a person confirmed these, so they are sure."""
    more: dict[str, list[Figure]] = {}
    for row in rows:
        more.setdefault(row.name, []).append(Figure(row.value, row.valid_from, row.valid_until, row.source, "A"))
    return shipped.with_figures(more)


def check(parameter: Parameter, figure: Figure) -> None:
    """Passes if the figure may be proposed. Raises FigureError."""
    for field, text, most in (("value", figure.value, LONGEST_VALUE), ("source", figure.source, LONGEST_SOURCE)):
        if not text.strip() or len(text) > most:
            raise FigureError(field, NEEDED.format(most=most))
    example = next((one.value for one in parameter.figures), "")
    if _number(example) is not None and not (_number(figure.value) or Decimal(0)) > 0:
        raise FigureError("value", NUMBER.format(example=example))
    if figure.valid_from < WELL_KNOWN:
        raise FigureError("valid_from", NO_DAY)
    standing = next((one for one in parameter.figures if one.valid_from == figure.valid_from), None)
    if standing and standing.confidence == "A" and standing.value == figure.value:
        raise FigureError("value", SAME)


def _number(text: str) -> Decimal | None:
    return Decimal(text) if _PLAIN.fullmatch(text) else None
