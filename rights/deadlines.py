"""The day a right dies, from what happened.

The start day is not counted (民事诉讼法 85), so a year from 1 March ends on 1 March; in doubt the earlier day is shown.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import chinese_calendar

from rights.limit_table import RIGHTS
from rights.limits import EMPLOYER, WORKER, Matter, Moment, Right, Unit
from rights.spans import months_after

Rests = Callable[[date], bool]
ONE_DAY = timedelta(days=1)
SATURDAY = 5
PROBATION_STEPS = ((36, 6), (12, 2), (3, 1))  # contract months from, months of probation: 劳动合同法 19
PROBATION_OPEN_ENDED = 6

ENDLESS = "还在单位上班的，要工资、加班费不受一年限制；离职后一年内要提。"
RUNS = "从{day}（{moment}）起{length}。{why}"


@dataclass(frozen=True, slots=True)
class Happened:
    """Something dated."""

    moment: Moment
    day: date


@dataclass(frozen=True, slots=True)
class Deadline:
    """One right of one claim: the last safe day, how far it is, and how to keep it.

    `day` and the rest are None where no limit runs yet. `closes` is later than `day` only where a last day off moves.
    """

    right: Right
    day: date | None
    closes: date | None
    days_left: int | None
    citations: tuple[str, ...]
    why: str
    keep: str
    lost: bool = False

    @property
    def presses(self) -> bool:
        """Whether the worker loses something that can still be kept."""
        return self.day is not None and self.right.whose == WORKER and not (self.right.opens or self.lost)


def rests(day: date) -> bool:
    """Whether offices are closed: by the national calendar, by the week in a year not yet announced."""
    try:
        return bool(chinese_calendar.is_holiday(day))
    except NotImplementedError:
        return day.weekday() >= SATURDAY


def deadlines(
    matter: Matter,
    events: Iterable[Happened],
    today: date,
    *,
    employed: bool | None = None,
    resting: Rests = rests,
) -> tuple[Deadline, ...]:
    """Every limit that runs for such a claim and is not met yet, the nearest first, those without a day last.

    What lies after today has not happened and is left out. `employed` None: nobody said, so the stricter day is shown.
    """
    past = tuple(event for event in events if event.day <= today)
    found = (_of(right, past, today, employed, resting) for right in RIGHTS if matter in right.matters)
    return tuple(sorted((one for one in found if one), key=lambda one: (one.day or date.max, one.right.name)))


def most_pressing(found: Iterable[Deadline]) -> Deadline | None:
    """The one whose day comes first among those a worker can still lose."""
    pressing = [(one.day, one.right.name, one) for one in found if one.day and one.presses]
    return min(pressing, key=lambda one: one[:2])[2] if pressing else None


def probation(hired: date, contract_months: int | None, today: date) -> Deadline | None:
    """The last day a probation may run by the contract's months, None for open-ended; nothing where none is allowed.

    Source: 劳动合同法 19.
    """
    months = PROBATION_OPEN_ENDED
    if contract_months is not None:
        months = next((most for least, most in PROBATION_STEPS if contract_months >= least), 0)
    if not months:
        return None
    right = Right(
        "probation", "试用期最晚结束", (Moment.HIRED,), months, Unit.MONTHS, ("劳动合同法#19", "劳动合同法#83"),
        "过了这天还按试用期算的，可以要赔偿金。", "留好合同和工资记录。",
        frozenset({Matter.PROBATION}), EMPLOYER, inclusive=True,
    )  # fmt: skip
    return _dated(right, Happened(Moment.HIRED, hired), hired, today, rests)


def _of(
    right: Right, events: tuple[Happened, ...], today: date, employed: bool | None, resting: Rests
) -> Deadline | None:
    began = _began(right, events)
    if _is_done(right, began, events):
        return None
    if right.endless_while_employed and employed and (began is None or began.moment is not Moment.LEFT):
        return Deadline(right, None, None, None, right.citations, ENDLESS, right.keep)
    if began is None:
        return None
    anew = _renewed(right, began, events, resting)
    return _dated(right, anew, anew.day, today, resting)


def _is_done(right: Right, began: Happened | None, events: tuple[Happened, ...]) -> bool:
    """Whether the step was taken, not taken back since, and for this beginning where there may be several."""
    since = began.day if right.repeats and began else date.min
    taken = [event.day for event in events if event.moment in right.done_by and event.day >= since]
    back = [event.day for event in events if event.moment is right.undone_by]
    return bool(taken) and not (back and max(back) >= max(taken))


def _began(right: Right, events: tuple[Happened, ...]) -> Happened | None:
    """The start: of the first moment that is known, its first day, or its last where each begins the limit anew."""
    pick = max if right.repeats else min
    for moment in right.starts:
        if days := [event.day for event in events if event.moment is moment]:
            return Happened(moment, pick(days))
    return None


def _renewed(right: Right, began: Happened, events: tuple[Happened, ...], resting: Rests) -> Happened:
    """The last interruption that came in time; one after the limit revives nothing."""
    current = began
    for event in sorted(events, key=lambda event: event.day):
        in_time = current.day <= event.day <= _end(right, current.day, resting)
        if event.moment in right.renewed_by and in_time:
            current = event
    return current


def _dated(right: Right, began: Happened, start: date, today: date, resting: Rests) -> Deadline:
    end = _end(right, start, resting)
    day = end + ONE_DAY if right.opens else end
    closes = day
    while right.rolls and resting(closes):
        closes += ONE_DAY
    why = RUNS.format(day=start.isoformat(), moment=began.moment, length=right.length, why=right.why)
    lost = not right.opens and today > closes
    return Deadline(right, day, closes, (day - today).days, right.citations, why, right.keep, lost)


def _end(right: Right, start: date, resting: Rests) -> date:
    """The last day of the limit, never moved."""
    match right.unit:
        case Unit.DAYS:
            end = start + timedelta(days=right.count)
        case Unit.WORKDAYS:
            return _workdays_after(start, right.count, resting)
        case Unit.MONTHS:
            end = months_after(start, right.count)
        case Unit.YEARS:
            end = months_after(start, 12 * right.count)
    return end - ONE_DAY if right.inclusive else end


def _workdays_after(start: date, count: int, resting: Rests) -> date:
    day = start
    while count:
        day += ONE_DAY
        count -= not resting(day)
    return day
