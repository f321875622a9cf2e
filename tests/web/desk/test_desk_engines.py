"""The same desk over SQLite and over PostgreSQL: a working day, with two browsers in a hurry."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from desk_room import Room, build
from sqlalchemy import select

from tickets.outbox import OutboxMessage
from tickets.states import State
from web.desk.inbox.inbox import LINES
from web.desk.inbox.tabs import Tab


@pytest.fixture
async def either(tmp_path: Path, kept: str, database_url: str) -> AsyncIterator[Room]:
    """The desk over each kind of database, with the agent signed in."""
    room = await build(tmp_path, kept, database_url)
    await room.sign_in()
    yield room
    await room.close()


async def test_a_working_day(either: Room) -> None:
    first = await either.open(urgent=True, employer="宏达公司", amount_fen=1_800_000)
    for _ in range(LINES):
        await either.open()
    for tab in Tab:
        assert (await either.get(f"/desk?tab={tab}"))[0] == 200
    assert 'rel="next"' in (await either.get("/desk"))[1]
    path = f"/desk/tickets/{first.number}/answer"
    sent = {"csrf": await either.token(), "once": "a" * 32, "text": "请发考勤表"}
    posts = [either.browser.post(path, data=sent, allow_redirects=False) for _ in range(5)]
    assert {one.status for one in await asyncio.gather(*posts)} == {303}
    async with either.database.view() as session:
        assert len((await session.scalars(select(OutboxMessage))).all()) == 1
    assert (await either.get(f"/desk/tickets/{first.number}"))[0] == 200
    assert await either.state(first.number) == State.TAKEN


async def test_of_two_who_decide_together_one_is_told(either: Room) -> None:
    ticket = await either.open()
    csrf, path = await either.token(), f"/desk/tickets/{ticket.number}/move"
    moves = [("taken", "a"), ("closed", "b"), ("withdrawn", "c")]
    sent = [{"csrf": csrf, "once": once * 32, "before": "new", "to": to, "text": "为什么"} for to, once in moves]
    posts = [either.browser.post(path, data=form, allow_redirects=False) for form in sent]
    assert sorted(one.status for one in await asyncio.gather(*posts)) == [303, 409, 409]
    assert len(await either.history(ticket.number)) == 2
