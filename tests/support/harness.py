"""The real product beside the simulated platform, over real HTTP on this machine."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from aiohttp import web
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

from bot.app import PARTS, Knowledge, Parts, make_app, read_knowledge
from bot.core.clock import utc_now
from bot.core.crypt import new_key
from bot.core.database import Base, Database
from bot.core.settings import Settings
from bot.serving import site
from simulator import routes
from simulator.config import PlatformConfig
from simulator.platform import Platform

TOKEN = "harness2026"
AES_KEY = "kQ2nR9pLmxB7kQ2nR9pLmxB7kQ2nR9pLmxB7kQ2nR9A"
APPID = "wx0123456789abcdef"
SECRET = "0123456789abcdef0123456789abcdef"


class NoJobs:
    """Stands in for the durable queue: writes down what would be queued."""

    def __init__(self) -> None:
        self.queued: list[tuple[str, str]] = []
        self.registered: dict[str, Any] = {}

    def register(self, name: str, job: Any) -> None:
        self.registered[name] = job

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    async def enqueue(self, session: Any, name: str, payload: str) -> None:
        self.queued.append((name, payload))

    async def run(self) -> None:
        """Runs what is queued, as the queue would."""
        while self.queued:
            name, payload = self.queued.pop(0)
            await self.registered[name](payload)


@dataclass
class Product:
    """One running product and its platform."""

    platform: Platform
    parts: Parts
    app: web.Application
    base: str
    jobs: NoJobs

    async def say(self, openid: str, text: str) -> str:
        """What the follower sees after writing `text`."""
        delivery = await self.platform.push_text(openid, text)
        return delivery.text

    def follower(self, name: str = "") -> str:
        """A new follower's openid."""
        return self.platform.add_follower(name).openid


def settings_of(folder: Path, url: str | None = None, **sections: dict[str, Any]) -> Settings:
    """Settings with everything that tests do not care about filled in."""
    wechat = {"appid": APPID, "token": TOKEN, "aes_key": AES_KEY, "secret": SECRET, "account": "verified_service"}
    given: dict[str, Any] = {
        "wechat": wechat | sections.pop("wechat", {}),
        "database": {"url": url or f"sqlite+aiosqlite:///{folder}/niangjia.db"},
        "keys": {"data": new_key("test")} | sections.pop("keys", {}),
        "files": {"url": f"file:///{folder}/files"},
        "desk": {"undo_s": 0} | sections.pop("desk", {}),
        **sections,
    }
    return Settings(**given)


async def create_tables(url: str) -> None:
    """Every table of the product."""
    if url.startswith("sqlite"):
        return put_blank_file(Path(str(make_url(url).database)))
    database = Database(url)
    async with database.writing() as connection:
        await connection.run_sync(Base.metadata.create_all)
    return await database.close()


def put_blank_file(path: Path) -> None:
    """The tables in a fresh SQLite file; one that is there has them."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(blank_file())


@cache
def blank_file() -> bytes:
    """A SQLite file with every table, made once for the whole run."""
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        Base.metadata.create_all(connection)
        connection.commit()
        content: bytes = connection.connection.driver_connection.serialize()  # type: ignore[union-attr]
    engine.dispose()
    return content[:18] + b"\x02\x02" + content[20:]  # WAL already: the first connection need not ask for it alone


@cache
def knowledge() -> Knowledge:
    """The real knowledge, read once for the whole run: it never changes."""
    return read_knowledge(utc_now().date())


@asynccontextmanager
async def product(
    folder: Path,
    url: str | None = None,
    platform: dict[str, Any] | None = None,
    clock: Any = utc_now,
    jobs: Any = None,
    **sections: dict[str, Any],
) -> AsyncIterator[Product]:
    """A running product; `platform` changes the simulator's settings, `sections` the product's."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=1024)
    port = listening.getsockname()[1]
    own = {"token": TOKEN, "aes_key": AES_KEY, "appid": APPID, "secret": SECRET, "mode": "safe"}
    simulated = Platform(PlatformConfig(**own | {"target_url": f"http://127.0.0.1:{port}/wechat"} | (platform or {})))
    async with routes.serve(simulated) as api_base:
        sections["wechat"] = {"api_base": api_base} | sections.get("wechat", {})
        sections["server"] = {"public_url": f"http://127.0.0.1:{port}"} | sections.get("server", {})
        settings = settings_of(folder, url, **sections)
        await create_tables(settings.database.url)
        jobs = jobs or NoJobs()
        app = make_app(settings, clock, jobs, knowledge())
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=2)
        await runner.setup()
        try:
            await site(runner, 2, sock=listening).start()
            yield Product(simulated, app[PARTS], app, f"http://127.0.0.1:{port}", jobs)
        finally:
            await runner.cleanup()
