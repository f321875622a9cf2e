"""The people who may sign in: adding them, checking their passwords, slowing down whoever guesses."""

import asyncio
import re
import unicodedata
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.database import Database
from web.desk.models import Agent, DeskSession, Role
from web.desk.people import passwords
from web.desk.people.passwords import Unfit

WRONG_BEFORE_LOCK = 5
FIRST_LOCK = timedelta(minutes=1)
LONGEST_LOCK = timedelta(hours=1)
_NAME = re.compile(r"\w[\w.-]{1,31}")


class Refused(Exception):
    """The name or the password is wrong; which of them is not told."""


class Locked(Refused):
    """Too many wrong passwords; nothing is looked at before `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until.isoformat())
        self.until = until


async def add_agent(database: Database, name: str, display: str, password: str, role: str, now: datetime) -> int:
    """Adds an agent; gives their id.

    Raises:
        Unfit: the name is taken or cannot be one, the password is weak, there is no such role.
    """
    name, display = fold(name), display.strip()
    if not _NAME.fullmatch(name):
        raise Unfit("name: must be 2 to 32 letters, digits, dots, dashes or Chinese characters")
    if not 1 <= len(display) <= 32:
        raise Unfit("display: must be 1 to 32 characters long")
    if role not in list(Role):
        raise Unfit(f"role: must be one of {', '.join(Role)}")
    passwords.must_be_good(password, name)
    kept = await asyncio.to_thread(passwords.hashed, password)
    agent = Agent(name=name, display=display, hash=kept, role=role, created_at=now, active=True, failed=0)
    try:
        async with database.session() as session:
            session.add(agent)
    except IntegrityError:
        raise Unfit(f"name: {name} is taken") from None
    return agent.id


async def set_password(database: Database, name: str, password: str) -> None:
    """Gives an agent a new password, lifts the lock, and signs them out everywhere.

    Raises:
        Unfit: no such agent, or the password is weak.
    """
    passwords.must_be_good(password, fold(name))
    kept = await asyncio.to_thread(passwords.hashed, password)
    async with database.session() as session:
        agent = await _named(session, name)
        agent.hash, agent.failed, agent.locked_until = kept, 0, None
        await session.execute(delete(DeskSession).where(DeskSession.agent_id == agent.id))


async def set_active(database: Database, name: str, active: bool) -> None:
    """Lets an agent in, or shuts them out at once.

    Raises:
        Unfit: no such agent.
    """
    async with database.session() as session:
        agent = await _named(session, name)
        agent.active = active
        if not active:
            await session.execute(delete(DeskSession).where(DeskSession.agent_id == agent.id))


async def check_password(database: Database, name: str, password: str, now: datetime) -> Agent:
    """The agent whose name and password these are. Each try is counted before it is looked at, so a burst of
    guesses gets no more looks than guesses one by one.

    Raises:
        Locked: too many tries; the password was not looked at.
        Refused: the name or the password is wrong, or the agent is shut out.
    """
    agent = await _count(database, fold(name), now)
    kept = agent.hash if agent else passwords.DECOY
    if not await asyncio.to_thread(passwords.fits, kept, password) or agent is None:
        raise Refused("name or password")
    fresh = await asyncio.to_thread(passwords.hashed, password) if passwords.is_stale(kept) else kept
    async with database.session() as session:
        good = update(Agent).where(Agent.id == agent.id).values(failed=0, locked_until=None, hash=fresh)
        await session.execute(good)
    return agent


async def default_passwords(database: Database) -> list[str]:
    """Names of the agents whose password is one that everybody tries first; none, by design."""
    async with database.view() as session:
        agents = (await session.scalars(select(Agent).where(Agent.active).order_by(Agent.name))).all()
    return [agent.name for agent in agents if await asyncio.to_thread(passwords.known_one, agent.hash, agent.name)]


def fold(name: str) -> str:
    """A name as it is kept: one width, small letters."""
    return unicodedata.normalize("NFKC", name).strip().lower()


def lock_lasts(failed: int) -> timedelta:
    """How long the try number `failed` locks, should it be wrong: a minute from the fifth, twice as long each time."""
    if failed < WRONG_BEFORE_LOCK:
        return timedelta()
    doublings = min(failed - WRONG_BEFORE_LOCK, 10)
    return min(FIRST_LOCK * (1 << doublings), LONGEST_LOCK)


async def _count(database: Database, name: str, now: datetime) -> Agent | None:
    async with database.session() as session:
        statement = select(Agent).where(Agent.name == name, Agent.active).with_for_update()
        agent: Agent | None = await session.scalar(statement)
        if agent is None:
            return None
        if agent.locked_until is not None and agent.locked_until > now:
            raise Locked(agent.locked_until)
        agent.failed += 1
        if agent.failed >= WRONG_BEFORE_LOCK:
            agent.locked_until = now + lock_lasts(agent.failed)
        return agent


async def _named(session: AsyncSession, name: str) -> Agent:
    agent: Agent | None = await session.scalar(select(Agent).where(Agent.name == fold(name)).with_for_update())
    if agent is None:
        raise Unfit(f"name: there is no agent {fold(name)}")
    return agent
