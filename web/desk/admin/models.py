"""The admin room's own table: the account's menu as it was written here, version after version."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import Base, Instant


class MenuVersion(Base):
    """One menu as it was saved; `buttons` is WeChat's JSON. The newest is the draft; at `pushed_at` it went live."""

    __tablename__ = "menus"

    id: Mapped[int] = mapped_column(primary_key=True)
    buttons: Mapped[str] = mapped_column(Text)
    actor: Mapped[str] = mapped_column(String(48))
    at: Mapped[datetime] = mapped_column(Instant)
    pushed_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
