"""What agents do to tickets: once, in one transaction, with a trace; and everything that is refused."""

import pytest
from aiohttp import ClientResponse
from desk_room import NAME, Room
from sqlalchemy import select

from bot.wechat.reply import PAGE_LIMIT_BYTES
from tickets import number as numbers
from tickets.outbox import Kind, Outbox, OutboxMessage, Waiting
from tickets.service import Tickets
from tickets.states import State
from web.desk import words
from web.desk.doing import NO_TICKET
from web.desk.faces import FAULT
from web.desk.ticket.acting import (
    ANSWERED,
    ANSWERED_LATER,
    EMPTY,
    EMPTY_REASON,
    LEFT,
    MOST_ANSWER,
    MOST_NOTE,
    MOST_REASON,
    MOVED,
    NO_MOVE,
    NOTED,
    OVERTAKEN,
    TO_WORKER,
    TOO_LONG,
)
from web.desk.ticket.moves import button

ACTOR = f"agent:{NAME}"


async def done(room: Room, response: ClientResponse) -> str:
    """The page an agent lands on after a form was taken."""
    assert response.status == 303
    return (await room.get(response.headers["Location"]))[1]


async def outbox(room: Room) -> list[tuple[str, str, str]]:
    """(kind, state, words) of everything that waits for the follower."""
    async with room.database.view() as session:
        rows = (await session.scalars(select(OutboxMessage))).all()
        box = Outbox(session, room.services.keys, room.now())
        return [(row.kind, row.state, (await box.read(row.id) or ("", ""))[1]) for row in rows]


async def leave(room: Room) -> None:
    async with room.database.session() as session:
        await Tickets(session, room.services.keys, room.now(), room.services.rules).detach(
            room.services.keys.index("o1")
        )


@pytest.mark.parametrize(
    ("before", "to"),
    [
        (State.NEW, State.TAKEN),
        (State.NEW, State.WAITING),
        (State.TAKEN, State.CLOSED),
        (State.TAKEN, State.WITHDRAWN),
        (State.WAITING, State.TAKEN),
        (State.CLOSED, State.TAKEN),
        (State.WITHDRAWN, State.TAKEN),
    ],
)
async def test_a_move_is_made_and_written_down(room: Room, before: State, to: State) -> None:
    ticket = await room.open()
    if before is not State.NEW:
        await room.move(ticket.number, before)
    response = await room.act(ticket.number, "move", before=before, to=to, text=" 单位已付清\x01 ")
    assert MOVED.format(state=_named(to)) in await done(room, response)
    assert await room.state(ticket.number) == to
    assert (await room.history(ticket.number))[-1] == (ACTOR, "state", to, "单位已付清")


@pytest.mark.parametrize(
    ("before", "to"), [("new", "new"), ("new", "gone"), ("new", ""), ("closed", "waiting"), ("taken", "new")]
)
async def test_a_move_outside_the_table_is_refused(room: Room, before: str, to: str) -> None:
    ticket = await room.open()
    if before != "new":
        await room.move(ticket.number, State(before))
    response = await room.act(ticket.number, "move", before=before, to=to, text="为什么")
    assert response.status == 409
    assert NO_MOVE.format(before=_named(State(before))) in await response.text()
    assert await room.state(ticket.number) == before


async def test_who_comes_second_is_told(room: Room) -> None:
    ticket = await room.open()
    await room.move(ticket.number, State.CLOSED)
    response = await room.act(ticket.number, "move", before="new", to="taken")
    assert response.status == 409
    assert OVERTAKEN.format(state="已办结") in await response.text()
    assert await room.state(ticket.number) == State.CLOSED


@pytest.mark.parametrize(
    ("before", "to"), [("new", "waiting"), ("new", "closed"), ("new", "withdrawn"), ("closed", "taken")]
)
async def test_a_reason_is_asked_where_it_matters(room: Room, before: str, to: str) -> None:
    ticket = await room.open()
    if before != "new":
        await room.move(ticket.number, State(before))
    response = await room.act(ticket.number, "move", before=before, to=to, text=" \n ")
    assert response.status == 422
    assert EMPTY_REASON.format(asks=button(State(before), State(to)).asks) in await response.text()
    assert await room.state(ticket.number) == before


async def test_an_answer_waits_for_the_worker_and_is_queued(room: Room) -> None:
    ticket = await room.open()
    text = "请把考勤表发来。\r\n谢谢"
    response = await room.act(ticket.number, "answer", text=text)
    assert ANSWERED in await done(room, response)
    whole = TO_WORKER.format(number=numbers.shown(ticket.number), text="请把考勤表发来。\n谢谢")
    assert await outbox(room) == [(Kind.AGENT, Waiting.WAITING, whole)]
    assert room.delivered == [1]
    assert (await room.history(ticket.number))[-1] == (ACTOR, "answered", None, "请把考勤表发来。\n谢谢")


async def test_an_answer_takes_a_new_ticket(room: Room) -> None:
    ticket = await room.open()
    await room.act(ticket.number, "answer", text="在办了")
    assert await room.state(ticket.number) == State.TAKEN
    assert [what for _, what, _, _ in await room.history(ticket.number)] == ["opened", "assigned", "state", "answered"]


