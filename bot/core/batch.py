"""Group work: what arrives while one group is being done forms the next group."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from time import monotonic
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Batch(Generic[T, R]):
    """Calls `work` with everything that waits, one call at a time; each caller gets its own result.

    With `gather_s` a group waits, at most so long, while more keep coming: each has its cost, however small it is.
    If a group fails, its members are tried one by one, so that one bad member does not fail the others.
    """

    def __init__(
        self, work: Callable[[Sequence[T]], Awaitable[Sequence[R]]], most: int = 1000, gather_s: float = 0.0
    ) -> None:
        self._work, self._most, self._gather_s = work, most, gather_s
        self._waiting: deque[tuple[T, asyncio.Future[R]]] = deque()
        self._task: asyncio.Task[None] | None = None

    def __call__(self, item: T) -> asyncio.Future[R]:
        """The result for `item`, once its group is done."""
        future: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())
        return future

    async def finish(self) -> None:
        """Waits until nothing is left to do."""
        if self._task is not None:
            await self._task

    async def _run(self) -> None:
        while self._waiting:
            await self._gather()
            group = [self._waiting.popleft() for _ in range(min(self._most, len(self._waiting)))]
            if not await self._try(group):
                for member in group:
                    await self._try([member], last=True)

    async def _gather(self) -> None:
        """Waits as long as every turn of the loop brings more, but not for ever."""
        until_s, known = monotonic() + self._gather_s, 0
        while known < len(self._waiting) < self._most and monotonic() < until_s:
            known = len(self._waiting)
            await asyncio.sleep(0)

    async def _try(self, group: list[tuple[T, asyncio.Future[R]]], last: bool = False) -> bool:
        try:
            results = await self._work([item for item, _ in group])
            if len(results) != len(group):
                raise ValueError(f"{len(results)} results for {len(group)} items")
        except Exception as error:  # the callers get it: each decides what its follower is told
            if len(group) > 1 and not last:
                return False
            self._fail(group, error)
            return True
        for (_, future), result in zip(group, results, strict=True):
            if not future.done():
                future.set_result(result)
        return True

    @staticmethod
    def _fail(group: list[tuple[T, asyncio.Future[R]]], error: Exception) -> None:
        for _, future in group:
            if not future.done():
                future.set_exception(error)
