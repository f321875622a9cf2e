"""An answer whose slug is one of the desk's own addresses could not be opened: it is not made, nor brought in."""

import re
from pathlib import Path

import pytest
from aiohttp import web
from kb_room import SLUGS, WAGES, Desk
from openpyxl import Workbook

from knowledge.entry import parse
from knowledge.faults import ADDRESSES, IS_ADDRESS
from knowledge.sheets import HEADINGS, row_of
from web.desk.knowledge import (
    correct_routes,
    editor_routes,
    figures_routes,
    history_routes,
    import_routes,
    list_routes,
    missed_routes,
    run_routes,
    runs_routes,
)

ROOMS = (
    correct_routes,
    editor_routes,
    figures_routes,
    history_routes,
    import_routes,
    list_routes,
    missed_routes,
    run_routes,
    runs_routes,
)
OWN = re.compile(r"/knowledge/([a-z0-9-]+)(?:/.*)?")


def test_they_are_those_of_the_rooms_pages() -> None:
    routes = [one.path for room in ROOMS for one in room.routes if isinstance(one, web.RouteDef)]
    assert {found[1] for path in routes if (found := OWN.fullmatch(path))} == ADDRESSES


@pytest.mark.parametrize("slug", sorted(ADDRESSES - {"correct", "import"}))
async def test_none_is_made_at_the_desk(desk: Desk, slug: str) -> None:
    response = await desk.post(f"/{slug}", {"title": "占了网址", "base": "0", "does": "save"})
    assert response.status in (405, 422) and await desk.versions(slug) == []
    if response.status == 422:
        assert IS_ADDRESS in await response.text()


async def test_none_is_brought_in_by_a_sheet(desk: Desk, tmp_path: Path) -> None:
    book, path = Workbook(), tmp_path / "a.xlsx"
    named = row_of(parse(f"{WAGES}.md", SLUGS[WAGES]), "") | {"slug": "runs"}
    book.worksheets[0].append(list(HEADINGS.values()))
    book.worksheets[0].append([named[name] for name in HEADINGS])
    book.save(path)
    response = await desk.upload("a.xlsx", path.read_bytes())
    there = response.headers["Location"].removeprefix("/desk/knowledge")
    assert IS_ADDRESS in await desk.get(there)
    await desk.post(there)
    assert await desk.versions("runs") == []
