"""Months told one by one."""

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
    ],
)
def test_sums_of_months_are_added(words: str, yuan: int | None) -> None:
    found = sums_by_month(words)
    assert (found[0] if found else None) == yuan
    assert yuan is None or read_slots(words).amount_fen == yuan * 100


@given(st.dictionaries(st.integers(1, 12), st.integers(100, 90_000), min_size=2))
def test_any_months(sums: dict[int, int]) -> None:
    found = sums_by_month(" ".join(f"{month}月欠{yuan}" for month, yuan in sums.items()))
    assert found and found[0] == sum(sums.values())
