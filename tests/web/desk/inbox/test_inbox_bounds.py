"""How many live lines one process keeps."""

import pytest
from desk_room import Room

from web.desk.inbox import live
from web.desk.models import Agent


async def test_of_all_the_lines_the_oldest_ends(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "MOST", 2)
    lines = live.Live(room.database, room.now)
    agents = [Agent(id=number, role="agent", districts=[]) for number in (1, 2, 3)]
    one, two, three = map(lines.listening, agents)
    async with one as old, two as new, three as newest:
        assert [line.ended for line in (old, new, newest)] == [True, False, False]
