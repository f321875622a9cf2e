"""Addresses that nobody wrote by a page of ours are answered, not broken by."""

import pytest
from desk_room import Room

from web.desk.people.audit_routes import BAD_DAY
from web.desk.reports.asking import BAD_NUMBER

LONG = "0" * 9 + "9" * 21


@pytest.mark.parametrize("query", [f"least={LONG}", f"most={LONG}", f"within={LONG}", "since=0001-01-01"])
async def test_a_filter_out_of_bounds_is_none(room: Room, query: str) -> None:
    assert (await room.get(f"/desk?{query}"))[0] in (400, 303)


@pytest.mark.parametrize("query", ["until=9999-12-31", "until=0001-01-01", "since=1999-12-31"])
async def test_a_day_no_ticket_has_is_none(room: Room, query: str) -> None:
    assert (await room.get(f"/desk?{query}"))[0] in (400, 303)


@pytest.mark.parametrize("path", ["/desk/audit", "/desk/audit.csv"])
async def test_a_day_at_the_end_of_time_is_refused_or_empty(room: Room, path: str) -> None:
    await room.become("auditor")
    status, text = await room.get(f"{path}?day=0001-01-01")
    assert status == 400 and BAD_DAY in text
    assert (await room.get(f"{path}?day=9999-12-31"))[0] == 200


@pytest.mark.parametrize("employer", ["9" * 20, "9" * 19, "-", "١", "x", ""])
@pytest.mark.parametrize("path", ["rows", "rows.csv", "rows.xlsx"])
async def test_an_id_no_row_can_have_is_refused(room: Room, path: str, employer: str) -> None:
    await room.become("supervisor")
    status, text = await room.get(f"/desk/reports/{path}?employer={employer}")
    assert status == 400 and BAD_NUMBER in text
