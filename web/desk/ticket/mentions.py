"""Colleagues named in a note by @: they are told of it, and it counts as read once they open the ticket."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from tickets.models import Ticket
from web.desk import words
from web.desk.access import May, may, scope, sees
from web.desk.models import Agent
from web.desk.ticket.models import Mention
from web.desk.ticket.reading import displays, everybody, who

MOST = 50
MARKS = "@＠"


@dataclass(frozen=True, slots=True)
class Mentioned:
    """One mention, for the one who was named."""

    id: int
    number: str
    by: str
    at: datetime
    is_read: bool


async def mentions_of(session: AsyncSession, agent: Agent, most: int = MOST) -> Sequence[Mentioned]:
    """Where an agent was named, on tickets they see: what they have not read first, then the newest."""
    rows = await session.execute(
        select(Mention, Ticket.number)
        .join(Ticket, Ticket.id == Mention.ticket_id)
        .where(Mention.agent_id == agent.id, scope(agent))
        .order_by(Mention.read_at.is_not(None), Mention.at.desc(), Mention.id.desc())
        .limit(most)
    )
    found = rows.all()
    names = await displays(session, {row.by.removeprefix(words.AGENT) for row, _ in found})
    return [Mentioned(row.id, number, who(row.by, names), row.at, row.read_at is not None) for row, number in found]


async def unread(session: AsyncSession, agent: Agent) -> int:
    """How many mentions of an agent they have not read."""
    mine = select(func.count(Mention.id)).join(Ticket, Ticket.id == Mention.ticket_id)
    return int(await session.scalar(mine.where(Mention.agent_id == agent.id, _UNREAD, scope(agent))) or 0)


async def read(session: AsyncSession, agent: Agent, ticket: Ticket, now: datetime) -> None:
    """The agent has opened the ticket."""
    await session.execute(update(Mention).where(*_waiting(agent, ticket)).values(read_at=now))


async def waits(session: AsyncSession, agent: Agent, ticket: Ticket) -> bool:
    """Whether there is anything to mark as read."""
    return bool(await session.scalar(select(select(Mention.id).where(*_waiting(agent, ticket)).exists())))


def colleagues(agents: Iterable[Agent]) -> Sequence[Agent]:
    """Those who can be named."""
    return [agent for agent in agents if agent.active and may(agent, May.READ)]


async def mention(
    session: AsyncSession, ticket: Ticket, by: Agent, text: str, now: datetime
) -> tuple[Sequence[str], Sequence[str]]:
    """Notes whom the words name; gives the names of those who are told, and of those who do not see the ticket."""
    named = [agent for agent in called(text, colleagues(await everybody(session))) if agent.id != by.id]
    told = [agent for agent in named if sees(agent, ticket)]
    session.add_all(
        Mention(agent_id=agent.id, ticket_id=ticket.id, by=f"{words.AGENT}{by.name}", at=now) for agent in told
    )
    return [one.display for one in told], [one.display for one in named if one not in told]


def called(text: str, agents: Sequence[Agent]) -> Sequence[Agent]:
    """Those whom a text names by @ and what colleagues call them, or what they sign in with; the longest name wins."""
    names = sorted(((name, one) for one in agents for name in (one.display, one.name)), key=lambda pair: -len(pair[0]))
    found: dict[int, Agent] = {}
    for mark in MARKS:
        for rest in text.split(mark)[1:]:
            one = next((agent for name, agent in names if rest.startswith(name)), None)
            if one is not None:
                found[one.id] = one
    return list(found.values())


_UNREAD = Mention.read_at.is_(None)


def _waiting(agent: Agent, ticket: Ticket) -> tuple[ColumnElement[bool], ...]:
    return (Mention.agent_id == agent.id, Mention.ticket_id == ticket.id, _UNREAD)
