"""A form of this room, taken once and in one transaction; and who may publish whose words."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from web.desk import audit
from web.desk.access import GRANTS, May
from web.desk.desk import AGENT, DESK, ROOT, say
from web.desk.doing import TAKEN_ALREADY
from web.desk.knowledge.words import SYSTEM
from web.desk.models import Agent
from web.desk.once import NoForm, first_time

HOME = f"{ROOT}/knowledge"
NO_FORM = "这份表单不完整，没有提交。请回到上一页刷新后再试。"
PUBLISHERS = [role for role, grants in GRANTS.items() if May.PUBLISH in grants]

Doing = Callable[[AsyncSession], Awaitable[str]]


def path_of(slug: str) -> str:
    """Where an answer's page is."""
    return f"{HOME}/{slug}"


async def post(request: web.Request, doing: Doing) -> bool:
    """Does what the form asks for; the next page says what `doing` gives. False if the form was taken before.

    Raises:
        web.HTTPBadRequest: no form of ours.
    """
    desk, form = request.app[DESK], await request.post()
    keys, agent, token = desk.services.keys, request[AGENT], str(form.get("once", ""))
    async with desk.services.database.session() as session:
        try:
            is_first = await first_time(session, keys, agent.id, token, desk.clock())
        except NoForm:
            raise web.HTTPBadRequest(text=NO_FORM) from None
        notice = await doing(session) if is_first else TAKEN_ALREADY
    await say(request, notice)
    return is_first


def note_down(request: web.Request, session: AsyncSession, act: audit.Act, about: str, detail: str = "") -> None:
    """Puts a line into the audit."""
    audit.put(session, request[AGENT], request.app[DESK].clock(), act, about, detail)


async def given(request: web.Request, *names: str) -> list[str]:
    """Fields of the form, empty where they are missing."""
    form = await request.post()
    return [str(form.get(name, "")).strip() for name in names]


async def is_alone(session: AsyncSession, agent: Agent) -> bool:
    """Whether nobody else could look at this agent's words before they are published."""
    found = select(Agent.id).where(Agent.active, Agent.role.in_(PUBLISHERS), Agent.id != agent.id).limit(1)
    return await session.scalar(found) is None


async def names(session: AsyncSession) -> Mapping[str, str]:
    """What colleagues read for the names that versions are signed with."""
    rows = await session.execute(select(Agent.name, Agent.display))
    return SYSTEM | {one.name: one.display for one in rows}


def whole_number(text: Any) -> int:
    """A row's number out of a form. Raises web.HTTPBadRequest."""
    if not str(text).isdecimal() or len(str(text)) > 9:
        raise web.HTTPBadRequest(text=NO_FORM)
    return int(text)
