"""The tables of group tickets: what may belong together, what does, and everything that was done about it."""

from datetime import datetime

from sqlalchemy import Float, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import Base, Instant


class EmployerMark(Base):
    """One blind index that a ticket's employer has in common with names that may be alike."""

    __tablename__ = "employer_marks"

    mark: Mapped[str] = mapped_column(String(32), primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True, index=True)


class Group(Base):
    """A group ticket: several workers' tickets about one employer or site.

    `alarmed_at` is when it reached a threshold of `[alarm]`; `merged_into` the group that took its members.
    """

    __tablename__ = "groups"
    __table_args__ = (Index("ix_groups_state", "state", "urgent", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(9), unique=True)
    name: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[str] = mapped_column(String(8))
    urgent: Mapped[bool] = mapped_column(default=False)
    spokesperson_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id", ondelete="SET NULL"))
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("groups.id"))
    opened_at: Mapped[datetime] = mapped_column(Instant)
    moved_at: Mapped[datetime] = mapped_column(Instant)
    alarmed_at: Mapped[datetime | None] = mapped_column(Instant)


class Member(Base):
    """A ticket in a group; it is in one at most."""

    __tablename__ = "group_members"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"), index=True)
    joined_at: Mapped[datetime] = mapped_column(Instant)


class GroupLink(Base):
    """Two groups that have to do with each other but stay two; the older one first."""

    __tablename__ = "group_links"

    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("groups.id"), primary_key=True, index=True)


class GroupEvent(Base):
    """One line of a group's history; only ever added. `actor` as in a ticket's; `ticket_id` whom it is about."""

    __tablename__ = "group_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    actor: Mapped[str] = mapped_column(String(48))
    what: Mapped[str] = mapped_column(String(16))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id", ondelete="SET NULL"))
    body: Mapped[bytes | None] = mapped_column(LargeBinary)


class Proposal(Base):
    """A ticket that may belong with another ticket (`other_id`, the older one) or into a group; never asked twice.

    `kind` is 同单位, or 重复 for two tickets of one follower.
    """

    __tablename__ = "proposals"
    __table_args__ = (
        UniqueConstraint("ticket_id", "other_id"),
        UniqueConstraint("ticket_id", "group_id", name="uq_proposals_ticket_group"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"))
    other_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"), index=True)
    kind: Mapped[str] = mapped_column(String(4))
    score: Mapped[float] = mapped_column(Float)
    reasons: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[str] = mapped_column(String(8))
    made_at: Mapped[datetime] = mapped_column(Instant)
    by: Mapped[str | None] = mapped_column(String(48))
    at: Mapped[datetime | None] = mapped_column(Instant)


class MergedTicket(Base):
    """A worker's second ticket about one thing, and the older one it went into."""

    __tablename__ = "merged_tickets"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True)
    into_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), index=True)
