"""A ticket typed in by staff; handing one over and asking others to help."""

import pytest
from desk_room import NAME, Room

from web.desk.doing import TAKEN_ALREADY
from web.desk.ticket.filing import NO_DISTRICT, NO_KIND, NO_SOURCE, NO_STORY
from web.desk.ticket.handing import NO_PART, NO_TEAM, SAME, WHY

GIVEN = {
    "once": "a" * 32,
    "kind": "欠薪",
    "source": "电话",
    "story": "三个月没发工资，一共一万八，10月15日走的",
    "worker": "老马",
    "phone": "13900001234",
    "employer": "宏达建筑",
    "district": "西夏区",
}


async def test_what_is_typed_and_told_is_on_the_ticket_with_its_day(room: Room) -> None:
    assert (await room.get("/desk/new"))[0] == 200
    response = await room.post("/desk/new", "/desk/new", **GIVEN)
    assert response.status == 303
    status, page = await room.get(response.headers["Location"])
    assert status == 200
    for told in ("18,000", "宏达建筑", "13900001234", "西夏区", "2027年10月15日", "来自：电话"):
        assert told in page
    assert "已取消关注" not in page + (await room.get("/desk"))[1]
    again = await room.post("/desk/new", "/desk/new", **GIVEN)
    assert again.headers["Location"] == "/desk" and TAKEN_ALREADY in (await room.get("/desk"))[1]
    number = response.headers["Location"].rpartition("/")[2]
    assert (f"agent:{NAME}", "filed", None, "电话") in await room.history(number)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"kind": ""}, NO_KIND),
        ({"kind": "紧急"}, NO_KIND),
        ({"source": "x"}, NO_SOURCE),
        ({"story": " "}, NO_STORY),
        ({"district": "海淀区"}, NO_DISTRICT),
        ({"sum": "很多"}, "欠多少元"),
    ],
)
async def test_what_cannot_be_is_refused_and_what_was_written_stays(
    room: Room, wrong: dict[str, str], says: str
) -> None:
    response = await room.post("/desk/new", "/desk/new", **GIVEN | wrong)
    text = await response.text()
    assert response.status == 422 and says in text and "老马" in text


async def test_a_ticket_is_handed_over_with_a_reason(room: Room) -> None:
    ticket = await room.open()
    team = room.services.settings.routing.otherwise
    for at, (fields, says) in enumerate(
        [({"team": "没有的科", "text": "x"}, NO_TEAM), ({"team": team, "text": ""}, WHY)]
    ):
        response = await room.act(ticket.number, "hand", once=f"{at:032}", **fields)
        assert response.status == 422 and says in await response.text()
    assert (await room.act(ticket.number, "hand", once="3" * 32, team=team, text="他们管")).status == 303
    again = await room.act(ticket.number, "hand", once="4" * 32, team=team, text="他们管")
    assert again.status == 409 and SAME.format(team=team) in await again.text()
    assert f"转给{team}：他们管" in (await room.get(f"/desk/tickets/{ticket.number}"))[1]


async def test_another_team_is_asked_and_says_it_is_done(room: Room) -> None:
    ticket, team = await room.open(), room.services.settings.routing.otherwise
    await room.act(ticket.number, "ask", once="1" * 32, team=team, text="上门看看")
    assert "上门看看" in (await room.get(f"/desk/tickets/{ticket.number}"))[1]
    assert (await room.act(ticket.number, "done", once="2" * 32, part="1", text="看过了")).status == 303
    again = await room.act(ticket.number, "done", once="3" * 32, part="1", text="看过了")
    assert again.status == 404 and NO_PART in await again.text()
