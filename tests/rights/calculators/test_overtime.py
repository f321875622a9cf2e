"""Overtime: worked examples, compensatory leave, the thirteen days, the minimum as floor."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rights_support import amounts, run

from rights.calculators import overtime
from rights.inputs import BadInput
from rights.working import CannotTell

PAY = st.decimals("1", "60000", places=2)
HOURS = st.decimals("0.5", "200", places=1)
DAYS = st.decimals("0.5", "8", places=1)


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        (
            {"wage": "10875", "hours": "10", "rest_days": "2", "holidays": "1", "month": "2026-05-01"},
            ["937.50", "2000.00", "1500.00"],
        ),
        ({"wage": "2235", "hours": "36", "month": "2026-06-01"}, ["693.62"]),
        ({"wage": "6000", "holidays": "1", "month": "2026-05-01"}, ["827.59"]),
        ({"wage": "6000", "rest_days": "1", "compensated": "1"}, ["0.00"]),
        ({"wage": "10875", "rest_days": "4", "compensated": "1.5", "months": "3"}, ["7500.00"]),
    ],
)
def test_worked_examples(given_: dict[str, str], expected: list[str]) -> None:
    working = run("overtime", given_)
    assert amounts(working) == [Decimal(one) for one in expected] and working.low == sum(amounts(working))


def test_a_wage_under_the_minimum_is_raised_to_it() -> None:
    low = run("overtime", {"wage": "1800", "hours": "36", "month": "2026-06-01"})
    assert amounts(low) == [Decimal("693.62")] and "劳动法#48" in low.citations and low.used


def test_the_minimum_of_another_class_and_of_an_official_notice() -> None:
    given_ = {"wage": "1000", "rest_days": "1", "month": "2026-06-01"}
    assert amounts(run("overtime", {**given_, "area": "二类"})) == [Decimal("191.26")]
    assert amounts(run("overtime", {**given_, "area": "永宁县", "minimum": "2175"})) == [Decimal("200.00")]


def test_a_place_without_a_known_minimum_is_counted_by_the_wage_and_it_says_so() -> None:
    working = run("overtime", {"wage": "2175", "rest_days": "1", "month": "2026-06-01", "area": "永宁县"})
    assert amounts(working) == [Decimal("200.00")] and any("永宁县" in note for note in working.notes)


@pytest.mark.parametrize(("hours", "over"), [("36", False), ("36.1", True)])
def test_over_36_hours_a_month_is_remarked(hours: str, over: bool) -> None:
    working = run("overtime", {"wage": "6000", "hours": hours})
    assert bool(working.facts) is over and ("劳动法#41" in working.citations) is over


def test_what_was_paid_comes_off_and_never_below_nothing() -> None:
    given_ = {"wage": "10875", "hours": "10", "rest_days": "2", "month": "2026-05-01"}
    assert amounts(run("overtime", {**given_, "paid": "1000"})) == [Decimal("1937.50")]
    assert amounts(run("overtime", {**given_, "paid": "5000"})) == [Decimal(0)]


@pytest.mark.parametrize(
    ("month", "most"), [("2026-10-15", 3), ("2026-02-01", 4), ("2026-05-31", 2), ("2026-07-01", 0)]
)
def test_no_more_statutory_days_than_the_month_has(month: str, most: int) -> None:
    if most:
        run("overtime", {"wage": "6000", "month": month, "holidays": str(most)})
    with pytest.raises(BadInput) as refused:
        run("overtime", {"wage": "6000", "month": month, "holidays": str(most + 1)})
    assert refused.value.field == "holidays"


def test_a_whole_year_has_thirteen() -> None:
    run("overtime", {"wage": "6000", "month": "2026-01-01", "months": "12", "holidays": "13"})
    run("overtime", {"wage": "6000", "month": "2019-10-01", "holidays": "7"})  # not in the table: not refused
    with pytest.raises(BadInput):
        run("overtime", {"wage": "6000", "month": "2026-01-01", "months": "12", "holidays": "13.5"})


def test_approved_free_hours_are_not_counted() -> None:
    with pytest.raises(CannotTell):
        run("overtime", {"wage": "6000", "hours": "10", "system": overtime.FREE})


def test_approved_averaged_hours_earn_the_workday_rate_and_the_statutory_one() -> None:
    given_ = {"wage": "10875", "hours": "10", "holidays": "1", "system": overtime.AVERAGED}
    assert amounts(run("overtime", given_)) == [Decimal("937.50"), Decimal("1500.00")]


@given(PAY, HOURS, DAYS)
def test_never_less_for_more_pay_or_work(pay: Decimal, hours: Decimal, days: Decimal) -> None:
    def due(wage: Decimal, extra: Decimal) -> list[Decimal]:
        given_ = {"wage": f"{wage:f}", "hours": f"{hours + extra:f}", "rest_days": f"{days + extra:f}", "holidays": "1"}
        return amounts(run("overtime", given_))

    now, higher, longer = due(pay, Decimal(0)), due(pay + 1, Decimal(0)), due(pay, Decimal(1))
    assert all(a <= b and a <= c for a, b, c in zip(now, higher, longer, strict=True))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"hours": "0"}, "rest_days"),
        ({"hours": "0", "rest_days": "0", "holidays": "0"}, "hours"),
        ({"hours": "500"}, "hours"),
        ({"wage": "0"}, "wage"),
        ({"rest_days": "1", "compensated": "2"}, "compensated"),
        ({"rest_days": "1", "system": overtime.AVERAGED}, "rest_days"),
        ({"wage": "1000", "month": "2025-09-01", "months": "2"}, "months"),
        ({"month": "2026-13-01"}, "month"),
        ({"area": "上海"}, "area"),
    ],
)
def test_what_cannot_be_is_refused_by_field(wrong: dict[str, str], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        run("overtime", {"wage": "6000", "hours": "10", **wrong})
    assert refused.value.field == field
