"""Read one message: what is wanted, which entries answer, what is already said, is a life in danger."""

from dataclasses import dataclass
from functools import lru_cache

from knowledge.danger import Danger, Dangers
from knowledge.intent import Intent, Intents
from knowledge.search import Hit, Index
from knowledge.slots import Slots, read_slots
from knowledge.words import Words

# Chosen on the open questions by cross-validation. At LABOUR_AT 1.4 % of the labour questions are taken for another
# matter, and 15 % of other messages (half of them chosen to mislead) for labour; 4 % of these reach ANSWER_AT.
LABOUR_AT = 0.5
ANSWER_AT = 0.7
SUGGEST_AT = 0.15
REMEMBERED = 1_024
LONGEST_CHARACTERS = 2_000


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was understood of one message; hits best first, up to 5, also where the intent is other."""

    intent: Intent
    hits: tuple[Hit, ...]
    slots: Slots
    danger: Danger | None


class Reader:
    """Reads messages and remembers the latest; never changes otherwise, safe for any thread."""

    def __init__(self, index: Index, words: Words) -> None:
        self._index, self._words = index, words
        self._intents = Intents(words.folder / "intent.txt")
        self._dangers = Dangers(words.folder / "danger.txt")
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._read)

    def read(self, text: str) -> Reading:
        """What was understood of the text; only its first 2,000 characters count."""
        return self._remembered(text[:LONGEST_CHARACTERS])

    def _read(self, text: str) -> Reading:
        folded = self._words.fold(text)
        found, slots = self._index.find(self._words.spell(folded)), read_slots(text)
        intent = self._intents.tell(folded, found.labour >= LABOUR_AT, slots)
        return Reading(intent, found.hits, slots, self._dangers.see(folded))
