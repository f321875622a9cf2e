"""The audit: who changed what at the desk, and who looked at what is personal."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import Base, Instant
from web.desk.models import Agent


class AuditLine(Base):
    """One line: `act` is a short word in English, `about` a number, name or path, `detail` what changed.

    Nothing in it is personal.
    """

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_about", "about", "at"), Index("ix_audit_actor", "actor", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    actor: Mapped[str] = mapped_column(String(48))
    act: Mapped[str] = mapped_column(String(32))
    about: Mapped[str] = mapped_column(String(120))
    detail: Mapped[str] = mapped_column(String(500))


def put(session: AsyncSession, agent: Agent, now: datetime, act: str, about: str, detail: str = "") -> None:
    """Puts one line down in the caller's transaction."""
    session.add(AuditLine(at=now, actor=agent.name, act=act[:32], about=about[:120], detail=detail[:500]))
