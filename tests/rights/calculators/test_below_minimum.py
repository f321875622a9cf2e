"""Pay under the minimum wage: worked examples, the day it changed, places without a figure."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rights_support import amounts, run

from rights.calculators import below_minimum
from rights.inputs import BadInput
from rights.working import CannotTell

PAY = st.decimals("0", "4000", places=2)
NOW = {"month": "2026-06-15"}


def test_overtime_and_night_allowance_do_not_count() -> None:
    working = run("below_minimum", {**NOW, "pay": "2600", "overtime": "300", "allowances": "150", "area": "一类"})
    assert amounts(working) == [Decimal("85.00")] and "最低工资规定#12" in working.citations
    assert (
        working.used[0].value == 2235
        and working.used[0].confidence == "B"
        and working.notes[-1] == working.used[0].note
    )


def test_an_agency_worker_without_work_gets_the_minimum() -> None:
    working = run("below_minimum", {**NOW, "pay": "0", "area": "二类", "sent_back": "是"})
    assert amounts(working) == [Decimal("2080.00")] and "劳务派遣暂行规定#12" in working.citations
    assert working.items[0].paid_by == "派遣公司"


def test_each_month_against_the_figure_of_its_own_time() -> None:
    working = run("below_minimum", {"month": "2025-08-31", "months": "4", "pay": "2000"})
    assert amounts(working) == [Decimal(2 * 50 + 2 * 235)]


@pytest.mark.parametrize(("pay", "short"), [("2235", "0"), ("2234.99", "0.01"), ("2235.01", "0")])
def test_at_the_line(pay: str, short: str) -> None:
    assert amounts(run("below_minimum", {**NOW, "pay": pay})) == [Decimal(short)]


def test_after_an_order_half_to_all_on_top_and_the_higher_law_is_named() -> None:
    working = run("below_minimum", {**NOW, "pay": "2035", "ordered": "是"})
    assert (working.low, working.high) == (Decimal(300), Decimal(400)) and below_minimum.FIVE_TIMES in working.notes


def test_hourly_pay_against_the_hourly_minimum_then_in_force() -> None:
    given_ = {"month": "2025-08-01", "hours": "50", "pay": "900"}
    assert amounts(run("below_minimum", given_)) == [Decimal("100.00")]
    assert amounts(run("below_minimum", {**given_, "month": "2026-06-01", "minimum": "19"})) == [Decimal("50.00")]


@pytest.mark.parametrize(
    "given_",
    [
        {**NOW, "pay": "2000", "area": "永宁县"},
        {"month": "2025-06-30", "pay": "2000"},
        {**NOW, "pay": "900", "hours": "50"},
        {**NOW, "pay": "2000", "absent": "是"},
    ],
)
def test_without_an_honest_figure_it_says_so(given_: dict[str, str]) -> None:
    with pytest.raises(CannotTell):
        run("below_minimum", given_)


def test_a_figure_from_an_official_notice_helps_where_the_class_is_unknown() -> None:
    working = run("below_minimum", {**NOW, "pay": "2000", "area": "永宁县", "minimum": "2080"})
    assert amounts(working) == [Decimal(80)] and not working.used


@given(PAY, st.integers(1, 14))
def test_never_less_for_less_pay_or_more_months(pay: Decimal, months: int) -> None:
    def short(amount: Decimal, count: int) -> Decimal:
        working = run("below_minimum", {"month": "2025-07-01", "months": str(count), "pay": f"{amount:f}"})
        return sum(amounts(working), Decimal(0))

    assert short(pay, months) <= short(pay, months + 1) and short(pay, months) >= short(pay + 1, months)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"pay": ""}, "pay"),
        ({"pay": "-1"}, "pay"),
        ({"month": "2026-02-31"}, "month"),
        ({"months": "0"}, "months"),
        ({"months": "1.5"}, "months"),
        ({"overtime": "2000.01"}, "overtime"),
        ({"hours": "745"}, "hours"),
        ({"area": "北京"}, "area"),
        ({"minimum": "0"}, "minimum"),
    ],
)
def test_what_cannot_be_is_refused_by_field(wrong: dict[str, str], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        run("below_minimum", {**NOW, "pay": "2000", **wrong})
    assert refused.value.field == field
