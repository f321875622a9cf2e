"""Puts the simulator into a web application, or serves it alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web

from simulator import acting
from simulator.api.door import Door
from simulator.authorize import Authorize
from simulator.guard import only_local
from simulator.page import Page
from simulator.platform import Platform

STATIC = Path(__file__).parent / "static"
PREFIX = "/simulator"


def mount(app: web.Application, platform: Platform) -> None:
    """The page at /simulator and the API at /simulator/api, for this machine only.

    The platform closes with the application.
    """
    inner = web.Application(middlewares=[only_local])
    inner.router.add_get("", _index)
    inner.router.add_get("/", _index)
    inner.router.add_static("/static", STATIC)
    inner.add_routes(Page(platform).routes("/room"))
    inner.add_routes(acting.routes(platform, "/room"))
    inner.add_routes(api_routes(platform, "/api"))

    async def hush(_: web.Application) -> None:
        platform.feed.close()

    async def close(_: web.Application) -> None:
        await platform.close()

    inner.on_shutdown.append(hush)
    inner.on_cleanup.append(close)
    app.add_subapp(PREFIX, inner)


def api_routes(platform: Platform, base: str) -> list[web.RouteDef]:
    """The API's addresses below `base`."""
    authorize = Authorize(platform)
    return [
        web.get(f"{base}/mmbiz_pic/{{media_id}}", Page(platform).file),
        web.get(f"{base}/connect/oauth2/authorize", authorize.ask),
        web.route("*", f"{base}/{{path:(?:cgi-bin|sns)/.+}}", Door(platform).serve),
    ]


def standalone(platform: Platform) -> web.Application:
    """An application of its own: as mounted, and the API at the root as at api.weixin.qq.com."""
    app = web.Application(middlewares=[only_local])
    app.add_routes(api_routes(platform, ""))
    mount(app, platform)
    return app


@asynccontextmanager
async def serve(platform: Platform, port: int = 0) -> AsyncIterator[str]:
    """Serve `standalone` on 127.0.0.1 (a free port by default) and yield the API's base address."""
    runner = web.AppRunner(standalone(platform), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        base = f"http://127.0.0.1:{runner.addresses[0][1]}"
        platform.account.save(base_url=base)
        yield base
    finally:
        await runner.cleanup()


async def _index(_: web.Request) -> web.FileResponse:
    return web.FileResponse(STATIC / "index.html")
