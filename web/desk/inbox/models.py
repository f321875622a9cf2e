"""The inbox's own tables: who is at which ticket, who looked when, which filters were kept."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import Base, Instant


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


class KeptFilter(Base):
    """A filter under a name, as a tab of whoever made it, or of all; `query` is as it stands in an address."""

    __tablename__ = "kept_filters"

    id: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("agents.id", ondelete="CASCADE"), index=True)
    for_all: Mapped[bool] = mapped_column(default=False, server_default=false(), index=True)
    name: Mapped[str] = mapped_column(String(20))
    query: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Instant)
