"""Bad days of the API, on demand: an errcode, a slow answer, no answer."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Fault:
    """The next `times` calls whose path begins with `path` (empty: any) go wrong.

    With `errcode` they are answered so; with `hang_up` the connection closes without an answer;
    `delay_s` (real seconds) comes before either, or before the right answer.
    """

    path: str = ""
    errcode: int | None = None
    delay_s: float = 0.0
    hang_up: bool = False
    times: int = 1


class Faults:
    """What shall go wrong; `dead` answers nothing at all until it is set back."""

    def __init__(self) -> None:
        self.dead = False
        self._waiting: deque[Fault] = deque(maxlen=1000)

    def add(self, fault: Fault) -> None:
        """Plan one."""
        self._waiting.append(fault)

    def clear(self) -> None:
        """A good day again."""
        self.dead = False
        self._waiting.clear()

    def take(self, path: str) -> Fault | None:
        """The fault that this call meets, if any."""
        if self.dead:
            return Fault(hang_up=True)
        for place, fault in enumerate(self._waiting):
            if path.startswith(fault.path):
                self._use(place, fault)
                return fault
        return None

    def _use(self, place: int, fault: Fault) -> None:
        if fault.times <= 1:
            del self._waiting[place]
        else:
            self._waiting[place] = replace(fault, times=fault.times - 1)
