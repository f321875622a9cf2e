"""Takes small POSTs to one path off the wire by itself; any other connection is the web framework's.

The framework does for every request what a push has no use for: routes, sessions, streams, headers as objects. That is
as much work as all of ours for a message.
"""

import asyncio
import re
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from string import ascii_letters, digits
from time import monotonic, time
from typing import Any, Literal, NamedTuple, cast
from wsgiref.handlers import format_date_time

from aiohttp import web

from bot.core.log import get

HEAD_MOST_BYTES, HEADERS_MOST, HEADS_REMEMBERED = 4096, 64, 256
IDLE_S = 75.0
REASONS = {200: "OK", 403: "Forbidden", 500: "Internal Server Error"}
NOT_OURS = b"transfer-encoding te trailer content-encoding expect upgrade proxy-connection sec-websocket-key1".split()
IN_QUERY = f"{ascii_letters}{digits}_.~-=&".encode()
LAST = "Connection: close\r\n"
_HEADER = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*+([\t -~\x80-\xff]*)")

_date = lru_cache(maxsize=1)(format_date_time)
_log = get("door")


class Answer(NamedTuple):
    """What goes back."""

    status: Literal[200, 403, 500]
    content_type: str
    body: bytes


class Push(NamedTuple):
    """One request, whole."""

    query: Mapping[str, str]
    body: bytes


Take = Callable[[Mapping[str, str], bytes], asyncio.Future[Answer]]
"""What answers a push, in time; cancelled where nothing is to be answered. What fails is in the future:
raised, it would end the connection without an answer.
"""


def read_push(data: bytes, begin: bytes, most_bytes: int) -> Push | None:
    """The request, if `data` is just one, with nothing in its head but plain headers; `begin` is `POST /path?`."""
    if not data.startswith(begin):
        return None
    head, end, body = data.partition(b"\r\n\r\n")
    if not end or len(head) > HEAD_MOST_BYTES or len(body) > most_bytes:
        return None
    line, _, headers = head.partition(b"\r\n")
    target, _, version = line[len(begin) :].rpartition(b" ")
    query = _query(target)
    if version != b"HTTP/1.1" or query is None:
        return None
    return Push(query, body) if _plain_length(headers) == b"%d" % len(body) else None


@lru_cache(maxsize=HEADS_REMEMBERED)
def _plain_length(lines: bytes) -> bytes | None:
    """What the headers say of the body's length; None where any asks for more than to be read, or there is no host.

    Remembered: the platform sends the same with all its pushes of one length.
    """
    headers: dict[bytes, bytes] = {}
    for line in lines.split(b"\r\n"):
        found = _HEADER.fullmatch(line)
        if not found:
            return None
        headers[found[1].lower()] = found[2]
    stays = headers.get(b"connection", b"keep-alive").lower() == b"keep-alive"
    one_each = len(headers) == lines.count(b"\r\n") + 1 <= HEADERS_MOST
    plain = one_each and b"host" in headers and headers.keys().isdisjoint(NOT_OURS)
    return headers.get(b"content-length") if plain and stays else None


def _query(target: bytes) -> dict[str, str] | None:
    """The parameters; None where any is escaped, stands twice, or is not a name and a value."""
    if target.translate(None, IN_QUERY):
        return None
    pairs = [pair.split("=") for pair in target.decode().split("&")]
    try:
        query = dict(pairs)
    except ValueError:  # not a name and a value each
        return None
    return query if len(query) == len(pairs) and "" not in query else None


class Door:
    """What all connections share: who answers pushes, and whose protocol (of `others`) takes whatever is none."""

    def __init__(self, path: str, most_bytes: int, take: Take, others: Callable[[], asyncio.Protocol]) -> None:
        self.begin, self.most_bytes = f"POST {path}?".encode(), most_bytes
        self.take, self.others = take, others
        self.visits: set[Visit] = set()

    async def close(self, within_s: float) -> None:
        """Ends every connection, those with an answer under way once it is sent, or when the time is over."""
        running = {visit.running for visit in self.visits if visit.running is not None}
        for visit in list(self.visits):
            visit.leave()
        if running:
            await asyncio.wait(running, timeout=within_s)
        for visit in list(self.visits):
            visit.transport.close()


