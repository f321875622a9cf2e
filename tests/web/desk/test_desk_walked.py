"""Every address of the desk, walked with what no column of PostgreSQL holds: refused or answered, never broken."""

import itertools
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from aiohttp import web
from desk_room import Room, build

from web import desk, refusals
from web.desk.desk import DESK, ROOT
from web.desk.inbox.filters import Filter
from web.desk.reports.asking import FILTERS

HUGE = ("9" * 19, "0-1-999999999999999999", "0-1-9999999999")
NOT_HERE = re.compile(r"/desk/knowledge.*|.*/suggest")  # no shelf of answers stands in this room
READ = re.compile(r'(?:query|asked|form)\.get(?:all)?\(\s*"([\w-]+)"')
CONSTANTS = {"after", "again", "entry", "reply", "actor", "act", "about", "day"}
FILLING = ("9" * 12, "9" * 9, "1", "a", "csv", "name", "wages")


@pytest.fixture
async def town(tmp_path: Path, kept: str, database_url: str) -> AsyncIterator[Room]:
    """The desk over each kind of database, with somebody in who may do everything."""
    room = await build(tmp_path, kept, database_url)
    await room.sign_in()
    await room.become("admin")
    yield room
    await room.close()


def names() -> set[str]:
    """Everything that some page of the desk reads out of its address."""
    sources = [one.read_text("utf-8") for one in Path(str(desk.__path__[0])).rglob("*.py")]
    read = {name for source in sources for name in READ.findall(source)}
    return read | CONSTANTS | {*FILTERS} | {each.name for each in fields(Filter)}


def addresses(app: web.Application, number: str) -> Iterator[str]:
    """An address of every page that is got, its numbers as large as its pattern lets them be."""
    for route in app.router.routes():
        info = route.resource.get_info() if route.resource is not None and route.method == "GET" else {}
        if "path" in info:
            yield info["path"]
        elif "formatter" in info:
            keys = re.findall(r"{(\w+)}", info["formatter"])
            filled = (
                dict(zip(keys, one, strict=True)) for one in itertools.product((number, *FILLING), repeat=len(keys))
            )
            every = (info["formatter"].format(**one) for one in filled)
            yield from [one for one in every if info["pattern"].fullmatch(one)][:4]


async def broken(room: Room, query: str) -> list[str]:
    """The addresses that answer with a fault."""
    ticket = await room.open()
    app = next(one for one in room.browser.server.app._subapps if DESK in one)  # type: ignore[attr-defined]
    found = [one for one in addresses(app, ticket.number) if not NOT_HERE.fullmatch(one)]
    assert len(found) > 50 and all(one.startswith(ROOT) for one in found)
    faults = []
    for one in found:
        async with room.browser.get(f"{one}?{query}", allow_redirects=False) as answer:
            faults += [one] if answer.status >= 500 else []
    return faults


@pytest.mark.parametrize("value", ["%00", HUGE[0]])
async def test_no_address_breaks_by_what_it_asks_for(town: Room, value: str) -> None:
    assert {"kind", "after", "slug", "who", "edit"} <= names()
    assert not await broken(town, "&".join(f"{name}={value}" for name in sorted(names())))


async def test_no_name_breaks_a_list_alone(town: Room) -> None:
    lists = ("", "/audit", "/reports/rows", "/reports/unanswered")
    for path, name in itertools.product(lists, sorted(names())):
        for value in ("%00", *(HUGE if name == "after" else HUGE[:1])):
            status, text = await town.get(f"/desk{path}?tab=all&{name}={value}")
            assert status < 500 and (value != "%00" or (status == 400 and refusals.NO_NUL in text)), (path, value)


@pytest.mark.parametrize("path", ["/desk/tickets/1%00", "/desk/%00", "/desk/knowledge/x%00"])
async def test_an_address_with_a_nul_is_refused_with_a_face(town: Room, path: str) -> None:
    status, text = await town.get(path)
    assert status == 400 and refusals.NO_NUL in text


async def test_a_form_with_a_nul_is_refused_with_a_face(town: Room) -> None:
    answer = await town.post("/desk/people/invite", whom="\x00", role="agent")
    assert answer.status == 400 and refusals.NO_NUL in await answer.text()


async def test_evidence_that_no_table_can_number_is_not_found(town: Room) -> None:
    ticket = await town.open()
    assert (await town.get(f"/desk/tickets/{ticket.number}/evidence/999999999999"))[0] == 404
