"""Lengths of time as labour law counts them: whole months and years from a day, and what is left."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last day of the month where there is none (31 January to 28 February)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Span:
    """Years, months and days from `begin` to `end`, both days counted."""

    years: int
    months: int
    days: int

    @classmethod
    def of(cls, begin: date, end: date) -> "Span":
        """The length of service: 2024-01-01 to 2024-12-31 is one year."""
        after = end + timedelta(days=1)
        whole = (after.year - begin.year) * 12 + after.month - begin.month
        while months_after(begin, whole) > after:
            whole -= 1
        return cls(whole // 12, whole % 12, (after - months_after(begin, whole)).days)

    @property
    def whole_months(self) -> int:
        """Full months."""
        return 12 * self.years + self.months

    def __str__(self) -> str:
        parts = ((self.years, "年"), (self.months, "个月"), (self.days, "天"))
        return "".join(f"{count}{unit}" for count, unit in parts if count) or "0天"


def severance_months(span: Span) -> Decimal:
    """One for each full year; half for less than six months more, one for six months and over.

    Source: 劳动合同法 47(1).
    """
    if not (span.months or span.days):
        return Decimal(span.years)
    return span.years + (Decimal(1) if span.months >= 6 else Decimal("0.5"))
