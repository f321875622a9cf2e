"""One request and its answer over a connection: a thin HTTP client that costs the generator little."""

import asyncio
import re
from dataclasses import dataclass
from typing import cast

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
CLOSING = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)
ANSWER_LIMIT_BYTES = 1 << 20


class Broken(Exception):
    """The server closed too early or spoke something this client does not."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; `keeps` tells whether the connection can be used again."""

    status: int
    body: bytes
    keeps: bool


def answer_in(raw: bytes, ended: bool) -> Answer | None:
    """The answer in what was received so far; None while more must come.

    Raises:
        Broken: it can never become one.
    """
    end = raw.find(b"\r\n\r\n")
    if end < 0:
        if ended:
            raise Broken("closed before an answer")
        return None
    head = raw[:end]
    status, keeps = int(head[9:12]), head.startswith(b"HTTP/1.1") and not CLOSING.search(head)
    length = LENGTH.search(head)
    if length is None and keeps:
        raise Broken("an answer without a length")
    due = end + 4 + int(length[1]) if length else len(raw) + (not ended)
    if due > ANSWER_LIMIT_BYTES:
        raise Broken("too long")
    if len(raw) < due:
        if ended:
            raise Broken("closed within an answer")
        return None
    return Answer(status, raw[end + 4 : due], bool(keeps))


class Connection(asyncio.Protocol):
    """A connection on which one request at a time is under way."""

    def __init__(self) -> None:
        self._raw = b""
        self._coming: asyncio.Future[Answer] | None = None
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's is none by inheritance

    def data_received(self, data: bytes) -> None:
        self._raw = self._raw + data if self._raw else data
        self._look(ended=False)

    def connection_lost(self, exc: Exception | None) -> None:
        self.transport = None
        self._look(ended=True)

    async def ask(self, request: bytes) -> Answer:
        """Sends and waits.

        Raises:
            Broken: no whole answer came.
        """
        if self.transport is None:
            raise Broken("the connection is gone")
        self._raw, self._coming = b"", asyncio.get_running_loop().create_future()
        self.transport.write(request)
        answer = await self._coming
        if not answer.keeps:
            self.close()
        return answer

    def close(self) -> None:
        """Ends the connection."""
        if self.transport is not None:
            self.transport.close()
            self.transport = None

    def _look(self, ended: bool) -> None:
        if self._coming is None or self._coming.done():
            return
        try:
            answer = answer_in(self._raw, ended)
        except (Broken, ValueError) as error:
            self._coming.set_exception(error if isinstance(error, Broken) else Broken("not HTTP"))
            return
        if answer is not None:
            self._coming.set_result(answer)
