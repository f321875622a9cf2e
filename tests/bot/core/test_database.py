"""One database of either kind: what is rolled back is gone, what is read was committed."""

import asyncio
import random
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError, OperationalError, StatementError

from bot.core.database import Database, changed, was_let_go
from bot.core.errors import NaiveTime
from bot.core.followers import Follower

pytestmark = pytest.mark.usefixtures("as_shipped")
NOW = datetime(2026, 11, 22, 4, 5, 6, 789, tzinfo=UTC)


class Boom(Exception):
    """Raised by a test in the middle of a transaction."""


def follower(name: str, **given: Any) -> dict[str, Any]:
    return {"follower": name, "openid": b"sealed", "first_seen": NOW, "version": 0, **given}


async def names(database: Database) -> list[str]:
    async with database.reading() as connection:
        return sorted((await connection.scalars(select(Follower.follower))).all())


async def test_returning_commits(database: Database) -> None:
    async with database.writing() as connection:
        await connection.execute(insert(Follower), follower("a"))
    async with database.session() as session:
        session.add(Follower(**follower("b")))
    assert await names(database) == ["a", "b"]


async def test_raising_leaves_nothing(database: Database) -> None:
    with pytest.raises(Boom):
        async with database.writing() as connection:
            await connection.execute(insert(Follower), follower("a"))
            raise Boom
    with pytest.raises(Boom):
        async with database.session() as session:
            session.add(Follower(**follower("b")))
            await session.flush()
            raise Boom
    assert await names(database) == []


async def test_a_commit_within_a_session_cannot_save_what_is_rolled_back_later(database: Database) -> None:
    with pytest.raises(Boom):
        async with database.session() as session:
            session.add(Follower(**follower("a")))
            await session.commit()
            raise Boom
    assert await names(database) == []


async def test_readers_see_only_what_is_committed(database: Database) -> None:
    async with database.session() as session:
        session.add(Follower(**follower("a")))
        await session.flush()
        assert await asyncio.wait_for(names(database), 5) == []
        async with database.view() as view:
            assert await view.get(Follower, "a") is None
    assert await names(database) == ["a"]


async def test_a_reader_does_not_see_half_of_a_transaction(database: Database) -> None:
    async def write(at: int) -> None:
        async with database.writing() as connection:
            await connection.execute(insert(Follower), [follower(f"{at}-{half}") for half in "ab"])

    seen: list[int] = []
    for at in range(5):
        writing = asyncio.create_task(write(at))
        while not writing.done():
            seen.append(len(await names(database)))
        await writing
    assert {count % 2 for count in [*seen, len(await names(database))]} == {0}


async def test_many_writers_lose_no_update(database: Database) -> None:
    async with database.writing() as connection:
        await connection.execute(insert(Follower), follower("a"))

    async def count() -> None:
        async with database.writing() as connection:
            await connection.execute(text("UPDATE followers SET version = version + 1"))

    await asyncio.gather(*(count() for _ in range(25)))
    async with database.view() as view:
        assert (await view.get_one(Follower, "a")).version == 25


async def test_the_database_can_be_used_after_a_failed_statement(database: Database) -> None:
    for _ in range(12):  # more than any pool holds
        with pytest.raises(Exception, match="no_such_table"):
            async with database.writing() as connection:
                await connection.execute(text("DELETE FROM no_such_table"))
    assert await names(database) == []


async def test_a_task_cancelled_anywhere_in_a_transaction_locks_nobody_out(database: Database) -> None:
    async def write(name: str) -> None:
        async with database.session() as session:
            await changed(session, insert(Follower), follower(name))
            await session.execute(select(Follower.follower))

    chance = random.Random(20261122)
    for at in range(60):
        task = asyncio.create_task(write(f"c{at}"))
        await asyncio.sleep(chance.random() * 0.01)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        async with asyncio.timeout(10):
            await write(f"w{at}")
    assert {f"w{at}" for at in range(60)} <= set(await names(database))


async def test_instants_keep_their_moment_and_come_back_in_utc(database: Database) -> None:
    shanghai = NOW.astimezone(timezone(timedelta(hours=8)))
    async with database.session() as session:
        session.add(Follower(**follower("a", first_seen=shanghai)))
    async with database.view() as view:
        kept = (await view.get_one(Follower, "a")).first_seen
    assert kept == NOW and kept.utcoffset() == timedelta(0)


async def test_a_naive_time_is_refused(database: Database) -> None:
    with pytest.raises(StatementError) as caught:
        async with database.session() as session:
            session.add(Follower(**follower("a", first_seen=NOW.replace(tzinfo=None))))
    assert isinstance(caught.value.orig, NaiveTime)
    assert await names(database) == []


async def test_changed_tells_how_many_rows_were_touched(database: Database) -> None:
    async with database.session() as session:
        assert await changed(session, insert(Follower), follower("a")) == 1
        session.add(Follower(**follower("b")))  # pending work counts as done before
        assert await changed(session, text("UPDATE followers SET version = 7")) == 2
        assert await changed(session, text("DELETE FROM followers WHERE version = 8")) == 0


async def test_foreign_keys_hold(database: Database) -> None:
    claim = text("INSERT INTO claims (ticket_id, kind) VALUES (404, 'x')")
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        async with database.writing() as connection:
            await connection.execute(claim)


async def test_sqlite_is_safe_against_a_power_cut(tmp_path: Any) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/deep/down/x.db")
    async with database.reading() as connection:
        modes = [await connection.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous")]
    await database.close()
    assert modes == ["wal", 2]


@pytest.mark.parametrize(("state", "expected"), [("40P01", True), ("40001", True), ("53300", False), (None, False)])
@pytest.mark.parametrize("kind", [DBAPIError, OperationalError])
def test_what_was_broken_off_for_somebody_else_is_told_by_its_state(
    kind: type[DBAPIError], state: str | None, expected: bool
) -> None:
    fault = Exception("the driver's")
    if state:
        fault.sqlstate = state  # type: ignore[attr-defined]
    assert was_let_go(kind("select 1", None, fault)) is expected
