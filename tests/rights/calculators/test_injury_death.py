"""A death at work to the fen: the table by year, the dependants' shares and their cap, who pays."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rights_support import run

from rights.calculators import injury_death
from rights.injury_wage import EMPLOYER, FUND
from rights.inputs import BadInput
from rights.working import CannotTell, Working

GIVEN = {"died": "2026-03-01", "wage": "6000", "insured": "是"}


def sums(working: Working) -> dict[str, Decimal]:
    return {item.name: item.low for item in working.items}


def test_worked_example() -> None:
    working = run("injury_death", {**GIVEN, "spouse": "是", "kin": "1"})
    assert sums(working) == {
        "丧葬补助金": Decimal("50226.00"),
        "一次性工亡补助金": Decimal("1130040.00"),
        "供养亲属抚恤金": Decimal("4200.00"),
    }
    assert working.low == Decimal("1180266.00") and {item.paid_by for item in working.items} == {FUND}


@pytest.mark.parametrize(
    ("died", "grant", "confidence"),
    [
        ("2025-12-31", "1083760", "A"),
        ("2025-01-01", "1083760", "A"),
        ("2024-02-29", "1036420", "C"),
        ("2023-06-01", "985660", "C"),
        ("2022-06-01", "948240", "B"),
        ("2021-06-01", "876680", "C"),
        ("2020-06-01", "847180", "C"),
        ("2019-06-01", "785020", "C"),
    ],
)
def test_the_grant_is_that_of_the_year_of_death(died: str, grant: str, confidence: str) -> None:
    working = run("injury_death", {**GIVEN, "died": died})
    assert sums(working)["一次性工亡补助金"] == Decimal(grant)
    assert [one.confidence for one in working.used if one.name == "一次性工亡补助金"] == [confidence]


def test_what_has_no_figure_is_left_out_and_said() -> None:
    working = run("injury_death", {**GIVEN, "died": "2018-06-01", "kin": "1"})
    assert sums(working) == {"供养亲属抚恤金": Decimal(1_800)}
    assert injury_death.NO_FUNERAL in working.notes and injury_death.NO_GRANT in working.notes
    assert sums(run("injury_death", {**GIVEN, "died": "2023-06-01", "area_average": "7000"}))["丧葬补助金"] == 42_000


@pytest.mark.parametrize(
    ("said", "monthly"),
    [
        ({"kin": "1"}, 1_800),
        ({"kin": "2", "lonely": "1"}, 4_200),
        ({"spouse": "是", "lonely": "1"}, 3_000),
        ({"spouse": "是", "kin": "2"}, 6_000),
        ({"spouse": "是", "kin": "2", "lonely": "1"}, 6_000),
        ({"kin": "20"}, 6_000),
    ],
)
def test_shares_of_the_dependants_and_their_cap(said: dict[str, str], monthly: int) -> None:
    assert sums(run("injury_death", {**GIVEN, **said}))["供养亲属抚恤金"] == monthly


def test_after_the_suspension_of_a_heavy_grade_there_is_no_grant() -> None:
    working = run("injury_death", {**GIVEN, "after": "是"})
    assert sums(working) == {"丧葬补助金": Decimal("50226.00")} and injury_death.AFTER_GRADING in working.notes


def test_without_insurance_the_employer_pays() -> None:
    working = run("injury_death", {**GIVEN, "insured": "否", "kin": "1"})
    assert {item.paid_by for item in working.items} == {EMPLOYER} and "工伤保险条例#62" in working.citations


@given(st.booleans(), st.integers(0, 20), st.decimals("1", "40000", places=2))
def test_the_pension_never_passes_the_wage(spouse: bool, kin: int, wage: Decimal) -> None:
    said = {"spouse": "是" if spouse else "否", "kin": str(kin), "wage": f"{wage:f}"}
    monthly = sums(run("injury_death", {**GIVEN, **said})).get("供养亲属抚恤金", Decimal(0))
    assert monthly <= max(wage, Decimal("5022.60")) and (monthly > 0) == (spouse or kin > 0)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"died": "2026-12-01"}, "died"),
        ({"wage": "0"}, "wage"),
        ({"kin": "21"}, "kin"),
        ({"kin": "1", "lonely": "2"}, "lonely"),
        ({"insured": "不知道"}, "insured"),
    ],
)
def test_what_cannot_be_is_refused_by_field(wrong: dict[str, str], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        run("injury_death", {**GIVEN, **wrong})
    assert refused.value.field == field


def test_a_death_under_the_old_rules_is_not_counted() -> None:
    with pytest.raises(CannotTell):
        run("injury_death", {**GIVEN, "died": "2010-12-31"})
