"""A code binds its agent to whoever sends it: once, in time, one telephone each."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.core.crypt import Keyring, new_key
from bot.core.database import Database
from tickets import binding
from tickets.binding import LASTS, Binding, new_code, redeem

KEYS = Keyring.parse(new_key("k"))
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    one = Database(database_url)
    yield one
    await one.close()


async def code(database: Database, agent: int) -> str:
    async with database.session() as session:
        return await new_code(session, KEYS, agent, NOW)


async def send(database: Database, text: str, follower: str, after: timedelta = timedelta(0)) -> bool:
    async with database.session() as session:
        return await redeem(session, KEYS, text, follower, NOW + after)


async def bound(database: Database) -> dict[int, str]:
    async with database.view() as session:
        return {row.agent: row.follower for row in (await session.scalars(select(Binding))).all()}


async def test_it_works_once_in_small_letters_too(database: Database) -> None:
    one = await code(database, 1)
    assert await send(database, one.lower(), "f1")
    assert not await send(database, one, "f2")
    assert await bound(database) == {1: "f1"}


async def test_a_late_or_an_earlier_or_a_wrong_one_does_not(database: Database) -> None:
    first = await code(database, 1)
    assert not await send(database, first, "f1", LASTS)
    await code(database, 1)
    assert not await send(database, first, "f1")
    assert not await send(database, "AAAAAA", "f1")
    assert await bound(database) == {}


async def test_one_telephone_for_an_agent_and_one_agent_for_a_telephone(database: Database) -> None:
    for agent, follower in ((1, "f1"), (1, "f2"), (2, "f2")):
        assert await send(database, await code(database, agent), follower)
    assert await bound(database) == {2: "f2"}


async def test_unbound_and_forgotten(database: Database) -> None:
    for agent in (1, 2):
        await send(database, await code(database, agent), f"f{agent}")
    async with database.session() as session:
        await binding.unbind(session, 1)
        await binding.forget(session, "f2")
    assert await bound(database) == {}
