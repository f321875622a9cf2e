"""One database: SQLite with a single writer connection, or PostgreSQL with a pool."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar, cast

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    DateTime,
    Dialect,
    Engine,
    Executable,
    FromClause,
    MetaData,
    Select,
    String,
    TypeDecorator,
    any_,
    bindparam,
    column,
    create_engine,
    event,
    func,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase

from bot.core.clock import aware
from bot.core.compact import compact
from bot.core.group import FarGroup, Meanwhile, NearGroup, Work

T = TypeVar("T")
SQLITE_BUSY_MS = 30_000
BUSY_PAUSE_S = 0.005
LOW_BYTE = 0xFF  # of SQLite's codes: the rest tells more closely what it is busy with
LET_GO = ("40P01", "40001")  # Source: PostgreSQL, deadlock_detected and serialization_failure
CHECKPOINT_PAGES = 8_000  # 32 MB: a page that many groups changed is written back once
NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """What every table's model is made from."""

    metadata = MetaData(naming_convention=NAMES)


class Instant(TypeDecorator[datetime]):
    """An aware moment, kept in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any] | None:
        """On SQLite the very text that SQLAlchemy would write, in a tenth of its time."""
        return _written if dialect.name == "sqlite" else super().bind_processor(dialect)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC.

        Raises:
            NaiveTime: no zone.
        """
        return None if value is None else aware(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """SQLite gives it back without its zone: it is UTC."""
        return None if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _written(moment: datetime | None) -> str | None:
    return None if moment is None else aware(moment).isoformat(" ", "microseconds").removesuffix("+00:00")


class Database:
    """Gives connections: `reading()` any time, `writing()` one at a time on SQLite."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.is_sqlite = url.startswith("sqlite")
        if self.is_sqlite:
            Path(make_url(url).database or "").parent.mkdir(parents=True, exist_ok=True)
        self._reader = self._engine(size=4, begin="BEGIN")
        self._writer = self._engine(size=1, begin="BEGIN IMMEDIATE") if self.is_sqlite else self._reader
        self._one_writer = asyncio.Lock()
        group = NearGroup if self.is_sqlite else FarGroup
        self._group_reader, self._group_writer = group(_one(url)), group(_one(url, busy_ms=0))
        self.dialect: Dialect = self._group_writer.dialect

    def _engine(self, size: int, begin: str) -> AsyncEngine:
        if not self.is_sqlite:
            return create_async_engine(
                self.url, pool_size=10, max_overflow=10, pool_pre_ping=True, hide_parameters=True
            )
        engine = create_async_engine(self.url, pool_size=size, max_overflow=0, hide_parameters=True)
        _tune_sqlite(engine.sync_engine, begin)
        _let_go_when_cancelled(engine)
        return engine

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection for selects."""
        async with self._reader.connect() as connection:
            yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A connection in a transaction: returning commits, raising rolls back."""
        if not self.is_sqlite:
            async with self._writer.begin() as connection:
                yield connection
            return
        async with self._one_writer, self._writer.begin() as connection:
            yield connection

    @asynccontextmanager
    async def session(self) -> AsyncIterator[AsyncSession]:
        """An ORM session over `writing()`: returning commits, raising rolls back."""
        async with self.writing() as connection:
            session = AsyncSession(connection, expire_on_commit=False, join_transaction_mode="rollback_only")
            try:
                yield session
                await session.flush()
            finally:
                await session.close()

    @asynccontextmanager
    async def view(self) -> AsyncIterator[AsyncSession]:
        """An ORM session for reading only."""
        async with AsyncSession(self._reader, expire_on_commit=False) as session:
            yield session

    async def finds(self, statement: Select[*tuple[Any, ...]]) -> bool:
        """Whether there is such a row; a round that looks first leaves the writer to others while nothing waits."""
        async with self.view() as session:
            return bool(await session.scalar(select(statement.exists())))

    def look(self, work: Work[T]) -> T:
        """The result of `work` with a DB-API cursor, at once; on SQLite only, for rows found by their keys.

        Those come from memory or from a page or two of the file, in less time than the way to any group or thread.
        """
        assert isinstance(self._group_reader, NearGroup)  # noqa: S101 (`is_sqlite`)
        return self._group_reader.look(work)

    async def read_group(self, work: Work[T]) -> T:
        """The result of `work` with a DB-API cursor, for a whole group at once."""
        return self.look(work) if self.is_sqlite else await self._group_reader.run(work)

    async def write_group(self, work: Work[T], meanwhile: Meanwhile | None = None) -> T:
        """The same in a transaction: returning commits, raising rolls back. `meanwhile` is done as the commit
        is waited for.

        While another process writes to SQLite, this one does something else.
        """
        if not self.is_sqlite:
            return await self._group_writer.run(work, meanwhile)
        async with self._one_writer:
            until_s = monotonic() + SQLITE_BUSY_MS / 1000
            while True:
                try:
                    return await self._group_writer.run(work, meanwhile)
                except OperationalError as error:
                    if not _is_busy(error) or monotonic() > until_s:
                        raise
                await asyncio.sleep(BUSY_PAUSE_S)

    def asked(self, *names: str) -> FromClause:
        """What is asked for, as a table of texts: a row of values bound by these names; on PostgreSQL lists of them."""
        if self.is_sqlite:
            return select(*(bindparam(name, type_=String).label(name) for name in names)).subquery("asked")
        lists = [bindparam(name, type_=ARRAY(String)) for name in names]
        columns = [column(name, String) for name in names]
        return func.unnest(*lists).table_valued(*columns, name="asked").render_derived()

    def among(self, column: Any, name: str) -> ColumnElement[bool]:
        """`column` is one of the list bound as `name` (see `listed`): one text of SQL, however long the list."""
        if self.is_sqlite:
            values = func.json_each(bindparam(name, type_=String)).table_valued("value")
            return cast(ColumnElement[bool], column.in_(select(values.c.value)))
        return cast(ColumnElement[bool], column == any_(bindparam(name, type_=ARRAY(String))))

    def listed(self, values: Iterable[str]) -> Any:
        """A list as `among` wants it bound."""
        return compact(list(values)) if self.is_sqlite else list(values)

    async def close(self) -> None:
        """Returns every connection."""
        self._group_reader.close()
        self._group_writer.close()
        await self._reader.dispose()
        if self._writer is not self._reader:
            await self._writer.dispose()


def _is_busy(error: OperationalError) -> bool:
    """Whether another process holds SQLite's write lock, or mends the log of one that was killed."""
    return getattr(error.orig, "sqlite_errorcode", 0) & LOW_BYTE == sqlite3.SQLITE_BUSY


def _one(url: str, busy_ms: int = SQLITE_BUSY_MS) -> Engine:
    """One synchronous connection, for group work."""
    engine = create_engine(sync_url(url), pool_size=1, max_overflow=0, pool_pre_ping=True, hide_parameters=True)
    if url.startswith("sqlite"):
        _tune_sqlite(engine, begin="", busy_ms=busy_ms)
    return engine


def inserting(dialect: Dialect, table: type[Base]) -> Any:
    """An insert into `table` that can say what to do about a row with the same key."""
    return (postgresql.insert if dialect.name == "postgresql" else sqlite.insert)(table)


def ignoring(dialect: Dialect, table: type[Base]) -> Any:
    """An insert into `table` that leaves a row with the same key as it is."""
    return inserting(dialect, table).on_conflict_do_nothing()


def was_let_go(error: DBAPIError) -> bool:
    """Whether PostgreSQL broke this off for the sake of somebody else's transaction: tried again it goes."""
    return getattr(error.orig, "sqlstate", None) in LET_GO


def sync_url(url: str) -> str:
    """The same database for a synchronous driver."""
    given = make_url(url)
    plain = given.set(drivername="sqlite") if given.drivername.startswith("sqlite") else given
    return plain.render_as_string(hide_password=False)


def _tune_sqlite(engine: Engine, begin: str, busy_ms: int = SQLITE_BUSY_MS) -> None:
    """WAL, full sync (a power cut loses nothing that was acknowledged), and transactions that begin as we say."""

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for line in (
            "page_size=4096",  # two messages with their answers, compressed; one message alone writes a few of them
            "journal_mode=WAL",
            f"wal_autocheckpoint={CHECKPOINT_PAGES}",
            "synchronous=FULL",
            f"busy_timeout={busy_ms}",
            "foreign_keys=ON",
            "secure_delete=ON",
        ):
            cursor.execute(f"PRAGMA {line}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        if begin:
            connection.exec_driver_sql(begin)


def _let_go_when_cancelled(engine: AsyncEngine) -> None:
    """What a cancelled task was doing goes on in the connection's thread; its transaction is ended before it closes,
    else it would keep SQLite's one write lock for as long as the process lives.
    """
    ending: set[asyncio.Task[None]] = set()

    @event.listens_for(engine.sync_engine, "invalidate")
    def _invalidated(connection: Any, _record: Any, _error: BaseException | None) -> None:
        task = asyncio.get_running_loop().create_task(connection.driver_connection.rollback())
        ending.add(task)
        task.add_done_callback(ending.discard)


async def changed(session: AsyncSession, statement: Executable, row: dict[str, Any] | None = None) -> int:
    """Runs an insert, update or delete in the session's transaction; gives how many rows it touched."""
    await session.flush()
    connection = await session.connection()
    counted = {"preserve_rowcount": True}  # else an insert on PostgreSQL, which returns its key, counts as -1
    return (await connection.execute(statement, row, execution_options=counted)).rowcount
