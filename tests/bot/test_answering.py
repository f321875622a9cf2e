"""Once, and in time: repeats, late answers, shedding, crashes, on SQLite and on PostgreSQL."""

import asyncio
from pathlib import Path
from typing import Any
from unittest.mock import AsyncMock

import pytest
from processes import FAST, FASTER, Bench, Handle, message
from sqlalchemy import func, select

from bot.context import Context
from bot.core.crypt import new_key
from bot.journal_rows import JournalRow
from bot.wechat.reply import Reply, Silence
from bot.wechat.reply import Text as Said
from bot.working import SORRY
from tickets.models import Ticket
from tickets.outbox import EARLIER, OutboxMessage, Waiting
from tickets.service import Opening


@pytest.fixture
async def bench(database_url: str, tmp_path: Path):
    """Makes processes of one installation: same database, same keys."""
    made, keys = [], {"data": new_key("test")}

    def make(handle: Handle, patience: dict[str, float] = FAST, **wechat: Any) -> Bench:
        made.append(Bench(database_url, handle, tmp_path, keys, patience, **wechat))
        return made[-1]

    yield make
    for one in made:
        await one.close()


async def open_ticket(context: Context) -> Reply:
    ticket = await (await context.unit.tickets()).open(Opening("欠薪", context.said, context.follower))
    return Said(f"编号{ticket.number}")


def after(pause_s: float, then: Handle) -> Handle:
    async def handle(context: Context) -> Reply | None:
        await asyncio.sleep(pause_s)
        return await then(context)

    return handle


def held(go: asyncio.Event, then: Handle) -> Handle:
    """Answers only when it is let go."""

    async def handle(context: Context) -> Reply | None:
        await go.wait()
        return await then(context)

    return handle


@pytest.fixture
def go() -> asyncio.Event:
    return asyncio.Event()


async def test_repeats_join_the_running_work(bench) -> None:
    one = bench(after(0.05, open_ticket))
    push = message()
    answers = await asyncio.gather(*(one.answering.answer(push) for _ in range(3)))
    assert len({answer.content for answer in answers}) == 1
    assert len(await one.rows(Ticket)) == len(await one.rows(JournalRow)) == 1


async def test_a_repeat_after_the_answer_gets_the_same_answer(bench) -> None:
    one = bench(open_ticket)
    push = message()
    first = await one.answering.answer(push)
    assert await one.answering.answer(push) == first
    assert len(await one.rows(Ticket)) == 1


async def test_a_repeat_of_what_is_forgotten_the_next_moment_gets_the_same_answer(bench) -> None:
    one, push = bench(open_ticket), message()
    first = await one.answering.answer(push)
    repeat = one.answering.answer(push)
    one.answering._ended.clear()
    assert await repeat == first


async def test_a_push_whose_work_breaks_is_told(bench, monkeypatch) -> None:
    one = bench(open_ticket)
    monkeypatch.setattr(one.answering._working, "do", AsyncMock(side_effect=ZeroDivisionError))
    with pytest.raises(ZeroDivisionError):
        await one.answering.answer(message())


async def test_two_processes_give_one_effect_and_one_answer(bench) -> None:
    one, other = bench(after(0.05, open_ticket)), bench(after(0.05, open_ticket))
    push = message()
    answers = await asyncio.gather(one.answering.answer(push), other.answering.answer(push))
    assert answers[0] == answers[1]
    assert len(await one.rows(Ticket)) == len(await one.rows(JournalRow)) == 1


async def test_a_restarted_process_knows_what_was_answered(bench) -> None:
    one = bench(open_ticket)
    push = message()
    first = await one.answering.answer(push)
    assert await bench(open_ticket).answering.answer(push) == first
    assert len(await one.rows(Ticket)) == 1


async def test_a_late_answer_is_owed_then_queued_for_delivery(bench, go: asyncio.Event) -> None:
    one = bench(held(go, open_ticket), FASTER)
    push = message()
    assert isinstance(await one.answering.answer(push), Silence)
    assert [(row.reply, row.late) for row in await one.rows(JournalRow)] == [(None, False)]
    go.set()
    await one.answering.finish(2)
    [row] = await one.rows(JournalRow)
    assert row.late and row.reply and row.lease_until is None
    [waiting] = await one.rows(OutboxMessage)
    assert one.jobs.queued == [("deliver", str(waiting.id))]
    assert len(await one.rows(Ticket)) == 1


async def test_a_repeat_carries_the_late_answer_if_it_has_not_gone_out(bench, go: asyncio.Event) -> None:
    one = bench(held(go, open_ticket), FASTER)
    push = message()
    await one.answering.answer(push)
    go.set()
    await one.answering.finish(2)
    first = await one.answering.answer(push)
    assert first.content.startswith("编号")
    assert [row.state for row in await one.rows(OutboxMessage)] == [Waiting.RODE]
    assert await one.answering.answer(push) == first  # the response that carried it may have been lost


async def test_a_late_answer_that_went_out_by_itself_is_not_repeated(bench, go: asyncio.Event) -> None:
    one = bench(held(go, open_ticket), FASTER)
    push = message()
    await one.answering.answer(push)
    go.set()
    await one.answering.finish(2)
    async with one.services.database.session() as session:
        for row in (await session.scalars(select(OutboxMessage))).all():
            row.state = Waiting.SENT
    assert isinstance(await one.answering.answer(push), Silence)


async def test_a_write_lock_held_too_long_loses_and_doubles_nothing(bench) -> None:
    one = bench(open_ticket)
    push, held = message(), asyncio.Event()

    async def hold() -> None:
        async with one.services.database.writing():
            held.set()
            await asyncio.sleep(1.3 * FAST["answer_within_s"])

    holding = asyncio.create_task(hold())
    await held.wait()
    answers = await asyncio.gather(one.answering.answer(push), one.answering.answer(push))
    await holding
    assert len({answer.content for answer in answers}) == 1 and answers[0].content.startswith("编号")
    assert len(await one.rows(Ticket)) == len(await one.rows(JournalRow)) == 1


