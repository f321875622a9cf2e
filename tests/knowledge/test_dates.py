"""Dates as followers name them; lengths, ages and rates are none."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dates import read_dates

TODAY = date(2026, 11, 22)  # a Sunday
TOLD = [
    ("2023年9月入职", ["2023-09"]),
    ("2023年9月14日入职", ["2023-09-14"]),
    ("2024.3.15入职", ["2024-03-15"]),
    ("2024/3进厂", ["2024-03"]),
    ("17年5月左右进厂", ["2017-05"]),
    ("93年退役", ["1993"]),
    ("二零二三年五月", ["2023-05"]),
    ("去年12.23日受伤", ["2025-12-23"]),
    ("2019年3月10号到8月1号", ["2019-03-10", "2019-08-01"]),
    ("2018年12月13日至1月23日", ["2018-12-13", "2019-01-23"]),
    ("2003年~2018年", ["2003", "2018"]),
    ("3月份到5月份没发", ["2026-03", "2026-05"]),
    ("10-11月份的工资", ["2026-10", "2026-11"]),
    ("一二月的工资", ["2026-01", "2026-02"]),
    ("12月的工资没给", ["2025-12"]),
    ("上个月的工资", ["2026-10"]),
    ("上上个月", ["2026-09"]),
    ("上个月15号走的", ["2026-10-15"]),
    ("上个月5号楼那边的活", ["2026-10"]),
    ("上个月的3号", ["2026-10-03"]),
    ("上上个月 十八号", ["2026-09-18"]),
    ("本月3日", ["2026-11-03"]),
    ("上上个月31号", []),
    ("上个月15个人", ["2026-10"]),
    ("这个月", ["2026-11"]),
    ("前年干的活", ["2024"]),
    ("今天收到认定书", ["2026-11-22"]),
    ("前天被辞退", ["2026-11-20"]),
    ("上周三摔的", ["2026-11-11"]),
    ("两个月前走的", ["2026-09"]),
    ("半年前受伤", ["2026-05"]),
    ("3天前", ["2026-11-19"]),
    ("2年前", ["2024"]),
    ("去年腊月开始欠", ["2026-01-18/2026-02-16"]),
    ("今年正月进的厂", ["2026-02-17/2026-03-18"]),
    ("农历三月", ["2026-04-16/2026-06-16"]),
    ("6月30前付清", ["2026-06-30"]),
]
NONE = [
    "干了17年",
    "工龄18年",
    "37年工龄",
    "今年38岁",
    "13月32日",
    "2月30日",
    "提前3天",
    "提前30天通知",
    "每天8小时",
    "70年代",
    "一月640元",
    "12月平均工资",
    "干了三月",
    "三个月没发",
    "眼前年关",
    "1.8万",
    "12333",
    "怀孕4个月",
    "签了3年合同",
    "20011年7月份入职",
]


@pytest.mark.parametrize(("text", "dates"), TOLD)
def test_a_date_is_read(text: str, dates: list[str]) -> None:
    assert [when.iso for when in read_dates(text, TODAY)] == dates


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_dates(text, TODAY) == []


def test_a_year_that_was_not_told_is_marked() -> None:
    told, assumed = read_dates("2019年3月10号到8月1号", TODAY)
    assert (told.assumed, assumed.assumed) == (False, True)


def test_a_guess_is_marked() -> None:
    assert [when.about for when in read_dates("17年5月左右，2014年底", TODAY)] == [True, True]


@given(
    st.dates(date(1950, 1, 1), TODAY),
    st.sampled_from(["{0}年{1}月{2}日", "{0}年{1}月{2}号", "{0}.{1}.{2}", "{0}-{1}-{2}"]),
)
def test_a_day_written_any_way_is_given_back(day: date, way: str) -> None:
    [when] = read_dates(f"我{way.format(day.year, day.month, day.day)}入职", TODAY)
    assert (when.first, when.last, when.precision) == (day, day, "day")


@given(st.dates(date(1950, 1, 1), TODAY))
def test_a_day_without_its_year_is_the_latest_that_is_past(day: date) -> None:
    found = read_dates(f"我{day.month}月{day.day}日入职", TODAY)
    assert all(when.assumed and TODAY - timedelta(days=366) <= when.first <= TODAY for when in found)


@given(
    st.text("年月日号去今前上个初腊正0123456789十一二三.-/到至天周岁了的 ", max_size=60),
    st.dates(date(2000, 1, 1), date(2099, 1, 1)),
)
def test_any_mixture_is_read_where_it_stands(text: str, today: date) -> None:
    for when in read_dates(text, today):
        assert when.said == text[when.start : when.end]
        assert when.first <= when.last
