"""The live line: what moved and who is where, within the scope, until one leaves."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientResponse
from desk_room import NAME, START, Room
from sqlalchemy import select

from tickets.models import Ticket
from tickets.news import News, What
from web.desk.inbox import live, live_routes
from web.desk.models import Agent
from web.desk.notices.models import StaffNotice
from web.desk.ticket.models import Presence
from web.desk.ticket.presence import Doing, be, sweep


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "EVERY_S", 0.02)
    monkeypatch.setattr(live_routes, "CHECK_S", 0.05)


@asynccontextmanager
async def listening(room: Room) -> AsyncIterator[ClientResponse]:
    async with room.browser.get("/desk/events", headers={"Accept": "text/event-stream"}) as response:
        assert response.status == 200 and response.content_type == "text/event-stream"
        yield response


async def told(response: ClientResponse, name: str) -> object:
    """The data of the next event of this name."""
    async with asyncio.timeout(5):
        while True:
            line = (await response.content.readline()).decode()
            assert line, "the line ended"
            if line.strip() == f"event: {name}":
                data = (await response.content.readline()).decode().removeprefix("data: ")
                return json.loads(data) if data.strip() else None


async def other(room: Room) -> Agent:
    async with room.database.session() as session:
        given = {"hash": "-", "role": "agent", "created_at": START, "active": True, "failed": 0, "districts": []}
        agent = Agent(name="liqiang", display="李强", **given)
        session.add(agent)
    return agent


async def at(room: Room, agent: Agent, ticket: Ticket, doing: Doing) -> None:
    async with room.database.session() as session:
        await be(session, agent, ticket, doing, room.now())


async def say(room: Room, ticket: Ticket) -> None:
    await room.change(ticket.number, lambda tickets, found: tickets.say(found, "follower", "还有一句"))


async def test_a_ticket_that_moves_is_told(room: Room) -> None:
    ticket = await room.open()
    async with listening(room) as line:
        await asyncio.sleep(0.2)
        await say(room, ticket)
        assert await told(line, "moved") == [ticket.number]


async def test_only_what_is_within_the_scope_is_told(room: Room) -> None:
    theirs, ours = await room.open(district="兴庆区"), await room.open(district="金凤区")
    li = await other(room)
    await room.become("agent", "金凤区")
    async with listening(room) as line:
        await asyncio.sleep(0.2)
        await say(room, theirs)
        await at(room, li, theirs, Doing.VIEWING)
        await asyncio.sleep(0.2)
        await at(room, li, ours, Doing.WRITING)
        await say(room, ours)
        assert await told(line, "here") == {ours.number: ["李强正在写答复"]}
        assert await told(line, "moved") == [ours.number]


async def test_who_is_at_a_ticket_is_told_until_they_leave(room: Room) -> None:
    ticket, li = await room.open(), await other(room)
    async with listening(room) as line:
        for doing, wanted in ((Doing.VIEWING, {ticket.number: ["李强正在看"]}), (Doing.GONE, {})):
            await at(room, li, ticket, doing)
            assert await told(line, "here") == wanted


async def test_the_pages_show_who_is_there_without_the_line_too(room: Room) -> None:
    ticket, li = await room.open(), await other(room)
    await at(room, li, ticket, Doing.WRITING)
    for path in ("/desk", f"/desk/tickets/{ticket.number}"):
        assert "李强正在写答复" in (await room.get(path))[1]
    room.now.on(seconds=41)
    assert "李强正在写答复" not in (await room.get("/desk"))[1]


async def test_what_a_page_says_of_its_agent(room: Room) -> None:
    ticket = await room.open(district="兴庆区")
    path = f"/desk/tickets/{ticket.number}/here"
    assert (await room.post(path, doing="writing")).status == 204
    assert (await room.post(path, doing="dancing")).status == 400
    await room.become("agent", "金凤区")
    assert (await room.post(path, doing="writing")).status == 404


async def test_the_bell_rings_for_whom_a_notice_is(room: Room) -> None:
    ticket, li = await room.open(), await other(room)
    async with listening(room) as line:
        await asyncio.sleep(0.2)
        async with room.database.session() as session:
            mine = (await session.scalars(select(Agent).where(Agent.name == NAME))).one()
            for moment, whose in enumerate((li, li, mine)):
                at_ = room.now() + timedelta(seconds=moment)
                news = News(what=What.URGENT, about=ticket.number, moment=at_, at=at_)
                session.add(news)
                await session.flush()
                session.add(StaffNotice(agent_id=whose.id, news_id=news.id))
        assert await told(line, "bell") == 1
        await room.post("/desk/notices/read")
        assert await told(line, "bell") == 0


async def test_signing_out_ends_the_line(room: Room) -> None:
    await room.open()
    async with listening(room) as line:
        await room.post("/desk/sign-out")
        assert await told(line, "bye") is None


async def test_the_oldest_of_too_many_lines_ends(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "MOST_OF_AN_AGENT", 1)
    async with listening(room) as old:
        await asyncio.sleep(0.1)
        async with listening(room):
            assert await told(old, "bye") is None


async def test_nobody_who_is_not_signed_in_listens(door: Room) -> None:
    response = await door.browser.get("/desk/events", allow_redirects=False)
    assert response.status in (303, 401)


async def test_a_page_that_says_the_same_again_leaves_the_writer_to_others(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket, written = await room.open(), 0

    async def counting(*given: Any) -> None:
        nonlocal written
        written += 1
        await be(*given)

    monkeypatch.setattr(live_routes, "be", counting)
    for doing, later_s, wanted in (
        ("viewing", 0, 1), ("viewing", 15, 1), ("writing", 1, 2), ("writing", 15, 2), ("writing", 15, 3),
        ("gone", 1, 4), ("gone", 1, 4),
    ):  # fmt: skip
        room.now.on(seconds=later_s)
        assert (await room.post(f"/desk/tickets/{ticket.number}/here", doing=doing)).status == 204
        assert written == wanted, doing


async def test_rows_that_ran_out_are_swept(room: Room) -> None:
    ticket, li = await room.open(), await other(room)
    await at(room, li, ticket, Doing.VIEWING)
    for later_s, wanted in ((41, 1), (60, 0)):
        room.now.on(seconds=later_s)
        await sweep(room.database, room.now())
        async with room.database.view() as session:
            assert len((await session.scalars(select(Presence))).all()) == wanted
