"""The desk, its agents, and the rounds that bring them what happened."""

from datetime import datetime
from typing import Any, cast

from desk_room import START, Room
from sqlalchemy import select

from bot.core.jobs import Jobs
from tickets.news import News
from web.desk.models import Agent
from web.desk.notices.models import StaffNotice
from web.desk.notices.spreading import Spreading


class NoRobot:
    """No group chat."""

    async def round(self) -> None: ...


def spreading(room: Room, robot: Any = None) -> Spreading:
    return Spreading(room.services, cast(Jobs, room), room.now, robot or cast(Any, NoRobot()))


async def agent(room: Room, name: str, role: str = "agent", *districts: str) -> int:
    """Another agent's id."""
    row = Agent(name=name, display=name, hash="x", role=role, created_at=START, active=True, failed=0)
    row.districts = list(districts)
    async with room.database.session() as session:
        session.add(row)
        await session.flush()
    return row.id


async def told(room: Room, who: int) -> list[tuple[str, str]]:
    """(what, about) of everything put before an agent."""
    async with room.database.view() as session:
        statement = select(News).join(StaffNotice, StaffNotice.news_id == News.id).where(StaffNotice.agent_id == who)
        return [(row.what, row.about) for row in (await session.scalars(statement.order_by(News.id))).all()]


async def lapses(room: Room, number: str, at: datetime) -> None:
    """The ticket's right is lost then."""

    async def late(_tickets: Any, ticket: Any) -> None:
        ticket.lapses_at = at

    await room.change(number, late)
