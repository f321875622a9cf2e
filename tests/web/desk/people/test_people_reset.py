"""The link to a new password that an admin makes: shown only where it stands, and the same for a form sent twice."""

import re

import pytest
from aiohttp import web
from desk_room import Room
from people_room import add, agent
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.exc import StaleDataError

from web.desk.audit import Act
from web.desk.people import people_routes
from web.desk.people.audit_words import detail

LINK = re.compile(r"/desk/welcome/([\w-]+)")


async def _page(room: Room) -> str:
    """The page of somebody else, as an admin sees it."""
    await room.become("admin")
    await add(room, "wang", "agent")
    return f"/desk/people/{(await agent(room, 'wang')).id}"


async def test_no_link_is_shown_that_was_rolled_back(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> None:
        raise StaleDataError("somebody else was quicker")

    def at_the_end(_request: web.Request, session: AsyncSession, *_: object) -> None:
        event.listen(session.sync_session, "before_flush", failing)

    page = await _page(room)
    with monkeypatch.context() as patch:
        patch.setattr(people_routes, "_put", at_the_end)
        answer = await room.post(f"{page}/reset", page)
        assert answer.status == 409, answer.headers
    assert not LINK.search((await room.get(page))[1])


async def test_a_form_sent_twice_shows_the_same_link(room: Room) -> None:
    page = await _page(room)
    links = []
    for _ in range(2):
        assert (await room.post(f"{page}/reset", page, once="c" * 32)).status == 303
        links += LINK.findall((await room.get(page))[1])
    assert len(links) == 2 and len(set(links)) == 1
    assert detail(Act.INVITED, "password", {}) in (await room.get(page))[1]
