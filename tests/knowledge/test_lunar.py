"""The Chinese calendar, held to the moon."""

from datetime import UTC, date, datetime

import pytest

from knowledge.lunar import FIRST_YEAR, chinese_year, month_bounds, spring_festival

NEW_MOON = datetime(2000, 1, 6, 18, 14, tzinfo=UTC)
MONTH_DAYS = 29.530588853
LAST_YEAR = 2035


@pytest.mark.parametrize("year", range(FIRST_YEAR, LAST_YEAR + 1))
def test_each_spring_festival_is_a_new_moon(year: int) -> None:
    festival = spring_festival(year)
    assert festival is not None
    days = (datetime(festival.year, festival.month, festival.day, 4, tzinfo=UTC) - NEW_MOON).total_seconds() / 86_400
    age = days % MONTH_DAYS
    assert min(age, MONTH_DAYS - age) < 1.5
    assert date(year, 1, 20) < festival < date(year, 2, 21)


def test_the_last_month_ends_on_the_eve_of_the_festival() -> None:
    assert month_bounds(12, 2025) == (date(2026, 1, 18), date(2026, 2, 16))


def test_a_year_out_of_the_table_is_not_guessed() -> None:
    assert spring_festival(FIRST_YEAR - 1) is None
    assert month_bounds(1, LAST_YEAR + 1) is None


def test_before_the_festival_it_is_still_the_old_year() -> None:
    assert [chinese_year(day) for day in (date(2026, 2, 16), date(2026, 2, 17))] == [2025, 2026]
