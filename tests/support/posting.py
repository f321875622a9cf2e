"""Words that wait for followers of a running product, the sweeps that send them, and what became of them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import aiohttp
from harness import Product
from sqlalchemy import select

from bot.allowance import limits_of
from bot.app import make_client
from bot.core.clock import utc_now
from bot.delivery import Delivery
from bot.working import DELIVER
from tickets.mass import MassNotices
from tickets.outbox import Kind, Outbox, OutboxMessage
from tickets.proof import Attempt

SEND = "cgi-bin/message/custom/send"
TEMPLATE = "sim_ticket_progress_000000000000000000000000"
FIELDS = {"character_string1": "{number}", "phrase2": "有新进展", "thing3": "{union}", "time4": "{time}"}


@dataclass
class Turning:
    """The real time, turned on; the platform's clock turns along."""

    ahead: timedelta = timedelta(0)

    def __call__(self) -> datetime:
        return utc_now() + self.ahead

    def on(self, one: Product, **more: float) -> None:
        """Time goes by for the product and its platform."""
        self.ahead += timedelta(**more)
        one.platform.clock.advance(timedelta(**more).total_seconds())


async def someone(one: Product) -> str:
    """A follower who just wrote."""
    worker = one.follower()
    await one.say(worker, "查进度")
    return worker


async def wait(one: Product, worker: str, words: str, kind: Kind = Kind.AGENT, **more: Any) -> int:
    """Words that wait for the follower; their job is queued."""
    services = one.parts.services
    async with services.database.session() as session:
        outbox = Outbox(session, services.keys, one.parts.answering.clock())
        message = await outbox.put(services.keys.index(worker), words, kind, **more)
        await one.jobs.enqueue(session, DELIVER, str(message))
    return message


@asynccontextmanager
async def delivery_of(one: Product) -> AsyncIterator[Delivery]:
    """A further process of the same installation, as far as it delivers."""
    services = one.parts.services
    async with aiohttp.ClientSession() as http:
        client = make_client(http, services.settings)
        yield Delivery(services, client, one.parts.answering.clock, limits_of(services.settings))


async def sweep(one: Product) -> None:
    async with delivery_of(one) as delivery:
        await delivery.sweep()


async def announce(one: Product) -> None:
    async with delivery_of(one) as delivery:
        await delivery.announce()


def mass(one: Product, session: Any) -> MassNotices:
    return MassNotices(session, one.parts.services.keys, one.parts.answering.clock())


async def states(one: Product) -> list[tuple[str, str | None]]:
    """(state, why) of what is in the outbox."""
    async with one.parts.services.database.view() as session:
        rows = (await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))).all()
        return [(row.state, row.why) for row in rows]


async def proofs(one: Product) -> list[tuple[int, str, str, str | None]]:
    """(message, via, outcome, code) of each attempt."""
    async with one.parts.services.database.view() as session:
        rows = (await session.scalars(select(Attempt).order_by(Attempt.id))).all()
        return [(row.message, row.via, row.outcome, row.code) for row in rows]


def got(one: Product, worker: str, source: str = "custom") -> list[str]:
    """What the follower was shown that way."""
    return [bubble.text for bubble in one.platform.follower(worker).inbox if bubble.source == source]
