"""Words that may still be taken back: nothing moves them before, nothing loses them after."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.core.crypt import Keyring, new_key
from bot.core.database import Database
from tickets.outbox import Kind, Outbox, OutboxMessage, Waiting
from tickets.sending import BETWEEN, Sending

KEYS = Keyring.parse(new_key("k"))
NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
HELD = timedelta(seconds=10)
ALMOST, AFTER = HELD - timedelta(milliseconds=1), HELD
ROOM = 2000


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    one = Database(database_url)
    yield one
    await one.close()


async def put(database: Database, text: str, held: timedelta = timedelta(0), follower: str = "f1") -> int:
    async with database.session() as session:
        return await Outbox(session, KEYS, NOW).put(follower, text, Kind.AGENT, held=held)


async def let_go(database: Database, later: timedelta) -> list[int]:
    async with database.session() as session:
        return list(await Sending(session, KEYS, NOW + later).let_go(9))


async def taken(database: Database, later: timedelta) -> str:
    async with database.session() as session:
        parcel = await Sending(session, KEYS, NOW + later).take("f1", None, ROOM)
        return parcel.text if parcel else ""


async def state(database: Database, message: int) -> str:
    async with database.view() as session:
        return str(await session.scalar(select(OutboxMessage.state).where(OutboxMessage.id == message)))


async def test_nothing_moves_it_before(database: Database) -> None:
    message = await put(database, "话", HELD)
    assert await let_go(database, ALMOST) == []
    async with database.session() as session:
        sending, outbox = Sending(session, KEYS, NOW + ALMOST), Outbox(session, KEYS, NOW + ALMOST)
        assert await sending.whose(message) is None and not await sending.due(9)
        assert await sending.take("f1", None, ROOM) is None
        assert await outbox.ride("f1") == [] and await outbox.next_page("f1") is None
    assert await state(database, message) == Waiting.HELD


async def test_it_goes_once_its_time_is_over_and_is_let_go_once(database: Database) -> None:
    message = await put(database, "话", HELD)
    assert await let_go(database, AFTER) == [message]
    assert await let_go(database, AFTER) == []
    assert await taken(database, AFTER) == "话"


async def test_what_was_let_go_by_a_process_that_died_is_swept_up(database: Database) -> None:
    message = await put(database, "话", HELD)
    await let_go(database, AFTER)
    async with database.view() as session:
        assert list(await Sending(session, KEYS, NOW + timedelta(minutes=6)).due(9)) == [message]


async def test_what_comes_after_it_waits_so_that_the_order_stays(database: Database) -> None:
    await put(database, "一")
    await put(database, "二", HELD)
    await put(database, "三")
    assert await taken(database, ALMOST) == "一"


async def test_then_all_go_together(database: Database) -> None:
    await put(database, "二", HELD)
    await put(database, "三")
    assert await taken(database, ALMOST) == ""
    await let_go(database, AFTER)
    assert await taken(database, AFTER) == f"二{BETWEEN}三"


async def test_others_do_not_wait_for_it(database: Database) -> None:
    await put(database, "别人的", HELD, "f2")
    await put(database, "我的")
    assert await taken(database, ALMOST) == "我的"
