"""Looking at a name and password, then at a code; slowing down whoever guesses, by agent and by where they come from.

Each try is counted before it is looked at, so a burst of guesses gets no more looks than guesses one by one.
"""

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta
from ipaddress import ip_network

from sqlalchemy import select, update

from bot.core.crypt import Keyring
from bot.core.database import Database
from tickets import receipts
from web.desk.models import Agent
from web.desk.people import passwords, second
from web.desk.people.agents import fold

WRONG_BEFORE_LOCK = 5
FREE_OF_A_SOURCE = 40  # a whole office may share one address
SOURCES = 65_536
FIRST_LOCK = timedelta(minutes=1)
LONGEST_LOCK = timedelta(hours=1)


class Refused(Exception):
    """The name, the password or the code is wrong; `known` is the agent it was tried for, if there is one."""

    def __init__(self, text: str, known: str = "") -> None:
        super().__init__(text)
        self.known = known


class Locked(Refused):
    """Too many wrong ones; nothing is looked at before `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until.isoformat())
        self.until = until


async def check_password(
    database: Database, name: str, password: str, now: datetime, source: str | None = None
) -> Agent:
    """The agent whose name and password these are; `source` is the blind index of where the try comes from.

    Raises:
        Locked: too many tries; the password was not looked at.
        Refused: the name or the password is wrong, or the agent is shut out.
    """
    agent = await _count(database, fold(name), now, source)
    kept = agent.hash if agent else passwords.DECOY
    if not await asyncio.to_thread(passwords.fits, kept, password) or agent is None:
        raise Refused("name or password", agent.name if agent else "")
    fresh = await asyncio.to_thread(passwords.hashed, password) if passwords.is_stale(kept) else kept
    await _right(database, agent, fresh, source)
    return agent


async def check_again(database: Database, agent: Agent, password: str, now: datetime) -> None:
    """Whether it is the agent at the desk: before what a stranger at their browser must not do.

    Raises:
        Locked, Refused: as `check_password`.
    """
    await check_password(database, agent.name, password, now)


async def check_code(database: Database, keys: Keyring, agent: int, given: str, now: datetime) -> Agent:
    """The agent, whose password was right, once the code is too.

    Raises:
        Locked: too many tries; the code was not looked at.
        Refused: it is wrong or was used, or the agent is shut out.
    """
    async with database.session() as session:
        row = await session.get(Agent, agent, with_for_update=True)
        if row is None or not row.active:
            raise Refused("agent")
        _one_more(row, now)
        if good := await second.fits(session, keys, row, given, now):
            row.failed, row.locked_until = 0, None
    if not good:
        raise Refused("code", row.name)
    return row


def lock_lasts(failed: int) -> timedelta:
    """How long the try number `failed` locks, should it be wrong: a minute from the fifth, twice as long each time."""
    if failed < WRONG_BEFORE_LOCK:
        return timedelta()
    doublings = min(failed - WRONG_BEFORE_LOCK, 10)
    return min(FIRST_LOCK * (1 << doublings), LONGEST_LOCK)


def source_key(keys: Keyring, source: str | None) -> str | None:
    """What stands for an address, of IPv6 for its network, in the count of tries: one of `SOURCES` keys, so that there
    are never more rows. None where addresses cannot be told apart.
    """
    if not source:
        return None
    with suppress(ValueError):
        source = str(ip_network((source, 64 if ":" in source else 32), strict=False))
    return f"desk {int(keys.index(f'desk tries from {source}'), 16) % SOURCES}"


async def _count(database: Database, name: str, now: datetime, source: str | None) -> Agent | None:
    async with database.session() as session:
        if source is not None:
            try:
                await receipts.count(session, [(source, FREE_OF_A_SOURCE)], now)
            except receipts.Slowed as slowed:
                raise Locked(slowed.until) from None
        statement = select(Agent).where(Agent.name == name, Agent.active).with_for_update()
        agent: Agent | None = await session.scalar(statement)
        if agent is not None:
            _one_more(agent, now)
        return agent


def _one_more(agent: Agent, now: datetime) -> None:
    if agent.locked_until is not None and agent.locked_until > now:
        raise Locked(agent.locked_until)
    agent.failed += 1
    if agent.failed >= WRONG_BEFORE_LOCK:
        agent.locked_until = now + lock_lasts(agent.failed)


async def _right(database: Database, agent: Agent, kept: str, source: str | None) -> None:
    """Nothing is wrong so far; who still owes a code keeps the count of those that were wrong."""
    failed = 0 if agent.totp is None else Agent.failed - 1
    async with database.session() as session:
        good = update(Agent).where(Agent.id == agent.id).values(failed=failed, locked_until=None, hash=kept)
        await session.execute(good)
        await receipts.give_back(session, source)
