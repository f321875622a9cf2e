"""A tiny account server made with wechatpy alone, and a platform that pushes to it over real HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
import xmltodict
from aiohttp import web
from wechatpy.crypto import WeChatCrypto
from wechatpy.replies import TextReply

from simulator.clock import Clock
from simulator.config import PlatformConfig
from simulator.platform import Platform
from simulator.routes import serve

AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
CUT_S = 0.25

Answer = Callable[[dict[str, Any]], Awaitable[bytes | str]]


@dataclass
class EchoBot:
    """Answers every text with itself; a test may set `answer` to raw bytes or to plain reply XML."""

    config: PlatformConfig
    queries: list[dict[str, str]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    seen: list[dict[str, Any]] = field(default_factory=list)
    answer: Answer | None = None
    status: int = 200
    echo: Callable[[str], str] = str

    @property
    def crypto(self) -> WeChatCrypto:
        return WeChatCrypto(self.config.token, AES_KEY, self.config.appid)

    async def handle(self, request: web.Request) -> web.Response:
        query = dict(request.query)
        if request.method == "GET":
            return web.Response(text=self.echo(query["echostr"]))
        body = await request.read()
        self.queries.append(query)
        self.bodies.append(body)
        fields = self.read(body, query)
        self.seen.append(fields)
        reply = await (self.answer or self.talk)(fields)
        if isinstance(reply, bytes):
            return web.Response(body=reply, status=self.status)
        return web.Response(body=self.seal(reply, query["nonce"]), status=self.status)

    def read(self, body: bytes, query: dict[str, str]) -> dict[str, Any]:
        if "msg_signature" in query:
            args = query["msg_signature"], query["timestamp"], query["nonce"]
            body = self.crypto.decrypt_message(body, *args)
        return xmltodict.parse(body)["xml"]

    def seal(self, xml: str, nonce: str) -> bytes:
        if self.config.mode == "clear":
            return xml.encode()
        return self.crypto.encrypt_message(xml, nonce).encode()

    async def talk(self, fields: dict[str, Any]) -> bytes | str:
        if fields["MsgType"] != "text":
            return b"success"
        return self.text_xml(fields, f"echo {fields['Content']}")

    @staticmethod
    def text_xml(fields: dict[str, Any], content: str, **other: str) -> str:
        """A text answer as wechatpy renders it; `other` overrides source or target."""
        reply = TextReply(content=content, source=fields["ToUserName"], target=fields["FromUserName"])
        for name, value in other.items():
            setattr(reply, name, value)
        return reply.render()

    async def slow(self, _: dict[str, Any]) -> bytes:
        """Never in time."""
        await asyncio.sleep(CUT_S * 2)
        return b"success"

    def always(self, reply: bytes) -> None:
        """Answer everything with these bytes."""

        async def answer(_: dict[str, Any]) -> bytes:
            return reply

        self.answer = answer


@dataclass
class World:
    """Platform, account server, API session, and one follower who follows already."""

    platform: Platform
    bot: EchoBot
    api: str
    http: aiohttp.ClientSession
    openid: str

    async def get(self, path: str, **query: Any) -> dict[str, Any]:
        async with self.http.get(f"{self.api}/{path}", params=query) as response:
            assert response.status == 200
            return await response.json()

    async def post(self, path: str, body: Any, **query: Any) -> dict[str, Any]:
        async with self.http.post(f"{self.api}/{path}", json=body, params=query) as response:
            assert response.status == 200
            return await response.json()

    async def token(self) -> str:
        config = self.platform.config
        given = {"grant_type": "client_credential", "appid": config.appid, "secret": config.secret}
        return (await self.post("cgi-bin/stable_token", given))["access_token"]

    async def call(self, path: str, body: Any = None, **query: Any) -> dict[str, Any]:
        """With a token: POST when there is a body, else GET."""
        token = await self.token()
        if body is None:
            return await self.get(path, access_token=token, **query)
        return await self.post(path, body, access_token=token, **query)

    async def custom(self, text: str = "你好", **other: Any) -> dict[str, Any]:
        body = {"touser": self.openid, "msgtype": "text", "text": {"content": text}, **other}
        return await self.call("cgi-bin/message/custom/send", body)

    def texts(self) -> list[str]:
        return [bubble.text for bubble in self.platform.follower(self.openid).inbox]


MakeWorld = Callable[..., Awaitable[World]]


@asynccontextmanager
async def served(bot: EchoBot) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_route("*", "/wechat", bot.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/wechat"
    finally:
        await runner.cleanup()


async def make_world(stack: AsyncExitStack, **settings: Any) -> World:
    settings = {"aes_key": AES_KEY, "mode": "safe", "cut_s": CUT_S, "job_report_s": 0.01} | settings
    config = PlatformConfig(**settings)
    bot = EchoBot(config)
    target = await stack.enter_async_context(served(bot))
    platform = Platform(PlatformConfig(**(settings | {"target_url": target})), Clock())
    api = await stack.enter_async_context(serve(platform))
    http = await stack.enter_async_context(aiohttp.ClientSession())
    openid = platform.add_follower("王师傅").openid
    return World(platform, bot, api, http, openid)


@pytest.fixture
async def make() -> AsyncIterator[MakeWorld]:
    """Makes worlds with other settings."""
    async with AsyncExitStack() as stack:

        async def build(**settings: Any) -> World:
            return await make_world(stack, **settings)

        yield build


@pytest.fixture
async def world(make: MakeWorld) -> World:
    """The usual one: verified 服务号, safe mode, XML."""
    return await make()
