"""Entries as rows of a spreadsheet: xlsx and csv, one row an entry, nothing lost on the way out and in again."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import yaml
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell

from knowledge.entry import Entry

HEADINGS = {
    "slug": "代号",
    "version": "版本（不要改）",
    "title": "标题",
    "topic": "主题",
    "also": "其他主题（一行一个）",
    "ask": "问法（一行一句）",
    "citations": "法条（一行一条）",
    "valid_from": "生效日",
    "valid_until": "失效日",
    "reviewed": "复核日",
    "next": "下一步（一行一个）",
    "body": "回答",
}
LISTS = ("also", "ask", "citations", "next")
DAYS = ("valid_from", "valid_until", "reviewed")
LONGEST_CELL = 32_000  # Excel cuts a cell at 32,767 characters without a word
MOST_COLUMNS, FARTHEST_ROW = 64, 10_000  # a file of 4 KB may claim 16,384 columns and a million rows
NO_HEADING = "第一行要有这一列：{heading}"
ONE_SHEET = "是空的"
NOT_TEXT = "既不是 UTF-8 也不是 GB18030 编码"
UNREADABLE = "有一格特别长，多半是少了一个引号；请用表格软件打开检查，再另存一次"
NO_TABLE = "不是能打开的 xlsx 文件"
TOO_FAR = "第 {most} 行以下还有行。请把空行和用不着的行删掉再存"
TOO_LONG = "{slug}：「{heading}」超过 {most} 个字，一格放不下；请导出成文件夹"

# What a spreadsheet takes for a formula; an apostrophe before it is taken off again at import.
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r]")
_GUARDED = re.compile(r"''*[=+\-@＝＋－＠\t\r]")
_SLASHED = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})\Z")
Row = dict[str, str]


class SheetError(ValueError):
    """A sheet that cannot be read or written; the text is for staff."""


def guarded(text: str) -> str:
    """A cell's text that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """The text that `guarded` made a cell of."""
    return cell[1:] if _GUARDED.match(cell) else cell


def row_of(entry: Entry, version: str) -> Row:
    """An entry as a row by field name; lists one item a line, days as 2026-11-22, nothing for no day."""
    row = {"version": version}
    for one in fields(Entry):
        value = getattr(entry, one.name)
        row[one.name] = "\n".join(map(str, value)) if one.name in LISTS else "" if value is None else str(value)
    return row


def markdown(row: Mapping[str, str]) -> str:
    """A row as the text of an entry's file; whether that is a good entry, `entry.parse` says."""
    front = [f"title: {_flow(row['title'])}", f"topic: {_flow(row['topic'])}"]
    if also := _items(row["also"]):
        front.append(f"also: {_flow(also)}")
    front += ["ask:", *(f"  - {_flow(ask)}" for ask in _items(row["ask"]))]
    front.append(f"citations: {_flow(_items(row['citations']))}")
    front += [f"{name}: {_day(row[name])}".rstrip() for name in DAYS]
    front.append(f"next: {_flow(_items(row['next']))}")
    body = row["body"].replace("\r\n", "\n").strip()
    return "\n".join(["---", *front, "---", body, ""])


def _items(cell: str) -> list[str]:
    return [item.strip() for item in cell.split("\n") if item.strip()]


def _flow(value: str | list[str]) -> str:
    """YAML on one line."""
    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=10**9)
    return text.removesuffix("\n").removesuffix("\n...")


def _day(cell: str) -> str:
    """2026-11-22, also where a spreadsheet made 2026/11/22 of it."""
    found = _SLASHED.match(cell.strip())
    return _flow_unless_day(f"{int(found[1]):04}-{int(found[2]):02}-{int(found[3]):02}" if found else cell.strip())


def _flow_unless_day(cell: str) -> str:
    """Text that is no day of the calendar goes in quotation marks: then the fault is told of its own cell."""
    return cell if not cell or _is_day(cell) else _flow(cell)


