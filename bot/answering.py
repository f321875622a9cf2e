"""In time: the platform gets its answer before its patience ends, and repeats join the work that runs.

When the answer is not there in time the platform is told `success`, the message is put down as owed, and its answer
goes out later: as a customer message where the account may send one, otherwise with the next reply.
"""

import asyncio
from collections import OrderedDict
from datetime import timedelta
from time import monotonic

from bot.context import Services
from bot.core.clock import Clock
from bot.core.log import get
from bot.core.metrics import Metrics
from bot.gate import Gate
from bot.journal import Line
from bot.wechat.message import Inbound
from bot.wechat.reply import Reply, Silence
from bot.working import Kept, Work, Working, in_danger, sorry

REMEMBERED_S = 60.0
REMEMBERED_MOST = 20_000
TAKEN_OVER_MOST = 100
TAKE_OVER_PAUSE_S = 1.0

_log = get("answering")


class Answering:
    """Answers messages; keeps what runs and what just ran, so that repeats meet it."""

    def __init__(self, services: Services, working: Working, metrics: Metrics, clock: Clock) -> None:
        self._services, self._working, self._metrics, self.clock = services, working, metrics, clock
        self._settings = services.settings.answering
        self.gate = Gate(self._settings.shed_after_s)
        self._works: OrderedDict[str, Work] = OrderedDict()

    async def answer(self, inbound: Inbound) -> Reply:
        """The reply to one delivery of a message, before the platform's patience ends."""
        started_s = monotonic()
        key = self._services.keys.index(inbound.key)
        work = self._works.get(key)
        if work is not None:
            reply = await self._within(work)
            self._count("repeat", started_s)
            return await self._working.again(key, reply) if work.late and not isinstance(reply, Silence) else reply
        work = Work(inbound, key, self._services.keys.index(inbound.openid), self.clock())
        if self.gate.full and not in_danger(self._services, inbound):
            return await self._shed(work, started_s)
        self._begin(work)
        reply = await self._within(work)
        self._count("late" if work.promise else "in time", started_s)
        return Silence() if work.late else reply

    async def take_over(self) -> int:
        """Begins to work on messages whose answer is owed and that nobody is working on, as long as there is room;
        gives their count.
        """
        count = 0
        while not self.gate.full and self.gate.inside < TAKEN_OVER_MOST:
            now = self.clock()
            owed = await self._services.journal.take_over(now, now + timedelta(seconds=self._settings.lease_s))
            works = [
                Work(one.inbound, one.key, one.follower, one.received_at, owed=True)
                for one in owed
                if self._is_idle(one.key)
            ]
            if not works:
                break
            for work in works:
                self._begin(work)
            await asyncio.wait({work.task for work in works if work.task}, timeout=TAKE_OVER_PAUSE_S)
            count += len(works)
        return count

    def _is_idle(self, key: str) -> bool:
        work = self._works.get(key)
        return work is None or bool(work.done_s)

    async def finish(self, within_s: float) -> None:
        """Waits for what runs; what is not done by then is put down as owed, for anybody to take over at once."""
        running = {work.task: work for work in self._works.values() if work.task and not work.task.done()}
        if running:
            _, late = await asyncio.wait(running, timeout=within_s)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late)
            for work in (running[task] for task in late):
                await (work.promise or self._promise(work, lease_s=0))
            await self._services.journal.release([running[task].key for task in late], self.clock())
        await self._services.journal.finish()

    def _begin(self, work: Work) -> None:
        self._forget_old()
        self.gate.enter()
        self._metrics.running.inc()
        self._works[work.key] = work
        work.task = asyncio.create_task(self._working.do(work))
        work.task.add_done_callback(lambda task: self._ended(work, task))

    def _ended(self, work: Work, task: asyncio.Task[Reply]) -> None:
        work.done_s = monotonic()
        self.gate.leave()
        self._metrics.running.dec()
        if task.cancelled():
            self._works.pop(work.key, None)

    def _forget_old(self) -> None:
        """Lets go of works that ended over a minute ago: the journal knows them."""
        oldest_s = monotonic() - REMEMBERED_S
        while self._works:
            key, work = next(iter(self._works.items()))
            if not work.done_s or (work.done_s > oldest_s and len(self._works) < REMEMBERED_MOST):
                return
            del self._works[key]

    async def _within(self, work: Work) -> Reply:
        """The answer if it is there in time; else silence, once the message is put down as owed.

        Should even that take long, the push stays open: the platform repeats it, and the repeat joins here.
        """
        assert work.task is not None  # noqa: S101 (set by _begin)
        done, _ = await asyncio.wait({work.task}, timeout=self._settings.answer_within_s)
        if done or work.owed:
            return work.task.result() if done else Silence()
        if work.promise is None:
            work.promise = asyncio.create_task(self._promise(work, self._settings.lease_s))
        await asyncio.wait({work.task, work.promise}, return_when=asyncio.FIRST_COMPLETED)
        if work.task.done():
            return work.task.result()
        match work.promise.result():
            case Kept.OWED:
                return Silence()
            case Kept.FAILED:
                work.told_sorry = True
                return sorry(self._services, work.inbound)
        return await asyncio.shield(work.task)  # the answer is on disk: the work is about to end

    async def _promise(self, work: Work, lease_s: float) -> Kept:
        """Puts the message down as owed, unless its answer is there already."""
        until = self.clock() + timedelta(seconds=lease_s)
        line = Line(work.key, work.follower, work.inbound, work.received_at, lease_until=until)
        try:
            work.owed = await self._services.journal.record(line)
        except Exception:  # the follower is told, so that nothing is lost unseen
            _log.exception("promise_failed", key=work.key[:8])
            return Kept.FAILED
        return Kept.OWED if work.owed else Kept.ANSWERED

    async def _shed(self, work: Work, started_s: float) -> Reply:
        """Too much to do: put it down as owed, answer later."""
        kept = await self._promise(work, lease_s=0)
        self._count("shed", started_s)
        return sorry(self._services, work.inbound) if kept is Kept.FAILED else Silence()

    def _count(self, how: str, started_s: float) -> None:
        self._metrics.answered.labels(how).inc()
        self._metrics.answer_s.observe(monotonic() - started_s)
