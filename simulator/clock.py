"""The platform's clock: real time plus an offset that a test or the page can turn."""

from __future__ import annotations

import time
from datetime import datetime
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")


class Clock:
    """Tells the platform's time; windows, tokens, media and codes age by it, the 5 s cut does not."""

    def __init__(self, offset_s: float = 0.0) -> None:
        self.offset_s = float(offset_s)

    def now_s(self) -> float:
        """Unix seconds as the platform sees them."""
        return time.time() + self.offset_s

    def local(self) -> datetime:
        """The same, aware, as seen in China."""
        return datetime.fromtimestamp(self.now_s(), CHINA)

    def day(self) -> str:
        """The day by which daily limits count (Asia/Shanghai)."""
        return self.local().date().isoformat()

    def month(self) -> str:
        """The month by which `clear_quota` counts."""
        return self.day()[:7]

    def advance(self, seconds: float) -> None:
        """Turn the clock on (or back, with a negative number)."""
        self.offset_s += seconds

    def reset(self) -> None:
        """Back to real time."""
        self.offset_s = 0.0
