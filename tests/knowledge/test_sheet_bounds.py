"""A small file that claims to be huge is read in little memory, or refused."""

import tracemalloc
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from knowledge.sheets import FARTHEST_ROW, HEADINGS, SheetError, read_xlsx

CELL = '<c r="A{row}" t="inlineStr"><is><t>x</t></is></c>'
MOST_BYTES = 30_000_000


def claiming(path: Path, row: int) -> Path:
    """A sheet whose dimension is the largest there is and that has one cell, far down, below its headings."""
    book = Workbook()
    book.worksheets[0].append(list(HEADINGS.values()))
    book.save(path)
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    text = parts[sheet].decode().replace('ref="A1:L1"', 'ref="A1:XFD1048576"')
    far = f'<row r="{row}">{CELL.format(row=row)}</row></sheetData>'
    parts[sheet] = text.replace("</sheetData>", far).encode()
    assert b"XFD1048576" in parts[sheet] and far.encode() in parts[sheet]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    assert path.stat().st_size < 10_000
    return path


@pytest.mark.parametrize("row", [FARTHEST_ROW + 1, 20_000, 10**9])
def test_a_row_too_far_down_is_refused_without_filling_the_gap(tmp_path: Path, row: int) -> None:
    path = claiming(tmp_path / "a.xlsx", row)
    tracemalloc.start()
    try:
        with pytest.raises(SheetError, match=str(FARTHEST_ROW)):
            read_xlsx(path)
        assert tracemalloc.get_traced_memory()[1] < MOST_BYTES
    finally:
        tracemalloc.stop()


def test_the_claimed_size_costs_nothing_and_a_row_after_a_gap_is_read(tmp_path: Path) -> None:
    path = claiming(tmp_path / "a.xlsx", FARTHEST_ROW)
    tracemalloc.start()
    try:
        rows = list(read_xlsx(path))
        assert tracemalloc.get_traced_memory()[1] < MOST_BYTES
    finally:
        tracemalloc.stop()
    assert [(number, row["slug"]) for number, row in rows] == [(FARTHEST_ROW, "x")]
