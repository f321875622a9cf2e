"""The union's office hours on the working days of the national calendar.

The days are those chinese-calendar knows. In a year that has not been announced Monday to Friday count as working days
and whatever rests on them is marked as estimated: left-out holidays make such a day earlier, never much later.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import chinese_calendar

from bot.core.clock import SHANGHAI, aware
from rights import deadlines

Span = tuple[datetime, datetime]
MOST_DAYS = 4_000
NOTHING = timedelta(0)


@lru_cache(4_000)
def rests(day: date) -> bool:
    """Whether offices are closed that day, by the national calendar."""
    return deadlines.rests(day)


def announced(year: int) -> bool:
    """Whether the holidays of that year are known."""
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Office:
    """When the union works: `hours` are spans of one working day, in order, in Shanghai.

    `own` are the days on which it rests, or does not, other than the national calendar says.
    """

    hours: tuple[tuple[time, time], ...] = ((time(8, 30), time(12)), (time(14), time(18)))
    own: Mapping[date, bool] = field(default_factory=dict)

    @classmethod
    def parse(cls, hours: tuple[str, ...], own: Mapping[date, bool] | None = None) -> "Office":
        """Of settings such as ("08:30-12:00", "14:00-18:00"), which were checked when they were read."""
        spans = (span.split("-") for span in hours)
        return cls(tuple((time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in spans), own or {})

    def rests(self, day: date) -> bool:
        """Whether the union is closed that day."""
        return self.own[day] if day in self.own else rests(day)

    @property
    def day(self) -> timedelta:
        """How long one working day is."""
        spans = (datetime.combine(date.min, end) - datetime.combine(date.min, begin) for begin, end in self.hours)
        return sum(spans, NOTHING)

    def closes(self, day: date) -> datetime:
        """When the office closes on a day, be it a working day or not."""
        return aware(datetime.combine(day, self.hours[-1][1], SHANGHAI))

    def between(self, since: datetime, until: datetime) -> timedelta:
        """How much office time lies between two moments; nothing if they are the other way round."""
        total = NOTHING
        for begin, end in self._spans(since):
            if begin >= until:
                break
            total += min(end, until) - max(begin, since)
        return total

    def after(self, since: datetime, worked: timedelta) -> datetime:
        """The first moment at which that much office time has passed.

        Raises:
            OverflowError: it is more than `MOST_DAYS` away.
        """
        left = worked
        for begin, end in self._spans(since):
            start = max(begin, since)
            if left <= end - start:
                return aware(start + left)
            left -= end - start
        raise OverflowError(f"{worked} of office time do not fit into {MOST_DAYS} days")

    def workdays_after(self, day: date, count: int) -> date:
        """The last of so many working days; the day itself does not count."""
        while count > 0:
            day += timedelta(days=1)
            count -= not self.rests(day)
        return day

    def _spans(self, since: datetime) -> Iterator[Span]:
        """The spans of office time that end after a moment."""
        first = aware(since).astimezone(SHANGHAI).date()
        for day in (first + timedelta(days=count) for count in range(MOST_DAYS)):
            if self.rests(day):
                continue
            for opens, closes in self.hours:
                begin, end = datetime.combine(day, opens, SHANGHAI), datetime.combine(day, closes, SHANGHAI)
                if end > since:
                    yield begin, end
