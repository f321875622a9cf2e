"""A form of this room, read; and who may publish whose words."""

from collections.abc import Mapping
from typing import Any

from aiohttp import web
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from web.desk import audit
from web.desk.access import GRANTS, May
from web.desk.desk import AGENT, DESK, ROOT
from web.desk.doing import NO_FORM
from web.desk.given import number_of
from web.desk.knowledge.words import SYSTEM
from web.desk.models import Agent

HOME = f"{ROOT}/knowledge"
PUBLISHERS = [role for role, grants in GRANTS.items() if May.PUBLISH in grants]


def path_of(slug: str) -> str:
    """Where an answer's page is."""
    return f"{HOME}/{slug}"


def note_down(request: web.Request, session: AsyncSession, act: audit.Act, about: str, detail: str = "") -> None:
    """Puts a line into the audit."""
    audit.put(session, request[AGENT], request.app[DESK].clock(), act, about, detail)


async def fields(request: web.Request, *names: str) -> list[str]:
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
    if (found := number_of(text)) is None:
        raise web.HTTPBadRequest(text=NO_FORM)
    return found
