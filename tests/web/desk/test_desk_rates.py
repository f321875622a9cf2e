"""「办理情况」: a period that is none is refused, cells are no formulas, an empty period says so."""

import csv
import io
import json

import pytest
from desk_room import Room
from openpyxl import load_workbook

from tickets.states import State
from web.desk.reports.asking import BAD_PERIOD
from web.desk.reports.rates import CUT, DETAILS, NONE, SUMMARY

ENDINGS = ("", ".json", ".csv", ".xlsx")


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("query", ["from=x", "from=2026-12-01&to=2026-11-01", "to=2026-02-30", "from=0001-01-01"])
async def test_a_period_that_is_none_is_refused(room: Room, ending: str, query: str) -> None:
    status, text = await room.get(f"/desk/rates{ending}?{query}")
    assert status == 400 and BAD_PERIOD in text


@pytest.mark.parametrize("ending", ENDINGS)
async def test_nobody_sees_it_without_signing_in(door: Room, ending: str) -> None:
    assert (await door.get(f"/desk/rates{ending}"))[0] == 303


async def test_without_tickets_there_is_no_rate(room: Room) -> None:
    assert f"<td>{NONE}</td>" in (await room.get("/desk/rates"))[1]
    total = json.loads((await room.get("/desk/rates.json"))[1])["total"]
    assert (total["opened"], total["percent"]) == (0, None)


async def test_without_a_period_it_is_this_half_year(room: Room) -> None:
    tree = json.loads((await room.get("/desk/rates.json"))[1])
    assert (tree["from"], tree["to"]) == ("2026-07-01", "2026-11-22")


async def test_the_days_are_those_of_shanghai_and_both_count(room: Room) -> None:
    room.now.on(hours=9.5)  # 23:30 of the 22nd
    await room.open()
    room.now.on(hours=1)
    await room.open()
    await room.sign_in()
    for period, count in (("from=2026-11-22&to=2026-11-22", 1), ("from=2026-11-23&to=2026-11-23", 1)):
        assert json.loads((await room.get(f"/desk/rates.json?{period}"))[1])["total"]["opened"] == count


async def test_withdrawn_ones_are_no_completed_ones(room: Room) -> None:
    for state in (State.CLOSED, State.CLOSED, State.WITHDRAWN):
        await room.move((await room.open()).number, state)
    total = json.loads((await room.get("/desk/rates.json"))[1])["total"]
    assert (total["closed"], total["withdrawn"], total["percent"]) == (2, 1, "66.7")


async def test_what_looks_like_a_formula_is_none(room: Room) -> None:
    await room.open(kind="=1+1", district="@SUM(A1)")
    text = (await (await room.browser.get("/desk/rates.csv")).read()).decode("utf-8-sig")
    assert [row[0] for row in csv.reader(io.StringIO(text))][1] == "'=1+1"
    book = load_workbook(io.BytesIO(await (await room.browser.get("/desk/rates.xlsx")).read()))
    cells = [cell for name in (SUMMARY, DETAILS) for row in book[name].iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert {"'=1+1", "'@SUM(A1)"} <= {cell.value for cell in cells}


@pytest.mark.parametrize(("most", "listed"), [(3, 3), (2, 2)])
async def test_what_is_cut_says_so(room: Room, monkeypatch: pytest.MonkeyPatch, most: int, listed: int) -> None:
    numbers = [(await room.open()).number for _ in range(3)]
    monkeypatch.setattr("web.desk.reports.rates.MOST_ROWS", most)
    monkeypatch.setattr("tickets.report_rows.AT_ONCE", 2)
    book = load_workbook(io.BytesIO(await (await room.browser.get("/desk/rates.xlsx")).read()))
    rows = [str(row[0].value) for row in book[DETAILS].iter_rows()]
    cut = [CUT.format(total=3, most=most)] * (most < 3)
    assert rows[: len(cut)] == cut
    shown = [row.replace(" ", "") for row in rows[len(cut) + 1 :]]
    assert shown == numbers[:listed]
    assert [str(row[0].value) for row in book[SUMMARY].iter_rows()][-1] == (cut or ["合计"])[0]
