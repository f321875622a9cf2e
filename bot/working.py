"""One message, once: its handlers, its answer and everything they write, in one transaction with its journal line."""

import asyncio
from dataclasses import replace
from datetime import datetime
from weakref import WeakValueDictionary

from sqlalchemy.ext.asyncio import AsyncSession

from bot.context import Context, Services, Unit
from bot.core import followers
from bot.core.clock import Clock
from bot.core.errors import Repeated, Stale
from bot.core.jobs import Jobs
from bot.core.log import get
from bot.core.metrics import Metrics
from bot.journal import Line, Prior, Recalled
from bot.router import Answered, Dispatcher
from bot.wechat.account import Capability
from bot.wechat.message import Inbound
from bot.wechat.reply import PAGE_LIMIT_BYTES, Reply, Silence, Text, pages
from tickets.outbox import Kind, Outbox, Waiting

SORRY = "对不起，系统这会儿出了点问题，您刚才的话没能处理。请过几分钟再发一次；急事请打工会热线12351。"
EARLIER = "【补上您之前问的】\n{text}"
DELIVER = "deliver"
STALE_TRIES = 4
WORK_LASTS_S = 120.0

_log = get("working")


class Work:
    """One message in work, in this process."""

    def __init__(
        self, inbound: Inbound, key: str, follower: str, received_at: datetime, promised: bool = False
    ) -> None:
        self.inbound, self.key, self.follower, self.received_at = inbound, key, follower, received_at
        self.task: asyncio.Task[Reply] | None = None
        self.promised = promised
        self.promise: asyncio.Task[bool] | None = None
        self.committing = False
        self.done_s = 0.0

    @property
    def kind(self) -> str:
        """The class of message or event."""
        return type(self.inbound).__name__


class Working:
    """Does the work of messages; two of one follower never at once."""

    def __init__(self, services: Services, dispatcher: Dispatcher, jobs: Jobs, metrics: Metrics, clock: Clock) -> None:
        self._services, self._dispatcher = services, dispatcher
        self._jobs, self._metrics, self._clock = jobs, metrics, clock
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def do(self, work: Work) -> Reply:
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
        now = self._clock()
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
        async with self._unit(work, recalled, self._clock()) as unit:
            await self._commit(work, unit, Answered(reply, "sorry"))
        return reply

    async def _fit(self, unit: Unit, reply: Reply, waiting: int) -> Reply:
        """Lets what waits ride along, and keeps what is too long for one message for 「继续」."""
        if not isinstance(reply, Text):
            return reply
        content = reply.content
        is_long = len(content.encode()) > PAGE_LIMIT_BYTES
        if waiting:
            earlier = await (await unit.outbox()).ride(unit.follower)
            content = "\n\n".join([content, *(EARLIER.format(text=text) for text in earlier)])
        first, *further = pages(content)
        if further:
            await (await unit.outbox()).put_pages(unit.follower, further, instead=is_long)
        return reply if first == reply.content else replace(reply, content=first)

    async def _commit(self, work: Work, unit: Unit, answered: Answered) -> None:
        """Puts message and reply down, together with whatever the handler wrote.

        Raises:
            Repeated: another process was first; the handler's writes must not stay.
        """
        done_at = self._clock()
        line = Line(work.key, work.follower, work.inbound, work.received_at, answered.handler, answered.reply, done_at)
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
            await followers.ensure(session, self._services.keys, work.inbound.openid, self._clock())
            await self._services.journal.mark_late(session, work.key)
            await self._into_outbox(session, work, reply)

    async def _into_outbox(self, session: AsyncSession, work: Work, reply: Reply | None) -> None:
        if not isinstance(reply, Text):
            return
        outbox = Outbox(session, self._services.keys, self._clock())
        message = await outbox.put(work.follower, reply.content, Kind.LATE, work.key)
        if self._services.account.may(Capability.CUSTOMER_MESSAGE):
            await self._jobs.enqueue(session, DELIVER, str(message))

    async def _prior(self, key: str, prior: Prior) -> Reply:
        """What a repeat of a message known to the journal gets."""
        if prior.reply is None:
            return Silence()
        return await self.again(key, prior.reply) if prior.late else prior.reply

    async def again(self, key: str, reply: Reply) -> Reply:
        """A late answer goes with the repeat if it has not gone out by itself."""
        async with self._services.database.session() as session:
            outbox = Outbox(session, self._services.keys, self._clock())
            row = await outbox.late_for(key)
            if row is not None and await outbox.claim(row.id, Waiting.WAITING, Waiting.RODE, "repeat"):
                return reply
        return Silence()
