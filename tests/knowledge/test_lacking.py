"""What was not given is overtime pay, leave, insurance: the wage beside it is not owed, nor the years worked."""

import pytest

from knowledge.lacking import lacks_something_else
from knowledge.slots import read_slots


@pytest.mark.parametrize(
    ("words", "wage_yuan", "served"),
    [
        ("加班费从来没给 每天12小时 月薪5000 干了2年", 5000, 24),
        ("加班费没给 工资5000 干了2年", 5000, 24),
        ("年假从来没给过 干了6年 工资6000", 6000, 72),
    ],
)
def test_neither_wage_nor_years_are_owed(words: str, wage_yuan: int, served: int) -> None:
    slots = read_slots(words)
    assert (slots.wage_fen, slots.service_months) == (wage_yuan * 100, served)
    assert (slots.amount_fen, slots.months) == (None, None)


@pytest.mark.parametrize(
    ("words", "owed_yuan", "months"),
    [
        ("没签合同 拖欠三个月工资", None, 3),
        ("没签合同欠我4个月工资 每月4000", 16_000, 4),
        ("没签合同 工资5000没发", 5_000, None),
        ("没给加班费 还欠工资5000", 5_000, None),
        ("社保没交 欠我工资两个月", None, 2),
        ("加班费拖欠三个月", None, 3),
    ],
)
def test_wages_beside_it_are_owed(words: str, owed_yuan: int | None, months: int | None) -> None:
    slots = read_slots(words)
    assert (slots.amount_fen, slots.months) == (owed_yuan and owed_yuan * 100, months)


def test_only_the_last_clause_counts() -> None:
    assert lacks_something_else("加班费没给 工资") and not lacks_something_else("加班费没给，欠我工资")
