"""The people who may sign in: adding them, changing what they may, letting them in and shutting them out."""

import asyncio
import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.database import Database
from web.desk.models import Agent, Role
from web.desk.people import passwords, second, sessions
from web.desk.people.passwords import Unfit

MOST_DISPLAY = 32
BAD_NAME = "账号要 2 到 32 个字，可以用字母、数字、汉字、点和横线，不要空格。"
BAD_DISPLAY = f"称呼要 1 到 {MOST_DISPLAY} 个字，同事看到的就是它。"
BAD_ROLE = "没有这个角色，请从这些里选：{roles}。"
TAKEN = "「{name}」已经有人用了，请换一个账号。"
NOBODY = "没有账号「{name}」。"
LAST_ADMIN = "这是最后一位能登录的管理员，不能停用，也不能改成别的角色。请先再请一位管理员。"
_NAME = re.compile(r"\w[\w.-]{1,31}")


async def add_agent(database: Database, name: str, display: str, password: str, role: str, now: datetime) -> int:
    """Adds an agent; gives their id.

    Raises:
        Unfit: the name is taken or cannot be one, the password is weak, there is no such role.
    """
    must_be_role(role)
    kept = await hashed(name, display, password)
    agent = Agent(role=role, districts=[], team=None, **new_one(name, display, kept, now))
    try:
        async with database.session() as session:
            session.add(agent)
    except IntegrityError:
        raise Unfit("name", TAKEN.format(name=fold(name))) from None
    return agent.id


async def hashed(name: str, display: str, password: str) -> str:
    """The hash to keep of a new agent's password, once everything they gave is looked over.

    Raises:
        Unfit: one of it cannot be.
    """
    if not _NAME.fullmatch(fold(name)):
        raise Unfit("name", BAD_NAME)
    if not 1 <= len(display.strip()) <= MOST_DISPLAY:
        raise Unfit("display", BAD_DISPLAY)
    passwords.must_be_good(password, fold(name))
    return await asyncio.to_thread(passwords.hashed, password)


def new_one(name: str, display: str, kept: str, now: datetime) -> dict[str, object]:
    """The columns of somebody new besides their rights."""
    return {
        "name": fold(name),
        "display": display.strip(),
        "hash": kept,
        "created_at": now,
        "active": True,
        "failed": 0,
    }


def must_be_role(role: str) -> None:
    """Lets a role pass.

    Raises:
        Unfit: there is none of this name.
    """
    if role not in list(Role):
        raise Unfit("role", BAD_ROLE.format(roles="、".join(Role)))


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
        await sessions.end_everywhere(session, agent.id)


async def set_active(database: Database, name: str, active: bool) -> None:
    """Lets an agent in, or shuts them out at once.

    Raises:
        Unfit: no such agent, or the last admin.
    """
    async with database.session() as session:
        await activate(session, await _named(session, name), active)


async def activate(session: AsyncSession, agent: Agent, active: bool) -> None:
    """The same within the caller's transaction.

    Raises:
        Unfit: it is the last admin.
    """
    if not active:
        await must_leave_an_admin(session, agent)
        await sessions.end_everywhere(session, agent.id)
    agent.active = active


async def give(session: AsyncSession, agent: Agent, role: str, districts: Sequence[str], team: str) -> None:
    """Gives an agent other rights; they have to sign in anew.

    Raises:
        Unfit: no such role, or it would leave no admin.
    """
    must_be_role(role)
    if role != Role.ADMIN:
        await must_leave_an_admin(session, agent)
    agent.role, agent.districts, agent.team = role, list(districts), team or None
    await sessions.end_everywhere(session, agent.id)


async def must_leave_an_admin(session: AsyncSession, agent: Agent) -> None:
    """Lets go of an admin only while another one is left who may sign in.

    Raises:
        Unfit: nobody would be.
    """
    admins = select(Agent.id).where(Agent.role == Role.ADMIN, Agent.active).order_by(Agent.id).with_for_update()
    held = (await session.scalars(admins)).all()
    if agent.id in held and len(held) == 1:
        raise Unfit("role", LAST_ADMIN)


async def forget_telephone(session: AsyncSession, agent: Agent) -> None:
    """Whoever lost their telephone signs in with the password alone, and anew."""
    await second.let_go(session, agent)
    await sessions.end_everywhere(session, agent.id)


async def default_passwords(database: Database) -> list[str]:
    """Names of the agents whose password is one that everybody tries first; none, by design."""
    async with database.view() as session:
        agents = (await session.scalars(select(Agent).where(Agent.active).order_by(Agent.name))).all()
    return [agent.name for agent in agents if await asyncio.to_thread(passwords.known_one, agent.hash, agent.name)]


def fold(name: str) -> str:
    """A name as it is kept: one width, small letters."""
    return unicodedata.normalize("NFKC", name).strip().lower()


async def _named(session: AsyncSession, name: str) -> Agent:
    agent: Agent | None = await session.scalar(select(Agent).where(Agent.name == fold(name)).with_for_update())
    if agent is None:
        raise Unfit("name", NOBODY.format(name=fold(name)))
    return agent
