"""A form sent twice keeps its link; what somebody may no longer do counts no longer; an old half-way cookie is void."""

from collections.abc import AsyncIterator

import pytest
from desk_room import NAME, Room
from people_room import add, agent, another, code_of, take_over
from sqlalchemy import func, select, update
from test_people_inviting import link

from web.desk.desk import SIGN_IN
from web.desk.doing import TAKEN_ALREADY
from web.desk.models import Agent
from web.desk.people import agents
from web.desk.people.models import Invitation

SENT = {"whom": "王芳", "role": "agent", "districts": "西夏区", "once": "a" * 32}


@pytest.fixture
async def admin(room: Room) -> Room:
    await room.become("admin")
    await add(room, "chief", "admin")
    return room


@pytest.fixture
async def guest(room: Room) -> AsyncIterator[Room]:
    other = await another(room)
    yield other
    await other.browser.close()


async def invite(room: Room) -> int:
    return (await room.post("/desk/people/invite", "/desk/people", **SENT)).status


async def test_a_double_click_shows_the_link_of_the_one_invitation(admin: Room, guest: Room) -> None:
    token = await admin.token("/desk/people")
    for _ in range(2):
        sent = {"csrf": token, **SENT}
        answer = await admin.browser.post("/desk/people/invite", data=sent, allow_redirects=False)
        assert answer.status == 303
    path = await link(admin)
    assert (await guest.get(path))[0] == 200
    async with admin.database.view() as session:
        assert await session.scalar(select(func.count()).select_from(Invitation)) == 1
    assert await invite(admin) == 303 and await link(admin) == path
    async with admin.database.session() as session:
        await session.execute(update(Invitation).values(ended_at=admin.now()))
    assert await invite(admin) == 303 and TAKEN_ALREADY in (await admin.get("/desk/people"))[1]


@pytest.mark.parametrize("change", [{"active": False}, {"role": "supervisor"}])
async def test_an_invitation_by_who_may_not_invite_any_more_is_void(
    admin: Room, guest: Room, change: dict[str, object]
) -> None:
    await invite(admin)
    path = await link(admin)
    assert (await guest.get(path))[0] == 200
    async with admin.database.session() as session:
        await session.execute(update(Agent).where(Agent.name == NAME).values(**change))
    assert (await guest.get(path))[0] == 410


async def test_half_way_in_is_void_after_the_password_changed(room: Room, guest: Room) -> None:
    secret, _ = await take_over(room)
    assert (await guest.sign_in()).headers["Location"] == f"{SIGN_IN}/code"
    assert (await guest.get("/desk/sign-in/code"))[0] == 200
    page = f"{SIGN_IN}/code"
    csrf = await guest.token(page)
    await agents.set_password(room.database, NAME, "another three words 8")
    room.now.on(minutes=1)
    sent = {"csrf": csrf, "code": code_of(secret, room)}
    answer = await guest.browser.post(page, data=sent, allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (303, SIGN_IN)
    assert (await guest.get("/desk"))[0] == 303
    assert (await agent(room)).failed == 0
