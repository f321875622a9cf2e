"""Which questions ask the same: close ones are joined, as long as the whole stays close."""

from collections.abc import Iterator, Mapping, Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from knowledge.evidence import rarities
from knowledge.features import Emphasis, features
from knowledge.words import Words

JOIN_AT = 0.25  # the mean cosine between the members of two groups; below it they ask for different things
DIMENSIONS = 2_048  # features are hashed into so many places; two unlike texts then differ from 0 by some 0.02
NEIGHBOURS = 12
BLOCK = 500

Vectors = NDArray[np.float32]


def clusters(texts: Sequence[str], words: Words) -> list[list[int]]:
    """The places of the texts in groups of likeness: the largest first, in each the most typical text first.

    Time grows with the square of their number: 5,000 take some seconds.
    """
    if not texts:
        return []
    plain = Emphasis().plain()
    vectors = _hashed([features(words.clean(text), words, plain) for text in texts])
    groups = _joined(vectors)
    return sorted((_typical_first(group, vectors) for group in groups), key=lambda group: (-len(group), group[0]))


def _hashed(found: Sequence[Mapping[str, float]]) -> Vectors:
    """One row of length 1 for each text, rare features weighing more; without features a row of zeros."""
    rarity = rarities(found)
    vectors = np.zeros((len(found), DIMENSIONS), np.float32)
    for row, text in zip(vectors, found, strict=True):
        for feature, weight in text.items():
            place = crc32(feature.encode("utf-8", "replace"))
            row[place % DIMENSIONS] += (weight if place & 0x8000_0000 else -weight) * rarity[feature]
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = vectors / np.maximum(lengths, np.float32(1e-6))
    return unit


def _joined(vectors: Vectors) -> list[list[int]]:
    """Joins the closest pair first; two groups only if they are close as a whole, too (no long chains)."""
    parent = list(range(len(vectors)))
    groups = {place: [place] for place in parent}
    sums = vectors.copy()
    for first, second in _sorted_pairs(vectors):
        one, other = _root(parent, first), _root(parent, second)
        if one != other and _mean(sums, groups, one, other) >= JOIN_AT:
            parent[other] = one
            sums[one] += sums[other]
            groups[one] += groups.pop(other)
    return list(groups.values())


def _sorted_pairs(vectors: Vectors) -> list[tuple[int, int]]:
    """Each text with its nearest others, the closest pair first; only pairs that may be joined."""
    found = [pair for begin in range(0, len(vectors), BLOCK) for pair in _near(vectors, begin)]
    return [(first, second) for _, first, second in sorted(found)]


def _near(vectors: Vectors, begin: int) -> Iterator[tuple[float, int, int]]:
    """(-likeness, text, other) for the nearest of a block of texts."""
    likeness = vectors[begin : begin + BLOCK] @ vectors.T
    most = min(NEIGHBOURS + 1, len(vectors))
    nearest = np.argpartition(-likeness, most - 1, axis=1)[:, :most]
    for row, others in enumerate(nearest.tolist()):
        for other in others:
            if other != begin + row and likeness[row, other] >= JOIN_AT:
                yield -float(likeness[row, other]), *sorted((begin + row, other))


def _root(parent: list[int], place: int) -> int:
    while parent[place] != place:
        parent[place] = parent[parent[place]]
        place = parent[place]
    return place


def _mean(sums: Vectors, groups: Mapping[int, Sequence[int]], one: int, other: int) -> float:
    return float(sums[one] @ sums[other]) / (len(groups[one]) * len(groups[other]))


def _typical_first(group: list[int], vectors: Vectors) -> list[int]:
    members = np.array(sorted(group))
    closeness = vectors[members] @ vectors[members].sum(axis=0)
    ordered: list[int] = members[np.argsort(-closeness, kind="stable")].tolist()
    return ordered
