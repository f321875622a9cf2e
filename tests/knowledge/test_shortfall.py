"""Pay that came short of the wage, and what is left of a sum that was owed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.money import Left, remainder
from knowledge.shortfall import Short, read_short
from knowledge.slots import read_slots


@pytest.mark.parametrize(
    ("text", "wage", "paid"),
    [
        ("月薪6000但只发了4000", 6000, 4000),
        ("说好一个月7500，每个月只给5000，干了四个月", 7500, 5000),
        ("应发5800实发3000", 5800, 3000),
        ("工资5000，上个月只发了3200", 5000, 3200),
        ("合同写的6000，每月才发4500", 6000, 4500),
        ("一个月6000块钱，就给了我3000", 6000, 3000),
    ],
)
def test_what_each_month_lacks(text: str, wage: int, paid: int) -> None:
    assert read_short(text) == Short(wage * 100, paid * 100)


@pytest.mark.parametrize(
    "text",
    [
        "月薪6000",
        "月薪6000，被辞退只给了4000",
        "月薪5000，只发了5000",
        "老板欠我8000只给了2000",
        "月薪6000，病假只发了1800",
        "月薪6000，年终奖只给了2000",
        "月薪6000，先只发了4000，后来只发了3000",
        "月薪六七千，只发了4000",
    ],
)
def test_something_else(text: str) -> None:
    assert read_short(text) is None


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("欠了八千，已经给了两千", 6_000),
        ("老板欠俺工钱一万二，过年给了四千", 8_000),
        ("欠薪两万三，已经还了五千", 18_000),
        ("老板欠我工资8000元，上个月给了2000元，这个月又给了1000", 5_000),
        ("欠我八千，给了五千，又给了三千", None),
        ("欠我八千，给了一千，又给了两千多", None),
        ("一共欠我1万8，中间给了8千，打了1万的欠条", 10_000),
        ("欠薪一万，收到五千转账", 5_000),
        ("欠我一万元，又欠我加班费3000元", None),
        ("欠我八千", None),
        ("欠了八千，已经给了一万", None),
        ("欠我七八千", None),
    ],
)
def test_what_is_likely_left(text: str, left: int | None) -> None:
    found = remainder(text)
    assert (found.fen if found else None) == (left and left * 100)


@given(owed=st.integers(1_000, 90_000), paid=st.integers(200, 90_000))
def test_what_is_left_is_the_difference_to_the_fen(owed: int, paid: int) -> None:
    found = remainder(f"欠了{owed}元，已经给了{paid}元")
    assert (found.fen if found else None) == ((owed - paid) * 100 if paid < owed else None)


@pytest.mark.parametrize(
    ("text", "owed"),
    [
        ("欠工资12000，扣掉借支3000，还欠9000", 900_000),
        ("欠工资12000，扣掉借支3000，还欠加班费8000", None),
        ("欠工资3000，还欠加班费2000", None),
    ],
)
def test_a_rest_that_comes_out_is_what_is_owed(text: str, owed: int | None) -> None:
    assert read_slots(text).amount_fen == owed


@pytest.mark.parametrize(
    "text",
    ["欠我八千，给了五千，又给了三千", "欠我八千，给了一千，又给了两千多", "欠我八千，上个月给了2000，又给了1000"],
)
def test_after_several_payments_the_sum_is_to_be_asked(text: str) -> None:
    slots = read_slots(text)
    assert slots.amount_fen is None and "amount_fen" in slots.unsure()


def test_what_is_said_of_a_remainder_names_the_months_as_they_were_told() -> None:
    told = read_slots("欠我八千，上个月给了2000，这个月又给了1000").unsure()["amount_fen"]
    assert told == "八千,上个月给了2000,这个月又给了1000" and remainder(f"欠{told}") == Left(500_000, told)


@pytest.mark.parametrize(("text", "yuan"), [("老板打了1万的欠条", 10_000), ("老板欠我1万8，打了1万的欠条", 18_000)])
def test_an_iou_is_no_payment(text: str, yuan: int) -> None:
    assert read_slots(text).amount_fen == yuan * 100
