"""Months and years as labour law counts them, at month ends and leap days; the months of severance they give."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rights.spans import Span, months_after, severance_months

DAYS = st.dates(date(1980, 1, 1), date(2060, 12, 31))
LENGTHS = st.integers(0, 20_000)
ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2025-03-31", -1, "2025-02-28"),
        ("2025-12-31", 2, "2026-02-28"),
        ("2000-02-29", 1200, "2100-02-28"),
    ],
)
def test_a_month_without_that_day_ends_earlier(day: str, months: int, expected: str) -> None:
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("begin", "end", "span", "months"),
    [
        ("2024-01-31", "2024-07-29", "5个月30天", "0.5"),
        ("2024-01-31", "2024-07-30", "6个月", "1"),
        ("2024-08-31", "2025-02-27", "6个月", "1"),
        ("2024-03-01", "2025-02-28", "1年", "1"),
        ("2023-03-01", "2024-02-29", "1年", "1"),
        ("2023-03-01", "2024-02-28", "11个月28天", "1"),
        ("2024-02-29", "2025-02-27", "1年", "1"),
        ("2024-02-29", "2028-02-28", "4年", "4"),
        ("2024-02-29", "2024-02-29", "1天", "0.5"),
        ("2024-12-31", "2025-12-30", "1年", "1"),
        ("2024-12-31", "2025-12-31", "1年1天", "1.5"),
    ],
)
def test_both_days_count(begin: str, end: str, span: str, months: str) -> None:
    found = Span.of(date.fromisoformat(begin), date.fromisoformat(end))
    assert str(found) == span and severance_months(found) == Decimal(months)


@given(DAYS, LENGTHS)
def test_a_span_leads_back_to_its_end(begin: date, days: int) -> None:
    end = begin + timedelta(days=days)
    span = Span.of(begin, end)
    assert months_after(begin, span.whole_months) + timedelta(days=span.days) == end + ONE_DAY
    assert 0 <= span.months < 12 and 0 <= span.days <= 31


@given(DAYS, LENGTHS)
def test_a_day_more_never_gives_less_and_at_most_half_a_month_more(begin: date, days: int) -> None:
    end = begin + timedelta(days=days)
    now, then = (severance_months(Span.of(begin, one)) for one in (end, end + ONE_DAY))
    assert Decimal(0) <= then - now <= Decimal("0.5")


@given(DAYS, st.integers(-500, 500), st.integers(-500, 500))
def test_more_months_are_never_earlier(day: date, few: int, more: int) -> None:
    assert (months_after(day, few) <= months_after(day, more)) or few > more
