"""The periods reports are about, in days of Shanghai: by name, as pieces of the sums, and cut into bars."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tickets.figures import Span

DAY = timedelta(days=1)
DAILY, WEEKLY = 31, 100  # days: up to so many a bar is a day, a week; beyond, a month


class Named(StrEnum):
    """A period that has a name."""

    MONTH = "month"
    LAST_MONTH = "last-month"
    QUARTER = "quarter"
    LAST_QUARTER = "last-quarter"
    HALF = "half"
    LAST_HALF = "last-half"
    YEAR = "year"
    LAST_YEAR = "last-year"


_MONTHS = {Named.MONTH: 1, Named.QUARTER: 3, Named.HALF: 6, Named.YEAR: 12}
_LAST = {
    Named.LAST_MONTH: Named.MONTH,
    Named.LAST_QUARTER: Named.QUARTER,
    Named.LAST_HALF: Named.HALF,
    Named.LAST_YEAR: Named.YEAR,
}


@dataclass(frozen=True, slots=True)
class Period:
    """From `first` to `last`, both counted."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How long it is."""
        return (self.last - self.first).days + 1

    @property
    def before(self) -> "Period":
        """The one of equal length that ends the day before it begins."""
        return Period(self.first - DAY * self.days, self.first - DAY)

    def pieces(self, today: date) -> Iterator[tuple[Span, date, date]]:
        """The whole months and the days at its ends: a span with the first and last day on which such one begins.

        Nothing was opened after `today`: the month it lies in is whole if the period goes that far.
        """
        last = self.last if self.last < today else _month_end(self.last)
        begin = self.first if self.first.day == 1 else _month_end(self.first) + DAY
        end = last if last == _month_end(last) else last.replace(day=1) - DAY
        if begin > end:
            yield Span.DAY, self.first, last
            return
        if self.first < begin:
            yield Span.DAY, self.first, begin - DAY
        yield Span.MONTH, begin, end
        if end < last:
            yield Span.DAY, end + DAY, last

    @property
    def is_month(self) -> bool:
        """Whether it is one whole month."""
        return self.first.day == 1 and self.last == _month_end(self.first)

    @property
    def by_month(self) -> bool:
        """Whether its bars are months."""
        return self.days > WEEKLY

    def bars(self) -> Sequence["Period"]:
        """What a picture over time shows: its days, weeks from Monday, or months; cut at its ends."""
        found, at = [], self.first
        while at <= self.last:
            if self.days <= DAILY:
                end = at
            elif self.days <= WEEKLY:
                end = at + DAY * (6 - at.weekday())
            else:
                end = _month_end(at)
            found.append(Period(at, min(end, self.last)))
            at = end + DAY
        return found


def named(name: Named, today: date) -> Period:
    """The period of that name: what is not over yet goes to today."""
    months = _MONTHS[_LAST.get(name, name)]
    first = today.replace(month=(today.month - 1) // months * months + 1, day=1)
    if name in _LAST:
        last = first - DAY
        return Period(last.replace(month=last.month - months + 1, day=1), last)
    return Period(first, today)


def _month_end(day: date) -> date:
    return (day.replace(day=1) + 31 * DAY).replace(day=1) - DAY
