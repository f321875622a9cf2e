"""Who is signed in. The cookie carries a random token; the row it leads to can be taken away."""

import re
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.crypt import Keyring
from bot.core.database import Database
from web.desk.models import Agent, DeskSession

LASTS = timedelta(hours=12)
IDLE = timedelta(hours=2)
SEEN_EVERY = timedelta(minutes=1)
UNKNOWN = "不认识的浏览器"
_BROWSERS = {
    "微信": "MicroMessenger",
    "Edge": r"Edg[A-Z]?/",
    "Firefox": "Firefox/",
    "Chrome": r"Chrome/|CriOS/",
    "Safari": "Safari/",
}
_SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "安卓": "Android",
    "Windows": "Windows",
    "Mac": "Macintosh",
    "Linux": "Linux",
}


async def begin(database: Database, keys: Keyring, agent: int, now: datetime, browser: str = "") -> str:
    """Signs an agent in; gives the token for the cookie. Sessions that have run out are swept."""
    async with database.session() as session:
        return await begin_in(session, keys, agent, now, browser)


async def begin_in(session: AsyncSession, keys: Keyring, agent: int, now: datetime, browser: str = "") -> str:
    """The same within the caller's transaction."""
    token = secrets.token_urlsafe(24)
    over = or_(DeskSession.began_at <= now - LASTS, DeskSession.seen_at <= now - IDLE)
    await session.execute(delete(DeskSession).where(over))
    row = DeskSession(key=_key(keys, token), agent_id=agent, began_at=now, seen_at=now, browser=browser[:40])
    session.add(row)
    return token


async def agent_of(database: Database, keys: Keyring, token: str, now: datetime) -> Agent | None:
    """Whose token this is; nobody's when it ran out, was left alone or ended, or the agent is shut out."""
    found = await last_seen(database, keys, token, now)
    return found[0] if found else None


async def last_seen(database: Database, keys: Keyring, token: str, now: datetime) -> tuple[Agent, datetime] | None:
    """The same with when they last did something in this browser."""
    statement = (
        select(Agent, DeskSession.seen_at)
        .join(DeskSession, DeskSession.agent_id == Agent.id)
        .where(DeskSession.key == _key(keys, token), *_lives(now), Agent.active)
    )
    async with database.view() as session:
        return (await session.execute(statement)).one_or_none()


async def seen(database: Database, keys: Keyring, token: str, before: datetime, now: datetime) -> None:
    """Somebody did something in this browser, and `before` last; put down once a minute at most."""
    if before > now - SEEN_EVERY:
        return
    mine = (DeskSession.key == _key(keys, token), DeskSession.seen_at <= now - SEEN_EVERY)
    async with database.session() as session:
        await session.execute(update(DeskSession).where(*mine).values(seen_at=now))


async def end(database: Database, keys: Keyring, token: str) -> None:
    """Signs this browser out: a copy of its cookie is worth nothing from now on."""
    async with database.session() as session:
        await session.execute(delete(DeskSession).where(DeskSession.key == _key(keys, token)))


async def end_others(session: AsyncSession, keys: Keyring, agent: int, token: str) -> None:
    """Signs an agent out everywhere but where this token is."""
    others = (DeskSession.agent_id == agent, DeskSession.key != _key(keys, token))
    await session.execute(delete(DeskSession).where(*others))


async def end_everywhere(session: AsyncSession, agent: int) -> None:
    """Signs an agent out in every browser."""
    await session.execute(delete(DeskSession).where(DeskSession.agent_id == agent))


async def of(
    session: AsyncSession, keys: Keyring, agent: Agent, token: str, now: datetime
) -> Sequence[tuple[DeskSession, bool]]:
    """Where an agent is signed in, the last seen first, with whether it is the browser of this token."""
    mine = select(DeskSession).where(DeskSession.agent_id == agent.id, *_lives(now))
    rows = await session.scalars(mine.order_by(DeskSession.seen_at.desc()).limit(50))
    return [(row, row.key == _key(keys, token)) for row in rows]


def called(user_agent: str) -> str:
    """What a browser calls itself, in short: Chrome · Windows."""
    found = [
        next((name for name, mark in names.items() if re.search(mark, user_agent)), "")
        for names in (_BROWSERS, _SYSTEMS)
    ]
    return " · ".join(filter(None, found)) or UNKNOWN


def _lives(now: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return DeskSession.began_at > now - LASTS, DeskSession.seen_at > now - IDLE


def _key(keys: Keyring, token: str) -> str:
    return keys.index(f"desk session {token}")
