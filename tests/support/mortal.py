"""A worker process that is killed (SIGKILL) at its k-th step: forked, life by life, from one that has read everything.

A life is one pass over all that the application does beside its requests, wired by the application itself: the queued
jobs and each thing that is done again and again, in an order of the life's own. A step is the begin, the commit and
the end of each transaction, and each call of the platform before and after it. Run as a program it reads one life
a line and writes how it ended.
"""

import asyncio
import gc
import json
import os
import random
import signal
import subprocess
import sys
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import IO, Any

import aiohttp
import compiled
from aiohttp import web
from harness import settings_of
from sqlalchemy import Column, Integer, MetaData, String, Table, delete, insert, select
from talks import knowing

from bot import app as application
from bot import beside
from bot.core.clock import utc_now
from bot.core.database import Database
from bot.core.log import configure
from bot.core.settings import Settings
from bot.wechat import transport
from bot.wechat.calls import Bounds
from bot.wechat.errors import WeChatError

SOON = partial(Bounds, timeout_s=0.4, bulky_timeout_s=0.4, base_s=0.01, cap_s=0.02)
QUEUE = Table(
    "queued", MetaData(), Column("id", Integer, primary_key=True), Column("name", String), Column("payload", String)
)
Work = Callable[[], Awaitable[object]]


class Queue:
    """Stands in for dbos: a job is there if its transaction commits, and is there again after a death; one that fails
    is given up, as after its six tries.
    """

    def __init__(self, database: Database | None = None) -> None:
        self.database = database
        self._jobs: dict[str, Callable[[str], Awaitable[None]]] = {}

    def register(self, name: str, job: Callable[[str], Awaitable[None]]) -> None:
        self._jobs[name] = job

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    async def enqueue(self, session: Any, name: str, payload: str) -> None:
        await session.execute(insert(QUEUE).values(name=name, payload=payload))

    async def run(self) -> None:
        """Runs what is queued, the oldest first."""
        assert self.database
        async with self.database.reading() as connection:
            rows = (await connection.execute(select(QUEUE).order_by(QUEUE.c.id))).all()
        for row in rows:
            with suppress(WeChatError, aiohttp.ClientError, TimeoutError):
                await self._jobs[row.name](row.payload)
            async with self.database.writing() as connection:
                await connection.execute(delete(QUEUE).where(QUEUE.c.id == row.id))


@dataclass(frozen=True, slots=True)
class Life:
    """`ahead_s`: how far its clock is turned on; it dies at step `until`, at its end if that comes first; 0: it ends
    well.
    """

    ahead_s: float
    until: int
    seed: int


@dataclass(slots=True)
class Steps:
    """Counts the steps of a life, and ends it."""

    until: int
    out: int
    taken: int = 0
    work: str = ""
    failed: list[str] = field(default_factory=list)

    def take(self, what: str) -> None:
        self.taken += 1
        if self.taken == self.until:
            self.die(what)

    def die(self, what: str) -> None:
        self.tell(f"{self.work}: {what}")
        os.kill(os.getpid(), signal.SIGKILL)

    def tell(self, ended: str) -> None:
        os.write(self.out, json.dumps({"ended": ended, "taken": self.taken, "failed": self.failed}).encode())


def watch(steps: Steps) -> None:
    """Has each transaction and each call of the platform take its steps."""
    write, ask = Database.writing, aiohttp.ClientSession._request

    @asynccontextmanager
    async def writing(self: Database) -> AsyncIterator[Any]:
        steps.take("begin")
        async with write(self) as connection:
            yield connection
            steps.take("commit")
        steps.take("committed")

    async def request(self: aiohttp.ClientSession, *given: Any, **more: Any) -> aiohttp.ClientResponse:
        steps.take("call")
        answer = await ask(self, *given, **more)
        steps.take("answered")
        return answer

    Database.writing = writing  # type: ignore[method-assign]
    aiohttp.ClientSession._request = request  # type: ignore[method-assign]


