"""The editable dictionaries of knowledge/words: how workers say it, and how the law does."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Words:
    """The dictionaries of one folder."""

    folder: Path

    @classmethod
    def load(cls, folder: Path) -> "Words":
        """Read the *.txt of the folder."""
        return cls(folder)
