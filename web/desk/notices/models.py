"""What each agent is told of, and what they want to be told of."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import Base, Instant


class StaffNotice(Base):
    """One thing put before one agent, once."""

    __tablename__ = "staff_notices"
    __table_args__ = (Index("ix_staff_notices_unread", "agent_id", "read_at"),)

    agent_id: Mapped[int] = mapped_column(ForeignKey("agents.id", ondelete="CASCADE"), primary_key=True)
    news_id: Mapped[int] = mapped_column(ForeignKey("staff_news.id", ondelete="CASCADE"), primary_key=True, index=True)
    read_at: Mapped[datetime | None] = mapped_column(Instant)


class Wish(Base):
    """What an agent wants to be told of, and where; without a row it is as `wishes.USUAL` says."""

    __tablename__ = "staff_wishes"

    agent_id: Mapped[int] = mapped_column(ForeignKey("agents.id", ondelete="CASCADE"), primary_key=True)
    what: Mapped[str] = mapped_column(String(12), primary_key=True)
    desk: Mapped[bool]
    wechat: Mapped[bool]
