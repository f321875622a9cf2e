"""One message, once: its handlers, its answer and everything they write, in one transaction with its journal line."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache, partial

from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.context import Context, Services, Unit, words_of
from bot.core.clock import Clock
from bot.core.database import was_let_go
from bot.core.errors import Repeated, Stale
from bot.core.jobs import Jobs
from bot.core.log import get
from bot.core.metrics import Metrics
from bot.journal import Line, Prior, Recalled
from bot.patience import Patience
from bot.router import Dispatcher
from bot.wechat.account import Capability
from bot.wechat.message import Inbound
from bot.wechat.reply import ANSWERS_REMEMBERED, PAGE_LIMIT_BYTES, Reply, Silence, Text, pages
from bot.work import Work
from tickets.outbox import Kind, Outbox

SORRY = "对不起，系统这会儿出了点问题，您刚才的话没能处理。请过几分钟再发一次；急事请打工会热线12351。"
STILL_WAITING = "还有给您的回复，回复「继续」看。"
IN_DANGER = """有危险马上打 110、120（着火、被埋打 119），工会热线 12351。身边有人先叫人。
系统这会儿出了点问题，还没能登记上，请先打电话。"""
DELIVER = "deliver"
STALE_TRIES = 4
LEASE_SHARE = 0.8  # of the lease: no other process may take over what still runs here
REPEAT = "repeat"

_log = get("working")


class Waitlist(asyncio.Lock):
    """Of one follower's messages: the one in work holds it, those behind wait for it, `wanted` in all."""

    wanted = 0


@lru_cache(maxsize=ANSWERS_REMEMBERED)
def _known_pages(answer: str) -> Sequence[str]:
    """The pages of an answer of the knowledge base: they go out again and again."""
    return tuple(pages(answer))


def current() -> asyncio.Task[Reply]:
    """The task of the running work."""
    task = asyncio.current_task()
    assert task is not None  # noqa: S101 (only asked within a coroutine)
    return task


def sorry(services: Services, inbound: Inbound) -> Text:
    """What is said when nothing could be done; where a life may be in danger, the numbers to call."""
    return Text(IN_DANGER, action="safety") if in_danger(services, inbound) else Text(SORRY, action="fallback")


def in_danger(services: Services, inbound: Inbound) -> bool:
    """Whether the words tell of a life in danger."""
    said = words_of(inbound)
    return bool(said) and services.shelf.now.reader.read(said).danger is not None


