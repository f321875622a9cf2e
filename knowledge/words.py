"""The editable dictionaries of knowledge/words: how workers say it, and how the law does."""

import logging
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import jieba

from knowledge.normal import normalise

MOST_CONCEPTS = 8
PHRASE_FREQUENCY = 20_000


class WordsError(ValueError):
    """A dictionary line that breaks the rules; the message names file, line and rule."""


class Phrases:
    """Finds known phrases in a text, longest first, each place once; linear in the text."""

    def __init__(self, meanings: Mapping[str, tuple[str, ...]]) -> None:
        self.meanings = dict(meanings)
        heads: dict[str, list[str]] = {}
        for phrase in sorted(self.meanings, key=len, reverse=True):
            heads.setdefault(phrase[:2], []).append(phrase)
        self._heads = {head: tuple(phrases) for head, phrases in heads.items()}

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """Place and phrase, left to right; a phrase inside a longer one is not reported."""
        at, end = 0, len(text)
        while at < end:
            for phrase in self._heads.get(text[at : at + 2], ()):
                if text.startswith(phrase, at):
                    yield at, phrase
                    at += len(phrase) - 1
                    break
            at += 1


@dataclass(frozen=True, slots=True)
class Terms:
    """A text taken apart: words, pairs of neighbouring characters, concepts of the law and their pairs."""

    words: tuple[str, ...]
    bigrams: tuple[str, ...]
    concepts: tuple[str, ...]
    pairs: tuple[str, ...]


class Words:
    """The dictionaries of one folder and the word cutter made from them; never changes, safe for any thread."""

    def __init__(self, folder: Path, cutter: jieba.Tokenizer) -> None:
        self._traditional = _character_map(folder / "traditional.txt")
        self._stop = frozenset(word for _, line in lines(folder / "stopwords.txt") for word in line.split())
        self._typos = Phrases({wrong: right for wrong, right in _arrows(folder / "typos.txt")})
        self._concepts = Phrases(_grouped(_arrows(folder / "synonyms.txt")))
        self.off_topic = Phrases({word: () for word in _listed(folder / "off_topic.txt")})
        self._cutter = cutter
        for _, line in lines(folder / "dictionary.txt"):
            word, _, frequency = line.partition(" ")
            cutter.add_word(word, int(frequency) if frequency else None)

    @classmethod
    def load(cls, folder: Path, cache: Path | None = None) -> "Words":
        """Read the *.txt of the folder and make the cutter ready (0.3 to 0.7 s), so that no cut stalls later.

        `cache` is a folder for jieba's own cache file; without one nothing is kept.
        """
        jieba.setLogLevel(logging.WARNING)
        cutter = jieba.Tokenizer()
        with tempfile.TemporaryDirectory() as nowhere:
            if cache is not None:
                cache.mkdir(parents=True, exist_ok=True)
            cutter.tmp_dir = str(cache or nowhere)
            cutter.initialize()
        return cls(folder, cutter)

    def clean(self, text: str) -> str:
        """The text in one form, common typos put right."""
        text = normalise(text, self._traditional)
        for _, wrong in reversed(list(self._typos.find(text))):
            text = text.replace(wrong, self._typos.meanings[wrong][0])
        return text

    def terms(self, clean: str) -> Terms:
        """Take a cleaned text apart."""
        words = tuple(
            word for word in self._cutter.lcut(clean, HMM=False) if word not in self._stop and word.strip() and not word.isascii()
        )
        concepts = self.concepts(clean)
        return Terms(words, tuple(_bigrams(clean)), concepts, tuple(_pairs(concepts)))

    def concepts(self, clean: str) -> tuple[str, ...]:
        """The law's terms for what the text says, in its order, each once."""
        found = (concept for _, phrase in self._concepts.find(clean) for concept in self._concepts.meanings[phrase])
        return tuple(dict.fromkeys(found))


def _bigrams(text: str) -> Iterator[str]:
    for first, second in zip(text, text[1:], strict=False):
        if "一" <= first <= "鿿" and "一" <= second <= "鿿":
            yield first + second


def _pairs(concepts: Iterable[str]) -> Iterator[str]:
    for first, second in combinations(sorted(concepts)[:MOST_CONCEPTS], 2):
        yield f"{first}+{second}"


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """Number and text of each line that is not empty and no # comment."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line = line.strip()
        if line and not line.startswith("#"):
            yield number, line


def _listed(path: Path) -> Iterator[str]:
    for _, line in lines(path):
        yield from (word.strip() for word in line.split(",") if word.strip())


def _arrows(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    for number, line in lines(path):
        left, arrow, right = line.partition("=>")
        meaning = right.strip()
        if not arrow or not meaning:
            raise WordsError(f"{path.name}:{number}: want WORD, WORD => MEANING")
        for word in left.split(","):
            if len(word.strip()) < 2:
                raise WordsError(f"{path.name}:{number}: {word.strip()!r} is shorter than 2 characters")
            yield word.strip(), (meaning,)


def _grouped(pairs: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    grouped: dict[str, tuple[str, ...]] = {}
    for word, meanings in pairs:
        for name in meanings:
            for phrase in (word, name):
                grouped[phrase] = tuple(dict.fromkeys((*grouped.get(phrase, ()), name)))
    return grouped


def _character_map(path: Path) -> dict[int, str]:
    table: dict[int, str] = {}
    for number, line in lines(path):
        traditional, _, simplified = line.partition(" ")
        if len(traditional) != len(simplified):
            raise WordsError(f"{path.name}:{number}: want two strings of one length")
        table |= {ord(old): new for old, new in zip(traditional, simplified, strict=True)}
    return table
