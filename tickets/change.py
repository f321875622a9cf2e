"""A change of what stands on a ticket, as a worker's words may mean it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Change:
    """What words may mean, each by slot with its new value; `sure`: it is the one, and need not be asked. `adds`: it is
    reckoned from what stands, so that the same words a second time may only repeat it.
    """

    choices: tuple[Mapping[str, Any], ...] = ()
    sure: bool = False
    adds: bool = False