@pytest.mark.parametrize(("before", "after"), [("new", "waiting"), ("taken", "waiting"), ("closed", "closed")])
async def test_an_answer_may_leave_the_ticket_waiting(room: Room, before: str, after: str) -> None:
    ticket = await room.open()
    if before != "new":
        await room.move(ticket.number, State(before))
    await room.act(ticket.number, "answer", text="请补照片", then_wait="1")
    assert await room.state(ticket.number) == after


async def test_an_account_that_may_not_write_first_says_so(mute: Room) -> None:
    ticket = await mute.open()
    assert "会随职工下一次发消息时送达" in (await mute.get(f"/desk/tickets/{ticket.number}"))[1]
    page = await done(mute, await mute.act(ticket.number, "answer", text="请补照片"))
    assert ANSWERED_LATER in page
    assert ANSWERED not in page
    assert mute.delivered == []
    assert len(await outbox(mute)) == 1


async def test_an_answer_that_cannot_be_queued_is_not_kept(room: Room) -> None:
    ticket = await room.open()
    room.failing = True
    response = await room.act(ticket.number, "answer", text="请补照片")
    assert response.status == 500
    assert FAULT in await response.text()
    assert await outbox(room) == []
    assert len(await room.history(ticket.number)) == 1
    room.failing = False
    assert (await room.act(ticket.number, "answer", text="请补照片")).status == 303


async def test_nobody_is_answered_who_left(room: Room) -> None:
    ticket = await room.open()
    await leave(room)
    response = await room.act(ticket.number, "answer", text="请补照片")
    assert response.status == 409
    assert LEFT in await response.text()
    assert await outbox(room) == []


async def test_the_longest_answer_fits_one_message(room: Room) -> None:
    ticket = await room.open()
    assert (await room.act(ticket.number, "answer", text="薪" * MOST_ANSWER)).status == 303
    assert len((await outbox(room))[0][2].encode()) <= PAGE_LIMIT_BYTES


@pytest.mark.parametrize(
    ("what", "most", "fields"),
    [
        ("answer", MOST_ANSWER, {}),
        ("note", MOST_NOTE, {}),
        ("move", MOST_REASON, {"before": "new", "to": "closed"}),
    ],
)
async def test_too_long_a_text_is_refused_and_kept(room: Room, what: str, most: int, fields: dict[str, str]) -> None:
    ticket = await room.open()
    written = "甲" * (most + 1)
    response = await room.act(ticket.number, what, text=written, **fields)
    page = await response.text()
    assert response.status == 422
    assert TOO_LONG.format(most=most, now=most + 1) in page
    assert f">{written}</textarea>" in page
    assert len(await room.history(ticket.number)) == 1
    assert (await room.act(ticket.number, what, text="短一些", **fields)).status == 303


async def test_an_answer_of_wide_signs_is_refused_though_short(room: Room) -> None:
    ticket = await room.open()
    assert (await room.act(ticket.number, "answer", text="😀" * MOST_ANSWER)).status == 422
    assert await outbox(room) == []


@pytest.mark.parametrize("what", ["answer", "note"])
@pytest.mark.parametrize("text", ["", " \n ", "\x01\x02"])
async def test_nothing_is_not_sent(room: Room, what: str, text: str) -> None:
    ticket = await room.open()
    response = await room.act(ticket.number, what, text=text)
    assert response.status == 422
    assert EMPTY in await response.text()
    assert len(await room.history(ticket.number)) == 1


async def test_what_was_written_comes_back_as_text(room: Room) -> None:
    ticket = await room.open()
    await leave(room)
    note = "</textarea><script>x</script>" * 100
    page = await (await room.act(ticket.number, "note", text=note)).text()
    assert "<script>x" not in page


async def test_a_note_stays_among_staff(room: Room) -> None:
    ticket = await room.open()
    assert NOTED in await done(room, await room.act(ticket.number, "note", text="注意保全证据"))
    assert (await room.history(ticket.number))[-1] == (ACTOR, "note", None, "注意保全证据")
    assert await outbox(room) == []
    assert room.delivered == []


@pytest.mark.parametrize(("what", "fields"), [("answer", {}), ("note", {}), ("move", {"before": "new", "to": "taken"})])
async def test_a_number_nobody_has_is_told(room: Room, what: str, fields: dict[str, str]) -> None:
    response = await room.act("261047398", what, text="x", **fields)
    assert response.status == 404
    assert NO_TICKET in await response.text()


def _named(state: State) -> str:
    return words.state(state)


async def test_a_ticket_has_one_history_for_all(room: Room) -> None:
    ticket = await room.open()
    for place, (what, fields) in enumerate(
        [
            ("move", {"before": "new", "to": "taken"}),
            ("answer", {}),
            ("note", {}),
            ("move", {"before": "taken", "to": "closed"}),
        ]
    ):
        assert (await room.act(ticket.number, what, f"{place:032x}", text="一句话", **fields)).status == 303
    whats = [(actor, what) for actor, what, *_ in await room.history(ticket.number)]
    assert whats[1:] == [(ACTOR, what) for what in ("state", "assigned", "answered", "note", "state")]
