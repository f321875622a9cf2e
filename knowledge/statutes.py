"""The statutes that answers rest on: which articles exist and are in force, and (where imported) their text."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.entry import Citation, Entry
from knowledge.numerals import parse_number

REPEALED = ("已被取代", "已废止", "废止", "失效", "尚未生效")

_LABEL = re.compile(r"第(?P<number>[零〇一二三四五六七八九十百千]+)条(?:之(?P<branch>[一二三四五六七八九十]+))?")


class StatuteError(ValueError):
    """A statute file that cannot be read; the message names file and rule."""


@dataclass(frozen=True, slots=True)
class Statute:
    """One statute; `articles` maps the number (82, 276-1) to the text, which is empty where only the index is held."""

    short: str
    title: str
    version: str
    status: str
    articles: Mapping[str, str]

    @property
    def in_force(self) -> bool:
        """Whether answers may rest on it (a statute that lost one article still counts)."""
        return not self.status.startswith(REPEALED)


class Statutes:
    """Statutes by their short title."""

    def __init__(self, statutes: Iterable[Statute]) -> None:
        self._by_short: dict[str, Statute] = {}
        for statute in statutes:
            if statute.short in self._by_short:
                raise StatuteError(f"short title {statute.short} is used twice")
            self._by_short[statute.short] = statute

    @classmethod
    def load(cls, folder: Path) -> "Statutes":
        """Read the *.json of a folder, with their text. Raises StatuteError."""
        return cls(_read(path) for path in sorted(folder.glob("*.json")))

    @classmethod
    def from_index(cls, path: Path) -> "Statutes":
        """Read the shipped index: which articles there are, without their text. Raises StatuteError."""
        statutes = []
        for short, row in _json(path).items():
            articles = dict.fromkeys(row["articles"], "")
            statutes.append(Statute(short, row["title"], row["version"], row["status"], articles))
        return cls(statutes)

    def __iter__(self) -> Iterator[Statute]:
        return iter(self._by_short.values())

    def get(self, short: str) -> Statute | None:
        """The statute of that short title."""
        return self._by_short.get(short)

    def exists(self, citation: Citation) -> bool:
        """Whether that statute has that article."""
        statute = self._by_short.get(citation.statute)
        return statute is not None and citation.article in statute.articles

    def in_force(self, citation: Citation) -> bool:
        """Whether the article exists in a statute that is in force."""
        return self.exists(citation) and self._by_short[citation.statute].in_force

    def text(self, citation: Citation) -> str | None:
        """The text of the article; None where it does not exist or only the index is held."""
        statute = self._by_short.get(citation.statute)
        return (statute.articles.get(citation.article) or None) if statute else None

    def index_text(self) -> str:
        """The index as it is shipped (knowledge/statutes_index.json): titles and article numbers, no statute text."""
        rows = {
            statute.short: {
                "title": statute.title,
                "version": statute.version,
                "status": statute.status,
                "articles": list(statute.articles),
            }
            for statute in sorted(self, key=lambda statute: statute.short)
        }
        lines = [f"{json.dumps(short, ensure_ascii=False)}: {_compact(row)}" for short, row in rows.items()]
        return "{\n" + ",\n".join(lines) + "\n}\n"

    def unproved(self, entries: Iterable[Entry]) -> list[tuple[str, Citation]]:
        """Slug and citation of every citation whose article does not exist or is not in force."""
        return [(entry.slug, cited) for entry in entries for cited in entry.citations if not self.in_force(cited)]


def _compact(row: Mapping[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False)


def _json(path: Path) -> dict[str, Any]:
    try:
        tree = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise StatuteError(f"{path.name}: not JSON: {error}") from error
    if not isinstance(tree, dict):
        raise StatuteError(f"{path.name}: want an object")
    return tree


def _read(path: Path) -> Statute:
    tree = _json(path)
    try:
        articles = {_number(article["label"], path): str(article["text"]) for article in tree["articles"]}
        statute = Statute(tree["short"], tree["title"], tree["version"], tree["status"], articles)
    except (KeyError, TypeError) as error:
        raise StatuteError(f"{path.name}: missing {error}") from error
    if len(articles) != len(tree["articles"]):
        raise StatuteError(f"{path.name}: an article number stands twice")
    return statute


def _number(label: str, path: Path) -> str:
    """82 for 第八十二条, 276-1 for 第二百七十六条之一."""
    match = _LABEL.fullmatch(label)
    number = parse_number(match["number"]) if match else None
    if match is None or number is None:
        raise StatuteError(f"{path.name}: no article label: {label!r}")
    branch = parse_number(match["branch"]) if match["branch"] else None
    return f"{number}" if branch is None else f"{number}-{branch}"
