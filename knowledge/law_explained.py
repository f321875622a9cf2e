"""Why figures stand in answers though no cited article says them: knowledge/words/explained_figures.txt."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.entry import Citation
from knowledge.law_figures import figures
from knowledge.words import WordsError, lines

EVERY = "*"
Same = tuple[str, str]

_CITATION = re.compile(r"[^#\s,，：:；;]+#[1-9]\d*(?:-[1-9]\d*)?")


@dataclass(frozen=True, slots=True)
class Explanation:
    """One line: `SLUG, SLUG: FIGURE, FIGURE: WHY`; where the why names articles (劳动合同法#68), they must say it."""

    slugs: tuple[str, ...]
    figures: str
    same: frozenset[Same]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """All lines of the file."""

    all: tuple[Explanation, ...] = ()

    @classmethod
    def read(cls, path: Path) -> "Explained":
        """Read the file.

        Raises:
            WordsError: a line that is no explanation, or whose figure is none.
        """
        return cls(tuple(_explanation(f"{path.name}:{number}", line) for number, line in lines(path)))

    def of(self, slug: str) -> Iterator[Explanation]:
        """What is explained in that answer."""
        return (one for one in self.all if slug in one.slugs or EVERY in one.slugs)


def _explanation(place: str, line: str) -> Explanation:
    slugs, mark, rest = line.partition(":")
    words, because, why = (part.strip() for part in rest.partition(":"))
    said = frozenset((one.kind, one.value) for part in words.split(",") for one in figures(part))
    if not (mark and because and why and said):
        raise WordsError(f"{place}: want SLUG, SLUG: FIGURE, FIGURE: WHY")
    citations = tuple(Citation.parse(found) for found in _CITATION.findall(why))
    return Explanation(tuple(slug.strip() for slug in slugs.split(",")), words, said, citations)
