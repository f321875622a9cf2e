"""What a process that runs tests shares between them, and what many of them need: a database of each kind, and the
product beside the simulated platform.
"""

import asyncio
import atexit
import gc
import os
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from functools import cache, partialmethod
from pathlib import Path
from types import CodeType
from typing import Any

import compiled
import jinja2
import pytest
import structlog
from aiosqlite import core
from at_once import AtOnce, Nobody
from harness import Product, product, put_blank_file
from hypothesis import settings
from jinja2.bccache import Bucket
from postgres import Postgres, serving
from sqlalchemy import Engine, event

import knowledge
from bot import app, beside
from bot.core import database
from bot.router import Dispatcher
from knowledge.words import Words
from tickets.employers import Employers
from web import assets

settings.register_profile("busy", deadline=None)  # the machine may be busy with other things
settings.load_profile("busy")
structlog.configure(  # as it comes it would draw every traceback with all values in it, for seconds
    processors=[
        structlog.processors.add_log_level,
        structlog.processors.format_exc_info,
        structlog.dev.ConsoleRenderer(colors=False),
    ]
)
_configure = structlog.configure


def _uncached(**given: Any) -> None:
    """A command that sets up logging in this process must not end `capture_logs` for the tests after it."""
    _configure(**{**given, "cache_logger_on_first_use": False})


structlog.configure = _uncached
CONFIGURED = structlog.get_config()


def pytest_runtest_setup() -> None:
    """Every test begins with the logging set up here, whatever a command did in the test before."""
    _configure(**CONFIGURED)


LATER_S = 0.5


def pytest_sessionstart() -> None:
    """Engines are made by the hundred here; the tests that pytest gathers from now on are no garbage."""
    gc.disable()
    compiled.share()
    if "PYTEST_XDIST_WORKER" in os.environ:
        atexit.register(os._exit, 0)  # all is told by then: giving a million objects back takes seconds


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What was collected stays: no collection of garbage looks through it again, nor counts all that is there now."""
    gc.freeze()
    gc.set_threshold(500_000, 20)
    gc.enable()


class Compiled(jinja2.BytecodeCache):
    """Templates compiled once for the whole run, however many applications are made."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Takes what is there."""
        bucket.code = self.kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps it."""
        self.kept[bucket.key, bucket.checksum] = bucket.code


@pytest.fixture(scope="session", autouse=True)
def templates() -> Iterator[None]:
    """Every environment shares what was compiled."""
    make, kept = jinja2.Environment.__init__, Compiled()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jinja2.Environment, "__init__", partialmethod(make, bytecode_cache=kept))
        yield


@pytest.fixture(scope="session", autouse=True)
def read_once() -> Iterator[None]:
    """The dictionaries, files and handlers we ship are read once for the whole run: they never change."""
    words = Path(knowledge.__file__).parent / "words"

    def kept(load: Any, shipped: Path) -> Any:
        once = cache(load)
        return lambda folder, *more: once(folder) if (folder, more) == (shipped, ()) else load(folder, *more)

    with pytest.MonkeyPatch.context() as patch:
        for what in (Words, Employers):
            patch.setattr(what, "load", kept(what.load, words))  # type: ignore[attr-defined]
        patch.setattr(assets, "versions", kept(assets.versions, assets.FOLDER))
        shared = cache(lambda *routers: Dispatcher(routers))
        patch.setattr(app, "Dispatcher", lambda routers: shared(*routers))  # it remembers which routes fit which words
        yield


@pytest.fixture(scope="session", autouse=True)
def later() -> Iterator[None]:
    """What runs beside the answering begins half a second after an application, not with each of hundreds: most are
    gone by then, and what waits for a round gets one.
    """
    own = beside.again

    async def again(every_s: float, work: Callable[[], Awaitable[object]]) -> None:
        await asyncio.sleep(LATER_S)
        await own(every_s, work)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(beside, "again", again)
        yield


TUNE_SQLITE = database._tune_sqlite
IN_PLACE = {"SimpleQueue": AtOnce, "Thread": Nobody}
THREADED = {name: getattr(core, name) for name in IN_PLACE}


def _tune_hasty(engine: Engine, *more: Any, **named: Any) -> None:
    TUNE_SQLITE(engine, *more, **named)
    event.listen(engine, "connect", _not_waiting)


def _not_waiting(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous=OFF")
    if not isinstance(connection, sqlite3.Connection):
        cursor.execute("PRAGMA busy_timeout=0")  # AtOnce asks again
    cursor.close()


@pytest.fixture(scope="session", autouse=True)
def hasty() -> Iterator[None]:
    """SQLite does not wait for the disk: no test cuts this machine's power. Nor does it for threads of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "_tune_sqlite", _tune_hasty)
        for name, stand_in in IN_PLACE.items():
            patch.setattr(core, name, stand_in)
        yield


@pytest.fixture
def as_shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite waits for the disk, and works in threads of its own."""
    monkeypatch.setattr(database, "_tune_sqlite", TUNE_SQLITE)
    for name, own in THREADED.items():
        monkeypatch.setattr(core, name, own)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    """A real PostgreSQL server for the whole run."""
    with serving(tmp_path_factory.mktemp("pg")) as server:
        yield server


@pytest.fixture
def postgres_url(postgres: Postgres) -> str:
    """The URL of a fresh, empty PostgreSQL database."""
    return postgres.new()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a fresh database with our tables, once of each kind."""
    if request.param == "postgresql":
        with request.getfixturevalue("postgres").ours() as url:
            yield url
        return
    put_blank_file(tmp_path / "fresh.db")
    yield f"sqlite+aiosqlite:///{tmp_path}/fresh.db"


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Product]:
    """The product on SQLite in safe mode beside its platform."""
    async with product(tmp_path) as one:
        yield one
