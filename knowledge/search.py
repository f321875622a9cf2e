"""Find the entries that answer a follower's question, by its words."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.entry import Entry
from knowledge.words import Words


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that may answer; score 0..1 is roughly the chance that its topic is right."""

    slug: str
    topic: str
    score: float


class Index:
    """The searchable form of the entries; never changes once built, safe for any thread."""

    def __init__(self, entries: Sequence[Entry], words: Words) -> None:
        self.entries = {entry.slug: entry for entry in entries}
        self.words = words

    def search(self, text: str, limit: int = 5) -> list[Hit]:
        """The best entries first, at most `limit`, each slug once."""
        grams = set(zip(text, text[1:], strict=False))
        hits = []
        for entry in self.entries.values():
            best = max(len(grams & set(zip(ask, ask[1:], strict=False))) / len(ask) for ask in entry.ask)
            if best:
                hits.append(Hit(entry.slug, entry.topic, min(1.0, best)))
        return sorted(hits, key=lambda hit: -hit.score)[:limit]