class Working:
    """Does the work of messages; two of one follower never at once."""

    def __init__(self, services: Services, dispatcher: Dispatcher, jobs: Jobs, metrics: Metrics, clock: Clock) -> None:
        self._services, self._dispatcher = services, dispatcher
        self._jobs, self._metrics, self._clock = jobs, metrics, clock
        self._patience = Patience(LEASE_SHARE * services.settings.answering.lease_s, self._out_of_patience)
        self._turns: dict[str, Waitlist] = {}

    def limit(self, work: Work) -> None:
        """Stops a belated work before its lease is out, as another process may then take it over."""
        if work.task is not None:
            self._patience.add(work.task, work)

    async def do(self, work: Work) -> Reply:
        """Everything for one message, in its follower's turn; whatever happens there is a reply."""
        turn = self._turns.setdefault(work.follower, Waitlist())
        turn.wanted += 1
        try:
            async with turn:  # first come, first served; one that is stopped as it waits lets nobody past
                return await self._in_turn(current(), work)
        finally:
            turn.wanted -= 1
            if not turn.wanted:
                del self._turns[work.follower]

    async def _in_turn(self, task: asyncio.Task[Reply], work: Work) -> Reply:
        try:
            return await self._in_time(task, work)
        except Exception:  # a follower must still be answered
            _log.exception("work_failed", kind=work.kind, key=work.key[:8])
            self._metrics.failed.labels(work.kind).inc()
        try:
            return await self._once(work, self._apologise)
        except asyncio.CancelledError:
            if not work.overdue:
                raise
            task.uncancel()
        except Exception:  # the database may be the very thing that fails
            _log.exception("journal_failed", key=work.key[:8])
        return sorry(self._services, work.inbound)

    async def _in_time(self, task: asyncio.Task[Reply], work: Work) -> Reply:
        """The answer, while the lease holds.

        Raises:
            TimeoutError: it took too long, and was stopped.
        """
        try:
            return await self._once(work, self._attempt)
        except asyncio.CancelledError:
            if not work.overdue:
                raise
            task.uncancel()
            raise TimeoutError from None

    @staticmethod
    def _out_of_patience(task: asyncio.Future[Reply], work: Work) -> None:
        work.overdue = True
        task.cancel()

    async def _once(self, work: Work, attempt: Callable[[Work, Recalled], Awaitable[Reply]]) -> Reply:
        """The answer the journal has, or that of `attempt`, begun anew if somebody else was first."""
        for _ in range(STALE_TRIES):
            recalled = await self._services.journal.recall(work.key, work.follower)
            if recalled.prior is not None and not (work.owed and recalled.prior.reply is None):
                return await self._prior(work.key, recalled.prior)
            try:
                return await attempt(work, recalled)
            except (Repeated, Stale):
                _log.info("worked_again", key=work.key[:8])
            except OperationalError as error:
                if not was_let_go(error):
                    raise
                _log.info("worked_again", key=work.key[:8])
        raise Stale(f"the dialogue moved {STALE_TRIES} times")

    async def _attempt(self, work: Work, recalled: Recalled) -> Reply:
        now = self._clock() if work.owed else work.received_at
        async with self._unit(work, recalled, now) as unit:
            context = await Context.of(work.inbound, now, self._services, unit, recalled.dialogue)
            answered = await self._dispatcher.dispatch(context)
            reply = await self._fit(work, unit, answered.reply, recalled.waiting)
            await self._commit(work, unit, reply, answered.handler)
        if isinstance(reply, Text) and reply.source:
            self._services.tally.add(reply.source, context.today)
        return reply

    async def _apologise(self, work: Work, recalled: Recalled) -> Reply:
        """Tells the follower honestly that it went wrong, and puts that down like any other answer."""
        reply = sorry(self._services, work.inbound)
        async with self._unit(work, recalled, self._clock()) as unit:
            await self._commit(work, unit, reply, "sorry")
        return reply

    def _unit(self, work: Work, recalled: Recalled, now: datetime) -> Unit:
        return Unit(self._services, work.inbound.openid, work.follower, recalled.version, now)

    async def _fit(self, work: Work, unit: Unit, reply: Reply, waiting: int) -> Reply:
        """Lets what waits ride along as far as it fits, and keeps what is too long for one message for 「继续」.

        Nothing rides on a belated answer: it waits in the outbox itself, and nobody knows yet that it will be seen.

        Raises:
            Repeated: it became belated meanwhile.
        """
        if not isinstance(reply, Text):
            return reply
        first, *further = (_known_pages if reply.is_known else pages)(reply.content)
        if further:
            await (await unit.outbox()).put_pages(unit.follower, further)
        elif waiting and not work.is_belated:
            ridden = await self._with_riders(unit, first, waiting)
            if work.is_belated:
                raise Repeated(work.key[:8])
            return reply if ridden == reply.content else replace(reply, content=ridden, is_personal=True)
        return reply if first == reply.content else replace(reply, content=first)

    async def _with_riders(self, unit: Unit, content: str, waiting: int) -> str:
        room_bytes = PAGE_LIMIT_BYTES - len(STILL_WAITING.encode())
        whole = [content]

        def fits(text: str) -> bool:
            longer = [*whole, text]
            if len("\n\n".join(longer).encode()) > room_bytes:
                return False
            whole.append(longer[-1])
            return True

        taken = await (await unit.outbox()).ride(unit.follower, fits)
        return "\n\n".join([*whole, *([STILL_WAITING] if len(taken) < waiting else [])])

    async def _commit(self, work: Work, unit: Unit, reply: Reply, handler: str) -> None:
        """Puts message and reply down, together with whatever the handler wrote.

        The unique once-key decides: whoever has the row first, this answer, a promise to answer, or another process.

        Raises:
            Repeated: somebody else was first; the handler's writes must not stay.
        """
        line = Line(
            work.key,
            "" if unit.unlinked else work.follower,
            work.inbound,
            work.received_at,
            handler,
            reply,
            self._clock(),
            meanwhile=partial(work.prepare, reply) if work.prepare else None,
        )
        journal = self._services.journal
        if work.owed:
            ours = await journal.settle(await unit.session(), line)
        elif unit.opened or work.told_sorry:
            ours = await journal.record_in(await unit.session(), line)
        else:
            ours = await journal.record(line)
        if not ours:
            raise Repeated(work.key[:8])
        for name, payload in unit.later:
            await self._jobs.enqueue(await unit.session(), name, payload)
        if work.is_belated:
            await self._into_outbox(await unit.session(), work, reply)

    async def _into_outbox(self, session: AsyncSession, work: Work, reply: Reply) -> None:
        """The push has been answered without it: the reply goes out by itself, or with the next one."""
        work.late = True
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
        """A late answer goes with the repeat if it has not gone out by itself; a further repeat gets it again."""
        async with self._services.database.session() as session:
            outbox = Outbox(session, self._services.keys, self._clock())
            row = await outbox.late_for(key)
            if row is None:
                return Silence()
            if row.why == REPEAT or await outbox.ride_again(row, REPEAT):
                return reply
        return Silence()
