"""How many live lines one process keeps."""

import pytest
from desk_room import Room

from tickets import words
from web.desk.inbox import live
from web.desk.models import Agent


async def test_of_all_the_lines_the_oldest_ends(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "MOST", 2)
    lines = live.Live(room.database, room.now)
    agents = [Agent(id=number, role="agent", districts=[]) for number in (1, 2, 3)]
    one, two, three = map(lines.listening, agents)
    async with one as old, two as new, three as newest:
        assert [line.ended for line in (old, new, newest)] == [True, False, False]


async def test_a_search_says_when_it_leaves_some_out(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "MOST_FOUND", 2)
    for openid in ("o1", "o2", "o3"):
        await room.open("拖欠工资", openid)
    found = await room.post("/desk/find", q="拖欠工资")
    page = (await room.get(found.headers["Location"]))[1]
    assert "只列最相近的 2 件" in page and page.count('<tr id="t') == 2
    assert "只列最相近的" not in (await room.get("/desk?tab=all"))[1]
