"""SQLite's statements on the loop itself: the driver's thread for each connection takes more time than they do."""

import asyncio
import sqlite3
from collections.abc import Callable
from typing import Any

from aiosqlite import core

AGAIN_S, LASTS_S = 0.002, 30.0
STATEMENTS = {"execute", "executemany", "commit", "rollback"}
Item = tuple[asyncio.Future[Any] | None, Callable[[], Any]]


class AtOnce:
    """Stands in for the queue to the thread. What a statement came to is told in a later turn, so others have theirs
    between; what another connection keeps locked is asked again.
    """

    def put_nowait(self, item: Item, waited_s: float = 0.0) -> None:
        """Does it, and tells how it went."""
        future, work = item
        tell: Callable[..., None] = core.set_result
        try:
            what: Any = work()
        except BaseException as error:
            code = getattr(error, "sqlite_errorcode", None)
            if future and code == sqlite3.SQLITE_BUSY and waited_s < LASTS_S:
                future.get_loop().call_later(AGAIN_S, self.put_nowait, item, waited_s + AGAIN_S)
                return
            tell, what = core.set_exception, error
        if future and getattr(getattr(work, "func", None), "__name__", "") in STATEMENTS:
            future.get_loop().call_soon(tell, future, what)
        elif future:
            tell(future, what)


class Nobody:
    """Stands in for the thread."""

    daemon = True

    def __init__(self, **_given: Any) -> None: ...

    def start(self) -> None: ...
