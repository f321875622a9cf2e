"""What reports count, each number with the rows it is the count of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from sqlalchemy import ColumnElement, or_, true

from tickets.figures import HOUR_S, STEPS, TOOK, Figure
from tickets.ratings import Content
from tickets.states import OPEN, State


class Measure(StrEnum):
    """One number of a report. All but `ENDED` are about the tickets opened in the period, as they stand now."""

    OPENED = "opened"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    OPEN = "open"
    ENDED = "ended"
    URGENT = "urgent"
    LATE = "late"
    ESCALATED = "escalated"
    CLAIMED = "claimed"
    RECOVERED = "recovered"
    RATED = "rated"
    CONTENT = "content"
    SO_SO = "so_so"
    DISCONTENT = "discontent"
    ANSWERED = "answered"
    DUE = "due"
    IN_TIME = "in_time"
    TOO_LATE = "too_late"
    UNANSWERED = "unanswered"
    WITHIN_4 = "within_4"
    WITHIN_8 = "within_8"
    WITHIN_16 = "within_16"
    LONGER = "longer"
    LAPSED = "lapsed"
    CAME_LATE = "came_late"


def _steps(over_h: float, upto_h: float) -> tuple[int, ...]:
    return tuple(place for place, end in enumerate(STEPS) if over_h * HOUR_S < end <= upto_h * HOUR_S)


_TOOK: Mapping[Measure, tuple[int, ...]] = {
    Measure.WITHIN_4: _steps(-1, 4),
    Measure.WITHIN_8: _steps(4, 8),
    Measure.WITHIN_16: _steps(8, 16),
    Measure.LONGER: _steps(16, float("inf")),
}
_ROWS: Mapping[Measure, Callable[[datetime], ColumnElement[bool]]] = {
    Measure.OPENED: lambda _: true(),
    Measure.CLOSED: lambda _: Figure.state == State.CLOSED,
    Measure.WITHDRAWN: lambda _: Figure.state == State.WITHDRAWN,
    Measure.OPEN: lambda _: Figure.state.in_(sorted(OPEN)),
    Measure.ENDED: lambda _: Figure.ended_on.is_not(None),
    Measure.URGENT: lambda _: Figure.urgent.is_(True),
    Measure.LATE: lambda now: Figure.due_at < now,
    Measure.ESCALATED: lambda _: Figure.escalated.is_(True),
    Measure.CLAIMED: lambda _: Figure.claimed_fen > 0,
    Measure.RECOVERED: lambda _: Figure.recovered_fen > 0,
    Measure.RATED: lambda _: Figure.content > 0,
    Measure.CONTENT: lambda _: Figure.content == Content.YES,
    Measure.SO_SO: lambda _: Figure.content == Content.SO_SO,
    Measure.DISCONTENT: lambda _: Figure.content == Content.NO,
    Measure.ANSWERED: lambda _: Figure.first_s.is_not(None),
    Measure.DUE: lambda now: or_(Figure.first_s.is_not(None), Figure.first_due_at < now),
    Measure.IN_TIME: lambda _: Figure.in_time.is_(True),
    Measure.TOO_LATE: lambda now: or_(Figure.in_time.is_(False), Figure.first_due_at < now),
    Measure.UNANSWERED: lambda now: Figure.first_due_at < now,
    Measure.WITHIN_4: lambda _: Figure.took.in_(_TOOK[Measure.WITHIN_4]),
    Measure.WITHIN_8: lambda _: Figure.took.in_(_TOOK[Measure.WITHIN_8]),
    Measure.WITHIN_16: lambda _: Figure.took.in_(_TOOK[Measure.WITHIN_16]),
    Measure.LONGER: lambda _: Figure.took.in_(_TOOK[Measure.LONGER]),
    Measure.LAPSED: lambda now: or_(Figure.lapsed.is_(True), Figure.lapses_at < now),
    Measure.CAME_LATE: lambda _: Figure.came_late.is_(True),
}


def rows_of(measure: Measure, now: datetime) -> ColumnElement[bool]:
    """Which tickets a number counts, beside those of the period."""
    return _ROWS[measure](now)


@dataclass(frozen=True, slots=True)
class Sums:
    """The numbers of some tickets by the names of `Measure`, and `claimed_fen`, `recovered_fen`."""

    of: Mapping[str, int]

    def __getitem__(self, name: str) -> int:
        own = self.of.get
        if name in self.of:
            return self.of[name]
        match name:
            case Measure.OPEN:
                return own("opened", 0) - own("closed", 0) - own("withdrawn", 0)
            case Measure.RATED:
                return own("content", 0) + own("so_so", 0) + own("discontent", 0)
            case Measure.DUE:
                return own("answered", 0) + own("unanswered", 0)
            case Measure.TOO_LATE:
                return self[Measure.DUE] - own("in_time", 0)
            case Measure.WITHIN_4 | Measure.WITHIN_8 | Measure.WITHIN_16 | Measure.LONGER:
                return sum(own(TOOK[place], 0) for place in _TOOK[Measure(name)])
        return 0

    def __add__(self, other: "Sums") -> "Sums":
        return Sums({name: self.of.get(name, 0) + other.of.get(name, 0) for name in {**self.of, **other.of}})

    @property
    def completion(self) -> Decimal | None:
        """The completion rate in percent: what is closed of all that were opened; None where nothing was.

        What was withdrawn counts as not completed, so that nobody gains by a worker who gives up.
        """
        return percent(self["closed"], self["opened"])

    @property
    def satisfaction(self) -> Decimal | None:
        """The percentage of those who gave their verdict that are content."""
        return percent(self["content"], self[Measure.RATED])

    @property
    def punctuality(self) -> Decimal | None:
        """The percentage of first answers in time, of those given and those overdue."""
        return percent(self["in_time"], self[Measure.DUE])


def percent(part: int, whole: int) -> Decimal | None:
    """With one decimal, rounded half up; None of nothing."""
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP) if whole else None
