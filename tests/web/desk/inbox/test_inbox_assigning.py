"""Who works on a ticket: taken, handed on, put back, by load; one or many at once; and colliding answers."""

import re

import pytest
from desk_room import NAME, START, Room
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from tickets import number as numbers
from tickets.lines import Line
from tickets.models import Ticket
from tickets.service import Tickets
from tickets.states import State
from web.desk.audit import AuditLine
from web.desk.inbox import bulk
from web.desk.models import Agent
from web.desk.ticket import assigning, handing

ONCE = "a" * 32


async def colleague(room: Room, name: str, **more: object) -> int:
    async with room.database.session() as session:
        given = {"hash": "-", "role": "agent", "created_at": START, "active": True, "failed": 0, "districts": []}
        agent = Agent(**{**given, "name": name, "display": name, **more})
        session.add(agent)
        await session.flush()
        return agent.id


async def assignee(room: Room, number: str) -> int | None:
    async with room.database.view() as session:
        found: int | None = await session.scalar(select(Ticket.assignee).where(Ticket.number == number))
        return found


async def own(room: Room) -> int:
    async with room.database.view() as session:
        return await session.scalar(select(Agent.id).where(Agent.name == NAME)) or 0


async def many(room: Room, act: str, *chosen: str, **fields: str) -> tuple[int, str]:
    """Sends the form under the list; gives the status and what is said then."""
    body = [("csrf", await room.token()), ("once", fields.pop("once", ONCE)), ("act", act), ("back", "tab=all")]
    body += [("ticket", one) for one in chosen] + [*fields.items()]
    response = await room.browser.post("/desk/bulk", data=body, allow_redirects=False)
    text = await response.text()
    return (response.status, text) if response.status != 303 else await room.get("/desk?tab=all")


async def test_a_ticket_is_taken_handed_on_and_put_back_with_its_history(room: Room) -> None:
    ticket, li = await room.open(), await colleague(room, "李强")
    steps = [("me", await own(room), "张敏来办"), (str(li), li, "交给李强"), ("none", None, assigning.FREED)]
    for place, (to, wanted, says) in enumerate(steps):
        assert (await room.act(ticket.number, "assign", f"{place:032x}", to=to)).status == 303
        assert await assignee(room, ticket.number) == wanted
        assert (await room.history(ticket.number))[-1][1:] == ("assigned", None, says)
    async with room.database.view() as session:
        assert len((await session.scalars(select(AuditLine).where(AuditLine.act == "assigned"))).all()) == 3


async def test_an_answer_takes_what_nobody_has_and_leaves_a_colleagues(room: Room) -> None:
    free, theirs, li = await room.open(), await room.open(), await colleague(room, "李强")
    await room.act(theirs.number, "assign", "1" * 32, to=str(li))
    for place, ticket in enumerate((free, theirs)):
        await room.act(ticket.number, "answer", f"{place:032x}", text="收到了")
    assert await assignee(room, free.number) == await own(room)
    assert await assignee(room, theirs.number) == li


async def test_whom_a_ticket_cannot_be_given_to(room: Room) -> None:
    ticket = await room.open(district="金凤区")
    far = await colleague(room, "远处", districts=["灵武市"])
    editor = await colleague(room, "编辑", role="editor")
    gone = await colleague(room, "走了", active=False)
    for place, (to, says) in enumerate(
        [
            (far, assigning.NOT_FIT.format(name="远处")),
            (editor, assigning.NO_COLLEAGUE),
            (gone, assigning.NO_COLLEAGUE),
            ("x", assigning.NO_COLLEAGUE),
        ]
    ):
        response = await room.act(ticket.number, "assign", f"{place:032x}", to=str(to))
        assert response.status in (409, 422) and says in await response.text()
    assert await assignee(room, ticket.number) is None


async def test_a_settled_ticket_is_given_to_nobody(room: Room) -> None:
    ticket = await room.open()
    await room.move(ticket.number, State.CLOSED)
    response = await room.act(ticket.number, "assign", to="me")
    assert response.status == 409 and assigning.SETTLED in await response.text()


async def test_two_who_take_the_same_ticket(room: Room) -> None:
    ticket, li = await room.open(), await colleague(room, "李强")
    await room.act(ticket.number, "assign", "1" * 32, to=str(li))
    response = await room.act(ticket.number, "assign", "2" * 32, to="me", before="")
    assert response.status == 409 and assigning.CHANGED.format(name="李强") in await response.text()
    assert await assignee(room, ticket.number) == li


async def test_by_load_goes_to_the_least_loaded_who_may(room: Room) -> None:
    await colleague(room, "远处", districts=["灵武市"])
    await colleague(room, "别的科", team="别的科")
    li = await colleague(room, "李强")
    made = [(await room.open(district="金凤区")).number for _ in range(4)]
    async with room.database.session() as session:
        await session.execute(update(Ticket).values(team="维权科"))
    await room.act(made[0], "assign", to="me")
    status, text = await many(room, bulk.SHARE, *made[1:])
    assert status == 200 and "3 件：按忙闲分给同事。" in text
    loads = [await assignee(room, number) for number in made]
    assert loads.count(await own(room)) == 2 and loads.count(li) == 2


