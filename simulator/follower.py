"""A person behind an openid: follows or not, and what their chat shows."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from simulator.quota import Allowance

Source = Literal["self", "passive", "custom", "template", "notice", "fault", "system"]


@dataclass(frozen=True, slots=True)
class Bubble:
    """One bubble in the chat; `source` tells how it came, `content` is shaped by `type`."""

    seq: int
    at_s: float
    source: Source
    type: str
    content: Mapping[str, Any]
    ai: bool = False

    @property
    def text(self) -> str:
        """The words of a text or fault bubble, else empty."""
        return str(self.content.get("content", ""))

    def as_json(self) -> dict[str, Any]:
        """For the page."""
        return asdict(self)


@dataclass(slots=True)
class Follower:
    """State of one person on the platform."""

    openid: str
    name: str
    unionid: str
    allowance: Allowance
    talk: deque[Bubble]
    followed: bool = False
    blocked: bool = False  # turned the account's messages off
    subscribed_at_s: int = 0
    subscribe_scene: str = "ADD_SCENE_SEARCH"
    qr_scene: str = ""
    last_message_s: float = 0.0
    typing_until_s: float = 0.0
    consents: Counter[str] = field(default_factory=Counter)

    @property
    def inbox(self) -> list[Bubble]:
        """What the account (or the platform, for a fault) showed this follower, oldest first."""
        return [bubble for bubble in self.talk if bubble.source not in ("self", "system")]

    def as_json(self) -> dict[str, Any]:
        """For the page, without the talk."""
        names = ("openid", "name", "followed", "blocked")
        return {name: getattr(self, name) for name in names} | {"consents": dict(self.consents)}
