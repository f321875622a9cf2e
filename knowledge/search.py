"""Find the entries that answer a follower's question, by its words.

Each topic and each entry is the sum of its ways of asking; what a text shares with that sum is its evidence
(multinomial, smoothed).
On the open questions this put the right topic first for 90 %,
BM25 over the same features for 80 %.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.entry import Entry
from knowledge.evidence import Floats, Group, merged, weigh
from knowledge.features import Emphasis, features
from knowledge.words import Words

TOPIC_UNSEEN, TOPIC_SIZE, TOPIC_SCALE = 0.3, 2_000.0, 1.0
ENTRY_UNSEEN, ENTRY_SIZE, ENTRY_SCALE = 0.1, 300.0, 2.0
DIVERSE_BELOW = 0.9  # below this score the third hit is of another topic than the first two
SAME_WORDS_SCORE = 0.98

_NOT_HAN = re.compile(r"[^一-鿿a-z0-9+]+")


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logistic from evidence to the chance that the first topic is right."""

    constant: float = -5.04
    lead: float = 0.456
    best: float = 1.647
    strange: float = -2.695
    behind: float = 25.0  # a further hit's score is e times lower for every so much less evidence


CALIBRATION = Calibration()


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that may answer; the first one's score 0..1 is the chance that its topic is right (calibrated)."""

    slug: str
    topic: str
    score: float


class Index:
    """The searchable form of the entries; never changes once built, safe for any thread."""

    def __init__(
        self,
        entries: Sequence[Entry],
        words: Words,
        emphasis: Emphasis = Emphasis(),  # noqa: B008 (frozen)
        calibration: Calibration = CALIBRATION,
    ) -> None:
        if not entries:
            raise ValueError("an index needs entries")
        self._words, self._emphasis, self._calibration = words, emphasis, calibration
        self._hits = [(entry.slug, entry.topic) for entry in entries]
        topics = {topic: number for number, topic in enumerate(sorted({entry.topic for entry in entries}))}
        self._topic_of = np.array([topics[entry.topic] for entry in entries])
        cleaned = [[words.clean(text) for text in (*entry.ask, entry.title)] for entry in entries]
        self._same_words = {_squeezed(text): place for place, texts in enumerate(cleaned) for text in texts}
        self._familiar = Counter(word for texts in cleaned for text in texts for word in self._strange_words(text))
        self._learn([[features(text, words, _plain(emphasis)) for text in texts] for texts in cleaned], len(topics))

    def _learn(self, asks: Sequence[Sequence[Mapping[str, float]]], topics: int) -> None:
        spread = Counter(feature for texts in asks for text in texts for feature in text)
        total = sum(len(texts) for texts in asks)
        self._row = {feature: row for row, feature in enumerate(spread)}
        rarity = {feature: math.log1p(total / count) for feature, count in spread.items()}
        whole = [merged(_of_unit_length(text, rarity) for text in texts) for texts in asks]
        of_topic = [
            merged(entry for entry, topic in zip(whole, self._topic_of, strict=True) if topic == number)
            for number in range(topics)
        ]
        self._topics = topics
        self._sparse = weigh(
            [
                Group(of_topic, TOPIC_UNSEEN, TOPIC_SIZE, TOPIC_SCALE),
                Group(whole, ENTRY_UNSEEN, ENTRY_SIZE, ENTRY_SCALE),
            ],
            self._row,
        )

    def search(self, text: str, limit: int = 5) -> list[Hit]:
        """The best entries first, at most `limit`; none if not a word is known."""
        return self.find(self._words.clean(text), limit)

    def find(self, clean: str, limit: int = 5) -> list[Hit]:
        """Like `search`, for a text that `Words.clean` made."""
        known = {
            self._row[feature]: weight
            for feature, weight in features(clean, self._words, self._emphasis).items()
            if feature in self._row
        }
        if not known:
            return []
        evidence = self._evidence(known)
        order = np.argsort(-evidence, kind="stable")
        same = self._same_words.get(_squeezed(clean))
        if same is not None:
            order = np.concatenate(([same], order[order != same]))
        first = self._chance(evidence, order, clean) if same is None else SAME_WORDS_SCORE
        return self._scored(self._varied(order, limit, first), evidence, first)

    def _evidence(self, known: Mapping[int, float]) -> Floats:
        """Evidence for each entry, its topic's included; shape (entries,)."""
        scores = self._sparse.score(known)
        evidence: Floats = scores[self._topics :] + scores[: self._topics][self._topic_of]
        return evidence

    def _chance(self, evidence: Floats, order: np.ndarray, clean: str) -> float:
        """The calibrated chance that the first entry's topic is right."""
        signs = self.signs(evidence, order, clean)
        calibration = self._calibration
        exponent = (
            calibration.constant
            + calibration.lead * signs[0]
            + calibration.best * signs[1]
            + calibration.strange * signs[2]
        )
        return 1 / (1 + math.exp(-exponent))

    def signs(self, evidence: Floats, order: np.ndarray, clean: str) -> tuple[float, float, float]:
        """What the calibration looks at: lead over the next topic, evidence, words of other matters (all as logs)."""
        topics = self._topic_of[order]
        others = order[topics != topics[0]]
        best = float(evidence[order[0]])
        lead = best - float(evidence[others[0]]) if len(others) else best
        strange = sum(1 / (1 + self._familiar[word]) for word in self._strange_words(clean))
        return math.log1p(max(lead, 0.0)), math.log1p(max(best, 0.0)), math.log1p(strange)

    def _strange_words(self, clean: str) -> set[str]:
        return {word for _, word in self._words.off_topic.find(clean)}

    def _varied(self, order: np.ndarray, limit: int, first: float) -> list[int]:
        """The best places; when unsure, the third is the best of a topic not yet among the first two."""
        if first < DIVERSE_BELOW and limit > 2:
            seen = self._topic_of[order[:2]]
            fresh = order[~np.isin(self._topic_of[order], seen)][:1]
            order = np.concatenate((order[:2], fresh, [place for place in order[2 : limit + 1] if place not in fresh]))
        return [int(place) for place in order[:limit]]

    def _scored(self, places: Sequence[int], evidence: Floats, first: float) -> list[Hit]:
        hits: list[Hit] = []
        ceiling = first
        for place in places:
            behind = float(evidence[place] - evidence[places[0]])
            ceiling = min(ceiling, first * math.exp(min(behind, 0.0) / self._calibration.behind)) if hits else first
            hits.append(Hit(*self._hits[place], round(ceiling, 4)))
        return hits


def _plain(emphasis: Emphasis) -> Emphasis:
    """Ways of asking are learned with every clause alike."""
    return Emphasis(emphasis.word, emphasis.bigram, emphasis.concept, question=1.0, last=1.0)


def _of_unit_length(text: Mapping[str, float], rarity: Mapping[str, float]) -> dict[str, float]:
    weighted = {feature: weight * rarity[feature] for feature, weight in text.items()}
    length = math.sqrt(sum(weight * weight for weight in weighted.values())) or 1.0
    return {feature: weight / length for feature, weight in weighted.items()}


def _squeezed(clean: str) -> str:
    return _NOT_HAN.sub("", clean)
