"""Unpaid wages: the worked examples, who pays first, and what must hold for any wage and time."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rights_support import amounts, run

from rights.calculators import arrears
from rights.inputs import BadInput
from rights.late_payment import NOT_YET

PAY = st.decimals("1", "60000", places=2)
MONTHS = st.decimals("0.1", "120", places=1)


def test_three_months_and_an_order_not_obeyed() -> None:
    working = run("arrears", {"wage": "20000", "months": "3", "ordered": "是"})
    assert (working.low, working.high) == (Decimal("90000.00"), Decimal("120000.00"))
    assert "劳动合同法#85" in working.citations and NOT_YET not in working.notes


def test_without_an_order_no_extra_and_it_says_how_to_get_there() -> None:
    working = run("arrears", {"wage": "20000", "months": "3"})
    assert (working.low, working.high) == (60_000, 60_000) and NOT_YET in working.notes


def test_on_a_site_the_main_contractor_pays_first() -> None:
    working = run("arrears", {"rate": "260", "count": "45", "site": arrears.SUBCONTRACTOR})
    assert amounts(working) == [Decimal("11700.00")] and working.items[0].paid_by == "施工总承包单位"
    assert "农民工工资条例#30" in working.citations


@pytest.mark.parametrize("site", arrears.SITE.choices)
def test_each_kind_of_site_has_a_payer_with_its_article(site: str) -> None:
    working = run("arrears", {"total": "100", "site": site})
    assert working.items[0].paid_by == arrears.PAYS_FIRST[site][0]
    assert set(arrears.PAYS_FIRST[site][2]) <= set(working.citations)


def test_months_and_days_add_up_and_what_was_paid_comes_off() -> None:
    given_ = {"wage": "6000", "months": "2", "rate": "200", "count": "10.5", "paid": "3000.50"}
    assert amounts(run("arrears", given_)) == [Decimal("11099.50")]


@pytest.mark.parametrize(
    ("rate", "unit", "count", "formula", "due"),
    [
        ("18", "小时", "126", "18.00元×126小时", "2268.00"),
        ("4.5", "单", "1200", "4.50元×1200单", "5400.00"),
        ("0.125", "件", "30000", "0.125元×30000件", "3750.00"),
    ],
)
def test_pay_by_any_unit_shows_its_formula(rate: str, unit: str, count: str, formula: str, due: str) -> None:
    working = run("arrears", {"rate": rate, "unit": unit, "count": count})
    assert working.items[0].steps[0].formula == formula and amounts(working) == [Decimal(due)]
    assert {"劳动合同法#30", "劳动法#50"} <= set(working.citations)


@given(PAY, MONTHS)
def test_never_less_for_more_pay_or_time(pay: Decimal, months: Decimal) -> None:
    def due(wage: Decimal, count: Decimal) -> tuple[Decimal, Decimal]:
        working = run("arrears", {"wage": f"{wage:f}", "months": f"{count:f}", "ordered": "是"})
        assert working.low == sum(item.low for item in working.items)
        return working.low, working.high

    now, more, longer = due(pay, months), due(pay + 1, months), due(pay, months + 1)
    assert now <= more and now <= longer and now[0] <= now[1]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({}, "total"),
        ({"total": "0"}, "total"),
        ({"total": "100", "wage": "5000", "months": "2"}, "total"),
        ({"months": "2"}, "wage"),
        ({"wage": "5000"}, "months"),
        ({"wage": "0", "months": "2"}, "wage"),
        ({"wage": "5000", "months": "1200"}, "months"),
        ({"rate": "200"}, "count"),
        ({"count": "40"}, "rate"),
        ({"rate": "200", "unit": "光年", "count": "40"}, "unit"),
        ({"total": "100", "paid": "100.01"}, "paid"),
        ({"total": "100", "site": "火星"}, "site"),
        ({"total": "100", "ordered": "也许"}, "ordered"),
    ],
)
def test_what_cannot_be_is_refused_by_field(wrong: dict[str, str], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        run("arrears", wrong)
    assert refused.value.field == field
