"""What staff are to be told of: put down in the transaction in which it happened, spread and sent by others, later."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, String, UniqueConstraint, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import Base, Instant, changed, ignoring

NOBODY = 0


class What(StrEnum):
    """What happened."""

    URGENT = "urgent"
    DEADLINE = "deadline"
    OVERDUE = "overdue"
    PROMISE = "promise"
    GROUP = "group"
    MENTION = "mention"
    ASSIGNED = "assigned"
    DIFFERS = "differs"
    CUSTODY_ASKED = "asked"
    CUSTODY_GRANTED = "granted"
    CUSTODY_REFUSED = "refused"


class News(Base):
    """One thing that happened, once: about the ticket or group of that number, at that moment.

    `agent` is whom alone it concerns, by their id; `days` how many days before a deadline. `spread_at`: it was put
    before those it is for. `robot_at`: a group chat was told; before `robot_next` it is not tried again.
    """

    __tablename__ = "staff_news"
    __table_args__ = (
        UniqueConstraint("about", "what", "agent", "moment", "days"),
        Index(
            "ix_staff_news_waiting",
            "id",
            sqlite_where=text("spread_at IS NULL"),
            postgresql_where=text("spread_at IS NULL"),
        ),
        Index("ix_staff_news_robot", "robot_at", "at"),
        Index("ix_staff_news_at", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[str] = mapped_column(String(12))
    about: Mapped[str] = mapped_column(String(9))
    district: Mapped[str | None] = mapped_column(String(16))
    agent: Mapped[int] = mapped_column(default=NOBODY)
    moment: Mapped[datetime] = mapped_column(Instant)
    days: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime] = mapped_column(Instant)
    spread_at: Mapped[datetime | None] = mapped_column(Instant)
    robot_at: Mapped[datetime | None] = mapped_column(Instant)
    robot_next: Mapped[datetime | None] = mapped_column(Instant)
    robot_tries: Mapped[int] = mapped_column(default=0)


async def tell(
    session: AsyncSession,
    what: What,
    about: str,
    district: str | None,
    moment: datetime,
    now: datetime,
    *,
    agent: int = NOBODY,
    days: int = 0,
) -> None:
    """Puts it down in the caller's transaction, unless it was before."""
    row = {"what": what, "about": about, "district": district, "agent": agent, "moment": moment, "days": days}
    await changed(session, ignoring(session.get_bind().dialect, News), {**row, "at": now, "robot_tries": 0})
