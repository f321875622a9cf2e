"""Find the entries that answer a follower's question, by its words and, where asked, by its meaning.

Each topic and each entry is the sum of its ways of asking; what a text shares with that sum is its evidence
(multinomial, smoothed), levelled by the length of the text. Topics asked about more often start higher.
"""

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from knowledge.certainty import BY_MEANING, BY_WORDS, Certainty, Signs
from knowledge.entry import Entry
from knowledge.evidence import Floats, Group, Ints, merged, rarities, summed, weigh
from knowledge.features import Emphasis, features
from knowledge.meaning import Sensed
from knowledge.words import Words

# The scales, OFTEN and MEANING are weights of a conditional logit over the entries, fitted on the open questions by
# five folds and rounded; the right topic is first in 90 % by words and 91 % with meaning, fitted or held out alike.
TOPIC_UNSEEN, TOPIC_SIZE, TOPIC_SCALE = 0.3, 2_000.0, 1.2
ENTRY_UNSEEN, ENTRY_SIZE, ENTRY_SCALE = 0.1, 300.0, 2.0
OFTEN = 0.5  # for the logarithm of a topic's ways of asking: we wrote more where more is asked
MEANING = 0.08
DIVERSE_BELOW = 0.98  # below this score the third hit is of another topic than the first two
SAME_WORDS_SCORE = 0.98
# Words said of a story told before: what speaks for the story's topic and entries speaks for theirs too. On the
# follow-ups of the tests, on which these are fitted, an entry that helps was first in 66 %, in 52 % without the story.
# The chance that the first one helps is a logistic in how far its words are over the mean and in its lead; of those at
# 0.6 and more 84 % helped, by five folds.
STORY_TOPIC, STORY_ENTRY = 2.0, 0.2
HELPS = (-1.50, 0.111, 0.820)
ALONE = 5.0  # the lead where there is no other topic
BEHIND = 5.0  # a further hit's score is e times lower for every so much less evidence

T = TypeVar("T")

_NOT_HAN = re.compile(r"[^一-鿿a-z0-9+]+")


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that may answer; the first one's score 0..1 is the chance that its topic is right (calibrated)."""

    slug: str
    topic: str
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """The best hits first, and the chance (0..1, calibrated) that the text is a labour matter."""

    hits: tuple[Hit, ...]
    labour: float


NOTHING = Found((), 0.0)


@dataclass(frozen=True, slots=True)
class Share:
    """What speaks for one entry, all as evidence over the mean of all entries: each feature of the text (as
    `features` names it), how much is asked about its topic, its meaning (0 where that was not asked).
    """

    features: Mapping[str, float]
    often: float
    meaning: float

    @property
    def total(self) -> float:
        """All of it."""
        return sum(self.features.values()) + self.often + self.meaning


