"""Promises: what staff told a worker they would do by a day, kept as dates that fall due like clocks."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.crypt import Keyring
from bot.core.database import Base, Instant
from tickets.models import Ticket
from tickets.promise_words import Promised


class Promise(Base):
    """One promise. `words` is what was said (sealed), `dropped_why` why it was none (sealed).

    It is open until `ended_at` (staff answered, or the ticket was settled) or `dropped_at`.
    """

    __tablename__ = "promises"

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), index=True)
    actor: Mapped[str] = mapped_column(String(48))
    words: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant, index=True)
    estimated: Mapped[bool] = mapped_column(default=False)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    escalated_at: Mapped[datetime | None] = mapped_column(Instant)
    dropped_at: Mapped[datetime | None] = mapped_column(Instant)
    dropped_why: Mapped[bytes | None] = mapped_column(LargeBinary)

    @property
    def is_open(self) -> bool:
        """Whether it still has to be kept."""
        return self.ended_at is None and self.dropped_at is None

    def is_broken(self, now: datetime) -> bool:
        """Whether its day passed before it was kept."""
        return self.dropped_at is None and (self.ended_at or now) > self.due_at


class Promises:
    """The promises of one installation, over one session. Whoever changes one has the ticket timed anew."""

    def __init__(self, session: AsyncSession, keys: Keyring, now: datetime) -> None:
        self._session, self._keys, self._now = session, keys, now

    async def make(self, ticket: Ticket, actor: str, promised: Promised) -> Promise:
        """Puts down what staff promised."""
        promise = Promise(
            ticket_id=ticket.id,
            actor=actor,
            words=self._keys.seal(promised.words, _place(ticket.id)),
            made_at=self._now,
            due_at=promised.due,
            estimated=promised.estimated,
        )
        self._session.add(promise)
        await self._session.flush()
        return promise

    async def move(self, promises: Iterable[Promise], ticket: Ticket) -> None:
        """Makes promises those of another ticket."""
        for promise in promises:
            words = self.read(promise, promise.words)
            promise.ticket_id, promise.words = ticket.id, self._keys.seal(words, _place(ticket.id))
        await self._session.flush()

    async def get(self, ticket: Ticket, promise: int) -> Promise | None:
        """One promise of this ticket."""
        found: Promise | None = await self._session.scalar(
            select(Promise).where(Promise.id == promise, Promise.ticket_id == ticket.id)
        )
        return found

    def drop(self, promise: Promise, why: str) -> None:
        """Marks that it was no promise, or was misread."""
        promise.dropped_at, promise.dropped_why = self._now, self._keys.seal(why, _place(promise.ticket_id))

    def read(self, promise: Promise, sealed: bytes | None) -> str:
        """A sealed value of a promise in clear."""
        return self._keys.open(sealed, _place(promise.ticket_id)) if sealed else ""


def _place(ticket: int) -> str:
    return f"promises:{ticket}"
