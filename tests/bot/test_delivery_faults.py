"""The platform's bad days and ours: nothing lost, nothing doubled, nothing called sent that was not."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from harness import Product, product
from posting import SEND, Turning, delivery_of, got, proofs, someone, states, sweep, wait

from bot.delivery import Delivery
from bot.wechat import transport
from bot.wechat.calls import Bounds
from bot.wechat.errors import WeChatError
from bot.wechat.outgoing import Outgoing
from handlers.progress import NONE
from simulator.faults import Fault
from tickets.outbox import MARKED, OutboxMessage, Waiting
from tickets.proof import Outcome, Via
from tickets.sending import BETWEEN, SENDING_LASTS

ROUNDS, SEED = 100, 20261122
CUSTOMER_SENT = (Via.CUSTOMER, Outcome.SENT)


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """A call that failed is made again almost at once."""
    monkeypatch.setattr(transport, "Bounds", partial(Bounds, base_s=0.01, cap_s=0.02))


@pytest.fixture
def turning() -> Turning:
    return Turning()


@pytest.fixture
async def one(tmp_path: Path, database_url: str, turning: Turning) -> AsyncIterator[Product]:
    """A product on each kind of database, with a clock that can be turned."""
    async with product(tmp_path, database_url, {"sign_with_real_time": False}, turning) as running:
        yield running


async def run(one: Product) -> None:
    """Runs the queued jobs; the platform may be in trouble."""
    try:
        await one.jobs.run()
    except WeChatError:
        one.jobs.queued.clear()


@pytest.mark.parametrize("errcode", [45015, 45047, 48001, 43004, 48002, 50002, 50005])
async def test_a_refusal_is_not_delivered_and_proved(one: Product, errcode: int) -> None:
    worker = await someone(one)
    message = await wait(one, worker, "来一趟")
    one.platform.faults.add(Fault(SEND, errcode=errcode))
    await one.jobs.run()
    assert await states(one) == [(Waiting.WAITING, str(errcode))]
    assert await one.say(worker, "查进度") == f"{NONE}\n\n来一趟"
    refused = (message, Via.CUSTOMER, Outcome.REFUSED, str(errcode))
    assert await proofs(one) == [refused, (message, Via.REPLY, Outcome.SENT, None)]


async def test_a_platform_down_for_an_hour_loses_and_doubles_nothing(one: Product, turning: Turning) -> None:
    worker = await someone(one)
    one.platform.faults.dead = True
    for at in range(3):
        await wait(one, worker, f"第{at}句")
        await run(one)
        turning.on(one, minutes=20)
        await sweep(one)
    assert got(one, worker) == []
    assert {state for state, _ in await states(one)} == {Waiting.WAITING}
    one.platform.faults.clear()
    turning.on(one, minutes=6)
    await sweep(one)
    assert got(one, worker) == [BETWEEN.join(f"第{at}句" for at in range(3))]
    assert [state for state, _ in await states(one)] == [Waiting.SENT] * 3
    assert await one.say(worker, "查进度") == NONE


async def test_a_busy_platform_is_asked_again_later(one: Product, turning: Turning) -> None:
    worker = await someone(one)
    await wait(one, worker, "一句")
    one.platform.faults.add(Fault(SEND, errcode=-1, times=3))
    await run(one)
    assert await states(one) == [(Waiting.WAITING, "-1")]
    await sweep(one)
    assert got(one, worker) == []
    turning.on(one, minutes=5)
    await sweep(one)
    assert got(one, worker) == ["一句"]


async def test_a_message_whose_job_got_lost_is_swept_up(one: Product, turning: Turning) -> None:
    worker = await someone(one)
    await wait(one, worker, "一句")
    one.jobs.queued.clear()
    turning.on(one, minutes=5)
    await sweep(one)
    assert got(one, worker) == ["一句"]


async def test_an_answer_that_breaks_off_is_unsure(one: Product) -> None:
    worker = await someone(one)
    message = await wait(one, worker, "一句")
    one.platform.faults.add(Fault(SEND, hang_up=True))
    await one.jobs.run()
    [first, *_] = await proofs(one)
    assert first == (message, Via.CUSTOMER, Outcome.UNSURE, "no answer")
    assert await one.say(worker, "查进度") == f"{NONE}\n\n{MARKED.format(text='一句')}"


async def test_two_workers_send_once_and_in_order(one: Product) -> None:
    worker = await someone(one)
    messages = [await wait(one, worker, f"第{at}句" + "长" * 500) for at in range(4)]
    async with delivery_of(one) as first, delivery_of(one) as second:
        await asyncio.gather(*(who.deliver(str(message)) for message in messages for who in (first, second)))
    assert [text[:3] for text in got(one, worker)] == ["第0句", "第1句", "第2句", "第3句"]
    assert [state for state, _ in await states(one)] == [Waiting.SENT] * 4


async def test_what_came_while_another_process_was_sending_is_sent_too(one: Product, turning: Turning) -> None:
    worker = await someone(one)
    first = await wait(one, worker, "第0句")
    one.platform.faults.add(Fault(SEND, delay_s=0.4))
    async with delivery_of(one) as here, delivery_of(one) as there:
        sending = asyncio.create_task(here.deliver(str(first)))
        await asyncio.sleep(0.15)
        await there.deliver(str(await wait(one, worker, "第1句")))
        await sending
    assert got(one, worker) == ["第0句", "第1句"]


async def test_one_that_does_not_open_keeps_nobody_else_waiting(one: Product, turning: Turning) -> None:
    broken, worker = await someone(one), await someone(one)
    message = await wait(one, broken, "一句")
    async with one.parts.services.database.session() as session:
        (await session.get_one(OutboxMessage, message)).body = b"damaged"
    await wait(one, worker, "一句")
    one.jobs.queued.clear()
    turning.on(one, minutes=6)
    await sweep(one)
    assert got(one, worker) == ["一句"] and got(one, broken) == []


class Killed(BaseException):
    """Stands in for kill -9: nothing may catch it."""


def dying(delivery: Delivery, where: str) -> Delivery:
    """The delivery of a process that dies at one step of sending."""
    send = delivery._client.customer.send

    async def sending(openid: str, message: Outgoing) -> None:
        if where == "before the send":
            raise Killed
        await send(openid, message)
        if where == "after the send":
            raise Killed

    delivery._client.customer.send = sending
    return delivery


async def test_killed_at_any_step_nothing_is_lost_or_sent_twice(one: Product, turning: Turning) -> None:
    worker, chance = await someone(one), random.Random(SEED)
    rounds = ROUNDS if one.parts.settings.database.url.startswith("sqlite") else ROUNDS // 4
    for at in range(rounds):
        message = await wait(one, worker, f"〔{at}〕")
        async with delivery_of(one) as delivery:
            with suppress(Killed):
                where = chance.choice(["before the send", "after the send", "nowhere"])
                await dying(delivery, where).deliver(str(message))
        if chance.random() < 0.5:  # the job is there again, at once
            async with delivery_of(one) as delivery:
                await delivery.deliver(str(message))
        turning.on(one, seconds=SENDING_LASTS.total_seconds() * 1.1)
        await sweep(one)
        await one.say(worker, "查进度")
    shown = "".join(bubble.text for bubble in one.platform.follower(worker).inbox)
    for at in range(rounds):
        unmarked = shown.count(f"〔{at}〕") - shown.count(MARKED.format(text=f"〔{at}〕"))
        assert shown.count(f"〔{at}〕") in (1, 2) and unmarked <= 1, at
    assert {state for state, _ in await states(one)} == {Waiting.SENT, Waiting.RODE}
    was_sent = [message for message, via, outcome, _ in await proofs(one) if (via, outcome) == CUSTOMER_SENT]
    assert len(was_sent) == len(set(was_sent)) == sum(state == Waiting.SENT for state, _ in await states(one))
