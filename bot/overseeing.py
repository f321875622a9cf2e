"""The round that looks after the tickets' times: what is overdue, which rights will lapse, what is counted anew."""

import asyncio

from bot.context import Services, expect
from bot.core.clock import Clock
from bot.core.followers import Dialogue
from bot.core.jobs import Jobs
from bot.core.log import get
from bot.core.metrics import Metrics
from bot.dialogues import INSTALMENT
from bot.wechat.account import Capability
from bot.working import DELIVER
from tickets import escalating, reminding
from tickets import number as numbers
from tickets.instalments import Instalments, unasked
from tickets.offers import line_of
from tickets.outbox import Kind, Outbox
from tickets.routing import Teams, unrouted
from tickets.words import BETWEEN_S, Words, unworded

ROUND_S = 60.0
LOTS = 10  # of tickets to be indexed a round
CHOICES = ("到了", "没到")
CAME = "您的诉求（编号 {number}）：单位答应{day}付您 {sum}，到账了吗？\n" + line_of(CHOICES)
_log = get("overseeing")


class Overseeing:
    """Each round does a bounded part of it; several processes do nothing twice."""

    def __init__(self, services: Services, jobs: Jobs, metrics: Metrics, clock: Clock) -> None:
        self._services, self._jobs, self._metrics, self._clock = services, jobs, metrics, clock
        self._looked_over = self._asked_to = 0

    async def round(self) -> None:
        """Routes, escalates, reminds, asks, looks over the next tickets; one that fails does not stop the others."""
        for step in (self._route, self._escalate, self._remind, self._ask_for_payments, self._look_over, self._index):
            try:
                await step()
            except Exception:
                _log.exception("overseeing_failed", step=step.__name__)

    async def _route(self) -> None:
        services = self._services
        if not await services.database.finds(unrouted()):
            return
        async with services.database.session() as session:
            await Teams(session, services.keys, self._clock(), services.rules).route(services.settings.routing)

    async def _escalate(self) -> None:
        services = self._services
        if not await services.database.finds(escalating.overdue(self._clock())):
            return
        async with services.database.session() as session:
            found = await escalating.escalate(session, services.keys, services.rules, self._clock())
        for one in found:
            _log.warning("escalated", ticket=one.ticket, clock=one.name.value)
            self._metrics.escalated.labels(one.name.value).inc()

    async def _remind(self) -> None:
        services = self._services
        if not await services.database.finds(reminding.untold(self._clock(), services.settings.reminders)):
            return
        async with services.database.session() as session:
            when = services.settings.reminders
            messages = await reminding.remind(session, services.keys, services.rules, self._clock(), when)
            if services.account.may(Capability.CUSTOMER_MESSAGE):
                for message in messages:
                    await self._jobs.enqueue(session, DELIVER, str(message))
        if messages:
            _log.info("reminded", messages=len(messages))

    async def _ask_for_payments(self) -> None:
        services, now = self._services, self._clock()
        if not await services.database.finds(unasked(now)):
            return
        async with services.database.session() as session:
            due = await Instalments(session, services.keys, now, services.rules).due(self._asked_to)
            self._asked_to = due[-1][0].id if due else 0
            for row, ticket in due:
                follower = str(ticket.follower)
                asked = Dialogue(INSTALMENT, known={"number": ticket.number, "instalment": row.id})
                if not await expect(session, services.keys, follower, asked, now):
                    row.asked_at = None  # another question waits for an answer: this one comes after it
                    continue
                text = CAME.format(number=numbers.shown(ticket.number), **row.words)
                outbox = Outbox(session, services.keys, now)
                message = await outbox.put(follower, text, Kind.STATUS, about=ticket.number, choices=CHOICES)
                if services.account.may(Capability.CUSTOMER_MESSAGE):
                    await self._jobs.enqueue(session, DELIVER, str(message))

    async def _look_over(self) -> None:
        services, now = self._services, self._clock()
        async with services.database.view() as session:
            wrong, self._looked_over = await escalating.outdated(session, services.rules, now, self._looked_over)
        if wrong:
            async with services.database.session() as session:
                await escalating.retime(session, services.keys, services.rules, now, wrong)
            _log.info("retimed", tickets=len(wrong))

    async def _index(self) -> None:
        """A few tickets, then others may write."""
        services = self._services
        for _ in range(LOTS):
            if not await services.database.finds(unworded()):
                return
            async with services.database.session() as session:
                await Words(session, services.keys).catch_up(self._clock())
            await asyncio.sleep(BETWEEN_S)
