"""A ticket (诉求: what one worker asks the union to settle), its claims and its history."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates
from sqlalchemy.orm.attributes import flag_modified

from bot.core.database import Base, Instant
from tickets.lapsing import title_of

WEIGHTS = ("一般", "难点", "特别复杂")  # how hard it is to settle; each has its own time for closing

_UNCOUNTED = "counted_at IS NULL"
_ATTACHED = text("follower IS NOT NULL")  # for notices; SQLite would read lists of a district along it, and sort
_FILTERED = ("kind", "district", "team", "assignee")  # in the indexes of lists: a ticket's own row is fat


def _waiting(name: str, where: str) -> Index:
    """An index of the few tickets that a round has still to look at."""
    return Index(name, "state", "id", sqlite_where=text(where), postgresql_where=text(where))


def _open(name: str, *columns: str) -> Index:
    """An index of the tickets that are not settled."""
    where = text("closed_at IS NULL")
    return Index(name, *columns, sqlite_where=where, postgresql_where=where)


class Ticket(Base):
    """One ticket. Names, phone and the worker's words are sealed; what staff sort by is clear.

    `facts` is what the worker told, by slot (sealed JSON), as tickets/kinds ask for it; employer, phone, district,
    claims and `lapses_at` follow from it. `follower` is empty once the worker has left the account: the ticket stays,
    detached. `team` works on it, by the rules unless it was `handed` over; `source` is the card or desk it came from.
    `lapses_at` is the end of the day after which the worker loses a right, by the dates known; `lapses_right` is that
    right's name in rights/limit_table.py, `lapses` what it is called.

    Kept beside the history, for sorting: `due_at` is when the union has to do the next thing (`due_what`, a clock's
    name), `alarm_at` the first of such moments whose passing nobody was told of. `reminded_days` says how many days
    before `reminded_for` the worker was last reminded of that end. `compared_at` is when the employer was compared with
    those of other tickets; one told anew is to be compared again. `worded_at` is when what can be searched was put
    into `ticket_words`. `assignee` is the agent who works on it, by their id.
    """

    __tablename__ = "tickets"
    __table_args__ = (
        Index("ix_tickets_queue", "state", "urgent", "opened_at"),
        Index("ix_tickets_lapsing", "state", "lapses_at"),
        Index("ix_tickets_closed_at", "closed_at", "id", "state", "urgent", "opened_at", "lapses_at", *_FILTERED),
        Index("ix_tickets_due_at", "due_at", "id"),
        Index("ix_tickets_alarm", "state", "alarm_at"),
        Index("ix_tickets_district", "district", "follower", sqlite_where=_ATTACHED, postgresql_where=_ATTACHED),
        Index("ix_tickets_opened_at", "opened_at"),
        Index("ix_tickets_source", "source", "state"),
        _waiting("ix_tickets_unrouted", "team IS NULL"),
        Index("ix_tickets_assignee", "assignee", "closed_at", "id"),
        _open("ix_tickets_open_queue", "urgent", "opened_at", "id", "lapses_at", "state", *_FILTERED, "closed_at"),
        _open("ix_tickets_open_lapsing", "urgent", "lapses_at", "id", "opened_at", "state", *_FILTERED, "closed_at"),
        _open("ix_tickets_open_counts", "closed_at", *_FILTERED[::-1], "state", "urgent", "lapses_at", "due_at"),
        Index("ix_tickets_ended", "state", "closed_at", "id", "urgent", "opened_at", "lapses_at", *_FILTERED),
        _waiting("ix_tickets_uncompared", "compared_at IS NULL"),
        Index("ix_tickets_uncounted", "id", sqlite_where=text(_UNCOUNTED), postgresql_where=text(_UNCOUNTED)),
        _waiting("ix_tickets_unworded", "worded_at IS NULL"),
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
    facts: Mapped[bytes | None] = mapped_column(LargeBinary)
    opened_at: Mapped[datetime] = mapped_column(Instant)
    moved_at: Mapped[datetime] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    lapses_at: Mapped[datetime | None] = mapped_column(Instant)
    lapses_right: Mapped[str | None] = mapped_column("lapses", String(32))
    recovered_fen: Mapped[int | None] = mapped_column(BigInteger)
    team: Mapped[str | None] = mapped_column(String(32))
    handed: Mapped[bool] = mapped_column(default=False, server_default=false())
    source: Mapped[str | None] = mapped_column(String(128))
    weight: Mapped[str] = mapped_column(String(8), default=WEIGHTS[0], server_default=WEIGHTS[0])
    due_at: Mapped[datetime | None] = mapped_column(Instant)
    due_what: Mapped[str | None] = mapped_column(String(8))
    alarm_at: Mapped[datetime | None] = mapped_column(Instant)
    reminded_for: Mapped[datetime | None] = mapped_column(Instant)
    reminded_days: Mapped[int | None] = mapped_column()
    compared_at: Mapped[datetime | None] = mapped_column(Instant)
    counted_at: Mapped[datetime | None] = mapped_column(Instant)
    worded_at: Mapped[datetime | None] = mapped_column(Instant)
    assignee: Mapped[int | None] = mapped_column()

    claims: Mapped[list["Claim"]] = relationship(lazy="selectin", cascade="all, delete-orphan")
    history: Mapped[list["TicketEvent"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="TicketEvent.id"
    )

    @property
    def lapses(self) -> str:
        """The right that will lapse in a worker's words: 申请劳动仲裁; empty where none is known."""
        return title_of(self.lapses_right)

    def count_anew(self) -> None:
        """Has reports look at it again; written even where nobody counted it yet, as somebody may be at it."""
        self.counted_at = None
        flag_modified(self, "counted_at")

    @validates("employer")
    def _told_anew(self, _key: str, employer: bytes | None) -> bytes | None:
        self.compared_at, self.worded_at = None, None
        return employer

    @validates("story", "phone", "facts")
    def _spelled_anew(self, _key: str, value: bytes | None) -> bytes | None:
        self.worded_at = None
        return value


class Claim(Base):
    """One sum or thing a worker is owed, as the worker states it."""

    __tablename__ = "claims"
    __table_args__ = (Index("ix_claims_ticket_id", "ticket_id", "amount_fen"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(8))
    amount_fen: Mapped[int | None] = mapped_column(BigInteger)
    months: Mapped[str | None] = mapped_column(String(8))


class TicketEvent(Base):
    """One line of a ticket's history; only ever added. `actor` is follower, system, or agent:NAME."""

    __tablename__ = "ticket_events"
    __table_args__ = (Index("ix_ticket_events_what", "ticket_id", "what"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(Instant)
    actor: Mapped[str] = mapped_column(String(48))
    what: Mapped[str] = mapped_column(String(16))
    state: Mapped[str | None] = mapped_column(String(12))
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
