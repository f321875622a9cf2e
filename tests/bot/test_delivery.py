"""What comes late still arrives: as a customer message, or with the next reply where the platform refuses."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from harness import Product, product
from sqlalchemy import select

from bot import app
from bot.allowance import limits_of
from bot.app import make_client
from bot.context import Context
from bot.delivery import Delivery
from bot.filters import Mentions
from bot.journal import Line
from bot.router import Band, Router, discover
from bot.wechat import packing
from bot.wechat.errors import ApiError, LimitReached, TokenError
from bot.wechat.reply import NEXT_PAGE_HINT, Reply, Text
from bot.working import DELIVER
from handlers.progress import NONE
from simulator.faults import Fault
from tickets.outbox import EARLIER, MARKED, Kind, Outbox, OutboxMessage, Waiting
from tickets.sending import BETWEEN, SENDING_LASTS

SEND = "cgi-bin/message/custom/send"
Slow = tuple[Product, asyncio.Event]
ASKED, SLOW = "慢慢想", "想好了：去找劳动监察。"


@asynccontextmanager
async def thinking(folder: Path, **given: Any) -> AsyncIterator[Slow]:
    """A product that answers within 0.8 s or late; to ASKED only once the event is set."""
    thought = asyncio.Event()

    async def slow(_context: Context) -> Reply:
        await thought.wait()
        return Text(SLOW)

    first = Router(Band.SAFETY)
    first.on(Mentions(ASKED))(slow)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app, "discover", lambda package: [first, *discover(package)])
        async with product(folder, answering={"answer_within_s": 0.8}, **given) as one:
            yield one, thought


@pytest.fixture
async def hasty(tmp_path: Path) -> AsyncIterator[Slow]:
    """Such a product of a verified account."""
    async with thinking(tmp_path) as one:
        yield one


async def late(one: Product, thought: asyncio.Event) -> str:
    """A follower whose answer came too late."""
    worker = one.follower()
    assert await one.say(worker, ASKED) == ""
    thought.set()
    await one.parts.answering.finish(2)
    return worker


async def written(one: Product) -> str:
    """A follower for whom a word of the staff waits."""
    worker = one.follower()
    await one.say(worker, "查进度")
    await one_more(one, worker, SLOW)
    return worker


async def one_more(one: Product, worker: str, words: str) -> None:
    """A further word of the staff waits."""
    services = one.parts.services
    async with services.database.session() as session:
        outbox = Outbox(session, services.keys, one.parts.answering.clock())
        message = await outbox.put(services.keys.index(worker), words, Kind.AGENT)
        await one.jobs.enqueue(session, DELIVER, str(message))


async def swept(one: Product) -> None:
    """One round of the sweep."""
    services = one.parts.services
    async with aiohttp.ClientSession() as http:
        client = make_client(http, services.settings)
        await Delivery(services, client, one.parts.answering.clock, limits_of(services.settings)).sweep()


async def outbox(one: Product) -> list[tuple[str, str | None]]:
    """(state, why) of what is in the outbox."""
    async with one.parts.services.database.view() as session:
        rows = (await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))).all()
        return [(row.state, row.why) for row in rows]


def pushed(one: Product, worker: str) -> list[str]:
    """The customer messages the follower got."""
    return [bubble.text for bubble in one.platform.follower(worker).inbox if bubble.source == "custom"]


async def test_a_late_answer_arrives_as_a_customer_message(hasty: Slow) -> None:
    one, thought = hasty
    worker = await late(one, thought)
    assert pushed(one, worker) == [] and len(one.jobs.queued) == 1
    await one.jobs.run()
    assert pushed(one, worker) == [SLOW]
    assert await outbox(one) == [(Waiting.SENT, "customer message")]
    assert await one.say(worker, "查进度") == NONE


@pytest.mark.parametrize("errcode", [45015, 45047, 43004, 48002])
async def test_what_cannot_be_delivered_now_rides_on_the_next_reply(hasty: Slow, errcode: int) -> None:
    one, thought = hasty
    worker = await late(one, thought)
    one.platform.faults.add(Fault(SEND, errcode=errcode))
    await one.jobs.run()
    assert pushed(one, worker) == []
    assert await outbox(one) == [(Waiting.WAITING, str(errcode))]
    assert await one.say(worker, "查进度") == f"{NONE}\n\n{EARLIER.format(text=SLOW)}"
    assert [state for state, _ in await outbox(one)] == [Waiting.RODE]
    assert await one.say(worker, "查进度") == NONE


async def test_after_five_the_platforms_own_quota_holds_the_rest_back(running: Product) -> None:
    worker = await written(running)
    for at in range(6):
        await running.jobs.run()
        await one_more(running, worker, f"第{at}句")
    await running.jobs.run()
    assert pushed(running, worker) == [SLOW, "第0句", "第1句", "第2句", "第3句"]
    assert [one for one in await outbox(running) if one[0] != Waiting.SENT] == [(Waiting.WAITING, "45047")] * 2
    assert await running.say(worker, "查进度") == f"{NONE}\n\n第4句\n\n第5句"


async def test_what_waits_together_goes_as_one_message_oldest_first(running: Product) -> None:
    worker = await written(running)
    await one_more(running, worker, "还有一句")
    await running.jobs.run()
    assert pushed(running, worker) == [f"{SLOW}{BETWEEN}还有一句"]
    assert [one for one, _ in await outbox(running)] == [Waiting.SENT] * 2


async def test_what_does_not_fit_together_goes_one_after_the_other(running: Product) -> None:
    worker = await written(running)
    for word in "二三":
        await one_more(running, worker, word * 400)
    await running.jobs.run()
    assert pushed(running, worker) == [f"{SLOW}{BETWEEN}{'二' * 400}", "三" * 400]


async def test_a_long_answer_uses_one_of_the_quota_and_its_pages_wait(hasty: Slow) -> None:
    one, _ = hasty
    worker = one.follower()
    await one.say(worker, "查进度")
    await one_more(one, worker, "长" * 1500)
    await one.jobs.run()
    [page] = pushed(one, worker)
    seen = page + "".join([await one.say(worker, "继续") for _ in range(2)])
    assert seen.count("长") == 1500 and NEXT_PAGE_HINT in page


async def test_a_job_run_twice_sends_once(running: Product) -> None:
    worker = await written(running)
    running.jobs.queued *= 2
    await running.jobs.run()
    assert pushed(running, worker) == [SLOW]


async def test_what_already_rode_is_not_sent(running: Product) -> None:
    worker = await written(running)
    assert SLOW in await running.say(worker, "查进度")
    await running.jobs.run()
    assert pushed(running, worker) == []
    assert [state for state, _ in await outbox(running)] == [Waiting.RODE]


async def test_a_crash_in_the_middle_of_sending_is_never_sent_twice_but_rides_with_a_mark(running: Product) -> None:
    worker = await written(running)
    async with running.parts.services.database.session() as session:
        row = await session.get_one(OutboxMessage, 1)
        row.state, row.done_at = Waiting.SENDING, running.parts.answering.clock()
    await running.jobs.run()
    assert pushed(running, worker) == []
    async with running.parts.services.database.session() as session:
        (await session.get_one(OutboxMessage, 1)).done_at = running.parts.answering.clock() - SENDING_LASTS * 1.1
    await swept(running)
    assert pushed(running, worker) == []
    assert await running.say(worker, "查进度") == f"{NONE}\n\n{MARKED.format(text=SLOW)}"
    assert await running.say(worker, "查进度") == NONE


FAULTS = {
    "a used up daily quota": (Fault(SEND, errcode=45009), LimitReached),
    "a busy platform": (Fault(SEND, errcode=-1, times=3), ApiError),
    "a secret that is refused": (Fault("cgi-bin/stable_token", errcode=40125), TokenError),
}


@pytest.mark.parametrize("name", FAULTS)
async def test_other_failures_are_raised_so_that_the_job_is_tried_again(running: Product, name: str) -> None:
    fault, error = FAULTS[name]
    worker = await written(running)
    [job] = running.jobs.queued
    running.platform.faults.add(fault)
    with pytest.raises(error):
        await running.jobs.run()
    assert [state for state, _ in await outbox(running)] == [Waiting.WAITING]
    running.jobs.queued.append(job)
    await running.jobs.run()
    assert pushed(running, worker) == [SLOW]


async def test_what_the_platform_finds_wrong_is_not_tried_again_but_rides(running: Product) -> None:
    worker = await written(running)
    running.platform.faults.add(Fault(SEND, errcode=47001))
    await running.jobs.run()
    assert await outbox(running) == [(Waiting.WAITING, "47001")]
    assert SLOW in await running.say(worker, "查进度")


async def test_what_may_have_arrived_is_not_sent_again_but_rides_once(running: Product) -> None:
    worker = await written(running)
    running.platform.faults.add(Fault(SEND, hang_up=True))
    await running.jobs.run()
    assert [state for state, _ in await outbox(running)] == [Waiting.WAITING]
    assert MARKED.format(text=SLOW) in await running.say(worker, "查进度")
    assert SLOW not in await running.say(worker, "查进度")


async def test_for_one_who_left_nothing_is_sent(running: Product) -> None:
    worker = await written(running)
    await running.platform.unfollow(worker)
    await running.jobs.run()
    assert pushed(running, worker) == [] and await outbox(running) == []


@pytest.mark.parametrize("payload", ["404", "1"])
async def test_a_message_that_is_gone_is_no_failure(running: Product, payload: str) -> None:
    running.jobs.queued.append((DELIVER, payload))
    await running.jobs.run()
    assert await outbox(running) == []


async def test_an_account_without_customer_messages_queues_nothing(tmp_path: Path) -> None:
    async with thinking(tmp_path, platform={"kind": "unverified"}, wechat={"account": "unverified"}) as (one, thought):
        worker = await late(one, thought)
        assert one.jobs.queued == [] and await outbox(one) == [(Waiting.WAITING, None)]
        assert SLOW in await one.say(worker, "查进度")


async def test_an_answer_whose_commit_is_slow_still_arrives(tmp_path: Path) -> None:
    async with thinking(tmp_path) as (one, thought):
        thought.set()
        record = one.parts.services.journal.record

        async def slow_record(line: Line) -> bool:
            done = await record(line)
            if line.reply is not None:
                await asyncio.sleep(1.6)
            return done

        one.parts.services.journal.record = slow_record  # type: ignore[method-assign]
        assert await one.say(one.follower(), ASKED) == SLOW
        one.parts.services.journal.record = record  # type: ignore[method-assign]


async def test_what_rides_on_a_page_pushes_no_page_out(running: Product) -> None:
    worker, services = running.follower(), running.parts.services
    await running.say(worker, "转人工")
    async with services.database.session() as session:
        box = Outbox(session, services.keys, running.parts.answering.clock())
        await box.put_pages(services.keys.index(worker), ["二" * 600, "三" * 600, "四" * 600])
        await box.put(services.keys.index(worker), "早" * 600, Kind.AGENT)
    seen = "".join([await running.say(worker, "继续") for _ in range(6)])
    assert [seen.count(one) for one in "二三四早"] == [600] * 4


async def test_what_rides_on_a_known_answer_is_this_followers_alone(running: Product) -> None:
    worker, services = running.follower(), running.parts.services
    await running.say(worker, "你好")
    async with services.database.session() as session:
        box = Outbox(session, services.keys, running.parts.answering.clock())
        await box.put(services.keys.index(worker), "王姐周三来找您", Kind.AGENT)
    kept = packing._remembered.cache_info().currsize
    assert "王姐周三来找您" in await running.say(worker, "加班费怎么算")
    assert packing._remembered.cache_info().currsize == kept
