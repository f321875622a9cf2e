"""What is told of days that passed: never that one has, where the worker told only the month and it may not have."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.clock import chinese_day
from tickets.lapsed import NEXT, PASSED, PERHAPS, days_told
from tickets.lapsing import article_of, lapse
from tickets.told import said_of

TODAY = date(2026, 11, 24)
ARBITRATION, INSPECTION = article_of("arbitration"), article_of("inspection")


def passed(day: str) -> str:
    return PASSED["arbitration"].format(article=ARBITRATION, day=day)


def next_(right: str, day: str, article: str) -> str:
    return NEXT.format(right=right, day=day, article=article)


@pytest.mark.parametrize(
    ("ended", "told"),
    [
        ("2026-10-15", [next_("申请劳动仲裁", "2027年10月15日", ARBITRATION)]),
        ("2025-11-24", [next_("申请劳动仲裁", "2026年11月24日", ARBITRATION)]),
        ("2025-11-23", [passed("2026年11月23日"), next_("向劳动监察投诉", "2027年11月23日", INSPECTION)]),
        ("2025-03", [passed("2026年3月31日"), next_("向劳动监察投诉", "2027年3月1日", INSPECTION)]),
        ("2024", [passed("2025年12月31日")]),
    ],
)
def test_what_passed_comes_before_what_is_next(ended: str, told: list[str]) -> None:
    assert days_told("辞退", {"ended": ended}, TODAY).splitlines()[: len(told)] == told


@pytest.mark.parametrize("ended", ["2025-11", "2025"])
def test_a_month_that_may_not_have_passed_is_no_end(ended: str) -> None:
    facts = {"ended": ended}
    first = PERHAPS.format(right="申请劳动仲裁", article=ARBITRATION, said=said_of(facts, "ended"))
    assert days_told("欠薪", facts, TODAY).splitlines()[0] == first


def test_an_injury_is_told_its_own_year() -> None:
    told = days_told("工伤", {"injured_on": "2025-03-05"}, TODAY)
    assert told == PASSED["recognition"].format(article=article_of("recognition"), day="2026年3月5日")


@pytest.mark.parametrize("facts", [{}, {"owed_from": "2024-03"}, {"owed_from": "2024-03", "still": "还在干"}])
def test_nothing_passes_for_one_who_may_still_be_there(facts: dict[str, Any]) -> None:
    assert days_told("欠薪", facts, TODAY) == ""


@given(ago=st.integers(min_value=0, max_value=1_500), kind=st.sampled_from(["欠薪", "辞退", "加班"]))
def test_a_day_that_can_be_kept_is_told_and_none_is_called_passed_too_early(ago: int, kind: str) -> None:
    left = TODAY - timedelta(days=ago)
    facts = {"ended": left.isoformat()}
    told, kept = days_told(kind, facts, TODAY), lapse(kind, facts, TODAY)
    assert (kept is None) or chinese_day(kept.day) in told
    assert ("就满了" in told) == (date(left.year + 1, left.month, min(left.day, 28 if left.month == 2 else 31)) < TODAY)
