"""The audit: who changed what at the desk, who looked at what is personal, who was let in and who was not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Index, Select, String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import Base, Database, Instant
from web.desk.models import Agent

READ, EXPORT, REFUSED = "read", "export", "refused"
COMMAND_LINE = "命令行"
ONCE_IN = timedelta(hours=1)


class AuditLine(Base):
    """One line: `act` is a short word in English, `about` a number, name or path, `detail` what changed.

    Nothing in it is personal.
    """

    __tablename__ = "audit"
    __table_args__ = (
        Index("ix_audit_about", "about", "at"),
        Index("ix_audit_actor", "actor", "at"),
        Index("ix_audit_act", "act", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    actor: Mapped[str] = mapped_column(String(48))
    act: Mapped[str] = mapped_column(String(32))
    about: Mapped[str] = mapped_column(String(120))
    detail: Mapped[str] = mapped_column(String(500))


@dataclass(frozen=True, slots=True)
class Asked:
    """Which lines are asked for: by whom, what they did, about what, from `since` until before `until`."""

    actor: str = ""
    act: str = ""
    about: str = ""
    since: datetime | None = None
    until: datetime | None = None


def put(session: AsyncSession, agent: Agent, now: datetime, act: str, about: str, detail: str = "") -> None:
    """Puts one line down in the caller's transaction."""
    write(session, agent.name, now, act, about, detail)


def write(session: AsyncSession, actor: str, now: datetime, act: str, about: str, detail: str = "") -> None:
    """The same for one who is no agent, such as the command line."""
    session.add(AuditLine(at=now, actor=actor[:48], act=act[:32], about=about[:120], detail=detail[:500]))


async def put_once(database: Database, agent: Agent, now: datetime, act: str, about: str) -> None:
    """Puts a line down by itself, unless the agent has the same one of this hour."""
    line = (AuditLine.actor == agent.name, AuditLine.about == about[:120], AuditLine.act == act)
    async with database.view() as session:
        if await session.scalar(select(AuditLine.id).where(*line, AuditLine.at > now - ONCE_IN).limit(1)) is not None:
            return
    async with database.session() as session:
        put(session, agent, now, act, about)


async def lines(session: AsyncSession, asked: Asked, most: int, before: int | None = None) -> Sequence[AuditLine]:
    """The newest lines, at most so many; `before` is the id of the last one seen."""
    statement = _found(asked).order_by(AuditLine.id.desc()).limit(most)
    if before is not None:
        statement = statement.where(AuditLine.id < before)
    return (await session.scalars(statement)).all()


def _found(asked: Asked) -> Select[AuditLine]:
    pairs = ((AuditLine.actor, asked.actor), (AuditLine.act, asked.act), (AuditLine.about, asked.about))
    statement = select(AuditLine).where(*(column == value for column, value in pairs if value))
    if asked.since is not None:
        statement = statement.where(AuditLine.at >= asked.since)
    return statement if asked.until is None else statement.where(AuditLine.at < asked.until)
