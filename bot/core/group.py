"""Group work: one DB-API connection and one thread, so that a group of messages costs few steps and one hop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Engine, PoolProxiedConnection
from sqlalchemy.exc import DBAPIError

T = TypeVar("T")
Work = Callable[[Any], T]
"""What is done with a DB-API cursor."""


class Group:
    """Runs work in transactions of its own; `begin` is the statement that opens one, empty where the driver does.

    Not an ORM's connection: what that does around each statement costs more than the statements of a group.
    """

    def __init__(self, engine: Engine, begin: str = "") -> None:
        self.dialect = engine.dialect
        self._engine, self._begin = engine, begin
        self._thread = ThreadPoolExecutor(1, "group")
        self._connection: PoolProxiedConnection | None = None
        self._cursor: Any = None

    async def run(self, work: Work[T]) -> T:
        """The result of `work`, in the thread: returning commits, raising rolls back.

        Raises:
            DBAPIError: the driver raised; its own error is `orig`.
        """
        return await asyncio.get_running_loop().run_in_executor(self._thread, self.run_here, work)

    async def run_then_wait(self, work: Work[T]) -> T:
        """The same for work that never waits, which is done at once; only the commit, which waits for the disk, is the
        thread's.
        """
        connection = self._take()
        result = self._guarded(connection, partial(self._work, connection, work))
        committing = partial(self._guarded, connection, connection.commit)
        await asyncio.get_running_loop().run_in_executor(self._thread, committing)
        self._connection = connection
        return result

    def look(self, work: Work[T]) -> T:
        """The same at once, for work that only looks, with a driver that opens no transaction by itself."""
        connection = self._connection = self._take()
        try:
            self._cursor = self._cursor or connection.cursor()
            return work(self._cursor)
        except self.dialect.loaded_dbapi.Error as error:
            self._connection = self._cursor = None
            connection.close()  # one that is broken is not asked again
            raise self._told(error, lost=False) from error

    def run_here(self, work: Work[T]) -> T:
        """The same at once, on the connection of the last work; on a new one where that was lost meanwhile.

        So work may be done twice, should the connection be lost as it commits: it has to bear that.
        """
        is_kept = self._connection is not None
        try:
            return self._run(work)
        except DBAPIError as error:
            if not is_kept or not error.connection_invalidated:
                raise
        return self._run(work)

    def _run(self, work: Work[T]) -> T:
        connection = self._take()
        result = self._guarded(connection, partial(self._work, connection, work))
        self._guarded(connection, connection.commit)
        self._connection = connection
        return result

    def _take(self) -> PoolProxiedConnection:
        """The connection of the last work, or a new one; nobody else's until it is put back."""
        kept, self._connection = self._connection, None
        return kept or self._engine.raw_connection()

    def _work(self, connection: PoolProxiedConnection, work: Work[T]) -> T:
        cursor = connection.cursor()
        if self._begin:
            cursor.execute(self._begin)
        return work(cursor)

    def _guarded(self, connection: PoolProxiedConnection, step: Callable[[], T]) -> T:
        """What `step` gives; should it raise, the connection is given back, which rolls back."""
        try:
            return step()
        except self.dialect.loaded_dbapi.Error as error:
            lost = self.dialect.is_disconnect(error, connection.dbapi_connection, None)  # asked before it is closed
            connection.close()
            raise self._told(error, lost) from error
        except BaseException:
            connection.close()
            raise

    def _told(self, error: Exception, lost: bool) -> BaseException:
        """A driver's error as everywhere else in the house: one of SQLAlchemy's."""
        base = self.dialect.loaded_dbapi.Error
        return DBAPIError.instance("group work", None, error, base, True, lost, self.dialect)

    def close(self) -> None:
        """Waits for what runs; gives the connection back."""
        self._thread.shutdown()
        if self._connection is not None:
            self._connection.close()
        self._engine.dispose()
