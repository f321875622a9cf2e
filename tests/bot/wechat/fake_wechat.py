"""A WeChat over real HTTP, in one small function: it records every call and gives the answers queued for it."""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.wechat.account import Account
from bot.wechat.calls import Bounds
from bot.wechat.client import Client

APPID = "wx0123456789abcdef"
SECRET = "5ec2e7000000000000000000000c0ffee"
OPENID = "oABCDEFGHIJKLMNOPQRSTUVWXYZ1"
OK = {"errcode": 0, "errmsg": "ok"}
TOKEN_PATH = "cgi-bin/stable_token"
QUICK = Bounds(timeout_s=0.3, bulky_timeout_s=0.3, answer_bytes=4096, bulky_answer_bytes=65536)

Reply = Mapping[str, Any] | Callable[[], web.Response] | float


@dataclass(frozen=True, slots=True)
class Seen:
    """One call as it arrived."""

    method: str
    path: str
    query: dict[str, str]
    body: bytes
    content_type: str

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class FakeWeChat:
    """Unless something is queued, tokens are T1, T2, … and every other call succeeds."""

    calls: list[Seen] = field(default_factory=list)
    queued: dict[str, deque[Reply]] = field(default_factory=lambda: defaultdict(deque))
    always: dict[str, Reply] = field(default_factory=dict)
    base: str = ""

    def answers(self, path: str, *replies: Reply) -> None:
        """Queues answers: a JSON object, a maker of a whole response, or a number of seconds to keep silent."""
        self.queued[path].extend(replies)

    def to(self, path: str) -> list[Seen]:
        return [call for call in self.calls if call.path == path]

    async def serve(self, request: web.Request) -> web.Response:
        path = request.path.lstrip("/")
        self.calls.append(Seen(request.method, path, dict(request.query), await request.read(), request.content_type))
        reply = self.queued[path].popleft() if self.queued[path] else self.always.get(path)
        if reply is None and path == TOKEN_PATH:
            reply = {"access_token": f"T{len(self.to(TOKEN_PATH))}", "expires_in": 7200}
        if isinstance(reply, float):
            await asyncio.sleep(reply)
            reply = OK
        return reply() if callable(reply) else web.json_response(reply or OK)


@asynccontextmanager
async def running() -> AsyncIterator[FakeWeChat]:
    fake = FakeWeChat()
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", fake.serve)
    async with TestServer(app) as server:
        fake.base = str(server.make_url("")).rstrip("/")
        yield fake


def plain(
    text: str = "", status: int = 200, content_type: str = "text/plain", **headers: str
) -> Callable[[], web.Response]:
    """A maker of answers that are not JSON, for aiohttp sends a response only once."""
    return lambda: web.Response(text=text, status=status, content_type=content_type, headers=headers)


@asynccontextmanager
async def client_of(
    base: str, account: Account | None = None, secret: str = SECRET, **more: Any
) -> AsyncIterator[Client]:
    """A client that waits no real time between its tries; `slept` in `more` collects the waits."""
    slept: list[float] = more.pop("slept", [])

    async def sleep(delay_s: float) -> None:
        slept.append(delay_s)

    async with aiohttp.ClientSession() as session:
        yield Client(
            session,
            APPID,
            secret,
            account or Account.of("verified_service"),
            **{"api_base": base, "bounds": QUICK, "sleep": sleep, **more},
        )
