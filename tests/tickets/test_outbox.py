"""The outbox: what waits goes out once, in order, to its own follower."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import product as pairs

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.core.crypt import Keyring, new_key
from bot.core.database import Database
from bot.core.errors import SealBroken
from tickets.outbox import EARLIER, PAGES_LAST, RIDE_AT_ONCE, Kind, Outbox, OutboxMessage, Waiting
from tickets.proof import Attempt, Outcome, Proofs, Via

KEYS = Keyring.parse(new_key("k"))
NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
Post = Callable[..., AbstractAsyncContextManager[Outbox]]


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    one = Database(database_url)
    yield one
    await one.close()


@pytest.fixture
def post(database: Database) -> Post:
    """The outbox in a transaction of its own, `later` than the start."""

    @asynccontextmanager
    async def at(later: timedelta = timedelta(0)) -> AsyncIterator[Outbox]:
        async with database.session() as session:
            yield Outbox(session, KEYS, NOW + later)

    return at


async def row(database: Database, message: int) -> OutboxMessage:
    async with database.view() as session:
        return await session.get_one(OutboxMessage, message)


async def test_a_message_is_kept_sealed_and_read_back(post: Post, database: Database) -> None:
    async with post() as outbox:
        message = await outbox.put("f1", "来一趟工会", Kind.AGENT)
    async with post() as outbox:
        assert await outbox.read(message) == ("f1", "来一趟工会")
        assert await outbox.read(message + 1) is None
    kept = await row(database, message)
    assert (kept.state, kept.kind, kept.made_at) == (Waiting.WAITING, Kind.AGENT, NOW)
    assert "工会".encode() not in kept.body


async def test_what_waits_rides_once_oldest_first_and_only_with_its_own(post: Post, database: Database) -> None:
    async with post() as outbox:
        for follower, text in (("f1", "一"), ("f2", "别人的"), ("f1", "二")):
            await outbox.put(follower, text, Kind.LATE if text == "一" else Kind.AGENT)
        await outbox.put("f1", "一页", Kind.PAGE)
    async with post() as outbox:
        assert await outbox.ride("f1") == [EARLIER.format(text="一"), "二"]
        assert await outbox.ride("f1") == []
    assert (await row(database, 1)).state == Waiting.RODE
    assert (await row(database, 2)).state == Waiting.WAITING


async def test_not_too_much_rides_at_once(post: Post) -> None:
    async with post() as outbox:
        for at in range(RIDE_AT_ONCE + 2):
            await outbox.put("f1", str(at), Kind.AGENT)
    async with post() as outbox:
        assert await outbox.ride("f1") == [str(at) for at in range(RIDE_AT_ONCE)]
        assert len(await outbox.ride("f1")) == 2


async def test_what_rode_on_a_reply_that_was_rolled_back_still_waits(post: Post) -> None:
    async with post() as outbox:
        await outbox.put("f1", "一", Kind.AGENT)
    with pytest.raises(ZeroDivisionError):
        async with post() as outbox:
            assert await outbox.ride("f1") == ["一"]
            raise ZeroDivisionError
    async with post() as outbox:
        assert await outbox.ride("f1") == ["一"]


@pytest.mark.parametrize("stands", Waiting)
async def test_on_a_repeat_rides_only_what_still_waits(post: Post, database: Database, stands: Waiting) -> None:
    async with post() as outbox:
        message = await outbox.put("f1", "一", Kind.LATE)
    async with database.session() as session:
        kept = await session.get_one(OutboxMessage, message)
        kept.state = stands
        await session.flush()
        rides = await Outbox(session, KEYS, NOW).ride_again(kept, "repeat")
    assert rides is (stands is Waiting.WAITING)
    kept = await row(database, message)
    assert (kept.state, kept.why) == ((Waiting.RODE, "repeat") if rides else (stands, None))


async def test_of_two_repeats_at_once_one_gets_it(post: Post, database: Database) -> None:
    async with post() as outbox:
        message = await outbox.put("f1", "一", Kind.LATE)

    async def repeat() -> bool:
        async with database.session() as session:
            kept = await session.get_one(OutboxMessage, message)
            return await Outbox(session, KEYS, NOW).ride_again(kept, "repeat")

    assert sorted(await asyncio.gather(*(repeat() for _ in range(4)))) == [False, False, False, True]


async def test_what_is_being_sent_does_not_ride(post: Post, database: Database) -> None:
    async with post() as outbox:
        message = await outbox.put("f1", "一", Kind.LATE)
    async with database.session() as session:
        (await session.get_one(OutboxMessage, message)).state = Waiting.SENDING
    async with post() as outbox:
        assert await outbox.ride("f1") == []


async def test_what_rides_leaves_its_proof(post: Post, database: Database) -> None:
    async with post() as outbox:
        messages = [await outbox.put("f1", text, Kind.AGENT) for text in "一二"]
    async with post(timedelta(hours=1)) as outbox:
        await outbox.ride("f1", most=1)
    async with database.view() as session:
        [proof] = (await session.scalars(select(Attempt))).all()
    assert (proof.message, proof.via, proof.outcome) == (messages[0], Via.REPLY, Outcome.SENT)
    assert proof.at == NOW + timedelta(hours=1)


async def test_a_message_has_one_success(post: Post, database: Database) -> None:
    async with post() as outbox:
        message = await outbox.put("f1", "一", Kind.AGENT)
        await outbox.ride("f1")
    with pytest.raises(IntegrityError):
        async with database.session() as session:
            Proofs(session, NOW).begin("f1", [message], Via.CUSTOMER, Outcome.SENT)


async def test_pages_come_in_order_for_a_day(post: Post) -> None:
    async with post() as outbox:
        await outbox.put_pages("f1", ["二", "三", "四"])
    async with post(PAGES_LAST - timedelta(seconds=1)) as outbox:
        assert [await outbox.next_page("f1"), await outbox.next_page("f2")] == ["二", None]
    async with post(PAGES_LAST) as outbox:
        assert await outbox.next_page("f1") is None


async def test_newer_pages_replace_older_ones_of_the_same_follower(post: Post, database: Database) -> None:
    async with post() as outbox:
        await outbox.put("f1", "来过", Kind.AGENT)
        for follower in ("f1", "f2"):
            await outbox.put_pages(follower, ["旧"])
        await outbox.put_pages("f1", ["新"])
        assert [await outbox.next_page(who) for who in ("f1", "f1", "f1", "f2")] == ["新", "来过", None, "旧"]
        assert await outbox.ride("f1") == []


async def test_a_late_answer_is_found_by_the_key_of_its_question(post: Post) -> None:
    async with post() as outbox:
        await outbox.put("f1", "别的", Kind.AGENT, key="k1")
        message = await outbox.put("f1", "晚到的", Kind.LATE, key="k1")
        found = await outbox.late_for("k1")
        assert found is not None and found.id == message
        assert await outbox.late_for("k2") is None


async def test_forgetting_leaves_nothing_of_one_follower(post: Post, database: Database) -> None:
    async with post() as outbox:
        for follower, kind in pairs(("f1", "f2"), Kind):
            await outbox.put(follower, "x", kind)
        await outbox.forget("f1")
    async with database.view() as session:
        assert set((await session.scalars(select(OutboxMessage.follower))).all()) == {"f2"}


async def test_a_message_turned_over_to_another_follower_does_not_open(post: Post, database: Database) -> None:
    async with post() as outbox:
        message = await outbox.put("f1", "一", Kind.AGENT)
    async with database.session() as session:
        (await session.get_one(OutboxMessage, message)).follower = "f2"
    async with post() as outbox:
        with pytest.raises(SealBroken):
            await outbox.read(message)
