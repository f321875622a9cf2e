"""One message in work, and who waits for its answer."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from time import monotonic

from bot.core.crypt import Keyring
from bot.wechat.message import Inbound
from bot.wechat.reply import Reply


class Kept(StrEnum):
    """What came of putting a message down as owed."""

    OWED = "owed"
    ANSWERED = "answered"
    FAILED = "failed"


def once_key(keys: Keyring, inbound: Inbound) -> str:
    """What stands in the journal's unique column: 32 hex digits, the first ten in the order of arrival, so that the
    index grows at its end instead of everywhere.
    """
    return f"{inbound.serial_number % 16**10:010x}{keys.index(inbound.key)[:22]}"


class Work:
    """One message in work, in this process.

    `first` and `repeats` are the pushes that came with it; one that was taken over has no first.
    `prepare` gets the reply while it is put down, before it is sure to stand.
    `owed` tells that its journal row is there without an answer, `late` that its answer went into the outbox,
    `told_sorry` that the follower was already told it could not be kept, `overdue` that it took too long.
    """

    def __init__(self, inbound: Inbound, key: str, follower: str, received_at: datetime, owed: bool = False) -> None:
        self.inbound, self.key, self.follower, self.received_at = inbound, key, follower, received_at
        self.task: asyncio.Task[Reply] | None = None
        self.promise: asyncio.Task[Kept] | None = None
        self.started_s = monotonic()
        self.first: asyncio.Future[Reply] | None = None
        self.repeats: list[asyncio.Future[Reply]] = []
        self.prepare: Callable[[Reply], None] | None = None
        self.owed = owed
        self.late = False
        self.told_sorry = self.overdue = False

    @property
    def waiting(self) -> Sequence[asyncio.Future[Reply]]:
        """The pushes that are not answered yet."""
        return [push for push in (self.first, *self.repeats) if push is not None and not push.done()]

    @property
    def is_belated(self) -> bool:
        """Whether the push was answered without it: its answer goes by the outbox."""
        return self.owed or self.told_sorry

    @property
    def kind(self) -> str:
        """The class of message or event."""
        return type(self.inbound).__name__
