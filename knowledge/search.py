"""Find the entries that answer a follower's question, by its words.

BM25 over three sizes of text at once: each way of asking, each whole entry, each topic. A text is seen as its words,
its neighbouring characters, the law's terms for what it says, and pairs of those terms.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.entry import Entry
from knowledge.words import Terms, Words

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each kind of evidence counts; chosen on open questions by cross-validation."""

    word: float = 1.0
    bigram: float = 0.5
    concept: float = 1.0
    pair: float = 0.5
    entry: float = 0.5
    topic: float = 0.5
    body: float = 0.3
    k1: float = 1.2
    b: float = 0.6


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that may answer; score 0..1 is roughly the chance that its topic is right."""

    slug: str
    topic: str
    score: float


class Index:
    """The searchable form of the entries; never changes once built, safe for any thread."""

    def __init__(self, entries: Sequence[Entry], words: Words, weights: Weights = Weights()) -> None:
        self.entries = {entry.slug: entry for entry in entries}
        self.words, self.weights = words, weights
        self._list = list(entries)
        self._topics = sorted({e.topic for e in entries})
        self._topic_of = np.array([self._topics.index(e.topic) for e in entries])
        asks, starts = [], []
        for e in entries:
            starts.append(len(asks))
            asks += [self._tokens(t) for t in (*e.ask, e.title)]
        self._starts = np.array(starts)
        whole = []
        for e, s, nxt in zip(entries, starts, [*starts[1:], len(asks)], strict=True):
            c = Counter()
            for a in asks[s:nxt]:
                c.update(a)
            for t in self._tokens(e.body):
                c[t] += weights.body
            whole.append(c)
        topics = [Counter() for _ in self._topics]
        for i, e in enumerate(entries):
            for a in asks[starts[i] : starts[i + 1] if i + 1 < len(starts) else len(asks)]:
                topics[self._topic_of[i]].update(a)
        self._na, self._ne, self._nt = len(asks), len(whole), len(topics)
        n = self._ne
        df = Counter()
        for c in whole:
            df.update(c.keys())
        dft = Counter()
        for c in topics:
            dft.update(c.keys())
        idf = {t: np.log(1 + (n - d + 0.5) / (d + 0.5)) for t, d in df.items()}
        idft = {t: np.log(1 + (self._nt - d + 0.5) / (d + 0.5)) for t, d in dft.items()}
        self.idf = idf
        post: dict[str, list] = {}
        row = 0
        for docs, id_, scale in ((asks, idf, 1.0), (whole, idf, weights.entry), (topics, idft, weights.topic)):
            docs = [Counter(d) if not isinstance(d, Counter) else d for d in docs]
            lens = [sum(d.values()) for d in docs]
            avg = sum(lens) / len(lens)
            for d, ln in zip(docs, lens, strict=True):
                for t, f in d.items():
                    if t not in id_:
                        continue
                    w = scale * self._fam(t) * id_[t] * f * (weights.k1 + 1) / (f + weights.k1 * (1 - weights.b + weights.b * ln / avg))
                    post.setdefault(t, []).append((row, w))
                row += 1
        self._rows = row
        self._post = {t: (np.array([r for r, _ in p], np.int64), np.array([w for _, w in p])) for t, p in post.items()}

    def _fam(self, t: str) -> float:
        w = self.weights
        return {"w": w.word, "b": w.bigram, "c": w.concept, "p": w.pair}[t[0]]

    def _tokens(self, text: str) -> list[str]:
        terms = self.words.terms(self.words.clean(text))
        return [*("w" + t for t in terms.words), *("b" + t for t in terms.bigrams), *("c" + t for t in terms.concepts), *("p" + t for t in terms.pairs)]

    def raw(self, text: str):
        toks = set(self._tokens(text))
        got = [self._post[t] for t in toks if t in self._post]
        if not got:
            return np.zeros(self._ne)
        s = np.bincount(np.concatenate([r for r, _ in got]), np.concatenate([w for _, w in got]), self._rows)
        a = np.maximum.reduceat(s[: self._na], self._starts)
        return a + s[self._na : self._na + self._ne] + s[self._na + self._ne :][self._topic_of]

    def search(self, text: str, limit: int = 5) -> list[Hit]:
        """The best entries first, at most `limit`, each slug once."""
        s = self.raw(text)
        order = np.argsort(-s)[:limit]
        return [Hit(self._list[i].slug, self._list[i].topic, float(s[i])) for i in order if s[i] > 0]
