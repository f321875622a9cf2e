"""The desk's own tables: who may sign in, who is signed in, which forms were already taken."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Dialect, ForeignKey, LargeBinary, String, TypeDecorator, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import Base, Instant


class Lines(TypeDecorator[list[str]]):
    """A few short names, one a line."""

    impl = String(400)
    cache_ok = True

    def process_bind_param(self, value: list[str] | None, dialect: Dialect) -> str | None:
        """As the column keeps them."""
        return None if value is None else "\n".join(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> list[str] | None:
        """As they were given."""
        return None if value is None else value.split("\n") if value else []


class Role(StrEnum):
    """What a staff member is trusted with."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    EDITOR = "editor"
    ADMIN = "admin"
    AUDITOR = "auditor"


class Agent(Base):
    """A staff member who works tickets. `name` is what they sign in with, `display` what colleagues read.

    `districts` are those whose tickets they see, all where none is named.
    `failed` counts tries since the last good sign-in; before `locked_until` no try is looked at. `totp` is the sealed
    secret of their telephone's codes, empty while they sign in without; `totp_step` the step of the last code used.
    """

    __tablename__ = "agents"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(32), unique=True)
    display: Mapped[str] = mapped_column(String(32))
    hash: Mapped[str] = mapped_column(String(128))
    role: Mapped[str] = mapped_column(String(12))
    districts: Mapped[list[str]] = mapped_column(Lines, default=list, server_default=text("''"))
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
    failed: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(Instant)
    team: Mapped[str | None] = mapped_column(String(32))
    totp: Mapped[bytes | None] = mapped_column(LargeBinary)
    totp_step: Mapped[int | None] = mapped_column(BigInteger)


class DeskSession(Base):
    """One signed-in browser; `key` is a keyed hash of the token in its cookie, which is worth nothing without it.

    `seen_at` is when somebody last did something there, to the minute; `browser` what it calls itself, in short.
    """

    __tablename__ = "desk_sessions"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("agents.id", ondelete="CASCADE"), index=True)
    began_at: Mapped[datetime] = mapped_column(Instant, index=True)
    seen_at: Mapped[datetime] = mapped_column(Instant, server_default="1970-01-01 00:00:00")
    browser: Mapped[str] = mapped_column(String(40), default="", server_default=text("''"))


class DeskPost(Base):
    """One form that was taken, so that sending it twice does nothing twice."""

    __tablename__ = "desk_posts"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    taken_at: Mapped[datetime] = mapped_column(Instant, index=True)


class GroupAnswer(Base):
    """One answer to all of a group; `text` is sealed, `total` how many workers it is for."""

    __tablename__ = "group_answers"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"), index=True)
    actor: Mapped[str] = mapped_column(String(48))
    text: Mapped[bytes] = mapped_column(LargeBinary)
    total: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(Instant)


class Unanswered(Base):
    """A ticket to which such an answer has still to go."""

    __tablename__ = "group_answers_waiting"

    answer_id: Mapped[int] = mapped_column(ForeignKey("group_answers.id", ondelete="CASCADE"), primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True, index=True)
