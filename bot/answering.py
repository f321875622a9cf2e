"""Once, and in time: one answer for each message, however often it is delivered, before the platform gives up.

A message is worked on by one task; a repeat joins it. When the answer is not there in time the platform is told
`success`, the message is put down as owed, and its answer goes out later: as a customer message where the account
may send one, otherwise with the next reply.
"""

import asyncio
from collections import OrderedDict
from dataclasses import replace
from datetime import datetime, timedelta
from time import monotonic
from weakref import WeakValueDictionary

from sqlalchemy.ext.asyncio import AsyncSession

from bot.context import Context, Services, Unit
from bot.core.clock import Clock
from bot.core.errors import Repeated, Stale
from bot.core.jobs import Jobs
from bot.core.log import get
from bot.core.metrics import Metrics
from bot.gate import Gate
from bot.journal import Line, Owed, Prior, Recalled
from bot.router import Answered, Dispatcher
from bot.wechat.account import Capability
from bot.wechat.message import Inbound
from bot.wechat.parse import inbound as inbound_of
from bot.wechat.reply import Reply, Silence, Text, pages
from tickets.outbox import Kind, Outbox, Waiting

SORRY = "对不起，系统这会儿出了点问题，您刚才的话没能处理。请过几分钟再发一次；急事请打工会热线12351。"
EARLIER = "【补上您之前问的】\n{text}"
DELIVER = "deliver"
REMEMBERED_S = 60.0
REMEMBERED_MOST = 20_000
COMMIT_GRACE_S = 0.7
STALE_TRIES = 4
WORK_LASTS_S = 120.0

_log = get("answering")


class Work:
    """One message in work, in this process."""

    def __init__(self, inbound: Inbound, key: str, follower: str, promised: bool = False) -> None:
        self.inbound, self.key, self.follower = inbound, key, follower
        self.task: asyncio.Task[Reply] | None = None
        self.promised = promised
        self.promise: asyncio.Task[bool] | None = None
        self.committing = False
        self.done_s = 0.0

    @property
    def kind(self) -> str:
        """The class of message or event."""
        return type(self.inbound).__name__


