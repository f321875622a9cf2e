"""A sheet with a day that no calendar has is a row with a fault, as any other."""

import pytest
from kb_room import INJURY, WAGES, Desk
from test_kb_sheets import looked, row, sheet

from knowledge.sheets import NO_TABLE
from web.desk.knowledge.words import LABELS


@pytest.mark.parametrize("day", ["2026-13-45", "2026/13/45", "2026-02-30", "0000-01-01"])
async def test_a_day_that_no_calendar_has_is_told_of_its_cell(desk: Desk, day: str) -> None:
    _, text = await looked(desk, sheet(row(INJURY, valid_from=day), row(WAGES, title="老板拖工资怎么办")))
    assert "有错，不导入：1 行" in text and "有改动，存为草稿：1 行" in text
    assert LABELS["valid_from"] in text and "要写成 2026-11-22 这样的日期" in text


@pytest.mark.parametrize("name", ["daan.xlsx", "daan.XLSX"])
async def test_a_broken_sheet_is_told_of_in_chinese_by_its_own_name(desk: Desk, name: str) -> None:
    text = await (await desk.upload(name, b"no sheet")).text()
    assert f"{name}: {NO_TABLE}" in text and "not a zip" not in text
