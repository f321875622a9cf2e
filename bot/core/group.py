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
Meanwhile = Callable[[], None]
"""What may as well be done while the disk or the network is waited for. It raises nothing."""


class Group:
    """Runs work in transactions of its own, on one connection. Not an ORM's: what that does around each statement costs
    more than the statements of a group.
    """

    def __init__(self, engine: Engine) -> None:
        self.dialect = engine.dialect
        self._engine = engine
        self._thread = ThreadPoolExecutor(1, "group")
        self._connection: PoolProxiedConnection | None = None

    async def run(self, work: Work[T], meanwhile: Meanwhile | None = None) -> T:
        """The result of `work`: returning commits, raising rolls back. `meanwhile` is done on the loop, when the commit
        is not yet sure.

        Raises:
            DBAPIError: the driver raised; its own error is `orig`.
        """
        raise NotImplementedError

    def close(self) -> None:
        """Waits for what runs; gives the connection back."""
        self._thread.shutdown()
        if self._connection is not None:
            self._connection.close()
        self._engine.dispose()

    def _take(self) -> PoolProxiedConnection:
        """The connection of the last work, or a new one; nobody else's until it is put back."""
        kept, self._connection = self._connection, None
        return kept or self._engine.raw_connection()

    def _commit(self, connection: PoolProxiedConnection) -> None:
        self._guarded(connection, connection.commit)
        self._connection = connection

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


class FarGroup(Group):
    """Over the network: the work waits, so it is all the thread's.

    A connection that was lost since the last work is replaced unseen, and the work begun anew: it has to bear that.
    """

    async def run(self, work: Work[T], meanwhile: Meanwhile | None = None) -> T:
        done = asyncio.get_running_loop().run_in_executor(self._thread, self._run, work)
        if meanwhile:
            meanwhile()
        return await done

    def _run(self, work: Work[T]) -> T:
        is_kept = self._connection is not None
        try:
            return self._try(work)
        except DBAPIError as error:
            if not is_kept or not error.connection_invalidated:
                raise
        return self._try(work)

    def _try(self, work: Work[T]) -> T:
        connection = self._take()
        result = self._guarded(connection, lambda: work(connection.cursor()))
        self._commit(connection)
        return result


class NearGroup(Group):
    """In this process, as SQLite is: work is done at once, only the commit, which waits for the disk, is the thread's.

    Two threads that want the interpreter by turns would take longer than the statements.
    """

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self._committing: asyncio.Future[None] | None = None
        self._cursor: Any = None

    async def run(self, work: Work[T], meanwhile: Meanwhile | None = None) -> T:
        if self._committing is not None and not self._committing.done():
            await asyncio.wait({self._committing})  # of one that was cancelled meanwhile
        connection = self._take()
        result = self._guarded(connection, partial(self._begin, connection, work))
        commit = asyncio.get_running_loop().run_in_executor(self._thread, self._commit, connection)
        self._committing = commit
        if meanwhile:
            meanwhile()
        await asyncio.shield(commit)
        return result

    @staticmethod
    def _begin(connection: PoolProxiedConnection, work: Work[T]) -> T:
        cursor = connection.cursor()
        cursor.execute("BEGIN IMMEDIATE")
        return work(cursor)

    def look(self, work: Work[T]) -> T:
        """The result of `work` that only looks, at once and outside of any transaction.

        Raises:
            DBAPIError: as `run`.
        """
        connection = self._connection = self._take()
        try:
            self._cursor = self._cursor or connection.cursor()
            return work(self._cursor)
        except self.dialect.loaded_dbapi.Error as error:
            self._connection = self._cursor = None
            connection.close()  # one that is broken is not asked again
            raise self._told(error, lost=False) from error
