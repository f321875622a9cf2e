"""The list of several workers: exactly those given, and their sums to the fen. No other paper has several."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_answers import FORMS, FULL, fill, person, words

from rights.inputs import BadInput
from rights.paper import Rows
from rights.paper_blocks import Paper, Table
from rights.paper_parts import ID_NUMBER, PHONE
from rights.papers.roster import HOW_MANY, NO_SUM, NOT_ON_LIST, TOO_FEW, TWICE
from rights.working import shown

MONEY = st.decimals(Decimal(0), Decimal("999999.99"), places=2)
PEOPLE = st.lists(st.fixed_dictionaries({"wages": MONEY, "severance": MONEY, "other": MONEY}), min_size=1, max_size=40)


def listed(paper: Paper) -> Table:
    return next(block for block in paper.blocks if isinstance(block, Table))


def of(*people: Any, **more: Any) -> Paper:
    return fill("roster", {"people": people, **more})


@given(PEOPLE)
def test_sums_of_rows_and_columns_are_the_total(people: list[dict[str, Decimal]]) -> None:
    paper = of(*({name: str(one) for name, one in row.items()} for row in people))
    table = listed(paper)
    total = sum((one for row in people for one in row.values()), Decimal(0))
    assert table.total[9] == shown(total)
    assert sum((amount(row[9]) for row in table.rows), Decimal(0)) == total
    assert sum((amount(one) for one in table.total[6:9]), Decimal(0)) == total
    for column in (6, 7, 8):
        assert sum((amount(row[column]) for row in table.rows), Decimal(0)) == amount(table.total[column])
    assert f"以上{len(people)}人请求金额合计{shown(total)}元。" in words(paper)


def amount(cell: str) -> Decimal:
    return Decimal(cell.replace(",", "") or "0")


def test_fractions_of_a_fen_are_rounded_in_each_sum_before_adding() -> None:
    table = listed(of({"wages": "0.005"}, {"wages": "0.005"}))
    assert [row[9] for row in table.rows] == ["0.01", "0.01"] and table.total[9] == "0.02"


def test_it_lists_exactly_the_people_given_in_their_order() -> None:
    people = [person(number) for number in range(1, 41)]
    rows = listed(of(*people)).rows
    assert [(row[1], row[3], row[4]) for row in rows] == [(p["name"], p["id_number"], p["phone"]) for p in people]
    assert [row[0] for row in rows] == [str(number) for number in range(1, 41)]
    assert {row[10] for row in rows} == {""}


def test_only_the_list_and_the_power_take_several_people() -> None:
    several = {
        name
        for name, form in FORMS.items()
        for one in form.fields
        if isinstance(one, Rows) and any(field.label in (ID_NUMBER.label, "受委托人身份证号码") for field in one.fields)
    }
    assert several == {"roster", "authorization"}


@pytest.mark.parametrize("name", [name for name in FORMS if name != "roster"])
def test_a_paper_shows_nothing_of_another_worker(name: str) -> None:
    fill("roster", FULL["roster"])
    text = words(fill(name, FULL[name]))
    for one in FULL["roster"]["people"]:
        assert one["name"] not in text and one["id_number"] not in text and one[PHONE.name] not in text
    with pytest.raises(BadInput):
        fill(name, {"people": FULL["roster"]["people"]})


@pytest.mark.parametrize(
    ("people", "more", "note"),
    [
        ([person(1)], {}, TOO_FEW),
        ([person(n) for n in range(10)], {"reps": ["工友01"]}, HOW_MANY),
        ([person(1)], {"reps": ["别人"]}, NOT_ON_LIST.format("别人")),
        ([person(1), person(1)], {}, TWICE.format(2)),
        ([person(1), {"name": "甲"}], {}, NO_SUM.format(2)),
    ],
)
def test_what_has_to_be_looked_at(people: list[dict[str, str]], more: dict[str, Any], note: str) -> None:
    assert note in of(*people, **more).notes


def test_a_list_in_order_has_nothing_to_mend() -> None:
    notes = fill("roster", FULL["roster"]).notes
    assert [note for note in notes if note in (TOO_FEW, HOW_MANY)] == [] and len(notes) == 1
