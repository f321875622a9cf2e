"""Several agents at the same tickets and groups at once: nobody waits for ever, and nobody sees a fault."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from desk_room import NAME, Room, build
from group_room import gathered, put, three
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from web.desk.deed import Deed, NotDone
from web.desk.desk import Desk
from web.desk.doing import BUSY
from web.desk.groups import groups_acting
from web.desk.models import Agent
from web.desk.ticket import linking

TIMES = 6


@pytest.fixture
async def both(database_url: str, tmp_path: Path, kept: str) -> AsyncIterator[Room]:
    """The desk over each kind of database, with the agent signed in."""
    room = await build(tmp_path, kept, database_url)
    await room.sign_in()
    yield room
    await room.close()


async def at_once(room: Room, *forms: tuple[Any, str, str]) -> None:
    """Each (deed, number, text) at the same time; what is refused is refused in words."""

    async def later(_session: AsyncSession, _what: int) -> None: ...

    desk = Desk(room.services, later, later, room.now, asyncio.Semaphore())
    async with room.database.view() as session:
        agent = (await session.scalars(select(Agent).where(Agent.name == NAME))).one()

    async def one(does: Any, number: str, text: str) -> None:
        async with room.database.session() as session:
            await does(desk, session, Deed(agent, number, text))

    found = await asyncio.gather(*(one(*form) for form in forms), return_exceptions=True)
    assert [each for each in found if each is not None and not isinstance(each, NotDone | IntegrityError)] == []


async def test_gathering_and_noting_and_merging_both_ways_wait_in_one_order(both: Room) -> None:
    one, two, three_ = await three(both)
    first, second = await gathered(both, one), await gathered(both, two)

    async def linked(*given: Any) -> str:
        return await linking.link(*given, linked=True)

    await at_once(
        both,
        *[
            form
            for _ in range(TIMES)
            for form in (
                (groups_acting.gather, three_.number, first),
                (groups_acting.gather, one.number, three_.number),
                (groups_acting.link, first, second),
                (groups_acting.link, second, first),
                (linked, one.number, two.number),
                (linked, two.number, one.number),
                (groups_acting.answer, first, "请等候通知"),
                (groups_acting.merge, first, second),
                (groups_acting.merge, second, first),
            )
        ],
    )


class Fault(Exception):
    def __init__(self, state: str) -> None:
        super().__init__("somebody else")
        self.sqlstate = state


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (OperationalError("x", None, Fault("40P01")), 409),
        (DBAPIError("x", None, Fault("40P01")), 409),
        (IntegrityError("x", None, Fault("23505")), 409),
        (OperationalError("x", None, Fault("53300")), 500),
    ],
)
async def test_a_collision_is_told_as_one(
    room: Room, monkeypatch: pytest.MonkeyPatch, fault: DBAPIError, status: int
) -> None:
    number = await gathered(room, (await three(room))[0])

    async def failing(*_: Any) -> str:
        raise fault

    monkeypatch.setattr(groups_acting, "note", failing)
    answered, page = await put(room, f"/groups/{number}/note", text="写好的备注")
    assert answered == status and (BUSY in page and "写好的备注" in page) is (status == 409)
