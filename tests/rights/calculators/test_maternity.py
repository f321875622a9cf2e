"""Maternity leave: days by case, dates, and an allowance only where its base is given."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rights_support import run

from rights.calculators import maternity
from rights.inputs import BadInput


def days(**given_: str) -> int:
    return int(run("maternity", given_).facts[0].result.removesuffix("天"))


def test_days_by_case() -> None:
    assert days() == 98
    assert days(difficult="是") == 113
    assert days(children="2") == 113
    assert days(children="3", difficult="是") == 143
    assert days(what="流产", four_months="否") == 15
    assert days(what="流产", four_months="是") == 42


def test_dates() -> None:
    working = run("maternity", {"start": "2024-02-20", "due": "2024-03-06"})
    assert [fact.result for fact in working.facts[1:]] == ["2024-02-20", "2024-05-27"]
    assert set(working.citations) == {"女职工特别规定#7"} and working.items == ()


def test_local_days_are_named_and_not_counted() -> None:
    assert maternity.LOCAL_DAYS in run("maternity", {}).notes
    assert maternity.LOCAL_DAYS not in run("maternity", {"what": "流产", "four_months": "否"}).notes


def test_the_allowance_needs_its_base() -> None:
    assert maternity.NO_FUND_AMOUNT in run("maternity", {"insured": "是", "wage": "5000"}).notes
    assert maternity.NO_WAGE in run("maternity", {"insured": "否", "employer_average": "5000"}).notes


@pytest.mark.parametrize(
    ("insured", "payer", "amount"), [("是", maternity.FUND, "6000"), ("否", maternity.EMPLOYER, "4500")]
)
def test_who_pays_and_from_what(insured: str, payer: str, amount: str) -> None:
    working = run("maternity", {"insured": insured, "employer_average": "6000", "wage": "4500"})
    (item,) = working.items
    assert (item.paid_by, item.low, item.monthly) == (payer, Decimal(amount), True)
    assert working.low == 0 and "女职工特别规定#8" in working.citations


@given(st.integers(1, 8), st.booleans())
def test_each_child_and_a_difficult_birth_add_fifteen(children: int, difficult: bool) -> None:
    assert days(children=str(children), difficult="是" if difficult else "否") == 98 + 15 * (children - 1 + difficult)


@pytest.mark.parametrize(
    ("given_", "field"),
    [
        ({"what": "流产"}, "four_months"),
        ({"what": "流产", "four_months": "是", "children": "2"}, "children"),
        ({"what": "流产", "four_months": "是", "difficult": "是"}, "difficult"),
        ({"start": "2026-03-01", "due": "2026-03-17"}, "start"),
        ({"children": "0"}, "children"),
        ({"children": "9"}, "children"),
        ({"what": "结婚"}, "what"),
        ({"insured": "是", "employer_average": "0"}, "employer_average"),
    ],
)
def test_what_cannot_be_is_refused_by_field(given_: dict[str, str], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        run("maternity", given_)
    assert refused.value.field == field
