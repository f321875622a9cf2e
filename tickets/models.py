"""A ticket (诉求: what one worker asks the union to settle), its claims and its history."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.core.database import Base, Instant

# The kinds staff sort by; 紧急 is opened by the words of danger alone.
KINDS = ("欠薪", "工程欠薪", "辞退", "社保", "工伤", "加班", "女职工", "求助", "紧急", "其他")


class Ticket(Base):
    """One ticket. Names, phone and the worker's words are sealed; what staff sort by is clear.

    `follower` is empty once the worker has left the account: the ticket stays, detached. `lapses_at` is the end of the
    day after which the worker loses the right named in `lapses`, by the dates known so far.
    """

    __tablename__ = "tickets"
    __table_args__ = (
        Index("ix_tickets_queue", "state", "urgent", "opened_at"),
        Index("ix_tickets_lapsing", "state", "lapses_at"),
        Index("ix_tickets_closed_at", "closed_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(9), unique=True)
    kind: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(12))
    urgent: Mapped[bool] = mapped_column(default=False)
    follower: Mapped[str | None] = mapped_column(String(32), index=True)
    district: Mapped[str | None] = mapped_column(String(16))
    employer: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone: Mapped[bytes | None] = mapped_column(LargeBinary)
    story: Mapped[bytes] = mapped_column(LargeBinary)
    opened_at: Mapped[datetime] = mapped_column(Instant)
    moved_at: Mapped[datetime] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    lapses_at: Mapped[datetime | None] = mapped_column(Instant)
    lapses: Mapped[str | None] = mapped_column(String(32))

    claims: Mapped[list["Claim"]] = relationship(lazy="selectin", cascade="all, delete-orphan")
    history: Mapped[list["TicketEvent"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="TicketEvent.id"
    )


class Claim(Base):
    """One sum or thing a worker is owed, as the worker states it."""

    __tablename__ = "claims"

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    amount_fen: Mapped[int | None] = mapped_column(BigInteger)
    months: Mapped[str | None] = mapped_column(String(8))


class TicketEvent(Base):
    """One line of a ticket's history; only ever added. `actor` is follower, system, or agent:NAME."""

    __tablename__ = "ticket_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    actor: Mapped[str] = mapped_column(String(48))
    what: Mapped[str] = mapped_column(String(16))
    state: Mapped[str | None] = mapped_column(String(12))
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
