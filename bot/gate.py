"""Whether one more message can still be answered in time."""

from collections.abc import Callable
from math import exp
from time import monotonic

FEW = 32  # so many at once are never too many
MEMORY_S = 1.0


class Gate:
    """Guesses how long a new message would wait: those in work, times the mean pause between two that finish.

    `inside` counts messages in work, `waiting` pushes from when they are begun to their reply, but for the one that
    asks: under load most of the waiting is around the work.

    The mean is taken over the last second or so of being busy: messages finish in groups, so single pauses say little.
    Source: Little's law, L = λ W.
    """

    def __init__(self, most_s: float, now_s: Callable[[], float] = monotonic) -> None:
        self._most_s, self._now_s = most_s, now_s
        self._last_s = now_s()
        self._busy_s = self._finished = 0.0
        self.inside = 0
        self.waiting = 0

    @property
    def full(self) -> bool:
        """Whether a message that comes now had better be answered later."""
        many = max(self.inside, self.waiting)
        if many <= FEW:
            return False
        pause_s = self._busy_s / self._finished if self._finished else 0.0
        return many * pause_s + self._now_s() - self._last_s > self._most_s

    def enter(self) -> None:
        """One more in work."""
        if self.inside == 0:
            self._last_s = self._now_s()
        self.inside += 1

    def leave(self) -> None:
        """One finished."""
        now_s = self._now_s()
        passed_s = now_s - self._last_s
        fade = exp(-passed_s / MEMORY_S)
        self._busy_s = self._busy_s * fade + passed_s
        self._finished = self._finished * fade + 1
        self._last_s = now_s
        self.inside -= 1
