"""An answer taken back in its first seconds: it never left, and nothing that followed from it stays."""

import re

import pytest
from desk_room import Room
from sqlalchemy import select, update
from ticket_room import ACTOR, colleague, landed, outbox, refused, whats

from bot.core.settings import Desk
from tickets.lines import Line
from tickets.models import TicketEvent
from tickets.outbox import OutboxMessage, Waiting
from tickets.promises import Promise
from tickets.states import State
from web.desk.ticket.undoing import TOO_LATE, UNDONE

TEXT = "请把考勤表发来。"
OFFER = "data-undo="


async def answered(room: Room, number: str, text: str = TEXT, **more: str) -> str:
    """The id of the answer that the page offers to take back."""
    page = await landed(room, await room.act(number, "answer", "a" * 32, text=text, **more))
    assert OFFER in page
    return str(re.search(r'name="answer" value="(\d+)"', page)[1])  # type: ignore[index]


async def undo(room: Room, number: str, answer: str, once: str = "b" * 32) -> object:
    return await room.act(number, "undo", once, answer=answer)


def test_ten_seconds_unless_it_is_set_otherwise() -> None:
    assert Desk().undo_s == 10


async def test_it_is_held_and_nobody_asked_to_deliver_it(patient: Room) -> None:
    ticket = await patient.open()
    await answered(patient, ticket.number)
    [(state, words)] = await outbox(patient)
    assert state == Waiting.HELD and TEXT in words
    assert patient.delivered == []


async def test_taken_back_it_is_gone_and_its_words_are_back_in_the_box(patient: Room) -> None:
    ticket = await patient.open()
    answer = await answered(patient, ticket.number)
    patient.now.on(seconds=9)
    page = await landed(patient, await undo(patient, ticket.number, answer))
    assert UNDONE in page and OFFER not in page
    assert re.search(rf"<textarea[^>]*id=\"text-answer\"[^>]*>{TEXT}</textarea>", page)
    assert await outbox(patient) == []
    assert (await patient.history(ticket.number))[-1] == (ACTOR, Line.UNSENT, None, TEXT)


@pytest.mark.parametrize("seconds", [10, 11, 3600])
async def test_after_ten_seconds_it_is_refused_with_a_clear_word(patient: Room, seconds: int) -> None:
    ticket = await patient.open()
    answer = await answered(patient, ticket.number)
    patient.now.on(seconds=seconds)
    assert OFFER not in (await patient.get(f"/desk/tickets/{ticket.number}"))[1]
    await refused(await undo(patient, ticket.number, answer), 409, TOO_LATE)
    assert len(await outbox(patient)) == 1 and (await whats(patient, ticket.number))[-1] == Line.ANSWERED


@pytest.mark.parametrize("answer", ["", "0", "x", "9" * 30, "1"])
async def test_what_is_no_answer_cannot_be_taken_back(patient: Room, answer: str) -> None:
    ticket = await patient.open()
    await refused(await undo(patient, ticket.number, answer), 409, TOO_LATE)


async def test_a_colleagues_answer_cannot_be_taken_back(patient: Room) -> None:
    ticket = await patient.open()
    answer = await answered(patient, ticket.number)
    async with patient.database.session() as session:
        (await session.get_one(TicketEvent, int(answer))).actor = "agent:other"
    await colleague(patient, "other", "别人")
    await refused(await undo(patient, ticket.number, answer), 409, TOO_LATE)
    assert len(await outbox(patient)) == 1


async def test_what_it_promised_is_promised_no_more_and_the_clock_runs_again(patient: Room) -> None:
    ticket = await patient.open()
    answer = await answered(patient, ticket.number, "3天内给您结果")
    assert "第一次答复</strong> " in (await patient.get(f"/desk/tickets/{ticket.number}"))[1]
    await undo(patient, ticket.number, answer)
    async with patient.database.view() as session:
        [promise] = (await session.scalars(select(Promise))).all()
        assert promise.dropped_at is not None

    async def timed(tickets: object, found: object) -> None:
        timing = await tickets.timing(found)  # type: ignore[attr-defined]
        assert [clock.done_at for clock in timing.clocks if clock.name == "first"] == [None]

    await patient.change(ticket.number, timed)


async def test_an_earlier_promise_it_kept_is_open_again(patient: Room) -> None:
    ticket = await patient.open()
    await answered(patient, ticket.number, "3天内给您结果")
    patient.now.on(hours=1)
    page = await landed(patient, await patient.act(ticket.number, "answer", "c" * 32, text="结果来了"))
    answer = str(re.search(r'name="answer" value="(\d+)"', page)[1])  # type: ignore[index]
    await undo(patient, ticket.number, answer)
    async with patient.database.view() as session:
        [promise] = (await session.scalars(select(Promise))).all()
        assert promise.is_open


@pytest.mark.parametrize("waited", [False, True])
async def test_the_ticket_does_not_wait_for_what_was_never_asked(patient: Room, waited: bool) -> None:
    ticket = await patient.open()
    await patient.move(ticket.number, State.TAKEN, *([State.WAITING] if waited else []))
    answer = await answered(patient, ticket.number, then_wait="1")
    await undo(patient, ticket.number, answer)
    assert await patient.state(ticket.number) == (State.WAITING if waited else State.TAKEN)
    assert Line.ASKED not in await whats(patient, ticket.number)


async def test_an_answer_that_is_being_sent_is_not_taken_back(patient: Room) -> None:
    ticket = await patient.open()
    answer = await answered(patient, ticket.number)
    async with patient.database.session() as session:
        await session.execute(update(OutboxMessage).values(state=Waiting.SENDING))
    await refused(await undo(patient, ticket.number, answer), 409, TOO_LATE)


async def test_what_stood_behind_it_goes_on(patient: Room) -> None:
    ticket = await patient.open()
    answer = await answered(patient, ticket.number)
    patient.now.on(seconds=2)
    await patient.act(ticket.number, "move", "d" * 32, before="taken", to="closed", text="办好了")
    behind = patient.delivered.copy()
    await undo(patient, ticket.number, answer)
    assert behind and patient.delivered == behind * 2


async def test_with_no_time_to_take_it_back_it_goes_at_once(room: Room) -> None:
    ticket = await room.open()
    page = await landed(room, await room.act(ticket.number, "answer", text=TEXT))
    assert OFFER not in page and room.delivered == [1]
