"""In time: the platform gets its answer before its patience ends, and repeats join the work that runs.

When the answer is not there in time the platform is told `success`, the message is put down as owed, and its answer
goes out later: as a customer message where the account may send one, otherwise with the next reply.
"""

import asyncio
from collections import OrderedDict
from datetime import timedelta
from time import monotonic

from bot.context import Services, words_of
from bot.core.clock import Clock
from bot.core.log import get
from bot.core.metrics import Metrics
from bot.gate import Gate
from bot.journal import Line, Owed
from bot.wechat.message import Inbound
from bot.wechat.parse import inbound as inbound_of
from bot.wechat.reply import Reply, Silence, Text
from bot.working import SORRY, Work, Working

REMEMBERED_S = 60.0
REMEMBERED_MOST = 20_000
COMMIT_GRACE_S = 0.7

_log = get("answering")


class Answering:
    """Answers messages; keeps what runs and what just ran, so that repeats meet it."""

    def __init__(self, services: Services, working: Working, metrics: Metrics, clock: Clock) -> None:
        self._services, self._working, self._metrics, self.clock = services, working, metrics, clock
        self._settings = services.settings.answering
        self._gate = Gate(self._settings.shed_after_s)
        self._works: OrderedDict[str, Work] = OrderedDict()

    async def answer(self, inbound: Inbound) -> Reply:
        """The reply to one delivery of a message, before the platform's patience ends."""
        started_s = monotonic()
        key = self._services.keys.index(inbound.key)
        work = self._works.get(key)
        if work is not None:
            reply = await self._within(work)
            self._count("repeat", started_s)
            return await self._working.again(key, reply) if work.promised and not isinstance(reply, Silence) else reply
        work = Work(inbound, key, self._services.keys.index(inbound.openid), self.clock())
        if self._gate.full and not self._in_danger(inbound):
            return await self._shed(work, started_s)
        self._begin(work)
        reply = await self._within(work)
        self._count("late" if work.promised else "in time", started_s)
        return reply

    async def take_over(self) -> int:
        """Works on messages whose answer is owed and that nobody is working on, until none is left or the gate
        is full; gives their count.
        """
        count = 0
        while not self._gate.full:
            now = self.clock()
            owed = await self._services.journal.take_over(now, now + timedelta(seconds=self._settings.lease_s))
            works = [self._owed_work(one) for one in owed if self._is_idle(one.key)]
            for work in works:
                self._begin(work)
            await asyncio.gather(*(work.task for work in works if work.task), return_exceptions=True)
            count += len(works)
            if not works:
                break
        return count

    def _is_idle(self, key: str) -> bool:
        work = self._works.get(key)
        return work is None or bool(work.done_s)

    async def finish(self, within_s: float) -> None:
        """Waits for what runs; what is not done by then is put down as owed."""
        running = {work.task: work for work in self._works.values() if work.task and not work.task.done()}
        if running:
            _, late = await asyncio.wait(running, timeout=within_s)
            for task in late:
                task.cancel()
                if not running[task].promised:
                    await self._promise(running[task], lease_s=0)
            await self._services.journal.release([running[task].key for task in late], self.clock())
        await self._services.journal.finish()

    def _owed_work(self, owed: Owed) -> Work:
        return Work(inbound_of(owed.raw), owed.key, owed.follower, owed.received_at, promised=True)

    def _begin(self, work: Work) -> None:
        self._forget_old()
        self._gate.enter()
        self._metrics.running.inc()
        self._works[work.key] = work
        work.task = asyncio.create_task(self._working.do(work))
        work.task.add_done_callback(lambda task: self._ended(work, task))

    def _ended(self, work: Work, task: asyncio.Task[Reply]) -> None:
        work.done_s = monotonic()
        self._gate.leave()
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
        """The answer if it is there in time, else silence and a promise."""
        assert work.task is not None  # noqa: S101 (set by _begin)
        done, _ = await asyncio.wait({work.task}, timeout=self._settings.answer_within_s)
        if not done and work.committing:
            done, _ = await asyncio.wait({work.task}, timeout=COMMIT_GRACE_S)
        if done:
            return work.task.result()
        return Silence() if work.promised else await self._promise(work, self._settings.lease_s)

    async def _promise(self, work: Work, lease_s: float) -> Reply:
        """Puts the message down as owed and gives the silence that this allows; an apology if it cannot be."""
        until = self.clock() + timedelta(seconds=lease_s)
        line = Line(work.key, work.follower, work.inbound, work.received_at, lease_until=until)
        work.promised = True
        work.promise = asyncio.create_task(self._kept(line))
        done, _ = await asyncio.wait({work.promise}, timeout=COMMIT_GRACE_S)
        work.promised = bool(done) and work.promise.result()
        return Silence() if work.promised else Text(SORRY, action="fallback")

    async def _kept(self, line: Line) -> bool:
        try:
            await self._services.journal.record(line)
        except Exception:  # the follower is told, so that nothing is lost unseen
            _log.exception("promise_failed", key=line.key[:8])
            return False
        return True

    def _in_danger(self, inbound: Inbound) -> bool:
        """Whether this message must not be put off, however much there is to do."""
        said = words_of(inbound)
        return bool(said) and self._services.reader.read(said).danger is not None

    async def _shed(self, work: Work, started_s: float) -> Reply:
        """Too much to do: put it down as owed, answer later."""
        reply = await self._promise(work, lease_s=0)
        self._count("shed", started_s)
        return reply

    def _count(self, how: str, started_s: float) -> None:
        self._metrics.answered.labels(how).inc()
        self._metrics.answer_s.observe(monotonic() - started_s)
