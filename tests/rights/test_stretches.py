"""A time cut into months: nothing lost, nothing twice, and what a part of a month comes to."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rights.spans import months_after
from rights.stretches import DAY, Stretch, by_calendar_month, by_own_month, first_days, paid

BEGIN = st.dates(date(2008, 1, 1), date(2025, 1, 1))


@given(BEGIN, st.integers(0, 6), st.integers(0, 400))
def test_both_cuts_cover_the_time_without_gap(begin: date, after: int, days: int) -> None:
    first = months_after(begin, after)
    last = first + timedelta(days=days)
    for stretches in (by_own_month(begin, after, last), by_calendar_month(first, last)):
        assert stretches[0].first == first and stretches[-1].last == last
        assert all(one.last + DAY == other.first for one, other in pairwise(stretches))


def test_nothing_where_the_end_lies_before() -> None:
    assert by_own_month(date(2024, 1, 31), 1, date(2024, 2, 28)) == ()
    assert by_calendar_month(date(2024, 3, 1), date(2024, 2, 29)) == ()


def test_month_ends_do_not_drift() -> None:
    cut = by_own_month(date(2024, 1, 31), 1, date(2024, 4, 29))
    assert cut == (
        Stretch(date(2024, 2, 29), date(2024, 3, 30), True),
        Stretch(date(2024, 3, 31), date(2024, 4, 29), True),
    )


@pytest.mark.parametrize(("told", "amount"), [(21, 2100), (22, 2175), (0, 0)])
def test_a_part_of_a_month_never_comes_to_more_than_the_month(told: int, amount: int) -> None:
    part = (Stretch(date(2026, 3, 1), date(2026, 3, 30), False),)
    assert paid(part, Decimal(2175), told, ())[0] == amount


def test_first_days_of_months() -> None:
    assert first_days(date(2024, 12, 31), 3) == [date(2024, 12, 1), date(2025, 1, 1), date(2025, 2, 1)]
