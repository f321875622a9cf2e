"""What the audit's page says of each act: in Chinese, whoever put it down."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_room import Room
from people_room import agent

import web.desk
from web.desk.audit import UNKNOWN, Act, called, put

SOURCES = sorted(Path(web.desk.__file__).parent.rglob("*.py"))
PLACES = {"put": 3, "write": 3, "put_once": 3, "note_down": 2}  # where the act stands


def put_down() -> Iterator[tuple[str, str]]:
    """Where the desk's source puts an act down, and as what."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            of_audit = isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "audit"
            if (of_audit and name in PLACES) or name == "note_down":
                yield f"{path.name}:{node.lineno}", ast.unparse(node.args[PLACES[name]])


def test_no_act_is_put_down_by_a_word_of_its_own() -> None:
    found = dict(put_down())
    assert len(found) > 40
    assert {where: act for where, act in found.items() if re.search("['\"]", act)} == {}


def test_every_act_is_used_and_no_two_read_alike() -> None:
    source = "".join(path.read_text("utf-8") for path in [*SOURCES, Path("bot/commands/staff.py")])
    assert [act for act in Act if f"audit.Act.{act.name}" not in source] == []
    assert len({act.label for act in Act}) == len(Act)


@pytest.mark.parametrize("act", Act)
def test_an_act_is_kept_short_and_read_in_chinese(act: Act) -> None:
    assert act == act.name.lower() and len(act) <= 32 and called(act) == act.label
    assert re.fullmatch("[一-鿿、，]{2,20}", act.label)


async def test_the_audits_page_shows_and_offers_every_act_in_chinese(room: Room) -> None:
    await room.become("auditor")
    row = await agent(room)
    async with room.database.session() as session:
        for act in Act:
            put(session, row, room.now(), act, "x")
    pages = [(await room.get(path))[1] for path in ("/desk/audit", "/desk/audit.csv")]
    assert all(f'<option value="{act}" >{act.label}</option>' in pages[0] for act in Act)
    chips = re.findall(r'<span class="chip">([^<]+)</span>', pages[0])
    assert len(chips) == 50 and set(chips) <= {act.label for act in Act}
    assert {line.split(",")[2] for line in pages[1].splitlines()[1:]} == {act.label for act in Act}


def test_an_act_of_another_version_has_a_face_too() -> None:
    assert called("danced") == UNKNOWN
