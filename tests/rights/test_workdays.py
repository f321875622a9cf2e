"""Working days and the thirteen statutory days off."""

from datetime import date

import pytest

from rights.workdays import MOVING, statutory_days, workdays
from rights.working import CannotTell


def test_a_year_has_248_working_days() -> None:
    assert [workdays(date(year, 1, 1), date(year, 12, 31)) for year in (2025, 2026)] == [248, 248]


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2026, 3, 10), date(2026, 3, 30), 15),
        (date(2026, 2, 28), date(2026, 2, 28), 1),  # a Saturday shifted
        (date(2026, 10, 1), date(2026, 10, 7), 0),
        (date(2026, 3, 10), date(2026, 3, 9), 0),
    ],
)
def test_working_days(first: date, last: date, days: int) -> None:
    assert workdays(first, last) == days


def test_a_year_not_announced_is_not_guessed() -> None:
    with pytest.raises(CannotTell):
        workdays(date(2026, 12, 25), date(2027, 1, 5))


@pytest.mark.parametrize("year", MOVING)
def test_thirteen_days(year: int) -> None:
    days = statutory_days(year)
    assert len(days) == 13 and list(days) == sorted(days)


def test_the_days_of_2026() -> None:
    spring = [day.isoformat() for day, name in statutory_days(2026).items() if name == "春节"]
    assert spring == ["2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19"]


@pytest.mark.parametrize("year", [2024, 2028])
def test_a_year_outside_the_table_is_not_guessed(year: int) -> None:
    with pytest.raises(CannotTell):
        statutory_days(year)
