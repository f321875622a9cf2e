"""The extra after an order: only when it was not obeyed in time."""

from decimal import Decimal

import pytest
from rights_support import amounts, run

from rights.calculators import late_order
from rights.inputs import BadInput

ORDER = {"due": "60000", "deadline": "2026-11-15"}


def test_an_order_not_obeyed() -> None:
    working = run("late_order", ORDER)
    assert (working.low, working.high) == (Decimal(90000), Decimal(120000)) and "劳动合同法#85" in working.citations


@pytest.mark.parametrize(("paid_on", "low"), [("2026-11-15", 0), ("2026-11-16", 30000)])
def test_paid_on_the_last_day_is_in_time_and_a_day_later_is_not(paid_on: str, low: int) -> None:
    assert run("late_order", {**ORDER, "paid_on": paid_on}).low == low


@pytest.mark.parametrize("given_", [{"due": "60000"}, {"due": "60000", "deadline": "2026-11-22"}])
def test_without_an_order_or_before_its_last_day_is_over_no_extra(given_: dict[str, str]) -> None:
    working = run("late_order", given_)
    assert amounts(working) == [Decimal(60000)] and working.facts[0].result == "现在没有"


def test_leave_pay_is_doubled() -> None:
    working = run("late_order", {**ORDER, "what": late_order.LEAVE})
    assert (working.low, working.high) == (120000, 120000) and working.citations == ("年休假实施办法#15",)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"due": "0"}, "due"),
        ({"deadline": "2026-11-31"}, "deadline"),
        ({"paid_on": "2026-11-23"}, "paid_on"),
        ({"what": "奖状"}, "what"),
    ],
)
def test_what_cannot_be_is_refused_by_field(wrong: dict[str, str], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        run("late_order", {**ORDER, **wrong})
    assert refused.value.field == field
