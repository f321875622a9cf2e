"""What went over the wire, newest last, bounded; and the feed that the page listens to."""

from __future__ import annotations

import asyncio
import itertools
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any, Literal

from simulator.clock import Clock

WireKind = Literal["push", "repeat", "reply", "fault", "api", "verify", "note"]
CUT_CHARS = 8000


@dataclass(frozen=True, slots=True)
class WireLine:
    """One thing that crossed the wire: plain as understood, `raw` as sent."""

    seq: int
    at_s: float
    kind: WireKind
    title: str
    ok: bool = True
    openid: str = ""
    plain: str = ""
    raw: str = ""
    reason: str = ""
    took_ms: int = 0

    def as_json(self) -> dict[str, Any]:
        """For the page."""
        return asdict(self)


class Feed:
    """Hands every change to whoever listens now; a listener that falls behind is told to reload."""

    def __init__(self, room: int = 1000) -> None:
        self._room = room
        self._listeners: set[asyncio.Queue[tuple[str, Any] | None]] = set()

    def publish(self, name: str, content: Mapping[str, Any]) -> None:
        """Tell all listeners."""
        for queue in self._listeners:
            if queue.full():
                while not queue.empty():
                    queue.get_nowait()
                queue.put_nowait(("reload", {}))
            queue.put_nowait((name, content))

    @contextmanager
    def listen(self) -> Iterator[asyncio.Queue[tuple[str, Any] | None]]:
        """A queue of (name, content); None means that the platform closes."""
        queue: asyncio.Queue[tuple[str, Any] | None] = asyncio.Queue(self._room + 2)
        self._listeners.add(queue)
        try:
            yield queue
        finally:
            self._listeners.discard(queue)

    def close(self) -> None:
        """Let every listener go."""
        for queue in self._listeners:
            while not queue.empty():
                queue.get_nowait()
            queue.put_nowait(None)


class Wire:
    """The log of what crossed the wire, the last `keep` lines."""

    def __init__(self, clock: Clock, feed: Feed, keep: int) -> None:
        self._clock = clock
        self._feed = feed
        self._seq = itertools.count(1)
        self.lines: deque[WireLine] = deque(maxlen=keep)

    def log(self, kind: WireKind, title: str, **rest: Any) -> WireLine:
        """Keep one line (long bodies cut) and show it on the page."""
        for name in ("plain", "raw"):
            text = str(rest.get(name, ""))
            if len(text) > CUT_CHARS:
                rest[name] = f"{text[:CUT_CHARS]}… ({len(text)} characters)"
        line = WireLine(next(self._seq), self._clock.now_s(), kind, title, **rest)
        self.lines.append(line)
        self._feed.publish("wire", line.as_json())
        return line

    def of(self, kind: WireKind) -> list[WireLine]:
        """The lines of one kind, oldest first: for tests."""
        return [line for line in self.lines if line.kind == kind]

    def reasons(self) -> list[str]:
        """Why things were refused or dropped, oldest first."""
        return [line.reason for line in self.lines if line.reason]
