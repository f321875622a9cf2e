"""Links that are good once, sessions that end."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.core.crypt import Keyring, new_key
from bot.core.database import Database
from tickets.clocks import Rules
from tickets.entering import LASTS, LINK_LASTS, RECEIPT_LASTS, Entrance, PageLink, PageSession, link_path, new_token
from tickets.service import Opening, Tickets

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
KEYS = Keyring.parse(new_key("test"))
WORKER, OTHER = "a" * 32, "b" * 32


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    one = Database(database_url)
    yield one
    await one.close()


async def link(database: Database, follower: str = WORKER, now: datetime = NOW) -> str:
    async with database.session() as session:
        return await Entrance(session, KEYS, now).link(follower)


async def use(database: Database, token: str, now: datetime = NOW) -> str | None:
    async with database.session() as session:
        return await Entrance(session, KEYS, now).use(token)


async def let_in(database: Database, now: datetime = NOW, **whom: object) -> str:
    async with database.session() as session:
        return await Entrance(session, KEYS, now).let_in(**whom)  # type: ignore[arg-type]


async def who(database: Database, token: str, now: datetime = NOW) -> PageSession | None:
    async with database.view() as session:
        return await Entrance(session, KEYS, now).who(token)


def test_tokens_have_enough_bits() -> None:
    assert len({new_token() for _ in range(200)}) == 200
    assert min(len(new_token()) for _ in range(200)) * 6 >= 256 - 6
    assert link_path("x") == "/my/in/x"


async def test_a_link_is_good_once(database: Database) -> None:
    token = await link(database)
    assert await use(database, token) == WORKER
    assert await use(database, token) is None


async def test_of_two_at_once_one_comes_in(database: Database) -> None:
    token = await link(database)
    came = await asyncio.gather(*(use(database, token) for _ in range(4)))
    assert sorted(came, key=str) == [None, None, None, WORKER]


async def test_a_link_runs_out(database: Database) -> None:
    token = await link(database)
    assert await use(database, token, NOW + LINK_LASTS) is None
    token = await link(database)
    assert await use(database, token, NOW + LINK_LASTS - timedelta(seconds=1)) == WORKER


async def test_a_new_link_ends_the_older_one_of_the_same_follower_only(database: Database) -> None:
    first, theirs = await link(database), await link(database, OTHER)
    second = await link(database)
    assert await use(database, first) is None
    assert (await use(database, second), await use(database, theirs)) == (WORKER, OTHER)


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "A" * 5000, "💥"])
async def test_no_other_token_is_one(database: Database, token: str) -> None:
    await link(database)
    await let_in(database, follower=WORKER)
    assert await use(database, token) is None
    assert await who(database, token) is None


async def test_only_hashes_are_kept(database: Database) -> None:
    tokens = [await link(database), await let_in(database, follower=WORKER)]
    async with database.view() as session:
        kept = [*(await session.scalars(select(PageLink.key))), *(await session.scalars(select(PageSession.key)))]
    assert len(kept) == 2
    assert not any(token in key or key in token for token in tokens for key in kept)


async def test_a_link_is_no_session_and_a_session_no_link(database: Database) -> None:
    assert await who(database, await link(database)) is None
    assert await use(database, await let_in(database, follower=WORKER)) is None


async def test_a_session_is_of_its_follower_until_it_ends(database: Database) -> None:
    token = await let_in(database, follower=WORKER)
    found = await who(database, token, NOW + LASTS - timedelta(seconds=1))
    assert found
    assert (found.follower, found.ticket_id) == (WORKER, None)
    assert await who(database, token, NOW + LASTS) is None
    async with database.session() as session:
        await Entrance(session, KEYS, NOW).let_out(token)
    assert await who(database, token) is None


async def test_a_receipt_opens_one_ticket_for_a_short_while(database: Database) -> None:
    async with database.session() as session:
        ticket = await Tickets(session, KEYS, NOW, Rules()).open(Opening("欠薪", "老板欠我工资"))
    token = await let_in(database, ticket=ticket.id)
    found = await who(database, token)
    assert found
    assert (found.follower, found.ticket_id) == (None, ticket.id)
    assert await who(database, token, NOW + RECEIPT_LASTS) is None


async def test_what_has_run_out_is_swept(database: Database) -> None:
    await let_in(database, follower=WORKER)
    await let_in(database, NOW + LASTS, follower=OTHER)
    async with database.view() as session:
        assert list(await session.scalars(select(PageSession.follower))) == [OTHER]


async def test_who_leaves_has_neither_links_nor_sessions(database: Database) -> None:
    token, inside = await link(database), await let_in(database, follower=WORKER)
    theirs = await let_in(database, follower=OTHER)
    async with database.session() as session:
        await Entrance(session, KEYS, NOW).forget(WORKER)
    assert await use(database, token) is None
    assert await who(database, inside) is None
    assert await who(database, theirs) is not None
