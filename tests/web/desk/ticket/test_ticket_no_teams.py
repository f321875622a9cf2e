"""Where there is no other team to hand a ticket to, the page says where one is added, and asks for nothing."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from desk_room import Room, build

FORM, ADD, ASK = '/hand" method="post"', 'href="/desk/admin/routing">去「分办」里加科室', "请找管理员"


@pytest.fixture
async def two(tmp_path: Path, kept: str) -> AsyncIterator[Room]:
    """A desk with a rule, hence with two teams."""
    room = await build(tmp_path, kept, routing={"otherwise": "甲", "rules": [{"kinds": ["工伤"], "team": "乙"}]})
    await room.sign_in()
    yield room
    await room.close()


@pytest.mark.parametrize(("role", "told", "other"), [("agent", ASK, ADD), ("admin", ADD, ASK)])
async def test_with_one_team_the_forms_give_way_to_where_one_is_added(
    room: Room, role: str, told: str, other: str
) -> None:
    await room.become(role)
    team = room.services.settings.routing.otherwise
    ticket = await room.open()
    async with room.database.session() as session:
        (await session.merge(ticket)).team = team
    page = (await room.get(f"/desk/tickets/{ticket.number}"))[1]
    assert (told in page, other in page, FORM in page) == (True, False, False)
    inbox = (await room.get("/desk"))[1]
    assert (told in inbox, 'value="hand"' in inbox) == (True, False)


async def test_with_two_teams_the_other_is_offered(two: Room) -> None:
    ticket = await two.open()
    async with two.database.session() as session:
        (await session.merge(ticket)).team = "甲"
    page = (await two.get(f"/desk/tickets/{ticket.number}"))[1]
    assert FORM in page and "<option>乙</option>" in page and "<option>甲</option>" not in page
    assert 'value="hand"' in (await two.get("/desk"))[1]
