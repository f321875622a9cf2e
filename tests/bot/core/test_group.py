"""Group work over the driver itself: what is kept, what is told, and what comes after a failure."""

import asyncio
import subprocess
import sys
import threading
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError

from bot.core.database import Database

HERE = "SELECT follower FROM followers"
OTHERS_END = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
MENDING = """
import fcntl, os, sys, time
index = os.open(sys.argv[1], os.O_RDWR)
fcntl.lockf(index, fcntl.LOCK_EX, 1, 122)  # Source: SQLite, walformat.html, WAL_RECOVER_LOCK
os.pwrite(index, bytes(8), 0)  # as one that was killed leaves it
print(flush=True)
time.sleep(0.2)
"""
ADD = "INSERT INTO followers (follower, openid, first_seen, version) VALUES ('{name}', '', '2026-11-22', 0)"


class Boom(Exception):
    """Raised by a test in the middle of a group."""


def adding(*names: str, then: str = "") -> Any:
    def work(cursor: Any) -> int:
        for name in names:
            cursor.execute(ADD.format(name=name))
        if then == "raise":
            raise Boom
        if then:
            cursor.execute(then)
        return len(names)

    return work


def here(cursor: Any) -> list[str]:
    cursor.execute(HERE)
    return sorted(name for (name,) in cursor.fetchall())


async def test_returning_commits(database: Database) -> None:
    assert await database.write_group(adding("a", "b")) == 2
    assert await database.read_group(here) == ["a", "b"]


async def test_what_else_there_is_to_do_is_done_before_its_end_is_told(database: Database) -> None:
    order: list[str] = []
    await database.write_group(adding("one"), lambda: order.append("meanwhile"))
    order.append("told")
    assert order == ["meanwhile", "told"]


async def test_raising_leaves_nothing_and_the_next_group_works(database: Database) -> None:
    with pytest.raises(Boom):
        await database.write_group(adding("a", then="raise"))
    assert await database.read_group(here) == []
    await database.write_group(adding("a"))
    assert await database.read_group(here) == ["a"]


async def test_a_drivers_error_is_told_as_everywhere_else(database: Database) -> None:
    await database.write_group(adding("a"))
    with pytest.raises(IntegrityError):
        await database.write_group(adding("b", "a"))
    with pytest.raises(DBAPIError) as caught:
        await database.write_group(adding("c", then="SELECT nothing FROM nowhere"))
    assert database.is_sqlite or isinstance(caught.value, ProgrammingError)
    assert "'c'" not in str(caught.value)
    with pytest.raises(DBAPIError):
        await database.read_group(lambda cursor: cursor.execute("SELECT nothing FROM nowhere"))
    assert await database.read_group(here) == ["a"]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_connection_that_was_lost_between_two_groups_is_replaced_unseen(database: Database) -> None:
    await database.write_group(adding("a"))
    assert await database.read_group(here) == ["a"]
    async with database.writing() as connection:
        await connection.execute(text(OTHERS_END))
    await database.write_group(adding("b"))
    assert await database.read_group(here) == ["a", "b"]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_work_that_ends_its_connection_every_time_is_tried_twice_and_told(database: Database) -> None:
    tries = []

    def ending(cursor: Any) -> None:
        tries.append(1)
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    await database.write_group(adding("a"))
    with pytest.raises(DBAPIError):
        await database.write_group(ending)
    assert len(tries) == 2
    assert await database.write_group(here) == ["a"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_looking_goes_on_after_the_connection_broke(database: Database) -> None:
    await database.write_group(adding("a"))
    assert database.look(here) == ["a"]
    broken = database._group_reader._connection
    assert broken is not None
    broken.dbapi_connection.close()  # type: ignore[union-attr]
    with pytest.raises(DBAPIError):
        database.look(here)
    assert database.look(here) == ["a"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_another_process_that_mends_the_log_is_waited_for(database: Database) -> None:
    await database.write_group(adding("a"))
    index = f"{make_url(database.url).database}-shm"
    with subprocess.Popen([sys.executable, "-c", MENDING, index], stdout=subprocess.PIPE) as other:
        assert other.stdout and other.stdout.readline()
        await database.write_group(adding("b"))
    assert database.look(here) == ["a", "b"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_one_that_is_cancelled_as_it_commits_holds_nobody_up(database: Database) -> None:
    group, begun, may_end = database._group_writer, threading.Event(), threading.Event()
    commit = group._commit

    def slow_commit(connection: Any) -> None:
        begun.set()
        may_end.wait(5)
        commit(connection)

    group._commit = slow_commit
    first = asyncio.create_task(database.write_group(adding("a")))
    assert await asyncio.to_thread(begun.wait, 5)
    first.cancel()
    second = asyncio.create_task(database.write_group(adding("b")))
    await asyncio.sleep(0.02)
    assert not second.done()
    may_end.set()
    assert await asyncio.wait_for(second, 5) == 1
    assert database.look(here) == ["a", "b"]
