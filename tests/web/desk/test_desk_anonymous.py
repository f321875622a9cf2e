"""An anonymous ticket on the desk: said clearly, answered without a push."""

import pytest
from desk_room import Room
from sqlalchemy import func, select

from tickets import receipts
from tickets.models import Ticket
from tickets.outbox import OutboxMessage
from tickets.states import State
from web.desk.ticket.acting import ANSWERED_NAMELESS, LEFT

NAMELESS, GONE = "匿名登记，不知道是谁。", "职工已取消关注，只能打电话。"


@pytest.fixture
async def nameless(room: Room) -> Ticket:
    ticket = await room.open("匿名的事", openid=None)
    async with room.database.session() as session:
        await receipts.keep(session, ticket, "$argon2id$")
    return ticket


async def test_list_and_ticket_say_it_and_never_that_somebody_left(room: Room, nameless: Ticket) -> None:
    gone = await room.open("走了的事", openid=None)
    text = (await room.get("/desk"))[1]
    assert (text.count(">匿名<"), text.count(">已取消关注<")) == (1, 1)
    text = (await room.get(f"/desk/tickets/{nameless.number}"))[1]
    assert NAMELESS in text
    assert GONE not in text
    assert f"/desk/tickets/{nameless.number}/answer" in text
    text = (await room.get(f"/desk/tickets/{gone.number}"))[1]
    assert GONE in text
    assert NAMELESS not in text


async def test_an_answer_waits_on_the_ticket_for_the_workers_next_look(room: Room, nameless: Ticket) -> None:
    response = await room.act(nameless.number, "answer", text="请说说在哪个工地")
    assert response.status == 303
    assert ANSWERED_NAMELESS in (await room.get(f"/desk/tickets/{nameless.number}"))[1]
    told = [(what, words) for _, what, _, words in await room.history(nameless.number)]
    assert ("answered", "请说说在哪个工地") in told
    assert await room.state(nameless.number) == State.TAKEN
    assert room.delivered == []
    async with room.database.view() as session:
        assert await session.scalar(select(func.count()).select_from(OutboxMessage)) == 0


async def test_who_left_still_cannot_be_answered(room: Room, nameless: Ticket) -> None:
    gone = await room.open("走了的事", openid=None)
    response = await room.act(gone.number, "answer", text="您好")
    assert response.status == 409
    assert LEFT in await response.text()
