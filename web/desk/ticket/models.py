"""What the ticket's room keeps of its own: canned replies, and who was named in a note."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import Base, Instant


class CannedReply(Base):
    """Words that are often needed; `owner_id` names whose they are, empty where they are everybody's.

    `text` holds variables such as {编号} that a ticket fills in; nothing personal is in it.
    """

    __tablename__ = "canned_replies"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("agents.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    changed_by: Mapped[str] = mapped_column(String(48))
    changed_at: Mapped[datetime] = mapped_column(Instant)


class Mention(Base):
    """That a note on a ticket names an agent; `read_at` is when they first opened the ticket afterwards."""

    __tablename__ = "mentions"
    __table_args__ = (Index("ix_mentions_agent", "agent_id", "read_at", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("agents.id", ondelete="CASCADE"))
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), index=True)
    by: Mapped[str] = mapped_column(String(48))
    at: Mapped[datetime] = mapped_column(Instant)
    read_at: Mapped[datetime | None] = mapped_column(Instant)


class Presence(Base):
    """An agent who has a ticket open until `until`, unless they say so again; `doing` is viewing or writing."""

    __tablename__ = "desk_presence"

    agent_id: Mapped[int] = mapped_column(ForeignKey("agents.id", ondelete="CASCADE"), primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True, index=True)
    doing: Mapped[str] = mapped_column(String(8))
    until: Mapped[datetime] = mapped_column(Instant, index=True)


class Look(Base):
    """When an agent last looked at a ticket: what moved since is unread to them."""

    __tablename__ = "ticket_looks"

    agent_id: Mapped[int] = mapped_column(ForeignKey("agents.id", ondelete="CASCADE"), primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True, index=True)
    at: Mapped[datetime] = mapped_column(Instant)


class Custody(Base):
    """An agent's wish to see whom a guarded ticket is about. `why` is sealed; `until` is set once it is granted."""

    __tablename__ = "custodies"
    __table_args__ = (Index("ix_custodies_ticket", "ticket_id", "agent_id", "until"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"))
    agent_id: Mapped[int] = mapped_column(ForeignKey("agents.id", ondelete="CASCADE"))
    why: Mapped[bytes] = mapped_column(LargeBinary)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    decided_by: Mapped[str | None] = mapped_column(String(48))
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    until: Mapped[datetime | None] = mapped_column(Instant)
