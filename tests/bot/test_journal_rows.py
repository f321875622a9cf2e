"""A follower's rows among everybody's: all of them, and along the index, however many blocks there are."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import ColumnElement, insert, select, text, update
from sqlalchemy.dialects import sqlite

from bot.core.database import Database
from bot.forgetting import unlink
from bot.journal_rows import BLOCK_ROWS, JournalRow, lately_written_by, received_since, written_by

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
STEP = timedelta(minutes=1)
ROWS = 5 * BLOCK_ROWS + 7
DAYS = ROWS * STEP
FOLLOWERS = [f"follower{n}" for n in range(9)]


def row(at: int, follower: str, received_at: datetime) -> dict[str, object]:
    return {"id": at, "key": f"{at}", "follower": follower, "kind": "Text", "body": b"", "received_at": received_at}


def grown() -> Iterator[dict[str, object]]:
    """A row a minute, two and two the other way round; the ids around 1,000 were never given."""
    for at in range(1, ROWS + 1):
        if not 990 < at < 1010:
            yield row(at, FOLLOWERS[at * at % 7], NOW + (at ^ 1) * STEP)


@pytest.fixture
async def journal(database: Database) -> Database:
    async with database.session() as session:
        await session.execute(insert(JournalRow), [{"late": False, **one} for one in grown()])
    return database


async def ids(database: Database, clause: ColumnElement[bool]) -> list[int]:
    async with database.view() as session:
        return list((await session.scalars(select(JournalRow.id).where(clause).order_by(JournalRow.id.desc()))).all())


@pytest.mark.parametrize("follower", FOLLOWERS)
async def test_all_that_a_follower_wrote_is_found_in_every_block(journal: Database, follower: str) -> None:
    wanted = [one["id"] for one in grown() if one["follower"] == follower]
    assert await ids(journal, written_by(follower)) == wanted[::-1]


@pytest.mark.parametrize("back", [0 * STEP, 1 * STEP, 255 * STEP, 256 * STEP, 257 * STEP, DAYS / 2, DAYS, 2 * DAYS])
async def test_what_came_since_a_moment_is_found_to_the_minute(journal: Database, back: timedelta) -> None:
    since = NOW + DAYS - back
    wanted = [one for one in grown() if one["received_at"] >= since]  # type: ignore[operator]
    assert await ids(journal, received_since(since)) == [one["id"] for one in wanted][::-1]
    mine = [one["id"] for one in wanted if one["follower"] == FOLLOWERS[1]]
    assert await ids(journal, lately_written_by(FOLLOWERS[1], since)) == mine[::-1]


async def test_an_empty_journal_has_nothing_of_anybody(database: Database) -> None:
    assert not await ids(database, written_by(FOLLOWERS[0]))
    assert not await ids(database, lately_written_by(FOLLOWERS[0], NOW))
    assert not await ids(database, received_since(NOW))


async def test_two_followers_are_looked_for_in_one_statement(journal: Database) -> None:
    assert not await ids(journal, written_by(FOLLOWERS[1]) & lately_written_by(FOLLOWERS[2], NOW))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_on_sqlite_the_rows_are_reached_along_the_index(database: Database) -> None:
    for mine in (written_by("x"), lately_written_by("x", NOW)):
        for statement in (select(JournalRow).where(mine), update(JournalRow).where(mine).values(late=True)):
            told = statement.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
            async with database.view() as session:
                plan = [step[3] for step in await session.execute(text(f"EXPLAIN QUERY PLAN {told}"))]
            assert any("INDEX ix_journal_block (<expr>=? AND follower=?)" in step for step in plan), plan
            assert not [step for step in plan if step.startswith("SCAN journal")], plan


async def test_what_is_unlinked_is_found_though_a_clock_was_wrong(database: Database) -> None:
    answered = {"late": False, "reply": b"x"}
    late = [{**row(at, FOLLOWERS[0], NOW), **answered} for at in range(1, ROWS)]
    late[2 * BLOCK_ROWS - 1]["received_at"] = NOW - timedelta(days=1)
    async with database.session() as session:
        await session.execute(insert(JournalRow), late)
    async with database.session() as session:
        await unlink(session, FOLLOWERS[0], NOW)
    assert await ids(database, written_by(FOLLOWERS[0])) == [2 * BLOCK_ROWS]
