"""The room's tables: who was invited, the codes for a lost telephone."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import Base, Instant


class Invitation(Base):
    """A link that makes an agent, or with `agent_id` gives that one a new password; `key` is its token's keyed hash.

    `whom` is how the one who invites calls them. It counts until it is used, taken back, or too old.
    """

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    whom: Mapped[str] = mapped_column(String(32))
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("agents.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(12))
    districts: Mapped[list[str]] = mapped_column(JSON, default=list)
    team: Mapped[str | None] = mapped_column(String(32))
    lost_telephone: Mapped[bool] = mapped_column(default=False)
    made_by: Mapped[str] = mapped_column(String(48))
    made_at: Mapped[datetime] = mapped_column(Instant, index=True)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)


class RecoveryCode(Base):
    """A code that stands in for the telephone once; `key` is its keyed hash. One that was used is gone."""

    __tablename__ = "recovery_codes"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("agents.id", ondelete="CASCADE"), index=True)
