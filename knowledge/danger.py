"""Words of a follower in danger of life: they come before any answer."""

from typing import Literal

Danger = Literal["self_harm", "accident_now"]
