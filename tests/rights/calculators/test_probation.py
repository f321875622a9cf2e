"""Probation: the tiers at their borders, what was served over them, and the 80 % line."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rights_support import amounts, run

from rights.calculators import probation
from rights.inputs import BadInput
from rights.working import CannotTell

PAY = st.decimals("100", "60000", places=2)
DAYS = st.integers(0, 300)
YEAR = {"begin": "2024-01-01", "contract_end": "2024-12-31", "wage": "8000"}


@pytest.mark.parametrize(
    ("contract_end", "served", "over"),
    [
        ("2024-03-30", "2024-02-29", 2),
        ("2024-03-31", "2024-03-31", 2),
        ("2024-12-30", "2024-06-30", 5),
        ("2024-12-31", "2024-06-30", 4),
        ("2026-12-30", "2024-06-30", 4),
        ("2026-12-31", "2024-06-30", 0),
        ("2033-12-31", "2024-07-31", 1),
    ],
)
def test_the_lawful_length_at_the_borders(contract_end: str, served: str, over: int) -> None:
    given_ = {"begin": "2024-01-01", "served": served, "contract_end": contract_end, "wage": "8000"}
    assert amounts(run("probation", given_)) == [Decimal(8000 * over)]


@pytest.mark.parametrize(("term", "months"), [(probation.OPEN, 6), (probation.TASK, 0), (probation.ONLY_PROBATION, 0)])
def test_other_contracts(term: str, months: int) -> None:
    working = run("probation", {"begin": "2024-01-01", "served": "2024-06-30", "term": term, "wage": "8000"})
    assert amounts(working) == [Decimal(8000 * (6 - months))] and "劳动合同法#19" in working.citations


def test_a_second_probation_is_unlawful_from_its_first_day() -> None:
    assert amounts(run("probation", {**YEAR, "served": "2024-02-29", "again": "是"})) == [Decimal(16000)]


def test_days_over_count_by_working_days() -> None:
    working = run("probation", {**YEAR, "wage": "8700", "served": "2024-03-15"})
    assert amounts(working) == [Decimal(400 * 11)] and probation.PART_MONTHS in working.notes
    assert working.facts[0].result == "2024-02-29"


def test_pay_under_80_percent_and_over_it() -> None:
    given_ = {**YEAR, "served": "2024-02-29"}
    assert amounts(run("probation", {**given_, "trial_wage": "6399.99"})) == [0, Decimal("0.02")]
    assert amounts(run("probation", {**given_, "trial_wage": "6400"})) == [0, 0]
    assert amounts(run("probation", {**given_, "trial_wage": "6000"})) == [0, Decimal(800)]


def test_pay_under_the_minimum_wage_of_each_month() -> None:
    given_ = {"begin": "2025-09-01", "served": "2025-10-31", "contract_end": "2026-08-31", "wage": "2300"}
    working = run("probation", {**given_, "trial_wage": "2000"})
    assert amounts(working) == [0, Decimal(50 + 235)] and len(working.used) == 2


def test_only_what_was_served_counts() -> None:
    given_ = {"begin": "2026-11-01", "served": "2027-04-30", "contract_end": "2027-04-30", "wage": "6000"}
    working = run("probation", given_)
    assert amounts(working) == [Decimal(0)] and "2026-11-22" in working.assumed[0]


def test_of_a_probation_not_yet_begun_nothing_is_said_to_be_short() -> None:
    given_ = {"begin": "2100-01-01", "served": "2100-01-31", "term": probation.OPEN, "wage": "8000"}
    assert amounts(run("probation", {**given_, "trial_wage": "1"})) == [0]


@given(DAYS, PAY)
def test_never_less_for_longer_or_better_paid_probation(days: int, pay: Decimal) -> None:
    def owed(length: int, wage: Decimal) -> Decimal:
        served = date(2024, 1, 31) + timedelta(days=length)
        given_ = {"begin": "2024-01-31", "contract_end": "2025-01-31", "served": str(served), "wage": f"{wage:f}"}
        return run("probation", given_).low

    assert owed(days, pay) <= owed(days + 1, pay) and owed(days, pay) <= owed(days, pay + 1)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"served": "2023-12-31"}, "served"),
        ({"contract_end": "2023-12-31"}, "contract_end"),
        ({"served": "2025-01-01"}, "served"),
        ({"contract_end": ""}, "contract_end"),
        ({"wage": "0"}, "wage"),
        ({"trial_wage": "-5"}, "trial_wage"),
        ({"begin": "2023-02-29"}, "begin"),
        ({"term": "永久"}, "term"),
    ],
)
def test_what_cannot_be_is_refused_by_field(wrong: dict[str, str], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        run("probation", {**YEAR, "served": "2024-03-31", **wrong})
    assert refused.value.field == field


def test_a_probation_under_the_old_rules_is_not_counted() -> None:
    with pytest.raises(CannotTell):
        run("probation", {"begin": "2007-12-31", "served": "2008-01-15", "term": probation.TASK, "wage": "900"})
