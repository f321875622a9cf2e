"""Who has waited long enough: one timer for all who wait equally long."""

import asyncio
from collections import deque
from collections.abc import Callable
from time import monotonic
from typing import Any


class Patience:
    """Calls `out(future, who)` for each future that is not done `lasts_s` after it was added."""

    def __init__(self, lasts_s: float, out: Callable[[asyncio.Future[Any], Any], None]) -> None:
        self._lasts_s, self._out = lasts_s, out
        self._line: deque[tuple[float, asyncio.Future[Any], Any]] = deque()
        self._timer: asyncio.TimerHandle | None = None

    def add(self, future: asyncio.Future[Any], who: Any) -> None:
        """Begins to wait for `future`."""
        self._let_go()
        self._line.append((monotonic() + self._lasts_s, future, who))
        if self._timer is None:
            self._set(self._lasts_s)

    def _let_go(self) -> None:
        while self._line and self._line[0][1].done():
            self._line.popleft()

    def _set(self, in_s: float) -> None:
        self._timer = asyncio.get_running_loop().call_later(in_s, self._look)

    def _look(self) -> None:
        self._timer = None
        now_s = monotonic()
        while self._line and self._line[0][0] <= now_s:
            _, future, who = self._line.popleft()
            if not future.done():
                self._out(future, who)
        self._let_go()
        if self._line:
            self._set(max(self._line[0][0] - now_s, 0.0))
