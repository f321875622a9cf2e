"""The tables that reports are counted from: one narrow row a ticket, and sums of those rows by day and month.

Both are written in one transaction by `tickets/figuring.py`, so a sum is always that of its rows.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Date, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import Base, Instant

HOUR_S = 3_600
STEPS = (0, 1_800, *(HOUR_S * hours for hours in (1, 2, 3, 4, 6, 8, 12, 16, 32)), float("inf"))
"""Office time until the first answer, each step to its end. They stand still: what they mean must not move."""
TOOK = tuple(f"took_{place}" for place in range(len(STEPS)))


class Span(StrEnum):
    """How long a tally is: a day, or the month that begins on its day."""

    DAY = "d"
    MONTH = "m"


class Cell(Base):
    """Tickets of one kind, district and team: what reports are narrowed by. `name` is the three in one."""

    __tablename__ = "report_cells"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[str] = mapped_column(String(8))
    district: Mapped[str | None] = mapped_column(String(16))
    team: Mapped[str | None] = mapped_column(String(32))


def _known(name: str, column: str, *more: str) -> Index:
    """An index of the rows that have something there."""
    where = text(f"{column} IS NOT NULL")
    return Index(name, column, *more, sqlite_where=where, postgresql_where=where)


class Figure(Base):
    """What counts of one ticket; a double that went into another has none. Nothing in it is personal.

    `day` is that of the opening, in Shanghai. `first_s` is the office time until the first answer, `in_time` whether
    that was soon enough, `took` the first of `STEPS` it fits into. `employer` is a keyed number of the employer's
    name, or minus the group's id.
    Only while it is open: `due_at`, `first_due_at` (not answered yet) and `lapses_at`, unless the right was lost before
    the ticket came (`came_late`). `lapsed`: it was settled after that day.
    """

    __tablename__ = "ticket_figures"
    __table_args__ = (
        Index("ix_ticket_figures_day", "day", "cell_id"),
        _known("ix_ticket_figures_ended", "ended_on", "cell_id"),
        _known("ix_ticket_figures_took", "took", "first_s", "day", "cell_id"),
        _known("ix_ticket_figures_employer", "employer", "day", "cell_id"),
        _known("ix_ticket_figures_due", "due_at", "day", "cell_id"),
        _known("ix_ticket_figures_first_due", "first_due_at", "day", "cell_id"),
        _known("ix_ticket_figures_lapses", "lapses_at", "day", "cell_id"),
    )

    ticket_id: Mapped[int] = mapped_column(
        ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    day: Mapped[date] = mapped_column(Date)
    cell_id: Mapped[int] = mapped_column(ForeignKey("report_cells.id"))
    state: Mapped[str] = mapped_column(String(12))
    urgent: Mapped[bool]
    escalated: Mapped[bool]
    claimed_fen: Mapped[int] = mapped_column(BigInteger)
    recovered_fen: Mapped[int] = mapped_column(BigInteger)
    content: Mapped[int]
    came_late: Mapped[bool]
    lapsed: Mapped[bool]
    ended_on: Mapped[date | None] = mapped_column(Date)
    first_s: Mapped[int | None]
    in_time: Mapped[bool | None]
    took: Mapped[int | None]
    employer: Mapped[int | None] = mapped_column(BigInteger)
    due_at: Mapped[datetime | None] = mapped_column(Instant)
    first_due_at: Mapped[datetime | None] = mapped_column(Instant)
    lapses_at: Mapped[datetime | None] = mapped_column(Instant)


class Tally(Base):
    """The sums of a cell over the tickets opened in one span; `ended` over those closed in it.

    `claimed` and `recovered` count tickets with a sum; `took_…` are those whose first
    answer took that one of `STEPS`.
    """

    __tablename__ = "ticket_tallies"

    span: Mapped[str] = mapped_column(String(1), primary_key=True)
    start: Mapped[date] = mapped_column(Date, primary_key=True)
    cell_id: Mapped[int] = mapped_column(ForeignKey("report_cells.id"), primary_key=True)
    opened: Mapped[int]
    closed: Mapped[int]
    withdrawn: Mapped[int]
    urgent: Mapped[int]
    escalated: Mapped[int]
    claimed: Mapped[int]
    claimed_fen: Mapped[int] = mapped_column(BigInteger)
    recovered: Mapped[int]
    recovered_fen: Mapped[int] = mapped_column(BigInteger)
    content: Mapped[int]
    so_so: Mapped[int]
    discontent: Mapped[int]
    answered: Mapped[int]
    in_time: Mapped[int]
    took_0: Mapped[int]
    took_1: Mapped[int]
    took_2: Mapped[int]
    took_3: Mapped[int]
    took_4: Mapped[int]
    took_5: Mapped[int]
    took_6: Mapped[int]
    took_7: Mapped[int]
    took_8: Mapped[int]
    took_9: Mapped[int]
    took_10: Mapped[int]
    took_11: Mapped[int]
    came_late: Mapped[int]
    lapsed: Mapped[int]
    ended: Mapped[int]


SUMS = tuple(column.name for column in Tally.__table__.columns if not column.primary_key)
