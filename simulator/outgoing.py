"""Numbers template messages, drops doubles, and fails the ones it is told to fail."""

from __future__ import annotations

import itertools
from collections import OrderedDict, deque

from simulator.account import Account

ONCE_WITHIN_S = 600  # Source: protocol.md §2.4, client_msg_id
KEEP = 10_000


class Outgoing:
    """Job numbers of template messages."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._numbers = itertools.count(3_000_000_000_000_000_001)
        self._seen: OrderedDict[tuple[str, str], tuple[int, float]] = OrderedDict()
        self._failures: deque[str] = deque(maxlen=100)

    def number(self, openid: str, client_msg_id: object) -> tuple[int, bool]:
        """The message's number, and whether the same client_msg_id was sent within ten minutes."""
        if not isinstance(client_msg_id, str) or not client_msg_id:
            return next(self._numbers), False
        key, now_s = (openid, client_msg_id), self._account.clock.now_s()
        number, until_s = self._seen.get(key, (0, 0.0))
        if now_s < until_s:
            return number, True
        number = next(self._numbers)
        self._seen[key] = (number, now_s + ONCE_WITHIN_S)
        while len(self._seen) > KEEP:
            self._seen.popitem(last=False)
        return number, False

    def fail_next(self, status: str = "failed: system failed") -> None:
        """The next template message ends with this status."""
        self._failures.append(status)

    def take_failure(self) -> str:
        """The planned status of this one, empty when none is planned."""
        return self._failures.popleft() if self._failures else ""