async def test_the_staff_are_read_once_for_many(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    li = await colleague(room, "李强")
    made = [(await room.open()).number for _ in range(4)]
    await many(room, bulk.TAKE, *made[:2])
    read, staff = 0, assigning.staff

    async def counting(session: AsyncSession) -> assigning.Staff:
        nonlocal read
        read += 1
        return await staff(session)

    monkeypatch.setattr(assigning, "staff", counting)
    sent = [("csrf", await room.token()), ("once", "b" * 32), ("act", bulk.GIVE), ("to", str(li)), ("back", "tab=all")]
    read = 0
    body = [*sent, *(("ticket", one) for one in made)]
    assert (await room.browser.post("/desk/bulk", data=body, allow_redirects=False)).status == 303
    assert read == 1 and [await assignee(room, one) for one in made] == [li] * 4


def test_a_ticket_that_moves_is_one_less_for_whoever_had_it() -> None:
    assert assigning.Staff([], {1: 2}).moved(1, 2).moved(None, 2).moved(2, None).loads == {1: 1, 2: 1}


async def test_many_at_once_tell_each_that_was_refused(room: Room) -> None:
    made = [(await room.open()).number for _ in range(3)]
    await room.move(made[2], State.CLOSED)
    status, text = await many(room, bulk.TAKE, *made, numbers.new(room.now()))
    assert status == 200 and "2 件：由我来办。" in text
    assert f"{numbers.shown(made[2])} 没有改：{assigning.SETTLED}" in text and bulk.GONE in text
    assert [await assignee(room, one) for one in made[:2]] == [await own(room)] * 2


async def test_many_sent_twice_are_done_once(room: Room) -> None:
    number = (await room.open()).number
    await many(room, bulk.TAKE, number)
    assert "1 件：由我来办。" in (await many(room, bulk.TAKE, number))[1]
    assert [what for _, what, _, _ in await room.history(number)] == ["opened", "assigned"]


async def test_more_than_ten_are_asked_about_first(room: Room) -> None:
    made = [(await room.open()).number for _ in range(bulk.SURE_FROM)]
    status, text = await many(room, bulk.TAKE, *made)
    assert status == 200 and f"{bulk.SURE_FROM} 件一起由我来办？" in text
    assert await assignee(room, made[0]) is None
    status, text = await many(room, bulk.TAKE, *made, sure="1")
    assert f"{bulk.SURE_FROM} 件：由我来办。" in text
    assert await assignee(room, made[-1]) == await own(room)


async def test_many_are_handed_to_a_team_and_marked_read(room: Room) -> None:
    number, team = (await room.open()).number, room.services.settings.routing.otherwise
    assert "1 件：转到" in (await many(room, bulk.HAND, number, team=team, why="归他们管"))[1]
    assert "有新动静" in (await room.get("/desk?tab=all"))[1]
    assert "有新动静" not in (await many(room, bulk.SEEN, number, once="b" * 32))[1]


@pytest.mark.parametrize(
    ("act", "fields", "says"),
    [
        (bulk.TAKE, {}, bulk.NOTHING),
        ("x", {"ticket": "1"}, bulk.NO_ACT),
        (bulk.GIVE, {"ticket": "1"}, assigning.NO_COLLEAGUE),
        (bulk.HAND, {"ticket": "1", "team": "没有"}, bulk.NO_TEAM),
        (bulk.HAND, {"ticket": "1", "team": ""}, bulk.NO_TEAM),
    ],
)
async def test_what_many_cannot_be_done(room: Room, act: str, fields: dict[str, str], says: str) -> None:
    status, text = await many(room, act, **fields)
    assert status == 422 and says in text


async def test_handing_needs_a_reason(room: Room) -> None:
    team = room.services.settings.routing.otherwise
    assert handing.WHY in (await many(room, bulk.HAND, (await room.open()).number, team=team))[1]


async def test_whoever_answers_second_reads_first_what_the_other_wrote(room: Room) -> None:
    ticket = await room.open()
    page = (await room.get(f"/desk/tickets/{ticket.number}"))[1]
    last = re.search(r'name="last" value="(\d+)"', page)
    assert last
    await colleague(room, "liqiang", display="李强")
    async with room.database.session() as session:
        tickets = Tickets(session, room.services.keys, room.now(), room.services.rules)
        found = await tickets.find(ticket.number)
        assert found
        await tickets.write(found, "agent:liqiang", Line.ANSWERED, "请周三带身份证来")
    response = await room.act(ticket.number, "answer", text="我写的答复", last=last[1])
    text = await response.text()
    assert response.status == 409
    assert "李强" in text and "请周三带身份证来" in text and "我写的答复" in text
    again = re.search(r'name="last" value="(\d+)"', text)
    assert again and (await room.act(ticket.number, "answer", text="我写的答复", last=again[1])).status == 303
