"""The second wage: judgments to the fen, month ends, both readings, and what must hold for any start and wage."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rights_support import TODAY, amounts, run

from rights.calculators import no_contract
from rights.inputs import BadInput
from rights.working import CannotTell

PAY = st.decimals("1", "60000", places=2)
BEGIN = st.dates(date(2008, 1, 1), date(2025, 6, 30))
DAYS = st.integers(0, 450)


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ({"begin": "2021-03-14", "wage": "9000", "left": "2021-11-13"}, "63000.00"),
        ({"begin": "2025-03-01", "wage": "12000"}, "132000.00"),
        ({"begin": "2026-01-10", "wage": "10875", "signed": "2026-03-31"}, "18375.00"),
        ({"begin": "2024-01-01", "wage": "15000", "left": "2024-09-30", "refused": "是"}, "0.00"),
    ],
)
def test_worked_examples(given_: dict[str, str], expected: str) -> None:
    assert amounts(run("no_contract", given_))[0] == Decimal(expected)


def test_both_readings_stand_side_by_side_with_their_days() -> None:
    working = run("no_contract", {"begin": "2026-01-10", "wage": "10875", "signed": "2026-03-31"})
    assert [item.name for item in working.items] == [no_contract.BY_OWN, no_contract.BY_CALENDAR]
    # February 10-28 has 10 working days with the shifted Saturdays, March 1-30 has 21
    assert amounts(working)[1] == 500 * (10 + 21) and working.or_else and no_contract.TWO_WAYS in working.notes
    assert "2026-02-10到2026-03-30" in [step.result for step in working.items[0].steps]


def test_from_the_first_of_a_month_there_is_one_reading() -> None:
    working = run("no_contract", {"begin": "2025-03-01", "wage": "12000"})
    assert len(working.items) == 1 and not working.or_else
    assert [fact.result for fact in working.facts] == ["2026-03-01起"]
    assert no_contract.UNTIL_TODAY.format(TODAY.isoformat()) in working.assumed


@pytest.mark.parametrize(
    ("begin", "signed", "months"),
    [
        ("2024-01-31", "2024-02-29", 0),  # signed on the last free day
        ("2024-01-31", "2024-03-31", 1),  # 29 February to 30 March
        ("2024-02-29", "2025-02-28", 11),  # the day before a year is full
        ("2024-02-29", "2025-09-30", 11),
    ],
)
def test_month_ends_and_leap_days(begin: str, signed: str, months: int) -> None:
    working = run("no_contract", {"begin": begin, "wage": "6000", "signed": signed})
    assert amounts(working)[0] == 6000 * months


def test_days_really_worked_go_before_the_calendar() -> None:
    given_ = {"begin": "2026-01-10", "wage": "10875", "signed": "2026-03-31", "workdays": "17"}
    assert amounts(run("no_contract", given_))[0] == 10875 + 17 * 500


def test_without_a_calendar_whole_months_stand_and_the_other_reading_says_why_not() -> None:
    working = run("no_contract", {"begin": "2026-11-10", "wage": "6000", "left": "2027-03-09"})
    assert amounts(working) == [Decimal(18000)] and any("2027" in note for note in working.notes)


@given(BEGIN, DAYS, PAY)
def test_never_less_for_longer_or_better_paid_work_nor_over_eleven_months(begin: date, days: int, pay: Decimal) -> None:
    def owed(left: date, wage: Decimal) -> list[Decimal]:
        sums = amounts(run("no_contract", {"begin": str(begin), "left": str(left), "wage": f"{wage:f}"}))
        return sums if len(sums) == 2 else sums * 2

    left = begin + timedelta(days=days)
    now, longer, higher = owed(left, pay), owed(left + timedelta(days=1), pay), owed(left, pay + 1)
    assert all(a <= b and a <= c for a, b, c in zip(now, longer, higher, strict=True))
    assert all(0 <= one <= 11 * pay for one in now)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"signed": "2023-12-31"}, "signed"),
        ({"left": "2023-12-31"}, "left"),
        ({"begin": "2027-01-01"}, "begin"),
        ({"begin": "2024-02-30"}, "begin"),
        ({"wage": "0"}, "wage"),
        ({"workdays": "32"}, "workdays"),
        ({"refused": "不知道"}, "refused"),
    ],
)
def test_what_cannot_be_is_refused_by_field(wrong: dict[str, str], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        run("no_contract", {"begin": "2024-01-01", "wage": "6000", **wrong})
    assert refused.value.field == field


@pytest.mark.parametrize(
    "given_",
    [
        {"begin": "2007-12-31", "wage": "1000", "left": "2008-12-31"},
        {"begin": "2026-11-10", "wage": "6000", "left": "2027-03-20"},
    ],
)
def test_old_rules_and_years_without_calendar_are_not_counted(given_: dict[str, str]) -> None:
    with pytest.raises(CannotTell):
        run("no_contract", given_)
