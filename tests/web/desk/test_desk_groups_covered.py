"""An employer that carries a guarded worker's name is covered wherever their group is shown."""

import pytest
from desk_room import Room
from group_room import ACTOR
from people_room import add

from tickets.groups import Groups
from web.desk.ticket.covering import COVER

WORKER = "孙桂英"


@pytest.mark.parametrize("where", ["", "/{group}"])
async def test_the_name_is_covered_on_the_pages_of_groups(room: Room, where: str) -> None:
    await add(room, "boss", "supervisor")
    own = await room.open("怀孕被辞退", "o1", kind="女职工", worker=WORKER, employer=f"{WORKER}美甲店")
    other = await room.open("欠薪", "o2", employer="美甲店")
    async with room.database.session() as session:
        groups = Groups(session, room.services.keys, room.now(), room.services.rules)
        group = await groups.open(f"{WORKER}美甲店", [own, other], ACTOR)
    for path in (f"/desk/groups{where.format(group=group.number)}", f"/desk/tickets/{other.number}"):
        page = (await room.get(path))[1]
        assert COVER + "美甲店" in page and "桂英" not in page, path