async def live(app: web.Application, life: Life, steps: Steps) -> None:
    """One pass; what fails is told, and the next work done, as the application goes on."""
    works: list[tuple[str, Work]] = []

    def again(every_s: float, work: Work) -> Awaitable[None]:
        works.append((f"{getattr(work, '__qualname__', '?')} {every_s:g}", work))
        return asyncio.sleep(0)

    beside.again = again  # type: ignore[assignment]
    jobs: Any = app[application.PARTS].jobs
    async with asynccontextmanager(application._running)(app):
        works.append(("jobs", jobs.run))
        random.Random(life.seed).shuffle(works)
        for steps.work, work in works:
            try:
                await work()
            except Exception:
                steps.failed.append(f"{steps.work}: {traceback.format_exc()}")
        if life.until:
            steps.die("the end")
        steps.work = "stopping"


def be_born(app: web.Application, life: Life, clock: "Ahead") -> tuple[int, int]:
    """Forks a process that lives that life; gives its id, and where it tells how it ended."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    try:
        clock.ahead_s = life.ahead_s
        steps = Steps(life.until, writing)
        watch(steps)
        asyncio.run(live(app, life, steps))
        steps.tell("well")
    except BaseException:
        os.write(writing, json.dumps({"ended": "badly", "taken": 0, "failed": [traceback.format_exc()]}).encode())
    finally:
        os._exit(0)


@dataclass(slots=True)
class Ahead:
    """The real time, turned on."""

    ahead_s: float = 0.0

    def __call__(self) -> Any:
        return utc_now() + timedelta(seconds=self.ahead_s)


def main() -> None:
    """Forks the lives that are asked for, those of one line together."""
    given = json.loads(sys.argv[1])
    transport.Bounds = SOON  # type: ignore[attr-defined,assignment]
    settings = settings_of(Path(given["folder"]), given["url"], **given["sections"])
    configure("error", json_lines=False)
    clock, queue = Ahead(), Queue()
    compiled.share()
    app = application.make_app(settings, clock, queue, knowing())  # type: ignore[arg-type]
    rehearse(settings, clock)
    gc.collect()
    gc.freeze()
    gc.collect = lambda _generation=2: 0  # type: ignore[assignment]  # at each birth it would copy all that is shared
    queue.database = app[application.PARTS].services.database
    print("ready", flush=True)
    for line in sys.stdin:
        born = [be_born(app, Life(**life), clock) for life in json.loads(line)]
        print(json.dumps([end_of(*one) for one in born]), flush=True)


def rehearse(settings: Settings, clock: Ahead) -> None:
    """Goes through a life that nobody ends, so that each of the others need not compile its statements again."""
    queue = Queue()
    app = application.make_app(settings, clock, queue, knowing())  # type: ignore[arg-type]
    queue.database = app[application.PARTS].services.database
    asyncio.run(live(app, Life(0, 0, 0), Steps(0, 0)))


def end_of(child: int, reading: int) -> dict[str, Any]:
    """What a life told at its end, and the signal it ended by."""
    with os.fdopen(reading, "rb") as told:
        last = json.loads(told.read() or b"{}")
    _, status = os.waitpid(child, 0)
    return {**last, "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0}


class Nursery:
    """The program, as a test asks it for lives."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def live(self, *lives: Life) -> list[dict[str, Any]]:
        """How they ended: `ended` says where, `taken` after how many steps, `failed` what went wrong, `signal`."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps([asdict(life) for life in lives]).encode() + b"\n")
        ends: list[dict[str, Any]] = json.loads(await self._process.stdout.readline())
        return ends


@asynccontextmanager
async def nursery(folder: Path, url: str, log: IO[bytes], **sections: Any) -> AsyncIterator[Nursery]:
    """A nursery of worker processes over the database at `url`; they log their errors to `log`."""
    given = json.dumps({"folder": str(folder), "url": url, "sections": sections})
    process = await asyncio.create_subprocess_exec(
        sys.executable, __file__, given, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, limit=1 << 20
    )
    assert process.stdin and process.stdout
    try:
        assert (await process.stdout.readline()).strip() == b"ready"
        yield Nursery(process)
    finally:
        process.stdin.close()
        await process.wait()


if __name__ == "__main__":
    main()
