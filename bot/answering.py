"""In time: the platform gets its answer before its patience ends, and repeats join the work that runs.

When the answer is not there in time the platform is told `success`, the message is put down as owed, and its answer
goes out later: as a customer message where the account may send one, otherwise with the next reply.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from time import monotonic
from typing import NamedTuple

from bot.context import Services
from bot.core.clock import Clock
from bot.core.log import get
from bot.core.metrics import How, Metrics
from bot.gate import Gate
from bot.journal import Line
from bot.patience import Patience
from bot.wechat.message import Inbound
from bot.wechat.reply import Reply, Silence
from bot.work import Kept, Work, once_key
from bot.working import Working, in_danger, sorry

REMEMBERED_S = 60.0
REMEMBERED_MOST = 20_000
TAKEN_OVER_MOST = 100
TAKE_OVER_PAUSE_S = 1.0

_log = get("answering")


class Ended(NamedTuple):
    """What is remembered of a message whose work is done, for its repeats."""

    at_s: float
    reply: Reply
    late: bool


class Answering:
    """Answers messages; keeps what runs and what just ran, so that repeats meet it."""

    def __init__(self, services: Services, working: Working, metrics: Metrics, clock: Clock) -> None:
        self._services, self._working, self.clock = services, working, clock
        self._settings = services.settings.answering
        self.gate = Gate(self._settings.shed_after_s)
        self._works: dict[str, Work] = {}
        self._ended: OrderedDict[str, Ended] = OrderedDict()
        self._patience = Patience(self._settings.answer_within_s, self._out_of_patience)
        self._answers = metrics.answers
        metrics.running.set_function(lambda: self.gate.inside)

    def answer(self, inbound: Inbound, prepare: Callable[[Reply], None] | None = None) -> asyncio.Future[Reply]:
        """The reply to one delivery of a message, before the platform's patience ends; cancelled if we stop.

        `prepare` gets what will be the reply if all goes well, while the disk is waited for.
        """
        loop, key = asyncio.get_running_loop(), once_key(self._services.keys, inbound)
        if work := self._works.get(key):
            work.repeats.append(push := self._in_time(work))
            return loop.create_task(self._repeat(key, work, push))
        if ended := self._ended.get(key):
            push = loop.create_future()
            push.set_result(ended.reply)
            return loop.create_task(self._repeat(key, ended, push))
        work = Work(inbound, key, self._services.keys.index(inbound.openid), self.clock())
        if self.gate.full and not in_danger(self._services, inbound):
            return loop.create_task(self._shed(work))
        work.prepare, work.first = prepare, self._in_time(work)
        self._begin(work)
        return work.first

    async def _repeat(self, key: str, known: Work | Ended, push: asyncio.Future[Reply]) -> Reply:
        """The same answer as the first delivery; one that is late goes with the repeat if it still waits."""
        started_s = monotonic()
        reply = await push
        if known.late and not isinstance(reply, Silence):
            reply = await self._working.again(key, reply)
        self._count("repeat", started_s)
        return reply

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
                if one.key not in self._works
            ]
            if not works:
                break
            for work in works:
                self._begin(work)
                self._working.limit(work)
            await asyncio.wait({work.task for work in works if work.task}, timeout=TAKE_OVER_PAUSE_S)
            count += len(works)
        return count

    async def finish(self, within_s: float) -> None:
        """Waits for what runs; what is not done by then is put down as owed, for anybody to take over at once."""
        running = {work.task: work for work in self._works.values() if work.task}
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
        self._works[work.key] = work
        work.task = asyncio.get_running_loop().create_task(self._working.do(work))
        work.task.add_done_callback(partial(self._done, work))

    def _done(self, work: Work, task: asyncio.Task[Reply]) -> None:
        del self._works[work.key]
        work.prepare = None
        self.gate.leave()
        if task.cancelled():  # we are stopping: the pushes end without an answer, and the platform repeats them
            for push in work.waiting:
                push.cancel()
        elif error := task.exception():  # not even an apology could be made
            for push in work.waiting:
                push.set_exception(error)
        else:
            self._ended[work.key] = Ended(monotonic(), task.result(), work.late)
            self._tell(work, task.result())

    def _tell(self, work: Work, reply: Reply) -> None:
        """Answers the pushes that wait for this work."""
        for push in work.waiting:
            if push is work.first:
                self._count("late" if work.promise else "in time", work.started_s)
            push.set_result(Silence() if work.late and push is work.first else reply)

    def _forget_old(self) -> None:
        """Lets go of works that ended over a minute ago: the journal knows them."""
        oldest_s = monotonic() - REMEMBERED_S
        while self._ended:
            key, ended = next(iter(self._ended.items()))
            if ended.at_s > oldest_s and len(self._ended) < REMEMBERED_MOST:
                return
            del self._ended[key]

    def _in_time(self, work: Work) -> asyncio.Future[Reply]:
        """The answer if it is there in time; else silence, once the message is put down as owed.

        Should even that take long, the push stays open: the platform repeats it, and the repeat joins here.
        """
        push: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._patience.add(push, work)
        return push

    def _out_of_patience(self, push: asyncio.Future[Reply], work: Work) -> None:
        if work.owed:
            push.set_result(Silence())
        elif work.promise is None:
            work.promise = asyncio.create_task(self._promise(work, self._settings.lease_s))
            work.promise.add_done_callback(lambda promise: self._promised(work, promise))
            self._working.limit(work)
        elif work.promise.done():
            self._promised(work, work.promise)

    def _promised(self, work: Work, promise: asyncio.Task[Kept]) -> None:
        match None if promise.cancelled() else promise.result():
            case Kept.OWED:
                self._tell(work, Silence())
            case Kept.FAILED:
                work.told_sorry = True
                self._tell(work, sorry(self._services, work.inbound))
            case _:  # the answer is on disk: the work is about to end
                return

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

    async def _shed(self, work: Work) -> Reply:
        """Too much to do: put it down as owed, answer later."""
        kept = await self._promise(work, lease_s=0)
        self._count("shed", work.started_s)
        return sorry(self._services, work.inbound) if kept is Kept.FAILED else Silence()

    def _count(self, how: How, started_s: float) -> None:
        self._answers.add(how, monotonic() - started_s)
