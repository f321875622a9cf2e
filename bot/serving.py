"""Listening: the platform's pushes at their own door, everything else through the web framework."""

import asyncio
import signal
import socket
from collections.abc import Callable

from aiohttp import web

from bot.app import PARTS
from bot.core.door import IDLE_S, Door, DoorSite
from bot.webhook import PATH

BACKLOG = 4096


def told_to_stop() -> asyncio.Event:
    """Set once the process is told by SIGTERM or SIGINT."""
    stopped = asyncio.Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(one, stopped.set)
    return stopped


def site(
    runner: web.AppRunner,
    within_s: float,
    host: str | None = None,
    port: int | None = None,
    sock: socket.socket | None = None,
) -> DoorSite:
    """Where the application of a runner that is set up will listen: at a host and port, or at a socket that is bound.

    Connections under way have `within_s` to end.
    """
    assert runner.server is not None  # noqa: S101 (set up)
    parts = runner.app[PARTS]
    most_bytes = parts.settings.answering.body_limit_bytes
    door = Door(PATH, most_bytes, parts.webhook.take, runner.server)
    return DoorSite(runner, door, within_s, host=host, port=port, sock=sock, backlog=BACKLOG)


async def serve(app: web.Application, ready: Callable[[], None]) -> None:
    """Runs the application until SIGTERM or SIGINT; `ready` is called once it listens.

    Raises:
        OSError: the address is taken.
    """
    settings, stopped = app[PARTS].settings.server, told_to_stop()
    within_s = settings.stop_within_s / 2
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=within_s, keepalive_timeout=IDLE_S)
    await runner.setup()
    try:
        await site(runner, within_s, settings.host, settings.port).start()
        ready()
        await stopped.wait()
    finally:
        await runner.cleanup()
