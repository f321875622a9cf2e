"""The tables that reports are counted from: one narrow row a ticket, and sums of those rows by day and month.

Both are written in one transaction by `tickets/figuring.py`, so a sum is always that of its rows.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Date, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import Base, Instant

STEPS = (0.5, 1, 2, float("inf"))  # office days until the first answer
TOOK = ("half_day", "one_day", "two_days", "longer")  # how the sums call them


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
        _known("ix_ticket_figures_first", "first_s", "day", "cell_id"),
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

    `claimed` and `recovered` count tickets with a sum; `half_day` to `longer` are the steps of the first answer.
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
    half_day: Mapped[int]
    one_day: Mapped[int]
    two_days: Mapped[int]
    longer: Mapped[int]
    came_late: Mapped[int]
    lapsed: Mapped[int]
    ended: Mapped[int]


SUMS = tuple(column.name for column in Tally.__table__.columns if not column.primary_key)
