"""Cards and posters (心连心卡): where each hangs, and how many followers and tickets came from it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import Base, Instant
from bot.core.followers import Follower
from tickets.models import Ticket
from tickets.states import OPEN

WORD = "心连心卡"
MOST_OF_A_NAME = 32


class Card(Base):
    """One card; `name` is its scene, `place` where it hangs, `url` what its code says: empty where a word is typed."""

    __tablename__ = "cards"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(MOST_OF_A_NAME), unique=True)
    place: Mapped[str] = mapped_column(String(120))
    url: Mapped[str] = mapped_column(String(200))
    actor: Mapped[str] = mapped_column(String(48))
    at: Mapped[datetime] = mapped_column(Instant)
    retired_at: Mapped[datetime | None] = mapped_column(Instant)


@dataclass(frozen=True, slots=True)
class Brought:
    """What came from one card: who follows now, all tickets, those still open."""

    followers: int = 0
    tickets: int = 0
    open: int = 0


async def brought(session: AsyncSession, names: Collection[str]) -> dict[str, Brought]:
    """What came from each of these cards."""
    scenes = select(Follower.scene, func.count()).where(Follower.scene.in_(names)).group_by(Follower.scene)
    followers = {str(name): int(count) for name, count in (await session.execute(scenes)).all()}
    is_open = func.sum(case((Ticket.state.in_(sorted(OPEN)), 1), else_=0))
    sources = select(Ticket.source, func.count(), is_open).where(Ticket.source.in_(names)).group_by(Ticket.source)
    found = {name: Brought(followers.get(name, 0)) for name in names}
    for name, count, still in (await session.execute(sources)).all():
        found[str(name)] = Brought(followers.get(str(name), 0), int(count), int(still or 0))
    return found
