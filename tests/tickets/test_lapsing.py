"""The day a right is lost, from what a worker told: always the stricter day, never one from nothing."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.clock import SHANGHAI
from rights.limit_table import RIGHTS
from tickets.kind import discover
from tickets.lapsing import article_of, lapse, limits, title_of

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("kind", "known", "right", "day"),
    [
        ("辞退", {"ended": "2026-06-30"}, "arbitration", date(2027, 6, 30)),
        ("辞退", {"began": "2020-01-01", "ended": "2026-06"}, "arbitration", date(2027, 6, 1)),
        ("欠薪", {"owed_from": "2026-03", "ended": "2026-05-31"}, "arbitration", date(2027, 5, 31)),
    ],
)
def test_known_dates(kind: str, known: dict[str, Any], right: str, day: date) -> None:
    found = lapse(kind, known, TODAY)
    assert found and (found.right, found.day) == (right, day)
    assert found.at.tzinfo is SHANGHAI and found.at.date() == day


def test_wages_owed_to_who_is_still_there_do_not_lapse_by_the_year() -> None:
    """Source: 劳动争议调解仲裁法 27: the year begins when the employment ends."""
    owed: dict[str, Any] = {"owed_from": "2026-08", "still": "还在干"}
    found = lapse("欠薪", owed, TODAY)
    assert found is None or found.right != "arbitration"
    assert any(one.right.name == "arbitration" and one.day is None for one in limits("欠薪", owed, TODAY))
    left = lapse("欠薪", {**owed, "ended": "2026-11-03"}, TODAY)
    assert left and (left.right, left.day) == ("arbitration", date(2027, 11, 3))


def test_double_pay_lapses_month_by_month_so_the_day_of_owed_wages_is_not_told_for_it() -> None:
    known = {"ended": "2026-06-30"}
    assert lapse("欠薪", known, TODAY) is not None
    assert lapse("欠薪", {**known, "topic": "未签合同双倍工资"}, TODAY) is None


def test_an_accident_presses_by_the_year_for_recognition() -> None:
    found = lapse("工伤", {"injured_on": "2026-05-01"}, TODAY)
    assert found and found.day <= date(2027, 5, 1)


@pytest.mark.parametrize("kind", discover())
def test_without_a_date_nothing_is_said(kind: str) -> None:
    assert lapse(kind, {"amount_fen": 100, "employer": "x"}, TODAY) is None


def test_what_is_lost_already_presses_no_more() -> None:
    assert lapse("辞退", {"ended": "2020-01-01"}, TODAY) is None


@given(st.sampled_from(sorted(discover())), st.dates(date(2015, 1, 1), date(2027, 12, 31)), st.sampled_from([4, 7, 10]))
def test_whatever_precision_a_date_has_the_day_lies_ahead(kind: str, ended: date, length: int) -> None:
    found = lapse(kind, {"ended": ended.isoformat()[:length], "injured_on": ended.isoformat()[:length]}, TODAY)
    assert found is None or found.day >= TODAY


def test_the_days_of_a_second_matter_count_too_and_each_right_once() -> None:
    known = {"ended": "2026-06-30", "injured_on": "2026-10-01", "also": [["工伤", "工伤认定"]]}
    alone = {one.right.name for one in limits("欠薪", {**known, "also": []}, TODAY)}
    names = [one.right.name for one in limits("欠薪", known, TODAY)]
    assert "recognition" not in alone and {*alone, "recognition"} <= set(names)
    assert len(names) == len(set(names))
    days = [one.day for one in limits("欠薪", known, TODAY) if one.day]
    assert days == sorted(days)


def test_where_the_first_matter_runs_otherwise_the_second_still_counts() -> None:
    known = {"ended": "2026-06-30", "topic": "未签合同双倍工资", "also": [["辞退", "解除与辞退"]]}
    found = lapse("欠薪", known, TODAY)
    assert found and (found.right, found.day) == ("arbitration", date(2027, 6, 30))


def test_a_right_is_kept_by_name_and_shown_by_title_with_its_article() -> None:
    assert title_of("arbitration") == title_of("申请劳动仲裁") == "申请劳动仲裁"
    assert article_of("arbitration") == article_of("申请劳动仲裁") == "（《劳动争议调解仲裁法》第二十七条）"
    assert (title_of(None), article_of("没有这种"), title_of("没有这种")) == ("", "", "没有这种")
    assert all(len(right.name) <= 32 for right in RIGHTS)
    assert len({right.title for right in RIGHTS}) == len({right.name for right in RIGHTS})
