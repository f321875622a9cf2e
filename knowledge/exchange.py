"""Entries in and out: a folder of Markdown files, an xlsx or a csv; each tells from which version it was taken."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.core.crypt import digest
from knowledge.entry import EntryError, parse
from knowledge.published import Standing
from knowledge.sheets import Row, SheetError, markdown, read_csv, read_xlsx, row_of, write_csv, write_xlsx

BASES = "versions.json"
MARK_DIGITS = 8
NO_FILES = "{path}：里面没有 *.md 文件"
NO_SUCH = "{path}：没有这个文件夹或文件"
KINDS = "{path}：要给一个文件夹，或 .xlsx、.csv 文件"
NOT_EMPTY = "{path}：文件夹里已经有东西了，请给一个新的或空的"
BAD_BASES = "{path}：读不懂"
TWICE = "{place}：「{slug}」出现了两次"


@dataclass(frozen=True, slots=True)
class Brought:
    """One entry that comes from outside: its text, and the mark of the version it was made from, if it tells."""

    slug: str
    text: str
    mark: str | None
    place: str  # file or row, for messages


def mark_of(number: int, text: str) -> str:
    """A version's number with the beginning of its text's hash: numbers alone mean something else elsewhere."""
    return f"{number}-{digest(text.encode())[:MARK_DIGITS]}"


def kind_of(path: Path) -> str:
    """'folder', 'xlsx' or 'csv'. Raises SheetError."""
    if path.suffix.lower() in (".xlsx", ".csv"):
        return path.suffix.lower().removeprefix(".")
    if path.is_file() or path.suffix:
        raise SheetError(KINDS.format(path=path))
    return "folder"


def write(path: Path, stands: Iterable[Standing]) -> int:
    """Writes what stands to a new or empty folder, or to a file; how many entries.

    Raises:
        SheetError: there is something in the folder, or a text does not fit a sheet.
    """
    stands, kind = list(stands), kind_of(path)
    if kind == "folder":
        _write_folder(path, stands)
    else:
        rows = [row_of(parse(f"{one.slug}.md", one.text), mark_of(one.number, one.text)) for one in stands]
        (write_xlsx if kind == "xlsx" else write_csv)(path, rows)
    return len(stands)


def _write_folder(path: Path, stands: Iterable[Standing]) -> None:
    if path.is_dir() and any(path.iterdir()):
        raise SheetError(NOT_EMPTY.format(path=path))
    path.mkdir(parents=True, exist_ok=True)
    marks = {one.slug: mark_of(one.number, one.text) for one in stands}
    for one in stands:
        (path / f"{one.slug}.md").write_bytes(one.text.encode())
    (path / BASES).write_text(json.dumps(marks, indent=0) + "\n", "utf-8")


def read(path: Path) -> list[Brought]:
    """Every entry of a folder or file, each read strictly, by slug.

    Raises:
        SheetError: it cannot be read, or entries break rules; all of them are named.
    """
    kind = kind_of(path)
    if not path.exists():
        raise SheetError(NO_SUCH.format(path=path))
    if kind == "folder":
        brought = _read_folder(path)
    else:
        brought = [_from_row(path, *found) for found in (read_xlsx if kind == "xlsx" else read_csv)(path)]
    if broken := list(_broken(brought)):
        raise SheetError("\n".join(broken))
    return sorted(brought, key=lambda one: one.slug)


def _read_folder(path: Path) -> list[Brought]:
    marks = _marks(path / BASES)
    files = sorted(path.glob("*.md"))
    if not files:
        raise SheetError(NO_FILES.format(path=path))
    try:
        return [Brought(one.stem, one.read_bytes().decode(), marks.get(one.stem), one.name) for one in files]
    except UnicodeDecodeError as error:
        raise SheetError(f"{path}: {error}") from error


def _marks(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    try:
        marks = json.loads(path.read_text("utf-8"))
        return {str(slug): str(mark) for slug, mark in marks.items()}
    except (ValueError, AttributeError) as error:
        raise SheetError(BAD_BASES.format(path=path)) from error


def _from_row(path: Path, number: int, row: Row) -> Brought:
    place = f"{path.name} 第 {number} 行"
    return Brought(row["slug"].strip(), markdown(row), row["version"].strip() or None, place)


def _broken(brought: Iterable[Brought]) -> Iterator[str]:
    seen: set[str] = set()
    for one in brought:
        if one.slug in seen:
            yield TWICE.format(place=one.place, slug=one.slug)
        seen.add(one.slug)
        try:
            parse(f"{one.slug}.md", one.text)
        except EntryError as error:
            yield f"{one.place}: {error}"
