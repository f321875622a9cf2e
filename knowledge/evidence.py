"""Weigh how well a text's features fit each topic and each entry, from counts alone."""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Group:
    """Classes of one kind (all topics, all entries), each the feature counts of its texts.

    `unseen` is what a feature counts that a class has never seen, `size` levels large and small classes,
    `scale` is how much this kind of evidence counts.
    """

    classes: Sequence[Features]
    unseen: float
    size: float
    scale: float


@dataclass(frozen=True, slots=True)
class Sparse:
    """Evidence by feature, one row of (class, value) pairs a feature; all rows in flat arrays."""

    starts: Ints  # shape (features + 1,)
    classes: Ints
    values: Floats
    levels: Floats  # what each class loses for every unit of weight asked

    def score(self, known: Mapping[int, float]) -> Floats:
        """The evidence for every class, given the weights of the known rows; shape (classes,)."""
        rows = np.fromiter(known.keys(), np.int64, len(known))
        weights = np.fromiter(known.values(), np.float64, len(known))
        begins = self.starts[rows]
        lengths = self.starts[rows + 1] - begins
        ends = lengths.cumsum()
        places = np.arange(int(ends[-1])) + (begins - ends + lengths).repeat(lengths)
        gained = np.bincount(self.classes[places], self.values[places] * weights.repeat(lengths), len(self.levels))
        scored: Floats = gained - float(weights.sum()) * self.levels
        return scored


def weigh(groups: Sequence[Group], vocabulary: Mapping[str, int]) -> Sparse:
    """Evidence scale * log(1 + count / unseen) for the classes of all groups, in order, levelled by class size."""
    rows: list[list[tuple[int, float]]] = [[] for _ in vocabulary]
    levels: list[float] = []
    for group in groups:
        for features in group.classes:
            for feature, count in features.items():
                rows[vocabulary[feature]].append((len(levels), group.scale * math.log1p(count / group.unseen)))
            levels.append(group.scale * math.log1p(sum(features.values()) / group.size))
    flat = [pair for row in rows for pair in row]
    return Sparse(
        starts=np.concatenate(([0], np.cumsum([len(row) for row in rows]))).astype(np.int64),
        classes=np.array([number for number, _ in flat], dtype=np.int64),
        values=np.array([value for _, value in flat], dtype=np.float64),
        levels=np.array(levels),
    )


def rarities(texts: Collection[Features]) -> dict[str, float]:
    """How rare each feature is among the texts, in their order."""
    spread = Counter(feature for text in texts for feature in text)
    return {feature: math.log1p(len(texts) / count) for feature, count in spread.items()}


def summed(texts: Iterable[Features], rarity: Mapping[str, float]) -> dict[str, float]:
    """The texts' features by rarity, each text brought to length 1, and added up."""
    return merged(_of_length_one(text, rarity) for text in texts)


def _of_length_one(text: Features, rarity: Mapping[str, float]) -> dict[str, float]:
    weighted = {feature: weight * rarity[feature] for feature, weight in text.items()}
    length = math.sqrt(sum(weight * weight for weight in weighted.values())) or 1.0
    return {feature: weight / length for feature, weight in weighted.items()}


def merged(parts: Iterable[Features]) -> dict[str, float]:
    """The sum of several texts' features."""
    total: dict[str, float] = {}
    for part in parts:
        for feature, count in part.items():
            total[feature] = total.get(feature, 0.0) + count
    return total
