"""Group work: what arrives while one group is being done forms the next group."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Batch(Generic[T, R]):
    """Calls `work` with everything that waits, one call at a time; each caller gets its own result.

    With `gather_s` a group waits so long for more where several are about: each group has its
    cost, however small.
    If a group fails, its members are tried one by one, so that one bad member does not fail the others.
    """

    def __init__(
        self, work: Callable[[Sequence[T]], Awaitable[Sequence[R]]], most: int = 1000, gather_s: float = 0.0
    ) -> None:
        self._work, self._most, self._gather_s = work, most, gather_s
        self._waiting: deque[tuple[T, asyncio.Future[R]]] = deque()
        self._task: asyncio.Task[None] | None = None
        self._latest = 0

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
        """Lets more come, where more are about; one alone goes at once."""
        if self._gather_s and (self._latest > 1 or len(self._waiting) > 1):
            await asyncio.sleep(self._gather_s)
        self._latest = len(self._waiting)

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
