"""Work injury to the fen: every grade, both lines of the wage, who pays, and what is named without a figure."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rights_support import CALCULATORS, TODAY, amounts, run

from rights.calculators import injury
from rights.injury_wage import EMPLOYER, FUND, NOT_HELD, NOT_SAID, UNINSURED
from rights.inputs import BadInput
from rights.parameters import Parameters
from rights.working import CannotTell, Item, Working

GIVEN = {"grade": "8", "injured": "2026-03-01", "wage": "6000", "insured": "是"}
AVERAGE = Decimal(8371)
EMPTY = 'unit = ""\narea = ""\nnote = ""\nvalues = []\n'
BARE = f'["社平工资"]\n{EMPTY}["最低工资一类"]\n{EMPTY}'


def named(working: Working, name: str) -> Item:
    return next(item for item in working.items if item.name == name)


def test_worked_example() -> None:
    working = run("injury", {**GIVEN, "months": "6"})
    assert amounts(working) == [Decimal("66000.00"), Decimal("36000.00")]
    assert working.low == working.high == Decimal("102000.00")
    assert [item.paid_by for item in working.items] == [FUND, EMPLOYER]
    assert {"工伤保险条例#37", "工伤保险条例#33", "工伤保险条例#64"} <= set(working.citations)


@pytest.mark.parametrize(
    ("grade", "months", "allowance", "payer"),
    [
        (1, 27, "9000", FUND),
        (2, 25, "8500", FUND),
        (3, 23, "8000", FUND),
        (4, 21, "7500", FUND),
        (5, 18, "7000", EMPLOYER),
        (6, 16, "6000", EMPLOYER),
        (7, 13, None, None),
        (8, 11, None, None),
        (9, 9, None, None),
        (10, 7, None, None),
    ],
)
def test_each_grade(grade: int, months: int, allowance: str | None, payer: str | None) -> None:
    working = run("injury", {**GIVEN, "grade": str(grade), "wage": "10000"})
    assert working.items[0].low == 10_000 * months == working.low
    monthly = [(item.low, item.paid_by) for item in working.items if item.monthly]
    assert monthly == ([(Decimal(allowance), payer)] if allowance else [])


@pytest.mark.parametrize(
    ("wage", "base"),
    [("5022.59", "5022.60"), ("5022.60", "5022.60"), ("25113", "25113"), ("25113.01", "25113"), ("1", "5022.60")],
)
def test_the_wage_is_held_between_both_lines(wage: str, base: str) -> None:
    assert run("injury", {**GIVEN, "grade": "10", "wage": wage}).low == 7 * Decimal(base)


def test_a_year_without_average_is_said_and_a_given_one_counts() -> None:
    old = {**GIVEN, "grade": "10", "wage": "1000", "injured": "2023-05-01"}
    assert run("injury", old).low == 7_000 and NOT_HELD in run("injury", old).notes
    told = run("injury", {**old, "area_average": "7000"})
    assert told.low == 7 * 4_200 and NOT_HELD not in told.notes


def test_the_allowance_is_made_up_to_the_minimum_wage() -> None:
    low = {**GIVEN, "area_average": "3000", "wage": "1800", "grade": "6"}
    assert named(run("injury", low), "伤残津贴").low == 2_235
    assert named(run("injury", {**low, "area": "二类"}), "伤残津贴").low == 2_080
    assert named(run("injury", {**low, "area": "灵武市", "minimum": "2100"}), "伤残津贴").low == 2_100
    unknown = run("injury", {**low, "area": "灵武市"})
    assert named(unknown, "伤残津贴").low == 1_080 and any("灵武市" in note for note in unknown.notes)
    assert injury.ONLY_IF_NO_WORK in run("injury", low).notes


@pytest.mark.parametrize(
    ("need", "fee"), [("完全不能自理", "4185.50"), ("大部分不能自理", "3348.40"), ("部分不能自理", "2511.30")]
)
def test_nursing_is_a_share_of_the_average(need: str, fee: str) -> None:
    item = named(run("injury", {**GIVEN, "nursing": need}), "生活护理费")
    assert (item.low, item.monthly, item.paid_by) == (Decimal(fee), True, FUND)


def test_without_insurance_the_employer_pays_all() -> None:
    working = run("injury", {**GIVEN, "grade": "2", "insured": "否", "nursing": "部分不能自理"})
    assert {item.paid_by for item in working.items} == {EMPLOYER}
    assert UNINSURED in working.notes and {"工伤保险条例#62", "社会保险法#41"} <= set(working.citations)


def test_subsidies_have_no_figure_of_ours() -> None:
    note = injury.NO_SUBSIDIES.format(fund=FUND)
    assert note in run("injury", GIVEN).notes and note not in run("injury", {**GIVEN, "grade": "4"}).notes
    told = run("injury", {**GIVEN, "medical": "30000", "employment": "20000"})
    assert note not in told.notes
    assert [(item.low, item.paid_by) for item in told.items[1:]] == [(30_000, FUND), (20_000, EMPLOYER)]


def test_suspension_pay_counts_what_was_paid_and_never_below_zero() -> None:
    told = {**GIVEN, "months": "13.5", "pay": "5000"}
    assert named(run("injury", {**told, "paid": "7500.50"}), "停工留薪期工资").low == Decimal("59999.50")
    assert named(run("injury", {**told, "paid": "99999"}), "停工留薪期工资").low == 0
    assert injury.LONG_STOP in run("injury", told).notes
    assert injury.LONG_STOP not in run("injury", {**told, "months": "12"}).notes


@given(st.integers(1, 9), st.decimals("1", "60000", places=2))
def test_a_worse_grade_or_a_higher_wage_never_gives_less(grade: int, wage: Decimal) -> None:
    def once(grade: int, wage: Decimal) -> Decimal:
        return run("injury", {**GIVEN, "grade": str(grade), "wage": f"{wage:f}"}).low

    now = once(grade, wage)
    assert now > once(grade + 1, wage) and now <= once(grade, wage + 1)
    assert AVERAGE * Decimal("0.6") * 7 <= now <= AVERAGE * 3 * 27


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"grade": "11"}, "grade"),
        ({"grade": "0"}, "grade"),
        ({"grade": "2.5"}, "grade"),
        ({"wage": "0"}, "wage"),
        ({"injured": "2026-02-31"}, "injured"),
        ({"injured": "2027-01-01"}, "injured"),
        ({"insured": "也许"}, "insured"),
        ({"months": "25"}, "months"),
        ({"nursing": "能自理"}, "nursing"),
        ({"grade": "4", "medical": "1"}, "medical"),
        ({"grade": "1", "employment": "1"}, "employment"),
        ({"area": "吴忠市"}, "area"),
    ],
)
def test_what_cannot_be_is_refused_by_field(wrong: dict[str, str], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        run("injury", {**GIVEN, **wrong})
    assert refused.value.field == field


def test_what_nobody_said_is_taken_for_granted_aloud() -> None:
    working = run("injury", {"grade": "10", "wage": "3200"})
    assert working.items[0].low == AVERAGE * Decimal("0.6") * 7
    assert working.assumed == (injury.NO_DAY, NOT_SAID, injury.NO_STOP) and working.items[0].paid_by == FUND


def test_an_injury_under_the_old_rules_is_not_counted() -> None:
    with pytest.raises(CannotTell):
        run("injury", {**GIVEN, "injured": "2010-12-31"})


def test_nothing_held_for_today_leaves_monthly_parts_out() -> None:
    case = {**GIVEN, "grade": "5", "nursing": "部分不能自理"}
    working = CALCULATORS["injury"].run(Parameters.parse(BARE), TODAY, case)
    assert injury.NO_NURSING in working.notes and any("没有和最低工资比" in note for note in working.notes)
    assert named(working, "伤残津贴").low == 4_200
