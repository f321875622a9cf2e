"""A form counts once, whoever sends it how often and how fast."""

import asyncio

import pytest
from desk_room import NAME, PASSWORD, Room
from sqlalchemy import select

from tickets.outbox import OutboxMessage
from web.desk.doing import NO_FORM, TAKEN_ALREADY
from web.desk.models import DeskPost
from web.desk.people import agents

ACTOR = f"agent:{NAME}"


async def answers(room: Room) -> int:
    """How many messages wait for workers."""
    async with room.database.view() as session:
        return len((await session.scalars(select(OutboxMessage))).all())


@pytest.mark.parametrize(
    ("what", "fields"), [("answer", {}), ("note", {}), ("move", {"before": "new", "to": "waiting"})]
)
async def test_a_form_sent_twice_counts_once(room: Room, what: str, fields: dict[str, str]) -> None:
    ticket = await room.open()
    await room.act(ticket.number, what, text="只此一次", **fields)
    lines = len(await room.history(ticket.number))
    again = await room.act(ticket.number, what, text="只此一次", **fields)
    assert TAKEN_ALREADY in (await room.get(again.headers["Location"]))[1]
    assert len(await room.history(ticket.number)) == lines
    assert await answers(room) == (what == "answer")


async def test_a_form_sent_at_the_same_moment_counts_once(room: Room) -> None:
    ticket = await room.open()
    csrf = await room.token()
    sent = {"csrf": csrf, "once": "c" * 32, "text": "只此一次"}
    path = f"/desk/tickets/{ticket.number}/answer"
    posts = [room.browser.post(path, data=sent, allow_redirects=False) for _ in range(6)]
    assert {one.status for one in await asyncio.gather(*posts)} == {303}
    assert await answers(room) == 1


async def test_forms_of_different_agents_do_not_meet(room: Room) -> None:
    ticket = await room.open()
    await room.act(ticket.number, "note", text="第一个人")
    await agents.add_agent(room.database, "wangfang", "王芳", PASSWORD, "agent", room.now())
    await room.post("/desk/sign-out")
    await room.sign_in("wangfang")
    await room.act(ticket.number, "note", text="第二个人")
    assert [actor for actor, *_ in await room.history(ticket.number)] == ["follower", ACTOR, "agent:wangfang"]


@pytest.mark.parametrize("once", ["", "short", "Z" * 32, "0" * 33])
async def test_a_form_we_never_made_is_refused(room: Room, once: str) -> None:
    ticket = await room.open()
    response = await room.act(ticket.number, "note", once, text="x")
    assert response.status == 400
    assert NO_FORM in await response.text()
    assert len(await room.history(ticket.number)) == 1


@pytest.mark.parametrize("what", ["answer", "note", "move"])
async def test_coming_back_to_a_forms_address_leads_to_the_ticket(room: Room, what: str) -> None:
    response = await room.browser.get(f"/desk/tickets/261047398/{what}", allow_redirects=False)
    assert (response.status, response.headers["Location"]) == (303, "/desk/tickets/261047398")


async def test_forms_are_let_go_after_two_days(room: Room) -> None:
    ticket = await room.open()
    await room.act(ticket.number, "note", "d" * 32, text="一")
    room.now.on(days=2, seconds=1)
    await room.sign_in()
    await room.act(ticket.number, "note", "e" * 32, text="二")
    assert await forms(room) == 1


async def forms(room: Room) -> int:
    async with room.database.view() as session:
        return len((await session.scalars(select(DeskPost))).all())
