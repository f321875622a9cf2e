"""Group work: one DB-API connection and one thread, so that a group of messages costs few steps and one hop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from sqlalchemy import Engine, PoolProxiedConnection
from sqlalchemy.exc import OperationalError

T = TypeVar("T")
Work = Callable[[Any], T]
"""What is done with a DB-API cursor."""


class Group:
    """Runs work in transactions of its own; `begin` is the statement that opens one, empty where the driver does.

    Not an ORM's connection: what that does around each statement costs more than the statements of a group.
    """

    def __init__(self, engine: Engine, begin: str = "") -> None:
        self._engine, self._begin = engine, begin
        self._thread = ThreadPoolExecutor(1, "group")
        self._connection: PoolProxiedConnection | None = None

    async def run(self, work: Work[T]) -> T:
        """The result of `work`, in the thread: returning commits, raising rolls back.

        Raises:
            OperationalError: the driver raised; its own error is `orig`.
        """
        return await asyncio.get_running_loop().run_in_executor(self._thread, self.run_here, work)

    def run_here(self, work: Work[T]) -> T:
        """The same at once, on the connection of the last work; after a failure on a new one."""
        connection = self._connection or self._engine.raw_connection()
        self._connection = None
        try:
            cursor = connection.cursor()
            if self._begin:
                cursor.execute(self._begin)
            result = work(cursor)
            connection.commit()
        except self._engine.dialect.loaded_dbapi.Error as error:
            connection.close()
            raise OperationalError("group work", None, error, hide_parameters=True) from error
        except BaseException:
            connection.close()
            raise
        self._connection = connection
        return result

    def close(self) -> None:
        """Waits for what runs; gives the connection back."""
        self._thread.shutdown()
        if self._connection is not None:
            self._connection.close()
        self._engine.dispose()
