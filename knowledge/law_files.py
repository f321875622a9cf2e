"""Reads statutes from files: our JSON, and the Markdown layout of the public collection LawRefBook/Laws."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.law_markdown import read_markdown
from knowledge.law_names import key, number_of, usual
from knowledge.statutes import Statute, StatuteError, read_json

REQUIRED = ("title", "short", "version", "status")
OPTIONAL = ("effective", "source")

_DAY = r"(?P<day>\d{4}-\d{2}-\d{2})"
_IN_FORCE_FROM = re.compile(rf"{_DAY}施行")


@dataclass(frozen=True, slots=True)
class Folder:
    """What a folder holds: statutes, files that are none (an index page, a case), and what is wrong with others."""

    statutes: tuple[Statute, ...]
    passed_over: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()


def read_folder(folder: Path, shorts: Mapping[str, str] | None = None, *, lenient: bool = False) -> Folder:
    """Read every *.json of the folder and, below it, every *.md; `shorts` are short titles by the full title's `key`.

    Raises:
        StatuteError: a damaged file, with file and field named (with `lenient` it is listed instead); no statute.
    """
    statutes: dict[tuple[str, str], Statute] = {}
    passed, damaged = [], []
    for path in sorted([*folder.glob("*.json"), *folder.rglob("*.md")]):
        try:
            if (read := read_statute(path, shorts or {})) is None:
                passed.append(path.name)
                continue
            version = (read.short, read.version)
            statutes[version] = _joined(statutes[version], read) if version in statutes else read
        except StatuteError as error:
            if not lenient:
                raise
            damaged.append(str(error))
    if not statutes:
        raise StatuteError(f"{folder}: holds no statute: want *.json, or *.md as LawRefBook/Laws has them")
    return Folder(tuple(statutes.values()), tuple(passed), tuple(damaged))


def read_statute(path: Path, shorts: Mapping[str, str]) -> Statute | None:
    """One file's statute; None where a Markdown file holds none. Raises StatuteError."""
    try:
        if path.suffix == ".json":
            return _from_json(path)
        read = read_markdown(path)
    except UnicodeDecodeError as error:
        raise StatuteError(f"{path.name}: not UTF-8: {error.reason} at byte {error.start}") from error
    return read and replace(read, short=shorts.get(key(read.title)) or usual(read.title))


def _from_json(path: Path) -> Statute:
    tree = read_json(path)
    told = {field: _line(path, field, tree.get(field)) for field in REQUIRED}
    effective = _day(path, "effective", tree["effective"]) if tree.get("effective") else None
    until = _day(path, "until", tree["until"]) if tree.get("until") else None
    return Statute(
        **told,
        articles=_articles(path, tree.get("articles")),
        effective=_first_day(told["version"], effective),
        until=until,
        source=_line(path, "source", tree.get("source") or path.name),
    )


def _line(path: Path, field: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip() or "\n" in value:
        raise StatuteError(f"{path.name}: {field}: want one line of text, got {value!r}")
    if field == "short" and re.search(r"[#\s]", value.strip()):
        raise StatuteError(f"{path.name}: short: want no blank and no # in it, got {value!r}")
    return value.strip()


def _day(path: Path, field: str, value: object) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise StatuteError(f"{path.name}: {field}: want a day like 2026-11-22, got {value!r}") from None


def _first_day(version: str, effective: date | None) -> date | None:
    """Of a version: what it says itself (…施行), else the later of its own date and the statute's."""
    if match := _IN_FORCE_FROM.search(version):
        return date.fromisoformat(match["day"])
    own = re.match(_DAY, version)
    return max(filter(None, (effective, date.fromisoformat(own["day"]) if own else None)), default=None)


def _articles(path: Path, rows: Any) -> dict[str, str]:
    if not isinstance(rows, list) or not rows:
        raise StatuteError(f"{path.name}: articles: want a list of articles")
    articles: dict[str, str] = {}
    for at, row in enumerate(rows):
        field = f"articles[{at}]"
        label, text = (row.get("label"), row.get("text")) if isinstance(row, dict) else (None, None)
        number = number_of(label) if isinstance(label, str) else None
        if number is None:
            raise StatuteError(f"{path.name}: {field}.label: no article label: {label!r}")
        if not isinstance(text, str) or not text.strip():
            raise StatuteError(f"{path.name}: {field}.text: want the text of {label}, got {text!r}")
        if number in articles:
            raise StatuteError(f"{path.name}: {field}.label: {label} stands twice")
        articles[number] = text.strip()
    return articles


def _joined(one: Statute, other: Statute) -> Statute:
    """Parts of one version that stand in several files (the Civil Code's books) put together.

    Raises:
        StatuteError: the files give the same article of the same version differently.
    """
    for number, text in other.articles.items():
        if one.articles.get(number, text) != text:
            raise StatuteError(f"{other.source}: article {number}: told otherwise in {one.source}, the same version")
    articles = {**one.articles, **other.articles}
    effective = max(filter(None, (one.effective, other.effective)), default=None)
    in_order = dict(sorted(articles.items(), key=lambda article: order(article[0])))
    return replace(one, articles=in_order, effective=effective)


def order(number: str) -> tuple[int, int]:
    """Where an article stands: 276-1 after 276, before 277."""
    whole, _, branch = number.partition("-")
    return int(whole), int(branch or 0)
