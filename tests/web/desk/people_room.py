"""People at the desk, for tests: the agent's row, their telephone, a second browser, the audit."""

import re
from typing import Any

import pyotp
from aiohttp.test_utils import TestClient
from desk_room import NAME, PASSWORD, Room
from sqlalchemy import select

from web.desk.audit import AuditLine
from web.desk.models import Agent
from web.desk.people.guarding import TELEPHONE
from web.desk.setup import COOKIE

ONWARD = "/desk/tickets/261047398"


def spelt(text: str) -> str:
    found = re.search(r'class="spelt">([A-Z2-7 ]+)<', text)
    assert found
    return found[1].replace(" ", "")


async def agent(room: Room, name: str = NAME) -> Agent:
    async with room.database.view() as session:
        return (await session.scalars(select(Agent).where(Agent.name == name))).one()


async def take_over(room: Room, password: str = PASSWORD) -> tuple[str, list[str]]:
    """Signs in with a telephone from now on; its secret and the recovery codes."""
    secret = spelt((await room.get(TELEPHONE))[1])
    done = await room.post(TELEPHONE, TELEPHONE, code=code_of(secret, room), password=password)
    assert done.status == 200
    return secret, re.findall(r"<li><code>([^<]+)</code>", await done.text())


def code_of(secret: str, room: Room) -> str:
    return pyotp.TOTP(secret).at(room.now())


def bare(room: Room) -> dict[str, str]:
    """The browser's session cookie, as a thief would copy it."""
    jar = room.browser.session.cookie_jar
    return {COOKIE: jar.filter_cookies(room.browser.make_url("/desk"))[COOKIE].value}


async def another(room: Room) -> Room:
    """A second browser before the same desk."""
    browser: TestClient[Any, Any] = TestClient(room.browser.server)
    return Room(room.services, browser, room.now)


async def add(room: Room, name: str, role: str, *districts: str) -> None:
    """Another agent with the same password, unless there is one of this name."""
    async with room.database.session() as session:
        if await session.scalar(select(Agent.id).where(Agent.name == name)) is None:
            kept = await session.scalar(select(Agent.hash).where(Agent.name == NAME))
            more = {"hash": kept, "created_at": room.now(), "active": True, "failed": 0, "districts": list(districts)}
            session.add(Agent(name=name, display=f"{name}的称呼", role=role, **more))


async def audited(room: Room) -> list[tuple[str, str]]:
    """(act, about) of each line, oldest first."""
    async with room.database.view() as session:
        rows = await session.execute(select(AuditLine.act, AuditLine.about).order_by(AuditLine.id))
        return [(act, about) for act, about in rows]
