"""Counts calls by day and minute, and what the admin may clear. Source: protocol.md §2.7, §2.8."""

from __future__ import annotations

from collections import Counter

from simulator.account import Account
from simulator.errors import ApiError


class Counters:
    """Daily and minute limits of the API."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._day = ""
        self.calls: Counter[str] = Counter()
        self._minute: tuple[int, int] = (0, 0)
        self._cleared: tuple[str, int] = ("", 0)

    def count(self, path: str) -> None:
        """One call. Raises `ApiError` 45009 over the day's limit, 45011 over the minute's."""
        self._turn_day()
        limit = self._account.config.daily.get(path)
        if limit is not None and self.calls[path] >= limit:
            raise ApiError(45009)
        if path == "cgi-bin/stable_token":
            self._count_minute()
        self.calls[path] += 1

    def _count_minute(self) -> None:
        minute = int(self._account.clock.now_s() // 60)
        used = self._minute[1] if self._minute[0] == minute else 0
        if used >= self._account.config.stable_per_minute:
            raise ApiError(45011)
        self._minute = (minute, used + 1)

    def quota(self, path: str) -> dict[str, int]:
        """For openapi/quota/get."""
        self._turn_day()
        limit = self._account.config.daily.get(path, 0)
        return {"daily_limit": limit, "used": self.calls[path], "remain": max(0, limit - self.calls[path])}

    def clear(self) -> None:
        """`clear_quota`. Raises `ApiError` 48006 after ten in a month."""
        month = self._account.clock.month()
        used = self._cleared[1] if self._cleared[0] == month else 0
        if used >= self._account.config.clear_quota_per_month:
            raise ApiError(48006)
        self._cleared = (month, used + 1)
        self.calls.clear()

    def _turn_day(self) -> None:
        if self._day != self._account.clock.day():
            self._day = self._account.clock.day()
            self.calls.clear()
