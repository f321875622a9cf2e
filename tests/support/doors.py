"""A door, and the web framework's own server, over one and the same small application, on this machine."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import NamedTuple

from aiohttp import web

from bot.core.door import HEAD_MOST_BYTES, HEADERS_MOST, Answer, Door, DoorSite

PATH = "/wechat"
MOST_BYTES = 65_536
PAGE = b"GET /page HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
SOON_S = 10.0  # the machine may be busy with other things


def push(body: bytes = b"hello", query: str = "a=1&b=2", head: str = "", version: str = "1.1") -> bytes:
    """A request as the platform sends it, with `head` lines more."""
    line = f"POST {PATH}?{query} HTTP/{version}\r\nHost: a\r\n{head}Content-Length: {len(body)}\r\n\r\n"
    return line.encode("latin-1") + body


HELLO = push()
NOT_A_PUSH = {
    "another method": HELLO.replace(b"POST", b"GET"),
    "another path": HELLO.replace(b"/wechat", b"/wechat/"),
    "no query": HELLO.replace(b"?a=1&b=2", b""),
    "an empty query": push(query=""),
    "a parameter twice": push(query="a=1&a=2"),
    "a parameter without a value": push(query="a"),
    "an escape": push(query="a=%31"),
    "a plus": push(query="a=1+2"),
    "a high byte in the query": push(query="a=\xff"),
    "HTTP/1.0": push(version="1.0"),
    "HTTP/1.2": push(version="1.2"),
    "two blanks before the version": HELLO.replace(b" HTTP", b"  HTTP"),
    "bare line feeds": HELLO.replace(b"\r\n", b"\n"),
    "no host": HELLO.replace(b"Host: a\r\n", b""),
    "two hosts": push(head="host: b\r\n"),
    "no length": HELLO.replace(b"Content-Length: 5\r\n", b""),
    "a length twice": push(head="content-length: 5\r\n"),
    "a length with a zero before": HELLO.replace(b": 5", b": 05"),
    "a length with a sign": HELLO.replace(b": 5", b": +5"),
    "less than the length": HELLO[:-1],
    "more than the length": HELLO + b"!",
    "two at once": HELLO + HELLO,
    "length and chunks": push(head="Transfer-Encoding: chunked\r\n"),
    "any other coding": push(head="transfer-encoding: identity\r\n"),
    "a packed body": push(head="Content-Encoding: gzip\r\n"),
    "one who waits for leave": push(head="Expect: 100-continue\r\n"),
    "an upgrade": push(head="Connection: Upgrade\r\nUpgrade: websocket\r\n"),
    "an old upgrade": push(head="Sec-WebSocket-Key1: 1\r\n"),
    "the last one": push(head="Connection: close\r\n"),
    "the last one by a proxy": push(head="Proxy-Connection: close\r\n"),
    "a folded header": push(head="X: 1\r\n 2\r\n"),
    "a blank before the colon": push(head="X : 1\r\n"),
    "no colon": push(head="X\r\n"),
    "no name": push(head=": 1\r\n"),
    "a NUL in a header": push(head="X: \0\r\n"),
    "a bare return in a header": push(head="X: 1\r2\r\n"),
    "a huge header": push(head=f"X: {'x' * HEAD_MOST_BYTES}\r\n"),
    "many headers": push(head="".join(f"X{n}:\r\n" for n in range(HEADERS_MOST - 1))),
    "a body over the limit": push(b"x" * (MOST_BYTES + 1)),
}
A_PUSH = {
    "plain": HELLO,
    "names in small letters": HELLO.lower().replace(b"post", b"POST").replace(b"http", b"HTTP"),
    "names in large letters": push(head="X-A: 1\r\n").replace(b"Content-Length", b"CONTENT-LENGTH"),
    "keep-alive": push(head="Connection: Keep-Alive\r\n"),
    "blanks and tabs after the colon": HELLO.replace(b"Host: ", b"Host:\t "),
    "high bytes in a header": push(head="X: \xff\xe4\r\n"),
    "an empty value": push(query="a=&b=2"),
    "no body": push(b""),
    "NUL and high bytes in the body": push(b"\0\xff\r\n\r\n"),
    "a request in the body": push(HELLO),
    "as many headers as may be": push(head="".join(f"X{n}:\r\n" for n in range(HEADERS_MOST - 2))),
    "as long a body as may be": push(b"x" * MOST_BYTES),
}


class Heard(NamedTuple):
    """What came in."""

    query: dict[str, str]
    body: bytes


class Told(NamedTuple):
    """What went back: status and body."""

    status: int
    body: bytes


class Place:
    """Answers with what it heard; `do=wait` waits for `go`, `do=fail` and `do=cancel` end as they say."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.ended = 0
        self.go, self.begun = asyncio.Event(), asyncio.Event()
        self.door_port = self.plain_port = 0
        self.door: Door
        self.site: DoorSite
        self.server: web.Server

    async def take(self, query: Mapping[str, str], body: bytes) -> Answer:
        """As the webhook's."""
        self.heard.append(Heard(dict(query), body))
        self.begun.set()
        match query.get("do"):
            case "wait":
                await self.go.wait()
            case "fail":
                raise ZeroDivisionError
            case "cancel":
                raise asyncio.CancelledError
            case "long":
                return Answer(200, "text/plain", b"x" * 60_000)
        self.ended += 1
        return Answer(403 if query.get("do") == "refuse" else 200, "text/plain", b"heard %d" % len(body))

    async def receive(self, request: web.Request) -> web.Response:
        """The same through the framework."""
        if int(request.headers.get("Content-Length", "0")) > MOST_BYTES:
            return web.Response(status=403, text="refused")
        answer = await self.take(request.query, await request.read())
        return web.Response(status=answer.status, content_type=answer.content_type, body=answer.body)

    async def talk(self, port: int, *pieces: bytes, pause_s: float = 0.01, in_turns: bool = False) -> bytes:
        """Everything that comes back until the connection ends; `in_turns` waits for an answer after each piece."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        heard = bytearray()
        async with asyncio.timeout(SOON_S):
            hearing = asyncio.create_task(hear(reader, heard))
            for piece in pieces:
                so_far = len(heard)
                writer.write(piece)
                await asyncio.sleep(pause_s)
                while in_turns and len(heard) == so_far and not hearing.done():  # noqa: ASYNC110 (nothing tells)
                    await asyncio.sleep(pause_s)
            try:
                await hearing
            finally:
                writer.close()
        return bytes(heard)


async def hear(reader: asyncio.StreamReader, heard: bytearray) -> None:
    """Adds what comes until the other side closes or breaks off."""
    with suppress(ConnectionError):
        while piece := await reader.read(2**16):
            heard += piece


async def page(_request: web.Request) -> web.Response:
    """Anything else than a push."""
    return web.Response(text="page")


@asynccontextmanager
async def place(within_s: float = 2.0) -> AsyncIterator[Place]:
    """Both servers, running."""
    one, app = Place(), web.Application(handler_args={"auto_decompress": False})
    app.add_routes([web.post(PATH, one.receive), web.get("/page", page)])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    assert runner.server is not None
    one.server = runner.server
    one.door = Door(PATH, MOST_BYTES, lambda *push: asyncio.ensure_future(one.take(*push)), runner.server)
    one.site = DoorSite(runner, one.door, within_s, host="127.0.0.1", port=0)
    try:
        await one.site.start()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        one.door_port, one.plain_port = (address[1] for address in runner.addresses)
        yield one
    finally:
        one.go.set()
        await runner.cleanup()


def told(data: bytes) -> Sequence[Told]:
    """The answers in a stream of them."""
    answers = []
    while data:
        head, _, rest = data.partition(b"\r\n\r\n")
        lines = head.lower().split(b"\r\n")
        length = next(int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length"))
        answers.append(Told(int(head.split()[1]), rest[:length]))
        data = rest[length:]
    return answers
