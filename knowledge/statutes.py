"""The statutes that answers rest on: which articles exist and are in force, and (where imported) their text."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.entry import Citation, Entry

REPEALED = ("已被取代", "已废止", "废止", "失效", "尚未生效")


class StatuteError(ValueError):
    """A statute file that cannot be read; the message names file, field and rule."""


@dataclass(frozen=True, slots=True)
class Statute:
    """One version of a statute; `articles` maps the number (82, 276-1) to the text, empty where only the index is held.

    `effective` is the first day of this version (the day it was adopted where its file says no more), `until` its
    last; `status` is what the source says of it, empty where it says nothing.
    """

    short: str
    title: str
    version: str
    status: str
    articles: Mapping[str, str]
    effective: date | None = None
    until: date | None = None
    source: str = ""

    @property
    def repealed(self) -> bool:
        """Whether the source says that it no longer (or not yet) holds; one that lost an article still does."""
        return self.status.startswith(REPEALED)

    @property
    def is_excerpt(self) -> bool:
        """Whether only some of its articles are held."""
        return "节选" in self.title

    def in_force(self, on: date | None = None) -> bool:
        """Whether answers may rest on it, that day or (without one) at all."""
        if self.repealed or on is None:
            return not self.repealed
        return (self.effective is None or self.effective <= on) and (self.until is None or on <= self.until)


class Statutes:
    """Statutes by their short title, of each the versions that are held."""

    def __init__(self, statutes: Iterable[Statute]) -> None:
        self._versions: dict[str, list[Statute]] = {}
        for statute in statutes:
            versions = self._versions.setdefault(statute.short, [])
            if any((one.effective, one.version) == (statute.effective, statute.version) for one in versions):
                raise StatuteError(f"short title {statute.short} is used twice")
            versions.append(statute)
            versions.sort(key=lambda one: (one.effective or date.min, one.version))

    @classmethod
    def from_index(cls, path: Path) -> "Statutes":
        """Read the shipped index: which articles there are, without their text. Raises StatuteError."""
        return cls(_indexed(short, row) for short, row in read_json(path).items())

    def __iter__(self) -> Iterator[Statute]:
        """The newest version of each."""
        return (versions[-1] for versions in self._versions.values())

    def get(self, short: str, on: date | None = None) -> Statute | None:
        """The version in force that day; without a day, or where none is, the newest."""
        versions = self._versions.get(short, [])
        held = (one for one in reversed(versions) if on is not None and one.in_force(on))
        return next(held, versions[-1] if versions else None)

    def exists(self, citation: Citation, on: date | None = None) -> bool:
        """Whether that statute has that article."""
        statute = self.get(citation.statute, on)
        return statute is not None and citation.article in statute.articles

    def in_force(self, citation: Citation, on: date | None = None) -> bool:
        """Whether the article exists in a statute that is in force, that day or (without one) at all."""
        statute = self.get(citation.statute, on)
        return statute is not None and citation.article in statute.articles and statute.in_force(on)

    def text(self, citation: Citation, on: date | None = None) -> str | None:
        """The text of the article; None where it does not exist or only the index is held."""
        statute = self.get(citation.statute, on)
        return (statute.articles.get(citation.article) or None) if statute else None

    def index_text(self) -> str:
        """The index as it is shipped (knowledge/statutes_index.json): titles and article numbers, no statute text."""
        rows = {statute.short: _row(statute) for statute in sorted(self, key=lambda statute: statute.short)}
        lines = [f"{_compact(short)}: {_compact(row)}" for short, row in rows.items()]
        return "{\n" + ",\n".join(lines) + "\n}\n"

    def unproved(self, entries: Iterable[Entry], on: date | None = None) -> list[tuple[str, Citation]]:
        """Slug and citation of every citation whose article does not exist or is not in force.

        With a day, it has to be in force that day, or on the first day of an answer that begins later.
        """
        return [
            (entry.slug, cited)
            for entry in entries
            for cited in entry.citations
            if not self.in_force(cited, on and max(on, entry.valid_from))
        ]


def read_json(path: Path) -> dict[str, Any]:
    """The object in a JSON file. Raises StatuteError."""
    try:
        tree = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise StatuteError(f"{path.name}: not JSON: {error}") from error
    if not isinstance(tree, dict):
        raise StatuteError(f"{path.name}: want an object")
    return tree


def _row(statute: Statute) -> dict[str, Any]:
    return {
        "title": statute.title,
        "version": statute.version,
        "effective": statute.effective.isoformat() if statute.effective else None,
        "status": statute.status,
        "articles": list(statute.articles),
    }


def _indexed(short: str, row: Mapping[str, Any]) -> Statute:
    effective = date.fromisoformat(row["effective"]) if row.get("effective") else None
    articles = dict.fromkeys(row["articles"], "")
    return Statute(short, row["title"], row["version"], row["status"], articles, effective)


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
