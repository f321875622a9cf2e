"""Listening: the platform's pushes at their own door, everything else through the web framework."""

import asyncio
import signal
from collections.abc import Callable
from typing import Any

from aiohttp import web

from bot.app import PARTS
from bot.core.door import IDLE_S, Door, DoorSite
from bot.webhook import PATH

BACKLOG = 4096


def site(runner: web.AppRunner, within_s: float, **where: Any) -> DoorSite:
    """Where the application of a runner that is set up will listen; `where` is what `create_server` takes."""
    assert runner.server is not None  # noqa: S101 (set up)
    parts = runner.app[PARTS]
    most_bytes = parts.settings.answering.body_limit_bytes
    return DoorSite(runner, Door(PATH, most_bytes, parts.webhook.take, runner.server), within_s, **where)


async def serve(app: web.Application, ready: Callable[[], None]) -> None:
    """Runs the application until SIGTERM or SIGINT; `ready` is called once it listens.

    Raises:
        OSError: the address is taken.
    """
    settings, stopped = app[PARTS].settings.server, asyncio.Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(one, stopped.set)
    within_s = settings.stop_within_s / 2
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=within_s, keepalive_timeout=IDLE_S)
    await runner.setup()
    try:
        await site(runner, within_s, host=settings.host, port=settings.port, backlog=BACKLOG).start()
        ready()
        await stopped.wait()
    finally:
        await runner.cleanup()
