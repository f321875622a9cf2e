"""What a watcher asks: is the process there, does the database answer, what do the counters say."""

import asyncio

from aiohttp import web
from prometheus_client import generate_latest

from bot.context import Services
from bot.core.log import get
from bot.core.metrics import Metrics

READY_WITHIN_S = 2.0

_log = get("health")


class Health:
    """/healthz, /readyz and /metrics."""

    def __init__(self, services: Services, metrics: Metrics) -> None:
        self._services, self._metrics = services, metrics

    def mount(self, app: web.Application) -> None:
        """Adds the three addresses."""
        app.router.add_get("/healthz", self._live)
        app.router.add_get("/readyz", self._ready)
        app.router.add_get("/metrics", self._counters)

    async def _live(self, _request: web.Request) -> web.Response:
        return web.Response(text="ok")

    async def _ready(self, _request: web.Request) -> web.Response:
        """Ready when the database answers."""
        try:
            owed = await asyncio.wait_for(self._services.journal.owed(), READY_WITHIN_S)
        except Exception:  # any failure means not ready
            _log.exception("not_ready")
            return web.Response(status=503, text="database")
        return web.Response(text=f"ok, {owed} answers owed")

    async def _counters(self, _request: web.Request) -> web.Response:
        body = generate_latest(self._metrics.registry)
        return web.Response(body=body, headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})