class Index:
    """The searchable form of the entries; never changes once built, safe for any thread."""

    def __init__(
        self,
        entries: Sequence[Entry],
        words: Words,
        emphasis: Emphasis = Emphasis(),  # noqa: B008 (frozen)
    ) -> None:
        if not entries:
            raise ValueError("an index needs entries")
        self._words, self._emphasis = words, emphasis
        self._hits = [(entry.slug, entry.topic) for entry in entries]
        topics = {topic: number for number, topic in enumerate(sorted({entry.topic for entry in entries}))}
        self._topic_of = np.array([topics[entry.topic] for entry in entries])
        cleaned = [[words.clean(text) for text in (*entry.ask, entry.title)] for entry in entries]
        self._same_words = {_squeezed(text): place for place, texts in enumerate(cleaned) for text in texts}
        learned = [[features(text, words, emphasis.plain()) for text in texts] for texts in cleaned]
        self._certainty = Certainty(words, emphasis, _flat(cleaned), _flat(learned))
        asked = np.bincount(self._topic_of, [len(texts) for texts in cleaned])
        self._often: Floats = OFTEN * np.log(asked)[self._topic_of]
        self._learn(learned, len(topics))

    def _learn(self, asks: Sequence[Sequence[Mapping[str, float]]], topics: int) -> None:
        rarity = rarities(_flat(asks))
        self._row = {feature: row for row, feature in enumerate(rarity)}
        whole = [summed(texts, rarity) for texts in asks]
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
        return list(self.find(self._words.clean(text), limit).hits)

    def find(self, clean: str, limit: int = 5, by_same_words: bool = True, sensed: Sensed | None = None) -> Found:
        """Like `search`, for a text that `Words.clean` made; `sensed` is what its vector tells of these entries.

        Without `by_same_words` even the very words of an entry are only weighed.
        """
        said = features(clean, self._words, self._emphasis)
        known = self._rows(said)
        if not known:
            return NOTHING
        by_words = self._evidence(known)
        evidence = by_words / _level(known) + self._often
        if sensed is not None:
            evidence += MEANING * sensed.evidence
        order = np.argsort(-evidence, kind="stable")
        same = self._same_words.get(_squeezed(clean)) if by_same_words else None
        if same is not None:
            order = np.concatenate(([same], order[order != same]))
            return Found(self._scored(self._varied(order, limit, SAME_WORDS_SCORE), evidence, SAME_WORDS_SCORE), 1.0)
        strange, leaning = self._certainty.of(clean, said)
        best, lead = float(by_words[order[0]]), self._lead(evidence, order)
        judged = BY_WORDS if sensed is None else BY_MEANING
        right, labour = judged.chances(Signs(best, lead, strange, leaning, sensed.other if sensed else 0.0))
        return Found(self._scored(self._varied(order, limit, right), evidence, right), labour)

    def hit(self, slug: str, score: float) -> Hit | None:
        """A hit of that entry, None where the index has no such."""
        return next((Hit(one, topic, score) for one, topic in self._hits if one == slug), None)

    def follow(self, clean: str, story: str, limit: int = 5) -> tuple[Hit, ...]:
        """The best entries for words said of a story that was told before (both as `Words.clean` made them); the first
        one's score is the chance that it helps (calibrated). Nothing where not a word is known.
        """
        known, before = (self._rows(features(one, self._words, self._emphasis)) for one in (clean, story))
        if not known:
            return ()
        own = self._evidence(known) / _level(known)
        evidence = own + self._often
        if before:
            topics, entries = self._parts(before)
            evidence += (STORY_TOPIC * topics + STORY_ENTRY * entries) / _level(before)
        order = np.argsort(-evidence, kind="stable")
        over_mean, lead = own[order[0]] - own.mean(), evidence[order[0]] - evidence[order[1]]
        base, by_words, by_lead = HELPS
        chance = 1 / (1 + math.exp(-(base + by_words * over_mean + by_lead * lead)))
        return self._scored(order[:limit].tolist(), evidence, chance)

    def shares(self, clean: str, slugs: Collection[str], sensed: Sensed | None = None) -> dict[str, Share]:
        """Why `find` puts these entries where it does, but for its shortcut for the very words of one."""
        said = features(clean, self._words, self._emphasis)
        known = {feature: weight for feature, weight in said.items() if feature in self._row}
        level = math.sqrt(sum(known.values()) or 1.0)
        by_feature = {one: self._evidence({self._row[one]: weight}) / level for one, weight in known.items()}
        meaning = MEANING * sensed.evidence if sensed is not None else np.zeros(len(self._hits))

        def share(place: int) -> Share:
            of_each = {one: float(each[place] - each.mean()) for one, each in by_feature.items()}
            often = float(self._often[place] - self._often.mean())
            return Share(of_each, often, float(meaning[place] - meaning.mean()))

        return {slug: share(place) for place, (slug, _) in enumerate(self._hits) if slug in slugs}

    def _evidence(self, known: Mapping[int, float]) -> Floats:
        """Evidence for each entry, its topic's included; shape (entries,)."""
        topics, entries = self._parts(known)
        evidence: Floats = entries + topics
        return evidence

    def _parts(self, known: Mapping[int, float]) -> tuple[Floats, Floats]:
        """What speaks for each entry's topic, and for the entry itself; shape (entries,) each."""
        scores = self._sparse.score(known)
        return scores[: self._topics][self._topic_of], scores[self._topics :]

    def _rows(self, said: Mapping[str, float]) -> dict[int, float]:
        """The features we know, by their rows."""
        return {self._row[feature]: weight for feature, weight in said.items() if feature in self._row}

    def _lead(self, evidence: Floats, order: Ints) -> float:
        """The best entry's lead over the best of another topic."""
        topics = self._topic_of[order]
        others = order[topics != topics[0]]
        return float(evidence[order[0]] - evidence[others[0]]) if len(others) else ALONE

    def _varied(self, order: Ints, limit: int, first: float) -> list[int]:
        """The best places; when unsure, the third is the best of a topic not yet among the first two."""
        best: list[int] = order[:limit].tolist()
        if first >= DIVERSE_BELOW or limit <= 2:
            return best
        seen = {self._topic_of[place] for place in best[:2]}
        fresh = next((place for place in order[2:].tolist() if self._topic_of[place] not in seen), None)
        if fresh is None:
            return best
        return [*best[:2], fresh, *(place for place in best[2:] if place != fresh)][:limit]

    def _scored(self, places: Sequence[int], evidence: Floats, first: float) -> tuple[Hit, ...]:
        hits: list[Hit] = []
        ceiling = first
        for place in places:
            behind = float(evidence[place] - evidence[places[0]])
            ceiling = min(ceiling, first * math.exp(min(behind, 0.0) / BEHIND)) if hits else first
            hits.append(Hit(*self._hits[place], round(ceiling, 4)))
        return tuple(hits)


def _level(known: Mapping[int, float]) -> float:
    """What evidence is divided by, so that long texts weigh no more than short ones."""
    return math.sqrt(sum(known.values()))


def _flat(groups: Iterable[Iterable[T]]) -> list[T]:
    return [one for group in groups for one in group]


def _squeezed(clean: str) -> str:
    return _NOT_HAN.sub("", clean)
