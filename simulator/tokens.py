"""Access tokens of both namespaces. Source: protocol.md §2.1."""

from __future__ import annotations

import secrets
from collections import OrderedDict, deque

from simulator.account import Account
from simulator.errors import ApiError

KEEP = 500


class Namespace:
    """The tokens of one way to get them; the two ways never void each other's."""

    def __init__(self, account: Account, mark: str) -> None:
        self._account = account
        self._mark = mark
        self._until_s: OrderedDict[str, float] = OrderedDict()
        self.current = ""

    def left_s(self) -> float:
        """Life left to the current token, 0 when there is none."""
        return max(0.0, self._until_s.get(self.current, 0.0) - self._account.clock.now_s())

    def renew(self, former_lives_s: float) -> str:
        """A new token; the former one lives on for so long at most (0: void at once)."""
        now_s = self._account.clock.now_s()
        if self.current:
            self._until_s[self.current] = now_s + former_lives_s if former_lives_s else 0.0
        length = self._account.config.token_chars
        self.current = f"{self._mark}_{secrets.token_urlsafe(length)}"[:length]
        self._until_s[self.current] = now_s + self._account.config.token_life_s
        while len(self._until_s) > KEEP:
            self._until_s.popitem(last=False)
        return self.current

    def state(self, token: str) -> str:
        """`valid`, `expired`, `void` or `unknown`."""
        until_s = self._until_s.get(token)
        if until_s is None:
            return "unknown"
        if until_s == 0.0:
            return "void"
        return "valid" if self._account.clock.now_s() < until_s else "expired"

    def void_all(self) -> None:
        """As when the secret is reset."""
        for token in self._until_s:
            self._until_s[token] = 0.0


class Tokens:
    """Gives out and checks access tokens."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self.classic = Namespace(account, "97")
        self.stable = Namespace(account, "88")
        self._forced: deque[float] = deque(maxlen=1000)
        self._forced_day: tuple[str, int] = ("", 0)

    def get_classic(self) -> tuple[str, int]:
        """Each call a new token; the former lives five minutes more at most."""
        lives_s = min(self.classic.left_s(), self._account.config.token_overlap_s)
        return self.classic.renew(lives_s), self._account.config.token_life_s

    def get_stable(self, force: bool) -> tuple[str, int]:
        """The same token until its last five minutes; `force` voids the former at once.

        Raises `ApiError` 45009 after 20 forced refreshes in a day.
        """
        if force:
            self._force()
        elif self.stable.left_s() <= self._account.config.token_overlap_s:
            self.stable.renew(self._account.config.token_overlap_s)
        return self.stable.current, int(self.stable.left_s())

    def _force(self) -> None:
        config, clock = self._account.config, self._account.clock
        now_s = clock.now_s()
        if self._forced and now_s - self._forced[-1] < config.force_refresh_apart_s and self.stable.left_s():
            return  # asked again within 30 s: nothing is refreshed
        day, used = self._forced_day
        used = used if day == clock.day() else 0
        if used >= config.force_refresh_per_day:
            raise ApiError(45009)
        self._forced_day = (clock.day(), used + 1)
        self._forced.append(now_s)
        self.stable.renew(0.0)

    def check(self, token: str) -> None:
        """Raises `ApiError` 41001, 40014, 42001 or 40001."""
        if not token:
            raise ApiError(41001)
        if len(token) < 20:
            raise ApiError(40014)
        states = {self.classic.state(token), self.stable.state(token)}
        if "valid" in states:
            return
        raise ApiError(42001 if "expired" in states else 40001)

    def void_all(self) -> None:
        """Every token of both namespaces answers 40001 from now on."""
        self.classic.void_all()
        self.stable.void_all()
