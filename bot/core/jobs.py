"""Durable work for later: enqueued in the caller's own transaction, run by whichever process is there. Over dbos.

Every job runs on the application's own event loop, so it may use the same database and HTTP session as a handler.
A job must be safe to run twice: after a crash it is started again.
"""

import asyncio
import sqlite3
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from dbos import DBOS, DBOSClient, DBOSConfig
from sqlalchemy import Engine, column, event, func, inspect, select, table
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.database import sync_url
from bot.core.log import get

APP = "niangjia"
QUEUE = "later"
VERSION = "1"  # of the shape of the jobs, not of the code: an upgrade must go on with what was queued
POLL_S = 0.5
TRIES = 6
FIRST_PAUSE_S = 1.0
LASTS_S = 60.0
STOP_WITHIN_S = 2
JOBS = "workflow_status"  # the table of dbos; its times are milliseconds
SUBSEC_FROM = (3, 42)  # of SQLite; on Python 3.12 and later the tables of dbos ask it for unixepoch('subsec')
UNFINISHED = ("ENQUEUED", "DELAYED", "PENDING")

Job = Callable[[str], Awaitable[None]]
_log = get("jobs")


if sqlite3.sqlite_version_info < SUBSEC_FROM:

    @event.listens_for(Engine, "connect")
    def _give_subsec(connection: Any, _record: Any) -> None:
        """An older SQLite, as many servers have, would give nothing, and the queue could not begin."""
        if hasattr(connection, "create_function"):
            connection.create_function("unixepoch", 1, lambda what: time.time() if what == "subsec" else None)


class UnknownJob(KeyError):
    """A queued job has a name nobody registered."""


class Jobs:
    """The queue. `slot` is this process's stable id: after a crash the process of the same slot goes on with its jobs.

    One running `Jobs` per process, as dbos keeps its registry in the process.
    """

    def __init__(self, database_url: str, slot: str) -> None:
        self._url, self._slot = sync_url(database_url), slot
        self._jobs: dict[str, Job] = {}
        self._client: DBOSClient | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def register(self, name: str, job: Job) -> None:
        """Names a job; before `start`."""
        self._jobs[name] = job

    async def start(self) -> None:
        """Begins to take jobs, those of an earlier life of this slot first."""
        self._loop = asyncio.get_running_loop()
        await asyncio.to_thread(self._launch)

    async def stop(self) -> None:
        """Stops taking jobs and waits for those that run; what is left goes on in the next process of this slot."""
        if self._client is not None:
            self._client.destroy()
            self._client = None
            await asyncio.to_thread(DBOS.destroy, destroy_registry=True, workflow_completion_timeout_sec=STOP_WITHIN_S)

    async def enqueue(self, session: AsyncSession, name: str, payload: str) -> None:
        """Queues a job; it exists exactly if the caller's transaction commits.

        Raises:
            UnknownJob: no such job.
        """
        if name not in self._jobs:
            raise UnknownJob(name)
        client = self._client
        if client is None:
            raise RuntimeError("the queue is not started")
        connection = await session.connection()
        await connection.run_sync(
            lambda plain: client.enqueue_in_transaction(
                plain, {"queue_name": QUEUE, "workflow_name": "run", "app_version": VERSION}, name, payload
            )
        )

    @staticmethod
    async def unfinished(session: AsyncSession) -> tuple[int, datetime | None]:
        """How many jobs are queued or at work, and since when the oldest of them; none where no queue ever ran."""
        connection = await session.connection()
        schema = None if connection.dialect.name == "sqlite" else "dbos"
        if not await connection.run_sync(lambda plain: inspect(plain).has_table(JOBS, schema=schema)):
            return 0, None
        jobs = table(JOBS, column("status"), column("created_at"), schema=schema)
        found = select(func.count(), func.min(jobs.c.created_at)).where(jobs.c.status.in_(UNFINISHED))
        count, since_ms = (await session.execute(found)).one()
        return count, None if since_ms is None else datetime.fromtimestamp(since_ms / 1000, UTC)

    def _launch(self) -> None:
        config: DBOSConfig = {
            "name": APP,
            "system_database_url": self._url,
            "application_version": VERSION,
            "executor_id": self._slot,
            "log_level": "WARNING",
            "use_listen_notify": False,
        }
        DBOS(config=config)

        @DBOS.step(
            name="attempt", retries_allowed=True, max_attempts=TRIES, interval_seconds=FIRST_PAUSE_S, backoff_rate=3.0
        )
        def attempt(name: str, payload: str) -> None:
            self._attempt(name, payload)

        @DBOS.workflow(name="run")
        def run(name: str, payload: str) -> None:
            attempt(name, payload)

        DBOS.launch()
        DBOS.register_queue(QUEUE, worker_concurrency=8, polling_interval_sec=POLL_S)
        self._client = DBOSClient(system_database_url=self._url, application_name=APP)

    def _attempt(self, name: str, payload: str) -> None:
        """In a thread of dbos: hands the job to our loop and waits for it."""
        assert self._loop is not None  # noqa: S101 (set by start)
        if name not in self._jobs:
            raise UnknownJob(name)
        future = asyncio.run_coroutine_threadsafe(_awaited(self._jobs[name], payload), self._loop)
        future.result(timeout=LASTS_S + STOP_WITHIN_S)


async def _awaited(job: Job, payload: str) -> None:
    async with asyncio.timeout(LASTS_S):
        await job(payload)
