"""Annual leave: worked examples, the tiers, joining and leaving in the year, leap years."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rights_support import amounts, run

from rights.calculators import annual_leave
from rights.inputs import BadInput
from rights.working import Working

PAY = st.decimals("1", "60000", places=2)


def results(working: Working) -> list[str]:
    return [fact.result for fact in working.facts]


def test_leaving_in_june_with_one_day_taken() -> None:
    given_ = {"year": "2026", "years": "8", "left": "2026-06-30", "taken": "1", "average": "21750"}
    assert amounts(run("annual_leave", given_)) == [Decimal("2000.00")]
    assert amounts(run("annual_leave", {**given_, "unpaid": "是"})) == [Decimal("3000.00")]
    steps = [step.result for step in run("annual_leave", given_).items[0].steps]
    assert "3,000.00元" in steps and "1天" in steps


def test_a_year_without_any_leave() -> None:
    working = run("annual_leave", {"year": "2025", "years": "12", "average": "4350"})
    assert amounts(working) == [Decimal("4000.00")] and annual_leave.NORMAL_PAID in working.notes
    assert [step.result for step in working.items[0].steps][2:] == ["200.00元", "6,000.00元", "4,000.00元"]


@pytest.mark.parametrize(
    ("years", "days"),
    [("0.9", 0), ("1", 5), ("9.99", 5), ("10", 10), ("19.9", 10), ("20", 15), ("45", 15)],
)
def test_the_tiers_at_their_borders(years: str, days: int) -> None:
    assert results(run("annual_leave", {"year": "2025", "years": years})) == [f"{days}天"] * 2


@pytest.mark.parametrize(
    ("given_", "days"),
    [
        ({"joined": "2025-07-01"}, 2),  # 184 days: 2.52
        ({"joined": "2025-12-31"}, 0),
        ({"joined": "2020-05-05"}, 5),
        ({"left": "2025-03-14"}, 1),  # 73 days: 1.00
        ({"left": "2025-03-13"}, 0),
        ({"left": "2025-12-31"}, 5),
        ({"left": "2026-06-30"}, 5),
        ({"year": "2024", "left": "2024-12-30"}, 5),  # 365 days of a leap year
        ({"joined": "2025-03-01", "left": "2025-09-30"}, 2),  # 214 days: 2.93
        ({"taken": "6"}, 0),
        ({"left": "2025-06-30", "taken": "4"}, 0),  # days taken too many are not asked back
        ({"continuous": "否"}, 0),
        ({"excluded": "是"}, 0),
    ],
)
def test_days_left(given_: dict[str, str], days: int) -> None:
    assert results(run("annual_leave", {"year": "2025", "years": "5", **given_}))[1] == f"{days}天"


def test_half_a_day_not_taken_counts_in_a_full_year_and_not_on_leaving() -> None:
    given_ = {"year": "2025", "years": "5", "taken": "4.5"}
    assert results(run("annual_leave", given_))[1] == "0.5天"
    assert results(run("annual_leave", {**given_, "left": "2025-12-30"}))[1] == "0天"


def test_a_written_waiver_leaves_the_normal_pay_only() -> None:
    working = run("annual_leave", {"year": "2025", "years": "5", "average": "8700", "waived": "是"})
    assert amounts(working) == [Decimal(0)] and "年休假实施办法#10" in working.citations


def test_the_running_year_can_still_be_taken() -> None:
    assert annual_leave.NOT_OVER_YET in run("annual_leave", {"year": "2026", "years": "5"}).notes
    assert annual_leave.NOT_OVER_YET not in run("annual_leave", {"year": "2025", "years": "5"}).notes


@given(st.integers(0, 364), PAY, st.integers(0, 40))
def test_never_less_for_longer_or_better_paid_work(day: int, pay: Decimal, years: int) -> None:
    def owed(shift: int, average: Decimal, service: int) -> Decimal:
        left = date(2024, 1, 1) + timedelta(days=shift)
        given_ = {"year": "2024", "years": str(service), "left": str(left), "average": f"{average:f}"}
        return run("annual_leave", given_).low

    now = owed(day, pay, years)
    assert now <= owed(day + 1, pay, years) and now <= owed(day, pay + 1, years) and now <= owed(day, pay, years + 1)
    assert now <= 2 * 15 * pay / Decimal("21.75") + Decimal("0.01")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"year": "2007"}, "year"),
        ({"year": ""}, "year"),
        ({"years": "100"}, "years"),
        ({"joined": "2026-01-01"}, "joined"),
        ({"left": "2024-12-31"}, "left"),
        ({"joined": "2025-06-01", "left": "2025-05-31"}, "left"),
        ({"left": "2025-02-31"}, "left"),
        ({"taken": "-1"}, "taken"),
        ({"average": "0"}, "average"),
    ],
)
def test_what_cannot_be_is_refused_by_field(wrong: dict[str, str], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        run("annual_leave", {"year": "2025", "years": "5", **wrong})
    assert refused.value.field == field
