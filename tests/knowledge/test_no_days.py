"""Days that no calendar has."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.no_days import read_no_days


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2月31号入职", "2月31号"),
        ("2023年2月29日进厂", "2023年2月29日"),
        ("去年二月三十号走的", "二月三十号"),
        ("九月三十一号摔的", "九月三十一号"),
        ("2月32号被辞", "2月32号"),
        ("13月5号", "13月5号"),
        ("2026.2.30", "2026.2.30"),
    ],
)
def test_it_is_found_as_it_was_said(text: str, said: str) -> None:
    [found] = read_no_days(text)
    assert found.said == said and text[found.start :].startswith(said) and read_no_days(found.mended(text)) == []


@pytest.mark.parametrize("text", ["2024年2月29日", "2月29号", "12月31日", "3个月31号", "工资3000月底发", "6月30前"])
def test_a_day_there_is_or_none_at_all_is_let_alone(text: str) -> None:
    assert read_no_days(text) == []


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)), st.sampled_from(["{0}年{1}月{2}日", "{0}-{1:02}-{2:02}"]))
def test_no_real_day_is_refused(day: date, form: str) -> None:
    assert read_no_days(form.format(day.year, day.month, day.day)) == []
