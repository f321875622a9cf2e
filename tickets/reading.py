"""What was read of a follower's words, by the name that a calculator's field is told as."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from knowledge.slots import Slots


@dataclass(frozen=True, slots=True)
class Told:
    """A message: its slots, its words half-width and in lower case, and the day on which it came."""

    slots: Slots
    words: str
    today: date


@dataclass(frozen=True, slots=True)
class Read:
    """What one reader made of it: the fields as typed, what is taken for granted, and why one has to be asked."""

    said: Mapping[str, str] = field(default_factory=dict)
    assumed: Mapping[str, str] = field(default_factory=dict)
    doubts: Mapping[str, str] = field(default_factory=dict)


def together(*reads: Read) -> Read:
    """All of them in one; a later one goes before an earlier."""
    said: dict[str, str] = {}
    assumed: dict[str, str] = {}
    doubts: dict[str, str] = {}
    for read in reads:
        said |= read.said
        assumed |= read.assumed
        doubts |= read.doubts
    return Read(said, assumed, doubts)
