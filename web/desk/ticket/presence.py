"""Who has which ticket open, and who writes there: short-lived rows, so that all processes see all agents."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Row, Select, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.database import Database, inserting
from tickets.models import Ticket
from web.desk.models import Agent
from web.desk.ticket.models import Look, Presence

LASTS = timedelta(seconds=40)  # a page says every 15 seconds that it is still open
LEFT = timedelta(seconds=20)  # a row that lasts longer needs not be written anew
SWEPT_AFTER = timedelta(minutes=1)


class Doing(StrEnum):
    """What an agent does at a ticket."""

    VIEWING = "viewing"
    WRITING = "writing"
    GONE = "gone"


SAID = {Doing.VIEWING: "{name}正在看", Doing.WRITING: "{name}正在写答复"}


@dataclass(frozen=True, slots=True)
class Here:
    """One agent at one ticket; `district` is the ticket's."""

    number: str
    district: str | None
    agent: int
    says: str


async def come(session: AsyncSession, agent: Agent, ticket: Ticket, now: datetime) -> None:
    """Notes that an agent has opened a ticket: it is read, and they are there."""
    await looked(session, agent, ticket, now)
    await be(session, agent, ticket, Doing.VIEWING, now)


async def looked(session: AsyncSession, agent: Agent, ticket: Ticket, now: datetime) -> None:
    """Notes that an agent knows how a ticket stands."""
    await _put(session, Look, {"agent_id": agent.id, "ticket_id": ticket.id}, at=now)


async def be(session: AsyncSession, agent: Agent, ticket: Ticket, doing: Doing, now: datetime) -> None:
    """Notes what an agent does at a ticket, or that they left."""
    if doing is Doing.GONE:
        await session.execute(delete(Presence).where(*_mine(agent, ticket)))
        return
    await _put(session, Presence, {"agent_id": agent.id, "ticket_id": ticket.id}, doing=doing, until=now + LASTS)


async def is_known(session: AsyncSession, agent: Agent, ticket: Ticket, doing: Doing, now: datetime) -> bool:
    """Whether that stands there already and goes on standing, so that nothing has to be written."""
    row: Presence | None = await session.scalar(select(Presence).where(*_mine(agent, ticket)))
    if row is None:
        return doing is Doing.GONE
    return row.doing == doing and row.until >= now + LEFT


async def sweep(database: Database, now: datetime) -> None:
    """Lets go of rows that ran out; whoever looks passes over them anyway."""
    over = Presence.until <= now - SWEPT_AFTER
    if await database.finds(select(Presence.agent_id).where(over)):
        async with database.session() as session:
            await session.execute(delete(Presence).where(over))


async def everybody(session: AsyncSession, now: datetime) -> list[Here]:
    """All who are at tickets now."""
    return _told(await session.execute(_here(now)))


async def others(session: AsyncSession, agent: Agent, tickets: Sequence[Ticket], now: datetime) -> dict[str, list[str]]:
    """Who else is at these tickets, in words, by the tickets' number."""
    where = (Presence.ticket_id.in_([one.id for one in tickets]), Presence.agent_id != agent.id)
    found: dict[str, list[str]] = {}
    for one in _told(await session.execute(_here(now).where(*where))):
        found.setdefault(one.number, []).append(one.says)
    return found


def _here(now: datetime) -> Select[str, str | None, int, str, str]:
    return (
        select(Ticket.number, Ticket.district, Agent.id, Agent.display, Presence.doing)
        .join(Ticket, Ticket.id == Presence.ticket_id)
        .join(Agent, Agent.id == Presence.agent_id)
        .where(Presence.until > now)
        .order_by(Presence.ticket_id, Agent.id)
    )


def _told(rows: Iterable[Row[str, str | None, int, str, str]]) -> list[Here]:
    return [
        Here(number, district, agent, SAID[Doing(doing)].format(name=name))
        for number, district, agent, name, doing in rows
    ]


def _mine(agent: Agent, ticket: Ticket) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Presence.agent_id == agent.id, Presence.ticket_id == ticket.id


async def _put(session: AsyncSession, table: type[Look | Presence], key: dict[str, int], **row: object) -> None:
    """Puts a row in the place of one with the same key."""
    statement = inserting(session.get_bind().dialect, table).values(**key, **row)
    await session.execute(statement.on_conflict_do_update(index_elements=list(key), set_=row))
