"""A time cut into months and what is left over, paid by the month and, for the rest, by working days.

Source: 劳动争议解释（二） 6; 工资折算通知 2.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from rights.spans import months_after
from rights.workdays import PAID_DAYS, workdays
from rights.working import Step, shown

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one day to another, both counted: a whole month, or less."""

    first: date
    last: date
    whole: bool

    def __str__(self) -> str:
        return f"{self.first.isoformat()}到{self.last.isoformat()}"


def first_days(day: date, months: int) -> list[date]:
    """The first of the month of `day`, and of those after it."""
    return [months_after(day.replace(day=1), index) for index in range(months)]


def by_own_month(begin: date, after: int, last: date) -> tuple[Stretch, ...]:
    """Months that begin on the day of the month of `begin`, from `after` months later until `last`."""
    return tuple(_own_months(begin, after, last))


def _own_months(begin: date, after: int, last: date) -> Iterator[Stretch]:
    while (first := months_after(begin, after)) <= last:
        after += 1
        end = months_after(begin, after) - DAY
        yield Stretch(first, min(end, last), end <= last)


def by_calendar_month(first: date, last: date) -> tuple[Stretch, ...]:
    """January, February…, the first and the last perhaps in part."""
    return tuple(_calendar_months(first, last))


def _calendar_months(first: date, last: date) -> Iterator[Stretch]:
    while first <= last:
        end = months_after(first.replace(day=1), 1) - DAY
        yield Stretch(first, min(end, last), first.day == 1 and end <= last)
        first = end + DAY


def paid(
    stretches: Sequence[Stretch], monthly: Decimal, told: int | None, cited: tuple[str, ...]
) -> tuple[Decimal, tuple[Step, ...]]:
    """What so many months and working days come to, not rounded; `told` are the working days of the last part.

    A part of a month never comes to more than the month.

    Raises:
        CannotTell: working days of a year not yet announced.
    """
    whole = [one for one in stretches if one.whole]
    steps, total = [], monthly * len(whole)
    if whole:
        how = f"{whole[0].first.isoformat()}到{whole[-1].last.isoformat()}，{shown(monthly)}×{len(whole)}个月"
        steps.append(Step("整月", how, f"{shown(total)}元", cited))
    for one in stretches:
        if not one.whole:
            amount, step = _part(one, monthly, told if one is stretches[-1] else None, cited)
            steps, total = [*steps, step], total + amount
    return total, tuple(steps)


def _part(one: Stretch, monthly: Decimal, told: int | None, cited: tuple[str, ...]) -> tuple[Decimal, Step]:
    days = workdays(one.first, one.last) if told is None else told
    amount = min(monthly * days / PAID_DAYS, monthly)
    how = f"{one}有{days}个工作日，{shown(monthly)}÷{PAID_DAYS}×{days}"
    capped = "，最多按一个月" if amount == monthly else ""
    return amount, Step("不满一个月的", how + capped, f"{shown(amount)}元", (*cited, "工资折算通知#2"))
