"""Statutes in the database: versions side by side, their articles, and the names people use for them."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import Base, Instant


class StatuteVersion(Base):
    """One version of a statute; nothing in it is personal, so nothing is sealed.

    `until` is the day before the next version begins (or the one its file tells). `digest` is of all articles' text
    without marks and blanks, and of the day: the same text from the same day imported again is the same row.
    """

    __tablename__ = "statutes"
    __table_args__ = (UniqueConstraint("short", "digest"), Index("ix_statutes_in_force", "short", "effective"))

    id: Mapped[int] = mapped_column(primary_key=True)
    short: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    version: Mapped[str] = mapped_column(Text)
    effective: Mapped[date] = mapped_column(Date)
    until: Mapped[date | None] = mapped_column(Date)
    state: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    imported_at: Mapped[datetime] = mapped_column(Instant)


class StatuteArticle(Base):
    """One article of one version: 82, or 276-1 for 第二百七十六条之一; `position` counts from 0."""

    __tablename__ = "articles"

    statute_id: Mapped[int] = mapped_column(ForeignKey("statutes.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[str] = mapped_column(String(12), primary_key=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)


class StatuteName(Base):
    """A name, as `law_names.key` makes it, and the short title it means."""

    __tablename__ = "statute_names"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    short: Mapped[str] = mapped_column(Text)
