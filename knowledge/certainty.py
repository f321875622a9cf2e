"""How sure an answer is: the chance that a text is a labour matter at all, and that the first topic is right."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.evidence import Features, rarities, summed
from knowledge.features import Emphasis, features
from knowledge.words import Words

UNSEEN = 0.3  # what an unseen feature counts among a thousand


@dataclass(frozen=True, slots=True)
class Signs:
    """What certainty is judged by."""

    best: float  # evidence of the best entry's words
    lead: float  # over the best entry of another topic
    strange: float  # words of other matters, rarer in our ways of asking
    leaning: float  # of the words, towards the examples of other matters (positive) or ours (negative)
    other: float = 0.0  # the same of the meaning


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logistic from the signs (as logs, but for the last) to the chance."""

    constant: float
    best: float
    lead: float
    strange: float
    leaning: float
    other: float = 0.0

    def chance(self, signs: Signs) -> float:
        """The chance, 0..1."""
        exponent = (
            self.constant
            + self.best * math.log1p(max(signs.best, 0.0))
            + self.lead * math.log1p(max(signs.lead, 0.0))
            + self.strange * math.log1p(signs.strange)
            + self.leaning * math.copysign(math.log1p(abs(signs.leaning)), signs.leaning)
            + self.other * signs.other
        )
        return 1 / (1 + math.exp(-exponent))


@dataclass(frozen=True, slots=True)
class Level:
    """Chances from `low` up to `high` that are one and the same, `chance`: isotonic regression pools them."""

    low: float
    high: float
    chance: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """How to judge a text: whether the first topic is right, and whether it is a labour matter at all."""

    right: Calibration
    labour: Calibration
    level: Level | None = None  # of `right`

    def chances(self, signs: Signs) -> tuple[float, float]:
        """Both chances, 0..1."""
        right = self.right.chance(signs)
        if self.level and self.level.low <= right < self.level.high:
            right = self.level.chance
        return right, self.labour.chance(signs)


# Fitted on the open questions and messages (432 with a known word; ridge 0.3), `right` by meaning on the 210 that
# words leave open (below 0.93), as only they are judged so. Isotonic regression on what ten folds say of the rest
# finds every tenth in order but those from 0.7 to 0.9, where the lower was right more often than the upper: there
# meaning tells no more, and both are one level. How reliable that is by folds: docs/adr/0010.
# To be fitted again when many entries or examples of other matters change.
BY_WORDS = Judgement(
    right=Calibration(constant=-3.08, best=0.41, lead=1.56, strange=-2.27, leaning=-0.92),
    labour=Calibration(constant=-5.17, best=1.82, lead=0.0, strange=-3.37, leaning=-1.81),
)
BY_MEANING = Judgement(
    right=Calibration(constant=-4.02, best=0.54, lead=1.22, strange=-2.04, leaning=-0.93, other=-0.10),
    labour=Calibration(constant=-4.92, best=1.27, lead=0.73, strange=-2.66, leaning=-1.42, other=-0.239),
    level=Level(low=0.7, high=0.9, chance=0.84),
)


class Certainty:
    """Knows our ways of asking from examples of other matters; never changes."""

    def __init__(self, words: Words, emphasis: Emphasis, asks: Sequence[str], learned: Sequence[Features]) -> None:
        """`asks` are the cleaned ways of asking, `learned` their features."""
        self._words = words
        self._familiar = Counter(word for ask in asks for word in self._strange_words(ask))
        others = [features(words.clean(text), words, emphasis.plain()) for text in words.other_matters]
        rarity = rarities([*learned, *others])
        self._leaning = _leanings(summed(others, rarity), summed(learned, rarity))

    def of(self, clean: str, said: Features) -> tuple[float, float]:
        """`Signs.strange` and `Signs.leaning` of a cleaned text; `said` are its features."""
        strange = sum(1 / (1 + self._familiar[word]) for word in self._strange_words(clean))
        return strange, sum(weight * self._leaning.get(feature, 0.0) for feature, weight in said.items())

    def _strange_words(self, clean: str) -> set[str]:
        return {word for _, word in self._words.off_topic.find(clean)}


def _leanings(others: Features, ours: Features) -> dict[str, float]:
    """For each feature, how much more common it is in the others than in ours (as a difference of logs)."""
    of_others, of_ours = _per_thousand(others), _per_thousand(ours)
    return {
        feature: math.log1p(of_others.get(feature, 0.0) / UNSEEN) - math.log1p(of_ours.get(feature, 0.0) / UNSEEN)
        for feature in of_others.keys() | of_ours.keys()
    }


def _per_thousand(counts: Features) -> dict[str, float]:
    total = sum(counts.values()) or 1.0
    return {feature: 1_000 * count / total for feature, count in counts.items()}
