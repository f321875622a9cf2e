"""A guarded ticket leaves its kind only by those who oversee; the audit knows; what is covered is not overwritten."""

import pytest
from desk_room import Room
from sqlalchemy import select
from ticket_room import landed, refused

from tickets.models import Ticket
from web.desk.audit import AuditLine
from web.desk.ticket.amending import AMENDED, COVERED_PHONE, GUARDED
from web.desk.ticket.covering import COVER

PHONE, WORKER = "0951-5012345", "马秀英"


@pytest.fixture
async def women(room: Room) -> Ticket:
    return await room.open(f"我叫{WORKER}，怀孕被辞退", kind="女职工", phone=PHONE, worker=WORKER)


async def left(room: Room) -> list[tuple[str, str]]:
    async with room.database.view() as session:
        rows = await session.execute(select(AuditLine.about, AuditLine.detail).where(AuditLine.act == "custody_left"))
        return [(about, detail) for about, detail in rows]


async def test_an_agent_does_not_lift_the_cover_by_changing_the_kind(room: Room, women: Ticket) -> None:
    await refused(await room.act(women.number, "amend", text="其实是欠薪", kind="欠薪"), 422, GUARDED)
    text = (await room.get(f"/desk/tickets/{women.number}"))[1]
    assert COVER in text and WORKER not in text and PHONE not in text and not await left(room)


async def test_a_supervisor_does_and_the_audit_knows(room: Room, women: Ticket) -> None:
    await room.become("supervisor")
    page = await landed(room, await room.act(women.number, "amend", text="其实是欠薪", kind="欠薪"))
    assert AMENDED in page
    assert await left(room) == [(women.number, "女职工 → 欠薪")]


async def test_an_agent_may_change_it_where_it_stays_guarded_or_becomes_so(room: Room, women: Ticket) -> None:
    page = await landed(room, await room.act(women.number, "amend", text="有危险", kind="紧急"))
    assert AMENDED in page and WORKER not in page
    other = await room.open("欠薪", openid="o2")
    page = await landed(room, await room.act(other.number, "amend", once="1" * 32, text="她怀孕了", kind="女职工"))
    assert AMENDED in page and not await left(room)


async def test_a_covered_telephone_is_not_overwritten_to_be_read_in_the_history(room: Room, women: Ticket) -> None:
    for once, phone in enumerate(("13900009999", "")):
        response = await room.act(women.number, "amend", once=str(once) * 32, text="改", phone=phone)
        await refused(response, 422, COVERED_PHONE)
