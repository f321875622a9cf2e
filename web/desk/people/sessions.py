"""Who is signed in. The cookie carries a random token; the row it leads to can be taken away."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from bot.core.crypt import Keyring
from bot.core.database import Database
from web.desk.models import Agent, DeskSession

LASTS = timedelta(hours=12)


async def begin(database: Database, keys: Keyring, agent: int, now: datetime) -> str:
    """Signs an agent in; gives the token for the cookie. Sessions that have run out are swept."""
    token = secrets.token_urlsafe(24)
    async with database.session() as session:
        await session.execute(delete(DeskSession).where(DeskSession.began_at <= now - LASTS))
        session.add(DeskSession(key=_key(keys, token), agent_id=agent, began_at=now))
    return token


async def agent_of(database: Database, keys: Keyring, token: str, now: datetime) -> Agent | None:
    """Whose token this is; nobody's when it ran out, was ended, or the agent is shut out."""
    statement = (
        select(Agent)
        .join(DeskSession, DeskSession.agent_id == Agent.id)
        .where(DeskSession.key == _key(keys, token), DeskSession.began_at > now - LASTS, Agent.active)
    )
    async with database.view() as session:
        agent: Agent | None = await session.scalar(statement)
    return agent


async def end(database: Database, keys: Keyring, token: str) -> None:
    """Signs this browser out: a copy of its cookie is worth nothing from now on."""
    async with database.session() as session:
        await session.execute(delete(DeskSession).where(DeskSession.key == _key(keys, token)))


def _key(keys: Keyring, token: str) -> str:
    return keys.index(f"desk session {token}")
