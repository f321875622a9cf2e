"""Payments in parts: put down, settled, and no end before each has its word. What the worker is told of an end."""

import pytest
from desk_room import Room

from bot.context import expect
from bot.core.followers import Dialogue
from tickets import number as numbers
from tickets.instalments import Instalments
from tickets.models import Ticket
from tickets.outbox import Outbox
from tickets.states import State
from web.desk.ticket.acting import PARTS_OPEN
from web.desk.ticket.paying import NO_AMOUNT, NO_DAY, NONE
from web.desk.ticket.telling import CLOSED, NO_SUM, UNSOLVED, VERDICT, VERDICT_LATER


async def due(room: Room) -> list[str]:
    """The tickets whose workers are to be asked now."""
    async with room.database.session() as session:
        rows = await Instalments(session, room.services.keys, room.now(), room.services.rules).due()
        return [ticket.number for _, ticket in rows]


async def recovered(room: Room, ticket: Ticket) -> int | None:
    async with room.database.view() as session:
        return (await session.get_one(Ticket, ticket.id)).recovered_fen


async def test_an_instalment_is_asked_for_once_on_its_day_from_nine(room: Room) -> None:
    ticket = await room.open()
    response = await room.act(ticket.number, "instalment", day="2026-11-23", sum="5,000")
    assert response.status == 303
    assert await due(room) == []
    room.now.on(hours=10, minutes=59)  # 2026-11-23 00:59 in Shanghai
    assert await due(room) == []
    room.now.on(hours=8, minutes=1)
    assert [await due(room), await due(room)] == [[ticket.number], []]


async def test_nobody_is_asked_for_a_ticket_that_ended(room: Room) -> None:
    ticket = await room.open()
    await room.act(ticket.number, "instalment", day="2026-11-22", sum="5000")
    await room.move(ticket.number, State.WITHDRAWN)
    assert await due(room) == []


async def test_what_came_is_won_back_and_only_then_can_it_be_closed(room: Room) -> None:
    ticket = await room.open()
    for at, (day, sum_) in enumerate([("2026-11-20", "5000"), ("2026-12-20", "3000.50")]):
        await room.act(ticket.number, "instalment", once=f"{at:032}", day=day, sum=sum_)
    closing = {"before": "new", "to": "closed", "text": "付清了"}
    refused = await room.act(ticket.number, "move", once="2" * 32, **closing)
    assert refused.status == 409 and PARTS_OPEN in await refused.text()
    for at, paid in enumerate(["1", "1"], 1):
        await room.act(ticket.number, "settle", once=f"{at + 6:032}", instalment=str(at), paid=paid)
    assert await recovered(room, ticket) == 800_050
    assert (await room.act(ticket.number, "move", once="3" * 32, **closing)).status == 303
    assert await room.state(ticket.number) == State.CLOSED


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"day": "2026-02-31", "sum": "5"}, NO_DAY),
        ({"day": "2099-01-01", "sum": "5"}, NO_DAY),
        ({"day": "2026-12-01", "sum": "五千"}, NO_SUM.format(label="付多少元")),
        ({"day": "2026-12-01", "sum": "0"}, NO_AMOUNT),
        ({"day": "2026-12-01", "sum": ""}, NO_AMOUNT),
    ],
)
async def test_a_bad_instalment_is_refused_and_kept(room: Room, fields: dict[str, str], wrong: str) -> None:
    ticket = await room.open()
    response = await room.act(ticket.number, "instalment", **fields)
    page = await response.text()
    assert response.status == 422 and wrong in page
    assert all(f'required value="{value}"' in page for value in fields.values())


async def test_the_instalment_of_another_ticket_is_not_settled(room: Room) -> None:
    mine, other = await room.open(), await room.open(openid="o2")
    await room.act(other.number, "instalment", day="2026-11-20", sum="5000")
    response = await room.act(mine.number, "settle", once="1" * 32, instalment="1", paid="1")
    assert response.status == 404 and NONE in await response.text()
    assert await recovered(room, other) is None


async def test_an_end_is_told_and_a_verdict_expected(room: Room) -> None:
    ticket = await room.open()
    closing = {"before": "new", "to": "closed", "text": "要回来了", "recovered": "18,000元"}
    await room.act(ticket.number, "move", **closing)
    keys = room.services.keys
    async with room.database.session() as session:
        told = await Outbox(session, keys, room.now()).ride(str(ticket.follower))
    head = CLOSED.format(number=numbers.shown(ticket.number), text="要回来了")
    assert told == ["\n".join([head, VERDICT, UNSOLVED])]
    assert await recovered(room, ticket) == 1_800_000
    known = await room.services.journal.recall("-", str(ticket.follower))
    assert known.dialogue and (known.dialogue.name, known.dialogue.known) == ("rating", {"number": ticket.number})


async def test_a_sum_won_back_that_is_none_is_refused_and_nothing_moves(room: Room) -> None:
    ticket = await room.open()
    closing = {"before": "new", "to": "closed", "text": "要回来了", "recovered": "一万八"}
    response = await room.act(ticket.number, "move", **closing)
    page = await response.text()
    assert response.status == 422 and NO_SUM.format(label="要回多少元") in page and 'value="一万八"' in page
    assert await room.state(ticket.number) == State.NEW


async def test_where_another_question_waits_the_verdict_is_not_asked_by_numbers(room: Room) -> None:
    ticket, keys = await room.open(), room.services.keys
    offer = Dialogue("complaint", "offer", {"story": "另一件事"})
    async with room.database.session() as session:
        assert await expect(session, keys, str(ticket.follower), offer, room.now())
    await room.act(ticket.number, "move", before="new", to="closed", text="要回来了")
    async with room.database.session() as session:
        [told] = await Outbox(session, keys, room.now()).ride(str(ticket.follower))
    assert VERDICT_LATER in told and VERDICT not in told
    known = await room.services.journal.recall("-", str(ticket.follower))
    assert known.dialogue and known.dialogue.name == "complaint"
