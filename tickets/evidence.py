"""What a worker sends along for a ticket: pictures, recordings, videos, places.

A row is `waiting` until a job has fetched its file from the platform, where it lies for three days; then `kept`, or
`lost` with the reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from sqlalchemy import ForeignKey, LargeBinary, String, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.crypt import Keyring
from bot.core.database import Base, Instant
from rights.elements import Proof
from tickets.models import Ticket

# What each kind is called, by the class of the message that brought it.
KINDS = {"Image": "照片", "Voice": "语音", "Video": "视频", "ShortVideo": "视频", "Location": "位置"}
COLLECT = "collect"  # the job that fetches a piece
MOST_BYTES = 20 * 1024 * 1024
MOST_EACH = 200
FETCHABLE = timedelta(days=3)  # Source: protocol notes, temporary material lives three days


class Kept(StrEnum):
    """Where one piece stands."""

    WAITING = "waiting"
    KEPT = "kept"
    LOST = "lost"


class Evidence(Base):
    """One piece. `source` (media id or address) and `note` (a place, a name) are sealed; `proof` says what it is.

    `rank` is its place among the ticket's pieces where somebody moved it; else its id is.
    """

    __tablename__ = "evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), index=True)
    rank: Mapped[int | None] = mapped_column()
    kind: Mapped[str] = mapped_column(String(12))
    proof: Mapped[str | None] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(8), index=True)
    why: Mapped[str | None] = mapped_column(String(32))
    source: Mapped[bytes | None] = mapped_column(LargeBinary)
    note: Mapped[bytes | None] = mapped_column(LargeBinary)
    arrived_at: Mapped[datetime] = mapped_column(Instant)
    kept_at: Mapped[datetime | None] = mapped_column(Instant)
    content_type: Mapped[str | None] = mapped_column(String(32))
    sha256: Mapped[str | None] = mapped_column(String(64))
    size_bytes: Mapped[int | None] = mapped_column()


class TooMany(ValueError):
    """The ticket has as many pieces as one may have."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What a follower sent: its kind (the message's class) and where its file can be had, or a note in its place."""

    kind: str
    source: str = ""
    note: str = ""


class Evidences:
    """The evidence of one installation, over one session."""

    def __init__(self, session: AsyncSession, keys: Keyring, now: datetime) -> None:
        self._session, self._keys, self._now = session, keys, now

    async def add(self, ticket: Ticket, piece: Piece) -> Evidence:
        """Puts a piece on a ticket; one without a file is kept at once.

        Raises:
            TooMany: there are MOST_EACH already.
        """
        if await self.count(ticket) >= MOST_EACH:
            raise TooMany(ticket.number)
        waits = bool(piece.source)
        row = Evidence(
            ticket_id=ticket.id,
            kind=piece.kind,
            state=Kept.WAITING if waits else Kept.KEPT,
            arrived_at=self._now,
            kept_at=None if waits else self._now,
        )
        self._session.add(row)
        await self._session.flush()
        row.source, row.note = self._seal(row, piece.source), self._seal(row, piece.note)
        return row

    async def count(self, ticket: Ticket) -> int:
        """How many pieces the ticket has."""
        statement = select(func.count()).where(Evidence.ticket_id == ticket.id)
        return int(await self._session.scalar(statement) or 0)

    async def of(self, ticket: Ticket) -> Sequence[Evidence]:
        """A ticket's pieces in the order of arrival, or that in which somebody put them."""
        order = (func.coalesce(Evidence.rank, Evidence.id), Evidence.id)
        statement = select(Evidence).where(Evidence.ticket_id == ticket.id).order_by(*order)
        return (await self._session.scalars(statement)).all()

    async def get(self, piece: int) -> Evidence | None:
        """One piece."""
        return await self._session.get(Evidence, piece)

    async def transfer(self, pieces: Sequence[int], before: Sequence[Ticket], after: Ticket) -> int:
        """Moves pieces from one of the follower's tickets to another; gives how many."""
        among = {ticket.id for ticket in before}
        rows = [row for row in [await self.get(piece) for piece in pieces] if row and row.ticket_id in among]
        for row in rows:
            row.ticket_id = after.id
        return len(rows)

    async def label(self, pieces: Sequence[int], ticket: Ticket, proof: Proof | None) -> Sequence[int]:
        """Says what pieces of this ticket are, None for nothing any more; gives the places (from 1) of those found."""
        rows = [(place, row) for place, row in enumerate(await self.of(ticket), 1) if row.id in set(pieces)]
        for _, row in rows:
            row.proof = proof
        return [place for place, _ in rows]

    async def waiting(self, since: datetime, most: int) -> Sequence[int]:
        """Pieces that have waited since before then, the oldest first."""
        statement = select(Evidence.id).where(Evidence.state == Kept.WAITING, Evidence.arrived_at < since)
        return (await self._session.scalars(statement.order_by(Evidence.id).limit(most))).all()

    def source(self, row: Evidence) -> str:
        """Where the file can be had."""
        return self._keys.open(row.source, _place(row)) if row.source else ""

    def note(self, row: Evidence) -> str:
        """What was said of it."""
        return self._keys.open(row.note, _place(row)) if row.note else ""

    async def forward(self, ticket: Ticket, piece: int) -> None:
        """Puts a piece before the one that stands before it."""
        rows = await self.of(ticket)
        for before, row in pairwise(rows):
            if row.id == piece:
                before.rank, row.rank = row.rank or row.id, before.rank or before.id

    def name(self, row: Evidence, name: str) -> None:
        """Says of it what the worker calls it."""
        row.note = self._seal(row, name)

    def is_too_old(self, row: Evidence) -> bool:
        """Whether the platform has thrown the file away by now."""
        return self._now - row.arrived_at > FETCHABLE

    def keep(self, row: Evidence, content_type: str, sha256: str, size_bytes: int) -> None:
        """Notes that the file is in our store."""
        row.state, row.kept_at, row.source = Kept.KEPT, self._now, None
        row.content_type, row.sha256, row.size_bytes = content_type, sha256, size_bytes

    def lose(self, row: Evidence, why: str) -> None:
        """Notes that the file will never come."""
        row.state, row.why = Kept.LOST, why

    def _seal(self, row: Evidence, text: str) -> bytes | None:
        return self._keys.seal(text, _place(row)) if text else None


def file_name(row: Evidence) -> str:
    """Its name in the store."""
    return f"evidence/{row.id}"


def _place(row: Evidence) -> str:
    return f"evidence:{row.id}"
