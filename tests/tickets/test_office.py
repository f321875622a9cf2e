"""Office hours on the working days of the national calendar, against a count minute by minute."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import chinese_calendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.clock import SHANGHAI, aware
from tickets.workdays import MOST_DAYS, Office, announced

OFFICE = Office()
DAY_MINUTES = 450
MINUTE = timedelta(minutes=1)


def at(text: str) -> datetime:
    """A moment in Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@cache
def is_workday(day: date) -> bool:
    return bool(chinese_calendar.is_workday(day))


def is_office(local: datetime) -> bool:
    """The slow, obviously right rule for the minute that begins then, in Shanghai."""
    worked = time(8, 30) <= local.time() < time(12) or time(14) <= local.time() < time(18)
    return worked and is_workday(local.date())


MINUTES = st.integers(0, 60 * 24 * 60).map(lambda count: at("2026-01-20") + count * MINUTE)


@pytest.mark.parametrize(
    ("since", "days", "due"),
    [
        ("2026-11-20 09:00", 1, "2026-11-23 09:00"),  # Friday to Monday
        ("2026-11-22 12:00", 2, "2026-11-24 18:00"),  # a Sunday: two whole days
        ("2026-09-30 17:00", 1, "2026-10-08 17:00"),  # National Day
        ("2026-10-09 18:30", 1, "2026-10-10 18:00"),  # a Saturday that is worked
        ("2026-02-13 14:00", 2, "2026-02-24 12:00"),  # Spring Festival, with 14 February worked
        ("2026-11-23 13:00", 1, "2026-11-24 12:00"),  # over lunch
    ],
)
def test_known_dues(since: str, days: int, due: str) -> None:
    assert OFFICE.after(at(since), OFFICE.day * days) == at(due)


@settings(max_examples=30)
@given(MINUTES, st.integers(1, 3 * DAY_MINUTES))
def test_after_is_the_end_of_the_minute_that_uses_it_up(since: datetime, minutes: int) -> None:
    moment, left = since, minutes
    while left:
        left -= is_office(moment)
        moment += MINUTE
    assert OFFICE.after(since, minutes * MINUTE) == moment


@settings(max_examples=30)
@given(MINUTES, st.integers(0, 12 * 24 * 60))
def test_between_counts_office_minutes(since: datetime, length: int) -> None:
    counted = sum(is_office(since + count * MINUTE) for count in range(length))
    assert OFFICE.between(since, since + length * MINUTE) == counted * MINUTE


@given(MINUTES, st.integers(1, 60 * 60 * 24 * 1_000_000))
def test_between_undoes_after(since: datetime, micros: int) -> None:
    worked = timedelta(microseconds=micros)
    assert OFFICE.between(since, OFFICE.after(since, worked)) == worked


def test_backwards_is_nothing() -> None:
    assert OFFICE.between(at("2026-11-24 09:00"), at("2026-11-23 09:00")) == timedelta(0)


def test_beyond_the_announced_years_weeks_count_and_it_is_known_that_they_do() -> None:
    unknown = max(year for year in range(2020, 2100) if announced(year)) + 1
    assert not announced(unknown)
    monday = date(unknown, 1, 1)
    while monday.weekday() != 0:
        monday += timedelta(days=1)
    assert OFFICE.workdays_after(monday, 5) == monday + timedelta(days=7)


def test_working_days_of_dates() -> None:
    assert OFFICE.workdays_after(date(2026, 9, 30), 3) == date(2026, 10, 10)
    assert OFFICE.workdays_after(date(2026, 11, 22), 0) == date(2026, 11, 22)


def test_hours_are_those_of_the_settings() -> None:
    office = Office.parse(("09:00-17:30",))
    assert office.day == timedelta(hours=8, minutes=30)
    assert office.closes(date(2026, 11, 22)) == aware(at("2026-11-22 17:30"))
    assert office.after(datetime(2026, 11, 23, 0, tzinfo=UTC), timedelta(hours=1)) == at("2026-11-23 10:00")


def test_what_never_ends_is_refused() -> None:
    with pytest.raises(OverflowError):
        OFFICE.after(at("2026-01-01"), OFFICE.day * MOST_DAYS)