def _is_day(cell: str) -> bool:
    if not re.match(r"\d{4}-\d\d-\d\d\Z", cell):
        return False
    try:
        date.fromisoformat(cell)
    except ValueError:
        return False
    return True


def write_csv(path: Path, rows: Iterable[Row]) -> None:
    """Writes rows so that Excel shows them right (UTF-8 with its mark). Raises SheetError."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([list(HEADINGS.values()), *map(_cells, rows)])
    path.write_bytes(text.getvalue().encode("utf-8-sig"))


def write_xlsx(path: Path, rows: Iterable[Row]) -> None:
    """Writes rows as one sheet whose cells are all text. Raises SheetError."""
    book = Workbook(write_only=False)
    sheet = book.active or book.create_sheet()
    for at, cells in enumerate([list(HEADINGS.values()), *map(_cells, rows)], 1):
        for column, text in enumerate(cells, 1):
            cell = sheet.cell(at, column)
            if isinstance(cell, Cell):
                cell.value, cell.data_type, cell.number_format = text, "s", "@"
    sheet.freeze_panes = "B2"
    book.save(path)


def _cells(row: Row) -> list[str]:
    cells = [guarded(row[name]) for name in HEADINGS]
    for heading, cell in zip(HEADINGS.values(), cells, strict=True):
        if len(cell) > LONGEST_CELL:
            raise SheetError(TOO_LONG.format(slug=row["slug"], heading=heading, most=LONGEST_CELL))
    return cells


def read_csv(path: Path) -> Iterator[tuple[int, Row]]:
    """Number and row of each line that is not empty. Raises SheetError."""
    return _rows(path, csv_lines(path))


def csv_lines(path: Path) -> list[list[str]]:
    """The cells of each line; UTF-8, or what a Chinese Excel saves. Raises SheetError."""
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise SheetError(f"{path.name}: {NOT_TEXT}")
    try:
        return list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error as error:  # a cell of over 131,072 characters: a quotation mark that nobody closed
        raise SheetError(f"{path.name}: {UNREADABLE}") from error


def read_xlsx(path: Path) -> Iterator[tuple[int, Row]]:
    """Number and row of each line of the first sheet that is not empty. Raises SheetError."""
    try:
        lines = _lines(path)
    except Exception as error:  # openpyxl raises whatever the broken part inside raised
        raise SheetError(f"{path.name}: {NO_TABLE}") from error
    if len(lines) > FARTHEST_ROW:
        raise SheetError(f"{path.name}: {TOO_FAR.format(most=FARTHEST_ROW)}")
    return _rows(path, lines)


def _lines(path: Path) -> list[tuple[Any, ...]]:
    """The first sheet's lines, one past `FARTHEST_ROW` at most; what the file says of its own size is not believed."""
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        sheet: Any = book.worksheets[0]
        sheet.reset_dimensions()
        return list(islice(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), FARTHEST_ROW + 1))
    finally:
        book.close()


def _rows(path: Path, lines: Sequence[Sequence[Any]]) -> Iterator[tuple[int, Row]]:
    if not lines:
        raise SheetError(f"{path.name}: {ONE_SHEET}")
    heads = [_text(head).strip() for head in lines[0]]
    places = {name: _place(path, heads, name, heading) for name, heading in HEADINGS.items()}
    for number, line in enumerate(lines[1:], 2):
        cells = [unguarded(_text(cell)) for cell in line] + [""] * len(heads)
        if any(cell.strip() for cell in cells):
            yield number, {name: "" if at is None else cells[at] for name, at in places.items()}


def _place(path: Path, heads: Sequence[str], name: str, heading: str) -> int | None:
    for head in (heading, name):
        if head in heads:
            return heads.index(head)
    if name in ("version", "also", "valid_until"):
        return None
    raise SheetError(f"{path.name}: {NO_HEADING.format(heading=heading)}")


def _text(cell: Any) -> str:
    """A cell as text; Excel may have made a day or a number of it."""
    if isinstance(cell, datetime | date):
        return cell.strftime("%Y-%m-%d")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)
