"""How many custom messages the account may still send to one follower."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.config import Grant, Trigger
from simulator.errors import ApiError


@dataclass(slots=True)
class _Window:
    until_s: float
    left: int


class Allowance:
    """One follower's open windows. A trigger fills its own window anew; it never adds to the rest.

    Source: protocol.md §0.2, §2.3 (that a new message refills is taken, not written).
    """

    def __init__(self, grants: Mapping[Trigger, Grant]) -> None:
        self._grants = grants
        self._windows: dict[Trigger, _Window] = {}

    def refill(self, trigger: Trigger, now_s: float) -> None:
        """The follower did something that lets the account write."""
        grant = self._grants.get(trigger)
        if grant:
            self._windows[trigger] = _Window(now_s + grant.life_s, grant.count)

    def left(self, now_s: float) -> int:
        """Messages that may still be sent now."""
        return sum(window.left for window in self._open(now_s))

    def check(self, now_s: float) -> None:
        """Raises `ApiError` 45015 when no window is open."""
        if not self._open(now_s):
            raise ApiError(45015)

    def spend(self, now_s: float) -> None:
        """Take one, from the window that ends first. Raises `ApiError` 45015 or 45047."""
        self.check(now_s)
        filled = [window for window in self._open(now_s) if window.left > 0]
        if not filled:
            raise ApiError(45047)
        min(filled, key=lambda window: window.until_s).left -= 1

    def clear(self) -> None:
        """The follower left."""
        self._windows.clear()

    def _open(self, now_s: float) -> list[_Window]:
        return [window for window in self._windows.values() if now_s < window.until_s]
