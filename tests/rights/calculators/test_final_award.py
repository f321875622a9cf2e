"""The line of the final award: exact at the line, each sum alone, and places without a figure."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rights_support import run

from rights.calculators import final_award
from rights.calculators.final_award import FINAL, NOT_FINAL
from rights.inputs import BadInput
from rights.working import CannotTell


def sides(given_: dict[str, str]) -> list[str]:
    return [fact.result for fact in run("final_award", given_).facts if fact.result in (FINAL, NOT_FINAL)]


def test_the_line_is_twelve_minimum_wages() -> None:
    working = run("final_award", {"wages": "1"})
    assert working.facts[0].result == "26,820.00元" and "劳动争议调解仲裁法#47" in working.citations
    assert run("final_award", {"wages": "1", "on": "2025-09-30", "area": "二类"}).facts[0].result == "22,800.00元"


@pytest.mark.parametrize(("wages", "side"), [("26820", FINAL), ("26820.01", NOT_FINAL), ("26819.99", FINAL)])
def test_at_the_line(wages: str, side: str) -> None:
    assert sides({"wages": wages}) == [side]


def test_each_sum_stands_alone() -> None:
    given_ = {"wages": "26000", "overtime": "26000", "damages": "50000", "leave": "3000", "other": "100"}
    assert sides(given_) == [FINAL, FINAL, NOT_FINAL, FINAL, NOT_FINAL]


def test_leave_pay_beyond_the_line_is_told_as_open() -> None:
    assert run("final_award", {"leave": "30000"}).facts[1].result == final_award.DEPENDS


def test_who_may_do_what_next() -> None:
    final = [fact.title for fact in run("final_award", {"severance": "100"}).facts]
    assert "不是终局的" not in final and "终局的，单位" in final
    beyond = [fact.title for fact in run("final_award", {"severance": "100000"}).facts]
    assert "不是终局的" in beyond and "终局的，单位" not in beyond


@given(st.decimals("0.01", "60000", places=2), st.sampled_from([field.name for field in final_award.BY_LINE]))
def test_final_up_to_the_line_and_not_above(amount: Decimal, name: str) -> None:
    assert sides({name: f"{amount:f}"}) == [FINAL if amount <= 26820 else NOT_FINAL]


@pytest.mark.parametrize("given_", [{"area": "灵武市"}, {"on": "2020-01-01"}])
def test_without_an_honest_minimum_it_says_so(given_: dict[str, str]) -> None:
    with pytest.raises(CannotTell):
        run("final_award", {"wages": "100", **given_})


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({}, "wages"), ({"overtime": "0"}, "overtime"), ({"wages": "1", "on": "2026-02-30"}, "on")],
)
def test_what_cannot_be_is_refused_by_field(wrong: dict[str, str], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        run("final_award", wrong)
    assert refused.value.field == field
