"""The account's settings as they are now, and the clock they are read by."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from simulator.clock import Clock
from simulator.config import PlatformConfig


class Account:
    """Shared by every part of the platform, so that a saved setting acts at once everywhere."""

    def __init__(self, config: PlatformConfig, clock: Clock) -> None:
        self.config = config
        self.clock = clock

    def save(self, **changes: Any) -> None:
        """Save other settings. Raises `ValueError` as the console would."""
        self.config = replace(self.config, **changes)

    @property
    def verified(self) -> bool:
        """A 服务号 or 公众号 that passed verification."""
        return self.config.kind in ("verified_service", "verified_subscription")
