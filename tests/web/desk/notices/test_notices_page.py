"""「提醒」 and the bell: what was told, read once it is opened, wishes, a code shown once; each to its own agent."""

import re

import pytest
from desk_room import NAME, PASSWORD, Room
from notices_room import agent, spreading, told

from tickets.binding import Binding, redeem
from web.desk.notices.models import StaffNotice, Wish


async def bell(room: Room) -> str:
    return re.sub(r"<[^>]*>|\s", "", (await room.get("/desk/notices/bell"))[1])


async def test_the_bell_counts_and_opening_reads(room: Room) -> None:
    assert await bell(room) == ""
    ticket = await room.open(urgent=True)
    await spreading(room).round()
    assert await bell(room) == "1"
    page = (await room.get("/desk/notices"))[1]
    link = re.search(r'href="(/desk/notices/\d+)"', page)
    assert link
    answer = await room.browser.get(link[1], allow_redirects=False)
    assert answer.headers["Location"] == f"/desk/tickets/{ticket.number}"
    assert await bell(room) == ""


async def test_all_are_read_at_once(room: Room) -> None:
    for place in range(3):
        await room.open(urgent=True, openid=f"o{place}")
    await spreading(room).round()
    assert (await room.post("/desk/notices/read", once="1" * 32)).status == 303
    assert await bell(room) == ""


async def test_many_are_counted_up_to_a_bound(room: Room) -> None:
    from tickets.news import What, tell

    async with room.database.session() as session:
        for count in range(130):
            await tell(session, What.OVERDUE, f"26{count:07}", None, room.now(), room.now())
    for _ in range(3):
        await spreading(room).round()
    assert await bell(room) == "99+"


async def test_another_agents_notice_is_not_there(room: Room) -> None:
    other = await agent(room, "other")
    ticket = await room.open()
    await room.change(ticket.number, lambda tickets, one: tickets.assign(one, "agent:x", other, "给他"))
    await spreading(room).round()
    assert len(await told(room, other)) == 1
    assert (await room.get("/desk/notices/1"))[0] == 404
    async with room.database.view() as session:
        assert (await session.get_one(StaffNotice, (other, 1))).read_at is None


@pytest.mark.parametrize("role", ["agent", "supervisor", "editor", "admin", "auditor"])
async def test_everybody_has_the_page(room: Room, role: str) -> None:
    await room.become(role)
    assert (await room.get("/desk/notices"))[0] == 200


async def test_wishes_are_kept(room: Room) -> None:
    await room.post("/desk/notices/wishes", once="1" * 32, **{"desk-mention": "on", "wechat-urgent": "on"})
    async with room.database.view() as session:
        for what, ways in {"mention": (True, False), "urgent": (True, True), "overdue": (False, False)}.items():
            row = await session.get_one(Wish, (1, what))
            assert (row.desk, row.wechat) == ways


async def test_a_code_is_shown_once_and_binds(room: Room) -> None:
    page = await (await room.post("/desk/notices/bind", once="1" * 32)).text()
    code = re.search(r"绑定 ([A-Z2-9]{6})</p>", page)
    assert code
    assert code[1] not in (await room.get("/desk/notices"))[1].partition('id="wechat"')[2]
    async with room.database.session() as session:
        assert await redeem(session, room.services.keys, code[1], "f9", room.now())
    assert "已绑定" in (await room.get("/desk/notices"))[1]
    await room.post("/desk/notices/unbind", once="2" * 32)
    async with room.database.view() as session:
        assert await session.get(Binding, 1) is None


async def test_nobody_signed_in_sees_nothing(door: Room) -> None:
    for path in ("", "/bell", "/1"):
        assert (await door.get(f"/desk/notices{path}"))[0] in (303, 401)
    assert (await door.sign_in(NAME, PASSWORD)).status == 303
