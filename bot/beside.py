"""What runs beside the answering, again and again, in every process."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from bot.context import Services
from bot.core.log import get
from bot.core.metrics import Metrics
from bot.forgetting import fade
from bot.wechat.client import Client
from bot.wechat.errors import NoAnswer
from bot.wechat.menu import Button
from knowledge import missed
from tickets import withdrawals
from tickets.clustering import Clustering
from tickets.group_reading import Limits

MENU_TRIES, MENU_PAUSE_S = 10, 0.5

_log = get("app")


async def again(every_s: float, work: Callable[[], Awaitable[object]]) -> None:
    """Does `work` again and again."""
    while True:
        try:
            await work()
        except Exception:  # the database may be away for a while; what is owed stays owed
            _log.exception("beside_failed", work=getattr(work, "__qualname__", "?"))
        await asyncio.sleep(every_s)


async def cluster(clustering: Clustering, services: Services, metrics: Metrics) -> None:
    """Proposes what may belong together, and rings for groups that became alarming, by the settings in force."""
    alarm = services.settings.alarm
    clustering.go_by(Limits(alarm.workers, alarm.yuan), services.rules)
    metrics.alarms.inc(await clustering.round())


async def sweep(services: Services, now: datetime) -> None:
    """Deletes what was kept as long as it may be; withdraws what nobody took back in time."""
    await fade(services, now)
    await missed.sweep(services.database, services.settings.knowledge.missed_days, now)
    await withdrawals.sweep(services.database, services.keys, now, services.rules)


async def push_menu(client: Client, buttons: Sequence[Button]) -> None:
    """Gives the simulated account our menu, once the server (which serves that platform too) listens."""
    for _ in range(MENU_TRIES):
        await asyncio.sleep(MENU_PAUSE_S)
        with contextlib.suppress(NoAnswer):
            await client.menu.create(buttons)
            return
