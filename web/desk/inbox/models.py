"""The inbox's own table: which filters were kept."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import Base, Instant


class KeptFilter(Base):
    """A filter under a name, as a tab of whoever made it, or of all; `query` is as it stands in an address."""

    __tablename__ = "kept_filters"

    id: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("agents.id", ondelete="CASCADE"), index=True)
    for_all: Mapped[bool] = mapped_column(default=False, server_default=false(), index=True)
    name: Mapped[str] = mapped_column(String(20))
    query: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Instant)
