"""A day of which only the month or year was told: it counts where no day of it changes the result."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import product
from typing import Any

from rights.calculator import Calculator
from rights.inputs import BadInput, Field, Kind
from rights.parameters import Parameters
from rights.spans import months_after
from rights.working import CannotTell, Step, Working

MATTERS = "只说到{month}还不够，差几天数就不一样"
MONTHS_A_YEAR = 12
NO_MATTER = "{label}只说到{month}，写成{day}，哪天都是这个数"
_LOOSE = re.compile(r"\d{4}(?:-\d{2})?")


def settle(
    calculator: Calculator, parameters: Parameters, today: date, given: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """The fields with a whole day each, and by field what has to be said of the days put in.

    Raises:
        BadInput: it matters which day it was, or something else is missing or wrong.
        CannotTell: there is no honest figure.
    """
    loose = _loose(calculator, given)
    if not loose:
        return dict(given), {}
    first, *others = _whole(loose, given, today)
    found = _sums(calculator.run(parameters, today, first))
    if any(_tried(calculator, parameters, today, other) != found for other in others):
        raise loose[0].bad(MATTERS.format(month=given[loose[0].name]))
    said = {one.name: NO_MATTER.format(label=one.label, month=given[one.name], day=first[one.name]) for one in loose}
    return first, said


def partly(calculator: Calculator, parameters: Parameters, today: date, given: Mapping[str, str]) -> tuple[Step, ...]:
    """What can be told while something is missing, where it is the same on every day of the months told."""
    loose = _loose(calculator, given)
    first, *others = (calculator.partly(parameters, today, one) for one in _whole(loose, given, today))
    return first if all([step.result for step in one] == [step.result for step in first] for one in others) else ()


def _loose(calculator: Calculator, given: Mapping[str, str]) -> list[Field]:
    days = (field for field in calculator.fields if field.kind is Kind.DAY)
    return [field for field in days if _LOOSE.fullmatch(given.get(field.name, ""))]


def _whole(loose: list[Field], given: Mapping[str, str], today: date) -> Iterator[dict[str, str]]:
    """The fields with the first or the last day for each month, in every way, then with each day of one month."""
    ends = {one.name: _ends(given[one.name], today) for one in loose}
    for days in product(*ends.values()):
        yield {**given, **dict(zip(ends, map(str, days), strict=True))}
    firsts = {name: str(first) for name, (first, _last) in ends.items()}
    for name, (first, last) in ends.items():
        for later in range(1, (last - first).days):
            yield {**given, **firsts, name: str(first + timedelta(days=later))}


def _ends(month: str, today: date) -> tuple[date, date]:
    """The first and the last day of a month or year, of the running one today: what lies ahead has not happened."""
    is_year = len(month) == len("2023")
    first = date.fromisoformat(f"{month}-01-01" if is_year else f"{month}-01")
    last = months_after(first, MONTHS_A_YEAR if is_year else 1) - timedelta(days=1)
    return first, min(last, today) if first <= today else last


def _tried(calculator: Calculator, parameters: Parameters, today: date, given: Mapping[str, str]) -> Any:
    try:
        return _sums(calculator.run(parameters, today, given))
    except (BadInput, CannotTell):
        return None


def _sums(working: Working) -> tuple[Any, ...]:
    """What a result comes to, by which two are the same."""
    sums = tuple((item.name, item.low, item.high) for item in working.items)
    return sums or tuple((fact.title, fact.result) for fact in working.facts)
