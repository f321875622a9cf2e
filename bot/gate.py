"""Whether one more message can still be answered in time."""

from collections.abc import Callable
from time import monotonic

WEIGHT = 0.1
FIRST_GUESS_S = 0.002


class Gate:
    """Guesses how long a new message would wait: those in work, times the usual pause between two that finish.

    Source: Little's law, L = λ W.
    """

    def __init__(self, most_s: float, now_s: Callable[[], float] = monotonic) -> None:
        self._most_s, self._now_s = most_s, now_s
        self._pause_s = FIRST_GUESS_S
        self._last_s = now_s()
        self.inside = 0

    @property
    def full(self) -> bool:
        """Whether a message that comes now had better be answered later."""
        return self.inside * self._pause_s > self._most_s

    def enter(self) -> None:
        """One more in work."""
        if self.inside == 0:
            self._last_s = self._now_s()
        self.inside += 1

    def leave(self) -> None:
        """One finished."""
        now_s = self._now_s()
        self._pause_s += WEIGHT * (now_s - self._last_s - self._pause_s)
        self._last_s = now_s
        self.inside -= 1
