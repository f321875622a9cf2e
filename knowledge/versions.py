"""The knowledge base's tables: every version of every entry, what was published when, what staff put right."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import Base, Instant

LONGEST_SLUG = 80


class State(StrEnum):
    """Where a version stands.

    draft ──▶ review ──▶ published ──▶ replaced (may be published again)
      └─────────┴──▶ dropped  └──▶ retired (may be published again)

    A slug has at most one version that is published and at most one in draft or review.
    """

    DRAFT = "draft"
    REVIEW = "review"
    PUBLISHED = "published"
    REPLACED = "replaced"
    RETIRED = "retired"
    DROPPED = "dropped"


OPEN = (State.DRAFT, State.REVIEW)
ONCE_PUBLISHED = (State.PUBLISHED, State.REPLACED, State.RETIRED)


class Act(StrEnum):
    """What a line of the publications log tells."""

    IMPORT = "import"
    PUBLISH = "publish"
    ROLLBACK = "rollback"
    RETIRE = "retire"


class EntryVersion(Base):
    """One version of one entry: the whole Markdown text, never changed; only its state moves.

    `imported_at` is set where the text came from a folder or sheet: a later import looks whether it still stands.
    `remark` is what a reviewer said who gave it back.
    """

    __tablename__ = "entry_versions"
    __table_args__ = (
        UniqueConstraint("slug", "number"),
        Index(
            "ix_entry_versions_published",
            "slug",
            unique=True,
            sqlite_where=text("state = 'published'"),
            postgresql_where=text("state = 'published'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(LONGEST_SLUG))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(12), index=True)
    made_at: Mapped[datetime] = mapped_column(Instant)
    made_by: Mapped[str] = mapped_column(String(48))
    why: Mapped[str] = mapped_column(Text)
    imported_at: Mapped[datetime | None] = mapped_column(Instant)
    remark: Mapped[str | None] = mapped_column(Text)


class Publication(Base):
    """One line of the log of what followers are answered; only ever added.

    `number` is the version that stands since then (None: retired), `before` the one that stood until then.
    `flipped` are the questions that were known to become wrong and published over, one a line.
    """

    __tablename__ = "publications"

    id: Mapped[int] = mapped_column(primary_key=True)
    generation: Mapped[int] = mapped_column(index=True)
    act: Mapped[str] = mapped_column(String(12))
    slug: Mapped[str] = mapped_column(String(LONGEST_SLUG), index=True)
    number: Mapped[int | None]
    before: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(Instant)
    by: Mapped[str] = mapped_column(String(48))
    why: Mapped[str] = mapped_column(Text)
    flipped: Mapped[str | None] = mapped_column(Text)


class Generation(Base):
    """One row, whose number grows with each publication: every process looks whether it moved.

    Whoever publishes changes this row first, so that publications come one after another.
    """

    __tablename__ = "knowledge_generation"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]


class Correction(Base):
    """A question from a real chat and the entry that staff say answers it; names and phones taken out, sealed."""

    __tablename__ = "corrections"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)  # blind index of the question
    question: Mapped[bytes] = mapped_column(LargeBinary)
    slug: Mapped[str] = mapped_column(String(LONGEST_SLUG), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    by: Mapped[str] = mapped_column(String(48))