class Visit(asyncio.Protocol):
    """One connection that has sent nothing but pushes."""

    transport: asyncio.Transport

    def __init__(self, door: Door) -> None:
        self._door = door
        self._held = b""
        self._leaves = False
        self._last_s = monotonic()
        self.running: asyncio.Future[Answer] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Waits for a push, but not for ever."""
        self.transport = cast(asyncio.Transport, transport)
        self._timer = asyncio.get_running_loop().call_later(IDLE_S, self._look)
        self._door.visits.add(self)

    def connection_lost(self, error: Exception | None) -> None:
        """What runs goes on: the message counts, though nobody hears the answer."""
        self._door.visits.discard(self)
        self._timer.cancel()

    def pause_writing(self) -> None:
        """Ends the connection: nobody who sends so much and hears nothing is the platform."""
        self.transport.abort()

    def data_received(self, data: bytes) -> None:
        """Answers a push; more that comes meanwhile is held until it is answered."""
        self._last_s = monotonic()
        if self.running is not None:
            self._held += data
            if len(self._held) > self._door.most_bytes:
                self.transport.pause_reading()
        elif push := read_push(data, self._door.begin, self._door.most_bytes):
            self.running = self._door.take(push.query, push.body)
            self.running.add_done_callback(self._answered)
        else:
            self._hand_over(data)

    def leave(self) -> None:
        """Ends the connection, after the answer that is under way."""
        self._leaves = True
        if self.running is None:
            self.transport.close()

    def _answered(self, taken: asyncio.Future[Answer]) -> None:
        self.running = None
        if taken.cancelled():  # we are stopping: no answer, so that the platform repeats
            self.transport.close()
            return
        try:
            answer = taken.result()
        except Exception:  # the platform gets an answer whatever happens
            _log.exception("push_failed")
            answer, self._leaves = Answer(500, "text/plain", b""), True
        if not self.transport.is_closing():
            self.transport.write(_written(answer, int(time()), self._leaves))
        if self._leaves:
            self.transport.close()
        elif self._held and not self.transport.is_closing():
            held, self._held = self._held, b""
            self.transport.resume_reading()
            self.data_received(held)

    def _hand_over(self, data: bytes) -> None:
        """The connection is the framework's from here on."""
        self.connection_lost(None)
        other = self._door.others()
        self.transport.set_protocol(other)
        other.connection_made(self.transport)
        other.data_received(data)

    def _look(self) -> None:
        """Ends the connection if nothing came for long."""
        idle_s = monotonic() - self._last_s
        if idle_s >= IDLE_S and self.running is None:
            self.transport.abort()  # closing would wait until the last answer was taken
        else:
            self._timer = asyncio.get_running_loop().call_later(IDLE_S - idle_s % IDLE_S, self._look)


class DoorSite(web.BaseSite):
    """Where a door listens, beside the framework's runner, whose end it comes to as any other site; `where` is what
    an event loop's `create_server` takes.
    """

    def __init__(self, runner: web.BaseRunner, door: Door, within_s: float, **where: Any) -> None:
        super().__init__(runner)
        self._door, self._within_s, self._where = door, within_s, where

    @property
    def name(self) -> str:
        """For logs."""
        return f"door {self._where}"

    async def start(self) -> None:
        """Listens."""
        await super().start()
        self._server = await asyncio.get_running_loop().create_server(partial(Visit, self._door), **self._where)

    async def stop(self) -> None:
        """Listens no more, and ends the connections."""
        await super().stop()
        await self._door.close(self._within_s)


def _written(answer: Answer, now_s: int, leaves: bool) -> bytes:
    head = (
        f"HTTP/1.1 {answer.status} {REASONS[answer.status]}\r\nContent-Type: {answer.content_type}\r\n"
        f"Content-Length: {len(answer.body)}\r\nDate: {_date(now_s)}\r\n{LAST if leaves else ''}\r\n"
    )
    return head.encode() + answer.body
