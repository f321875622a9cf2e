"""Months told one by one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.month_list import months_listed, sums_by_month
from knowledge.slots import read_slots


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("7月8月9月的都没发", 3),
        ("7、8、9月份工资没给", 3),
        ("七月八月没发", 2),
        ("欠我10月和11月的工资", 2),
        ("11月12月1月都没发", 3),
        ("7月没发", None),
        ("7月8月9月在厂里上班", None),
        ("7月7月没发", None),
        ("17月18月没发", None),
        ("3月4月没给我交社保", None),
        ("7月8月没发,9月10月也没发", 4),
        ("7月8月没发,一个月4000,9月也没发", 3),
        ("7月8月没发,8月9月也没发", None),
        ("7月8月没发,9月发了", None),
        ("9月也没发", None),
        ("7月份没发完,8月9月没发", None),
        ("", None),
    ],
)
def test_unpaid_months_are_counted(words: str, count: int | None) -> None:
    found = months_listed(words)
    assert (found[0] if found else None) == count


def test_with_a_wage_they_come_to_a_sum() -> None:
    slots = read_slots("7月8月9月的都没发,一个月5200")
    assert (slots.months, slots.amount_fen) == (3.0, 1_560_000)


@pytest.mark.parametrize(
    ("words", "yuan"),
    [
        ("3月欠2800 4月欠3100 5月欠1900", 7_800),
        ("3月份还欠我2800,4月份没给3100元", 5_900),
        ("3月欠2800,4月欠3100,给了1000", None),
        ("3月欠2800,4月欠3100,一共欠我10000", None),
        ("3月没发2次,4月没发3次", None),
        ("3月欠2800", None),
        ("3月欠2800,3月欠900", None),
        ("3月欠2个月,4月欠3天", None),
        ("我7月8月9月工资没发 7月3200 8月3500 9月3100", 9_800),
        ("7月3200,8月3500,9月3100没发", 9_800),
        ("工资没发,7月份3200元,8月份3500元", 6_700),
        ("欠我三个月工资 7月3200 8月3500 9月3100", 9_800),
        ("欠我工资:七月三千二,八月三千五", 6_700),
        ("欠我两个月工资 7月3200 8月3500 9月3100", None),
        ("7月没发 7月3200 8月3500", None),
        ("6月没发 7月3200 8月3500", None),
        ("工资 7月3200 8月3500 9月没发", None),
        ("7月3200 8月3500", None),
        ("没发工资 5月4000,6月4000,给了2000", None),
        ("没发 7月20 8月30", None),
    ],
)
def test_sums_of_months_are_added(words: str, yuan: int | None) -> None:
    found = sums_by_month(words)
    assert (found[0] if found else None) == yuan
    assert yuan is None or read_slots(words).amount_fen == yuan * 100


def test_what_a_month_brought_is_not_owed_because_the_next_was_not_paid() -> None:
    assert read_slots("工资 7月3200 8月3500 9月没发").amount_fen is None


def test_months_written_together_begin_with_the_first() -> None:
    slots = read_slots("我7月8月9月工资没发", date(2026, 11, 23))
    assert (slots.owed_from, slots.owed_to) == ("2026-07", "2026-09")


@given(st.dictionaries(st.integers(1, 12), st.integers(100, 90_000), min_size=2))
def test_any_months(sums: dict[int, int]) -> None:
    found = sums_by_month(" ".join(f"{month}月欠{yuan}" for month, yuan in sums.items()))
    assert found and found[0] == sum(sums.values())


@given(st.dictionaries(st.integers(1, 12), st.integers(100, 90_000), min_size=2))
def test_any_table(sums: dict[int, int]) -> None:
    found = sums_by_month("，".join(f"{month}月{yuan}" for month, yuan in sums.items()) + "都没发")
    assert found and found[0] == sum(sums.values())
