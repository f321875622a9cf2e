"""Unemployment benefit: months by years paid, the cap of 24, the day it ends, a sum only from an official amount."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rights_support import run

from rights.calculators import unemployment
from rights.calculators.unemployment import months_due
from rights.inputs import BadInput


@pytest.mark.parametrize(
    ("paid", "months"), [(0, 0), (11, 0), (12, 12), (59, 12), (60, 18), (119, 18), (120, 24), (720, 24)]
)
def test_months_by_months_paid(paid: int, months: int) -> None:
    assert months_due(paid) == months
    working = run("unemployment", {"paid_months": str(paid)})
    assert working.facts[0].result.endswith(f"{months}个月") and working.items == ()
    assert (unemployment.NO_AMOUNT in working.notes) == (months > 0)


def test_worked_example() -> None:
    working = run("unemployment", {"paid_months": "264", "monthly": "2286", "monthly_later": "2129"})
    assert working.low == Decimal("52980.00") and working.items[0].paid_by == unemployment.FUND
    assert unemployment.NO_AMOUNT not in working.notes


def test_one_rate_for_all_months() -> None:
    assert run("unemployment", {"paid_months": "60", "monthly": "1500"}).low == 27_000


def test_what_was_left_over_counts_up_to_two_years() -> None:
    assert [months_due(12, left) for left in (0, 6, 12, 24)] == [12, 18, 24, 24]
    assert unemployment.CARRIED.format(months=5) in run("unemployment", {"paid_months": "6", "left_over": "5"}).notes


def test_who_left_of_their_own_will_gets_none() -> None:
    working = run("unemployment", {"paid_months": "120", "own_will": "是", "monthly": "1500"})
    assert working.facts[0].result == "0个月" and working.items == () and unemployment.OWN_REASON in working.notes


@pytest.mark.parametrize(
    ("retires", "last"),
    [
        (None, "2027-01-30"),
        ("2026-09-01", "2026-08-31"),
        ("2027-01-31", "2027-01-30"),
        ("2028-01-30", "2028-01-29"),
        ("2028-01-31", "2027-01-30"),
    ],
)
def test_the_last_day_is_carried_to_a_near_retirement(retires: str | None, last: str) -> None:
    given_ = {"paid_months": "12", "registered": "2026-01-31", "retires": retires or ""}
    assert run("unemployment", given_).facts[-1].result == last


@given(st.integers(0, 719), st.integers(0, 23))
def test_longer_payment_never_gives_less(paid: int, left: int) -> None:
    now = months_due(paid, left)
    assert now <= months_due(paid + 1, left) <= 24 and now <= months_due(paid, left + 1)


@pytest.mark.parametrize(
    ("given_", "field"),
    [
        ({"paid_months": "-1"}, "paid_months"),
        ({"paid_months": "12.5"}, "paid_months"),
        ({"paid_months": "1200"}, "paid_months"),
        ({}, "paid_months"),
        ({"paid_months": "12", "monthly_later": "1000"}, "monthly_later"),
        ({"paid_months": "12", "left_over": "25"}, "left_over"),
        ({"paid_months": "12", "registered": "2026-05-01", "retires": "2026-04-30"}, "retires"),
    ],
)
def test_what_cannot_be_is_refused_by_field(given_: dict[str, str], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        run("unemployment", given_)
    assert refused.value.field == field