class Answering:
    """Answers messages; keeps what runs and what just ran, so that repeats meet it."""

    def __init__(self, services: Services, dispatcher: Dispatcher, jobs: Jobs, metrics: Metrics, clock: Clock) -> None:
        self._services, self._dispatcher = services, dispatcher
        self._jobs, self._metrics, self.clock = jobs, metrics, clock
        self._settings = services.settings.answering
        self._gate = Gate(self._settings.shed_after_s)
        self._works: OrderedDict[str, Work] = OrderedDict()
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def answer(self, inbound: Inbound) -> Reply:
        """The reply to one delivery of a message, before the platform's patience ends."""
        started_s = monotonic()
        key = self._services.keys.index(inbound.key)
        work = self._works.get(key)
        if work is not None:
            reply = await self._within(work)
            self._count("repeat", started_s)
            return await self._again(key, reply) if work.promised and not isinstance(reply, Silence) else reply
        work = Work(inbound, key, self._services.keys.index(inbound.openid))
        if self._gate.full:
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
        return Work(inbound_of(owed.raw), owed.key, owed.follower, promised=True)

    def _begin(self, work: Work) -> None:
        self._forget_old()
        self._gate.enter()
        self._metrics.running.inc()
        self._works[work.key] = work
        work.task = asyncio.create_task(self._work(work))
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
        now = self.clock()
        line = Line(work.key, work.follower, work.inbound, now, lease_until=now + timedelta(seconds=lease_s))
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

    async def _shed(self, work: Work, started_s: float) -> Reply:
        """Too much to do: put it down as owed, answer later."""
        reply = await self._promise(work, lease_s=0)
        self._count("shed", started_s)
        return reply

    def _count(self, how: str, started_s: float) -> None:
        self._metrics.answered.labels(how).inc()
        self._metrics.answer_s.observe(monotonic() - started_s)

    async def _work(self, work: Work) -> Reply:
        """Everything for one message, in its follower's turn; whatever happens there is a reply."""
        try:
            async with asyncio.timeout(WORK_LASTS_S), self._turns.setdefault(work.follower, asyncio.Lock()):
                return await self._in_turn(work)
        except Exception:  # a follower must still be answered
            _log.exception("work_failed", kind=work.kind, key=work.key[:8])
            self._metrics.failed.labels(work.kind).inc()
            return Text(SORRY, action="fallback")

    async def _in_turn(self, work: Work) -> Reply:
        for _ in range(STALE_TRIES):
            recalled = await self._services.journal.recall(work.key, work.follower)
            if recalled.prior is not None and not (work.promised and recalled.prior.reply is None):
                return await self._prior(work.key, recalled.prior)
            try:
                return await self._attempt(work, recalled)
            except (Repeated, Stale):
                _log.info("worked_again", key=work.key[:8])
        raise Stale(f"the dialogue moved {STALE_TRIES} times")

    async def _attempt(self, work: Work, recalled: Recalled) -> Reply:
        now = self.clock()
        try:
            async with self._unit(work, recalled, now) as unit:
                context = Context.of(work.inbound, now, self._services, unit, recalled.dialogue)
                answered = await self._dispatcher.dispatch(context)
                reply = await self._fit(unit, answered.reply, recalled.waiting)
                late = work.promised
                await self._commit(work, unit, Answered(reply, answered.handler))
        except (Repeated, Stale):
            raise
        except Exception:  # a follower must still be answered
            _log.exception("handler_failed", kind=work.kind, key=work.key[:8])
            self._metrics.failed.labels(work.kind).inc()
            return await self._apologise(work, recalled)
        if work.promised and not late:
            await self._send_late(work, reply)
        return reply

    def _unit(self, work: Work, recalled: Recalled, now: datetime) -> Unit:
        return Unit(self._services, work.inbound.openid, work.follower, recalled.version, now)

    async def _apologise(self, work: Work, recalled: Recalled) -> Reply:
        """Tells the follower honestly that it went wrong, and puts that down like any other answer."""
        reply = Text(SORRY, action="fallback")
        async with self._unit(work, recalled, self.clock()) as unit:
            await self._commit(work, unit, Answered(reply, "sorry"))
        return reply

    async def _fit(self, unit: Unit, reply: Reply, waiting: int) -> Reply:
        """Lets what waits ride along, and keeps what is too long for one message for 「继续」."""
        if not isinstance(reply, Text):
            return reply
        content = reply.content
        if waiting:
            earlier = await (await unit.outbox()).ride(unit.follower)
            content = "\n\n".join([content, *(EARLIER.format(text=text) for text in earlier)])
        first, *further = pages(content)
        if further:
            await (await unit.outbox()).put_pages(unit.follower, further)
        return reply if first == reply.content else replace(reply, content=first)

    async def _commit(self, work: Work, unit: Unit, answered: Answered) -> None:
        """Puts message and reply down, together with whatever the handler wrote.

        Raises:
            Repeated: another process was first; the handler's writes must not stay.
        """
        now = self.clock()
        line = Line(work.key, work.follower, work.inbound, now, answered.handler, answered.reply, now)
        work.committing = True
        if work.promised:
            ours = await self._settle(work, unit, line)
        elif unit.opened:
            ours = await self._services.journal.record_in(await unit.session(), line)
        else:
            ours = await self._services.journal.record(line)
        if not ours:
            raise Repeated(work.key[:8])

    async def _settle(self, work: Work, unit: Unit, line: Line) -> bool:
        """A promised message gets its answer, and the answer a place in the outbox."""
        if work.promise is not None:
            await work.promise
        session = await unit.session()
        if not await self._services.journal.settle(session, line):
            return False
        await self._into_outbox(session, work, line.reply)
        return True

    async def _send_late(self, work: Work, reply: Reply) -> None:
        """The platform was told `success` while the answer was being committed: it goes out by the outbox."""
        async with self._services.database.session() as session:
            await self._into_outbox(session, work, reply)

    async def _into_outbox(self, session: AsyncSession, work: Work, reply: Reply | None) -> None:
        if not isinstance(reply, Text):
            return
        outbox = Outbox(session, self._services.keys, self.clock())
        message = await outbox.put(work.follower, reply.content, Kind.LATE, work.key)
        if self._services.account.may(Capability.CUSTOMER_MESSAGE):
            await self._jobs.enqueue(session, DELIVER, str(message))

    async def _prior(self, key: str, prior: Prior) -> Reply:
        """What a repeat of a message known to the journal gets."""
        if prior.reply is None:
            return Silence()
        return await self._again(key, prior.reply) if prior.late else prior.reply

    async def _again(self, key: str, reply: Reply) -> Reply:
        """A late answer goes with the repeat if it has not gone out by itself."""
        async with self._services.database.session() as session:
            outbox = Outbox(session, self._services.keys, self.clock())
            row = await outbox.late_for(key)
            if row is not None and await outbox.claim(row.id, Waiting.WAITING, Waiting.RODE, "repeat"):
                return reply
        return Silence()
