"""A sum is not taken for all that is owed where the words tell of more."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.slots import read_slots

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("欠我工资1500，押金500也不退", "1500,押金500"),
        ("老板欠我1500工资，还有押金500不退", "1500工资,还有押金500"),
        ("欠了工资9000还有加班费1200", "9000还有加班费1200"),
        ("欠我8000工资，还有3000报销款没给", "8000工资,还有3000"),
        ("拖欠工资5000元，押金200不退，加班费600没给", "5000元,押金200不退,加班费600"),
        ("上个月4300没发 这个月也没发", "上个月4300没发 这个月也没发"),
        ("9月4500没发，10月也没发", "9月4500没发,10月也没发"),
        ("上个月4300没发，这个月还没发", "上个月4300没发,这个月还没发"),
        ("9月4300没发，10月4300没发", "4300没发,10月4300"),
        ("欠我工资8000，外加垫的材料款2300", "8000,外加垫的材料款2300"),
        ("欠我一万二，节假日工资600没发", "一万二,节假日工资600"),
        ("欠工资9000，加班费600没算", "9000,加班费600"),
        ("欠工资4800，押金300也扣着", "4800,押金300"),
    ],
)
def test_more_is_owed_so_it_is_asked(text: str, said: str) -> None:
    slots = read_slots(text, TODAY)
    assert (slots.amount_fen, slots.unsure()) == (None, {"amount_fen": said})


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("公司欠我工资12000，社保也没交", 12_000),
        ("欠工资5000，年终奖2000也没发，一共7000", 7_000),
        ("欠我工资3000，医药费花了2000", 3_000),
        ("老板欠我工资五千，押金五百已经退了", 5_000),
        ("工资加上奖金一共欠9000", 9_000),
        ("年终奖8000没发", 8_000),
        ("9月4300发了，10月4300没发", 4_300),
        ("上个月工资4300没发，老板说这个月还发不了", 4_300),
        ("押金2000不退", 2_000),
        ("上个月5000没发，这个月发了", 5_000),
        ("欠我工资一万八 每月打给我2800", 18_000),
    ],
)
def test_a_sum_that_is_all_stands(text: str, yuan: int) -> None:
    assert read_slots(text, TODAY).amount_fen == yuan * 100


@pytest.mark.parametrize(
    "text", ["拖欠三个月工资，每月5000，提成3000也没给", "每个月扣我300，扣了10个月", "老板说月底还我4800"]
)
def test_a_part_is_never_all(text: str) -> None:
    slots = read_slots(text, TODAY)
    assert slots.amount_fen is None and slots.wage_fen in (None, 500_000)


@pytest.mark.parametrize(
    "text",
    [
        "一个月工资4500，欠我两个月，押金800没退",
        "月薪5000，三个月没发工资，借了亲戚3000没还",
        "月薪5000，车贷3000没还，三个月没发工资",
    ],
)
def test_a_deposit_or_a_loan_is_not_what_is_owed(text: str) -> None:
    assert read_slots(text, TODAY).amount_fen not in (80_000, 300_000)


@pytest.mark.parametrize("text", ["欠我9000，工资8500押金500不退", "欠我12000，已经给了10000，押金2000没退"])
def test_a_deposit_is_never_what_is_left(text: str) -> None:
    assert read_slots(text, TODAY).amount_fen not in (50_000, 200_000)


def test_a_wage_stands_where_no_sum_follows() -> None:
    assert read_slots("6000每月发，两个月没发", TODAY).amount_fen == 1_200_000


@given(
    wage=st.integers(min_value=100, max_value=99_999),
    more=st.lists(
        st.tuples(st.sampled_from(["押金", "加班费", "提成", "奖金"]), st.integers(100, 9_999)),
        min_size=1,
        max_size=3,
        unique_by=lambda one: one[1],
    ),
)
def test_all_that_is_told_is_in_the_sum_that_is_asked(wage: int, more: list[tuple[str, int]]) -> None:
    text = f"欠我工资{wage}元" + "".join(f"，{thing}{yuan}元没给" for thing, yuan in more)
    slots = read_slots(text, TODAY)
    source = slots.source("amount_fen")
    yuan = {wage, *(one for _, one in more)}  # the same sum twice may be one told again
    assert slots.amount_fen is None or len(yuan) == 1
    assert source is None or source.high in (None, sum(yuan) * 100, (wage + sum(one for _, one in more)) * 100)
