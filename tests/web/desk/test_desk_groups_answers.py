"""One answer to all of a group: each about their own ticket, nothing that tells one from another."""

import pytest
from desk_room import Room
from group_room import ACTOR, gathered, happened, messages, put, three

from tickets import number as numbers
from tickets.service import Tickets
from tickets.states import State
from web.desk.doing import TAKEN_ALREADY
from web.desk.groups import groups_acting
from web.desk.groups.answering_all import ANSWER_ALL
from web.desk.ticket.acting import TO_WORKER


async def test_all_are_answered_each_about_their_own_ticket(room: Room) -> None:
    tickets = await three(room)
    number = await gathered(room, *tickets)
    closed = await room.open(openid="o8")
    await put(room, f"/tickets/{closed.number}/together", 1, does="gather", text=number)
    await room.move(closed.number, State.CLOSED)
    landed = (await put(room, f"/groups/{number}/answer", 2, text="已约单位周五谈。"))[1]
    assert groups_acting.ANSWERED.format(sent=3) in landed
    assert await messages(room) == [
        (ticket.follower, TO_WORKER.format(number=numbers.shown(ticket.number), text="已约单位周五谈。"))
        for ticket in tickets
    ]
    assert {await room.state(ticket.number) for ticket in tickets} == {State.TAKEN}
    assert (await happened(room, number))[-1] == (ACTOR, "answered")
    assert TAKEN_ALREADY in (await put(room, f"/groups/{number}/answer", 2, text="再来一次"))[1]
    assert len(await messages(room)) == 3


@pytest.mark.parametrize("form", ["phone", "number"])
async def test_what_tells_one_from_the_others_is_not_sent_to_all(room: Room, form: str) -> None:
    tickets = await three(room)
    number = await gathered(room, *tickets)
    what = "13900000002" if form == "phone" else tickets[1].number
    text = f"请找老李 {what[:3]}-{what[3:]}"
    status, page = await put(room, f"/groups/{number}/answer", text=text)
    assert (status, groups_acting.GIVES_AWAY.format(what=what) in page, text in page) == (422, True, True)
    assert await messages(room) == []


async def test_who_left_is_named_and_nobody_left_is_told(room: Room) -> None:
    one, two, _ = await three(room)
    number = await gathered(room, one, two)
    async with room.database.session() as session:
        await Tickets(session, room.services.keys, room.now(), room.services.rules).detach(str(one.follower))
    landed = (await put(room, f"/groups/{number}/answer", 1, text="周五谈"))[1]
    assert groups_acting.NOT_REACHED.format(numbers=numbers.shown(one.number)) in landed
    async with room.database.session() as session:
        await Tickets(session, room.services.keys, room.now(), room.services.rules).detach(str(two.follower))
    assert groups_acting.NOBODY in (await put(room, f"/groups/{number}/answer", 2, text="周五谈"))[1]


async def test_many_are_answered_some_at_a_time_each_once(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.desk.groups.answering_all.AT_ONCE", 2)
    tickets = [await room.open(openid=f"o{place}") for place in range(7)]
    number = await gathered(room, *tickets)
    landed = (await put(room, f"/groups/{number}/answer", 1, text="周五谈"))[1]
    assert groups_acting.ANSWERING.format(sent=2, total=7) in landed and "已发 2/7…" in landed
    assert (len(await messages(room)), len(room.queued)) == (2, 1)
    await room.move(tickets[2].number, State.CLOSED)
    for _ in range(5):  # a job may be run once more than need be
        await room.jobs[ANSWER_ALL](room.queued[0])
    assert len(room.queued) == 3
    told = [follower for follower, _ in await messages(room)]
    assert told == [ticket.follower for ticket in tickets if ticket is not tickets[2]]
    assert "还在发" not in (await room.get(f"/desk/groups/{number}"))[1]
    assert [what for _, what in await happened(room, number)].count("answered") == 1


async def test_a_part_that_fails_is_done_again(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.desk.groups.answering_all.AT_ONCE", 2)
    number = await gathered(room, *[await room.open(openid=f"o{place}") for place in range(3)])
    await put(room, f"/groups/{number}/answer", 1, text="周五谈")
    room.failing = True
    with pytest.raises(ConnectionError):
        await room.jobs[ANSWER_ALL](room.queued[0])
    assert len(await messages(room)) == 2
    room.failing = False
    await room.jobs[ANSWER_ALL](room.queued[0])
    assert len(await messages(room)) == 3
