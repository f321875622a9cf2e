"""Durable work over the real dbos: queued exactly with the caller's transaction, tried again, found after a restart."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.core import jobs as module
from bot.core.clock import utc_now
from bot.core.database import Database
from bot.core.jobs import Jobs, UnknownJob

WITHIN_S = 20


class Desk:
    """The jobs of one life of a process, and what they did."""

    def __init__(self, url: str, slot: str = "test-1") -> None:
        self.jobs = Jobs(url, slot)
        self.done: asyncio.Queue[str] = asyncio.Queue()
        self.failures: dict[str, int] = {}
        self.jobs.register("note", self.note)

    async def note(self, payload: str) -> None:
        if self.failures.get(payload, 0) > 0:
            self.failures[payload] -= 1
            raise OSError("not now")
        await self.done.put(payload)

    async def next(self) -> str:
        return await asyncio.wait_for(self.done.get(), WITHIN_S)


@asynccontextmanager
async def running(desk: Desk) -> AsyncIterator[Desk]:
    await desk.jobs.start()
    try:
        yield desk
    finally:
        await desk.jobs.stop()


@pytest.fixture
async def database(database_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Database]:
    for name, short in {"FIRST_PAUSE_S": 0.05, "POLL_S": 0.1, "STOP_WITHIN_S": 1}.items():
        monkeypatch.setattr(module, name, short)
    one = Database(database_url)
    yield one
    await one.close()


async def test_sqlite_tells_the_time_as_dbos_asks_for_it(tmp_path: Path) -> None:
    one = Database(f"sqlite+aiosqlite:///{tmp_path}/own.db")
    async with one.writing() as connection:
        told = await connection.scalar(text("SELECT unixepoch('subsec')"))
    await one.close()
    assert abs(told - utc_now().timestamp()) < 60


async def test_a_job_exists_exactly_if_the_transaction_commits(database: Database) -> None:
    async with running(Desk(database.url)) as desk:
        desk.failures["again"] = 2
        with pytest.raises(ZeroDivisionError):
            async with database.session() as session:
                await desk.jobs.enqueue(session, "note", "rolled back")
                raise ZeroDivisionError
        async with database.session() as session:
            with pytest.raises(UnknownJob, match="nobody"):
                await desk.jobs.enqueue(session, "nobody", "1")
            assert await Jobs.unfinished(session) == (0, None)
            for payload in ("第一件", "again"):
                await desk.jobs.enqueue(session, "note", payload)
            count, since = await Jobs.unfinished(session)
            assert count == 2 and since is not None and abs((utc_now() - since).total_seconds()) < 60
            await asyncio.sleep(2 * module.POLL_S)
            assert desk.done.empty()
        assert {await desk.next(), await desk.next()} == {"第一件", "again"}
        await asyncio.sleep(2 * module.POLL_S)
        assert desk.done.empty() and desk.failures["again"] == 0


async def test_nothing_is_unfinished_where_no_queue_ever_ran(database: Database) -> None:
    async with database.view() as session:
        assert await Jobs.unfinished(session) == (0, None)


async def test_what_a_stopped_process_left_is_done_by_the_next_of_its_slot(database: Database) -> None:
    begun, never = asyncio.Event(), asyncio.Event()

    async def hanging(_payload: str) -> None:
        begun.set()
        await never.wait()

    first, second = Desk(database.url), Desk(database.url)
    first.jobs.register("long", hanging)
    second.jobs.register("long", second.note)
    async with running(first):
        async with database.session() as session:
            await first.jobs.enqueue(session, "long", "cut short")
        await asyncio.wait_for(begun.wait(), WITHIN_S)
        async with database.session() as session:
            await first.jobs.enqueue(session, "note", "not begun")
    try:
        async with running(second):
            assert {await second.next(), await second.next()} == {"cut short", "not begun"}
    finally:
        never.set()
    assert first.done.empty()


async def test_nothing_can_be_queued_before_the_start(database: Database) -> None:
    async with database.session() as session:
        with pytest.raises(RuntimeError, match="not started"):
            await Desk(database.url).jobs.enqueue(session, "note", "x")