async def test_a_promise_that_cannot_be_kept_is_said_so_and_the_answer_still_comes(bench, go: asyncio.Event) -> None:
    one = bench(held(go, open_ticket), FASTER)

    async def gone(_line: Any) -> bool:
        raise OSError("database away")

    one.services.journal.record, record = gone, one.services.journal.record
    assert (await one.answering.answer(message())).content == SORRY
    one.services.journal.record = record
    go.set()
    await one.answering.finish(2)
    [waiting] = await one.rows(OutboxMessage)
    assert one.jobs.queued == [("deliver", str(waiting.id))] and len(await one.rows(Ticket)) == 1


async def test_a_hanging_handler_ends_in_an_apology_before_its_lease(bench) -> None:
    one = bench(after(600, open_ticket), FASTER)
    one.answering._working._patience._lasts_s = 2 * FASTER["answer_within_s"]
    await one.answering.answer(message())
    await one.answering.finish(3)
    [row] = await one.rows(JournalRow)
    assert row.handler == "sorry" and await one.rows(Ticket) == []


async def test_without_customer_messages_the_late_answer_rides_on_the_next_reply(bench, go: asyncio.Event) -> None:
    async def answer(context: Context) -> Reply:
        return Said(f"答{context.said}")

    one = bench(held(go, answer), account="unverified")
    await one.answering.answer(message(content="一"))
    go.set()
    await one.answering.finish(2)
    assert one.jobs.queued == []
    assert (await one.answering.answer(message(content="二"))).content == f"答二\n\n{EARLIER.format(text='答一')}"
    assert (await one.answering.answer(message(content="三"))).content == "答三"


async def test_what_another_process_owes_is_taken_over_when_its_lease_is_out(bench) -> None:
    one = bench(after(60, open_ticket), FASTER)
    push = message(msg_id="77")
    await one.answering.answer(push)
    await one.answering.finish(0)  # stopped in the middle: what runs is put down as owed
    assert await one.rows(Ticket) == []
    other = bench(open_ticket)
    assert await other.answering.take_over() == 1
    assert await other.answering.take_over() == 0
    assert len(await other.rows(Ticket)) == 1
    [row] = await other.rows(JournalRow)
    assert row.reply and row.late


async def test_too_much_work_is_shed_early_and_answered_late(bench) -> None:
    async def busy(context: Context) -> Reply:
        await asyncio.sleep(0.005)
        async with turn:
            await asyncio.sleep(0.005)
        return Said("答")

    turn = asyncio.Lock()
    one = bench(busy, {**FAST, "shed_after_s": 0.1})
    answers = []
    for burst in range(4):
        pushes = [message(f"w{burst}-{at}", msg_id=f"{burst * 100 + at}") for at in range(60)]
        answers += await asyncio.gather(*(one.answering.answer(push) for push in pushes))
    shed = sum(isinstance(answer, Silence) for answer in answers)
    assert 0 < shed < len(answers)
    await one.answering.finish(10)
    while await one.answering.take_over():
        pass
    rows = await one.rows(JournalRow)
    assert len(rows) == len(answers) and all(row.reply for row in rows)


async def test_a_failing_handler_rolls_back_and_says_sorry(bench) -> None:
    async def broken(context: Context) -> Reply:
        await open_ticket(context)
        raise RuntimeError("broken")

    one = bench(broken)
    assert (await one.answering.answer(message())).content == SORRY
    assert await one.rows(Ticket) == []
    assert len(await one.rows(JournalRow)) == 1


async def test_a_dead_database_is_said_so_instead_of_silence(bench) -> None:
    one = bench(open_ticket)

    async def gone(*_: Any) -> Any:
        raise OSError("database away")

    one.services.journal.recall = gone
    assert (await one.answering.answer(message())).content == SORRY


async def test_messages_of_one_follower_are_answered_in_turn(bench) -> None:
    seen: list[str] = []

    async def slow_first(context: Context) -> Reply:
        if context.said == "一":
            await asyncio.sleep(0.05)
        seen.append(context.said)
        return Said("答")

    one = bench(slow_first)
    first = one.answering.answer(message(content="一"))
    await asyncio.sleep(0.01)
    await asyncio.gather(first, one.answering.answer(message(content="二")))
    assert seen == ["一", "二"]


async def test_long_answers_are_paged_and_nothing_is_lost(bench) -> None:
    text = "\n\n".join(f"第{at}段" + "字" * 400 for at in range(5))

    async def long(context: Context) -> Reply:
        return Said(text)

    one = bench(long)
    reply = await one.answering.answer(message())
    assert len(reply.content.encode()) <= 2000
    pages = [one.services.keys.open(row.body, f"outbox:{row.follower}") for row in await one.rows(OutboxMessage)]
    whole = "".join([reply.content, *pages]).replace("回复 继续 看下一段", "").replace("\n", "")
    assert whole == text.replace("\n", "")


async def test_hundreds_at_once_have_one_row_each(bench) -> None:
    async def answer(context: Context) -> Reply:
        return Said("答")

    one = bench(answer)
    pushes = [message(f"w{at % 40}", msg_id=str(1000 + at)) for at in range(400)]
    answers = await asyncio.gather(*(one.answering.answer(push) for push in pushes + pushes))
    assert all(isinstance(one_, Said | Silence) for one_ in answers)
    async with one.services.database.view() as session:
        assert await session.scalar(select(func.count()).select_from(JournalRow)) == 400
