"""The editable dictionaries of knowledge/words: how workers say it, and how the law does."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.cutter import Cutter
from knowledge.deaths import plainly
from knowledge.normal import fold, spell


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


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The dictionaries of one folder and the word cutter made from them; never changes, safe for any thread."""

    folder: Path
    cutter: Cutter
    off_topic: Phrases
    other_matters: tuple[str, ...]
    _traditional: Mapping[int, str]
    _stop: frozenset[str]
    _typos: Phrases
    _concepts: Phrases

    @classmethod
    def load(cls, folder: Path) -> "Words":
        """Reads the *.txt of the folder and makes the cutter ready, so that no cut stalls later."""
        return cls(
            folder,
            Cutter(dict(_weighted(folder / "dictionary.txt"))),
            Phrases(dict.fromkeys(_listed(folder / "off_topic.txt"), ())),
            tuple(line for _, line in lines(folder / "other_matters.txt")),
            character_map(folder / "traditional.txt"),
            frozenset(word for _, line in lines(folder / "stopwords.txt") for word in line.split()),
            Phrases(dict(arrows(folder / "typos.txt"))),
            Phrases(_grouped(arrows(folder / "synonyms.txt"))),
        )

    def fold(self, text: str) -> str:
        """The text half-width, lower-case and simplified, typos put right, a death told plainly; its numbers stay."""
        text = fold(text, self._traditional)
        for wrong in {wrong for _, wrong in self._typos.find(text)}:
            text = text.replace(wrong, self._typos.meanings[wrong][0])
        return plainly(text)

    def clean(self, text: str) -> str:
        """The text in the one form that is searched: folded, without dates, small numbers in Chinese signs."""
        return self.spell(self.fold(text))

    @staticmethod
    def spell(folded: str) -> str:
        """A folded text in the form that is searched."""
        return spell(folded)

    def cut(self, clean: str) -> tuple[str, ...]:
        """The words of a cleaned text that carry meaning, in its order."""
        return tuple(word for word in self.cutter.cut(clean) if word not in self._stop)

    def concepts(self, clean: str) -> tuple[str, ...]:
        """The law's terms for what the text says, in its order, each once."""
        found = (concept for _, phrase in self._concepts.find(clean) for concept in self._concepts.meanings[phrase])
        return tuple(dict.fromkeys(found))


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """Number and text of each line that is not empty and no # comment."""
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line = raw.strip()
        if line and not line.startswith("#"):
            yield number, line


def _listed(path: Path) -> Iterator[str]:
    for _, line in lines(path):
        yield from (word.strip() for word in line.split(",") if word.strip())


def _weighted(path: Path) -> Iterator[tuple[str, int | None]]:
    for number, line in lines(path):
        word, _, frequency = line.partition(" ")
        if frequency and not frequency.strip().isdigit():
            raise WordsError(f"{path.name}:{number}: want WORD or WORD FREQUENCY")
        yield word, int(frequency) if frequency else None


def arrows(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each word left of an arrow, with what stands right of it."""
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


def character_map(path: Path) -> dict[int, str]:
    """From each traditional character to the simplified one, of lines with both strings."""
    table: dict[int, str] = {}
    for number, line in lines(path):
        traditional, _, simplified = line.partition(" ")
        if len(traditional) != len(simplified):
            raise WordsError(f"{path.name}:{number}: want two strings of one length")
        table |= {ord(old): new for old, new in zip(traditional, simplified, strict=True)}
    return table
