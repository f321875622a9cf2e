"""An employer that carries a guarded worker's name is covered in what is taken out of the house and on the page."""

import io
import json

import pytest
from desk_room import Room
from openpyxl import load_workbook
from sqlalchemy import select

from tickets import receipts
from tickets.figures import Figure
from tickets.models import Ticket
from web.desk.ticket.covering import COVER

WORKER = "孙桂英"
MONTH = "from=2026-11-01&to=2026-11-30"


@pytest.fixture(params=["女职工", "欠薪"])
async def own(request: pytest.FixtureRequest, reports: Room) -> Ticket:
    """One of a guarded kind, and an anonymous one."""
    openid = "o1" if request.param == "女职工" else None
    more = {"worker": WORKER, "employer": f"{WORKER}美甲店"}
    ticket = await reports.open("被辞退", openid, kind=request.param, **more)
    if openid is None:
        async with reports.database.session() as session:
            await receipts.keep(session, ticket, "$argon2id$")
    return ticket


async def test_the_rows_cover_it_as_csv_and_as_a_sheet(reports: Room, own: Ticket) -> None:
    await reports.open("欠薪", "o2", employer="老孙面馆")
    await reports.get(f"/desk/reports?{MONTH}")
    text = (await reports.get(f"/desk/reports/rows.csv?what=opened&{MONTH}"))[1]
    assert COVER + "美甲店" in text and "桂英" not in text and "老孙面馆" in text
    sheet = await (await reports.browser.get(f"/desk/reports/rows.xlsx?what=opened&{MONTH}")).read()
    cells = {str(cell.value) for line in load_workbook(io.BytesIO(sheet)).active.iter_rows() for cell in line}
    assert COVER + "美甲店" in cells and WORKER + "美甲店" not in cells


async def test_the_employers_most_tickets_are_about_cover_it(reports: Room, own: Ticket) -> None:
    text = (await reports.get(f"/desk/reports?{MONTH}"))[1]
    assert COVER + "美甲店" in text and "桂英" not in text
    tree = json.loads((await reports.get(f"/desk/reports.json?{MONTH}"))[1])
    assert [one["name"] for one in tree["employers"]] == [COVER + "美甲店"]
    async with reports.database.view() as session:
        key = await session.scalar(select(Figure.employer).where(Figure.employer.is_not(None)))
    text = (await reports.get(f"/desk/reports/rows?what=opened&employer={key}&{MONTH}"))[1]
    assert COVER + "美甲店" in text and "桂英" not in text
