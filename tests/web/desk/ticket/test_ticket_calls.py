"""The call log, and the things to do: who did what when, and a talk with the worker answers them."""

import pytest
from desk_room import Room
from ticket_room import ACTOR, landed, refused, whats

from tickets.calls import Came, Whom
from tickets.lines import Line, seen
from tickets.models import Ticket
from tickets.service import Tickets
from tickets.todos import TALKED, TODOS, todos_of
from web.desk.ticket.calling import ANSWERED, CALLED, NO_CAME, NO_MINUTES, NO_TIME, NO_WHOM, SAY_WHAT
from web.desk.ticket.ticking import NO_TODO

TALK = {"whom": Whom.WORKER.value, "came": Came.TALKED.value, "minutes": "5", "text": "核对了金额"}


async def first_done(room: Room, number: str) -> bool:
    found: list[bool] = []

    async def read(tickets: Tickets, ticket: Ticket) -> None:
        timing = await tickets.timing(ticket)
        found.extend(clock.done_at is not None for clock in timing.clocks if clock.name == "first")

    await room.change(number, read)
    return found[0]


async def test_a_talk_with_the_worker_is_an_answer(room: Room) -> None:
    ticket = await room.open()
    room.now.on(hours=1)
    page = await landed(room, await room.act(ticket.number, "call", **TALK))
    assert ANSWERED in page and "核对了金额" in page and "5 分钟" in page
    assert (await room.history(ticket.number))[-1][:2] == (ACTOR, Line.CALLED)
    assert seen(Line.CALLED, ACTOR) and await first_done(room, ticket.number)


@pytest.mark.parametrize(
    "other", [{"came": Came.UNANSWERED.value}, {"whom": Whom.FIRM.value}, {"came": Came.OFF.value, "text": ""}]
)
async def test_anything_else_is_none(room: Room, other: dict[str, str]) -> None:
    ticket = await room.open()
    room.now.on(hours=1)
    assert CALLED in await landed(room, await room.act(ticket.number, "call", **{**TALK, **other}))
    assert (await whats(room, ticket.number))[-1] == Line.PHONED and not seen(Line.PHONED, ACTOR)
    assert not await first_done(room, ticket.number)


async def test_it_may_be_put_down_later(room: Room) -> None:
    ticket = await room.open()
    page = await landed(room, await room.act(ticket.number, "call", **TALK, at="2026-11-21T09:30"))
    assert "11月21日 09:30" in page


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"whom": "别人家"}, NO_WHOM),
        ({"came": "好"}, NO_CAME),
        ({"minutes": "-1"}, NO_MINUTES),
        ({"minutes": "601"}, NO_MINUTES),
        ({"at": "昨天"}, NO_TIME),
        ({"at": "2026-11-01T09:30"}, NO_TIME),
        ({"at": "2026-11-29T09:30"}, NO_TIME),
        ({"text": " "}, SAY_WHAT),
    ],
)
async def test_what_cannot_be_is_refused_by_name(room: Room, given: dict[str, str], said: str) -> None:
    ticket = await room.open()
    await refused(await room.act(ticket.number, "call", **{**TALK, **given}), 422, said)
    assert await whats(room, ticket.number) == [Line.OPENED]


async def test_a_tick_says_who_and_when_and_can_be_taken_back(room: Room) -> None:
    ticket = await room.open()
    page = await landed(room, await room.act(ticket.number, "tick", "1" * 32, todo=TALKED.name, done="1"))
    assert "张敏，11月22日 14:00" in page
    await room.act(ticket.number, "tick", "2" * 32, todo=TALKED.name, done="1")
    await room.act(ticket.number, "tick", "3" * 32, todo=TALKED.name, done="0")
    assert "张敏，11月22日" not in (await room.get(f"/desk/tickets/{ticket.number}"))[1]
    assert await whats(room, ticket.number) == [Line.OPENED, Line.CHECKED, Line.UNCHECKED]


async def test_what_is_not_to_be_done_cannot_be_ticked(room: Room) -> None:
    ticket = await room.open()
    await refused(await room.act(ticket.number, "tick", todo="board", done="1"), 404, NO_TODO)


def test_each_kind_has_its_own_and_no_two_share_a_name() -> None:
    for todos in TODOS.values():
        assert len({todo.name for todo in todos}) == len(todos)
        assert all(len(todo.name) <= 16 for todo in todos)
    assert todos_of(Ticket(kind="工程欠薪")) != todos_of(Ticket(kind="欠薪")) and todos_of(Ticket(kind="没有这种"))
