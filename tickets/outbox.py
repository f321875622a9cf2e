"""Messages that still have to reach a follower: late answers, further pages, words from staff.

A row is `waiting` until it rides on a reply or a job takes it (`sending`), and ends `sent`, `rode` or `dropped`.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Index, LargeBinary, ScalarSelect, SQLColumnExpression, String, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.crypt import Keyring
from bot.core.database import Base, Instant, changed

PAGES_LAST = timedelta(days=1)
RIDE_AT_ONCE = 5
SENDING_LASTS = timedelta(minutes=10)


class Kind(StrEnum):
    """Why a message waits."""

    LATE = "late"
    PAGE = "page"
    AGENT = "agent"


class Waiting(StrEnum):
    """Where an outbox message stands."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    RODE = "rode"
    DROPPED = "dropped"


class OutboxMessage(Base):
    """One message to a follower; its text is sealed."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_follower_state", "follower", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    follower: Mapped[str] = mapped_column(String(32))
    key: Mapped[str | None] = mapped_column(String(32), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(8), default=Waiting.WAITING)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(Instant)
    done_at: Mapped[datetime | None] = mapped_column(Instant)
    why: Mapped[str | None] = mapped_column(String(64))


def waiting_for(follower: SQLColumnExpression[str]) -> ScalarSelect[int]:
    """How many messages (not pages) wait for a follower, as a column beside theirs."""
    is_waiting = (OutboxMessage.state == Waiting.WAITING, OutboxMessage.kind != Kind.PAGE)
    return select(func.count()).where(OutboxMessage.follower == follower, *is_waiting).scalar_subquery()


class Outbox:
    """The outbox over one session."""

    def __init__(self, session: AsyncSession, keys: Keyring, now: datetime) -> None:
        self._session, self._keys, self._now = session, keys, now

    async def put(self, follower: str, text: str, kind: Kind, key: str | None = None) -> int:
        """Adds a message; gives its id."""
        body = self._keys.seal(text, f"outbox:{follower}")
        row = OutboxMessage(follower=follower, key=key, kind=kind, body=body, made_at=self._now, state=Waiting.WAITING)
        self._session.add(row)
        await self._session.flush()
        return row.id

    async def put_pages(self, follower: str, pages: Sequence[str]) -> None:
        """Keeps the further pages of a long reply; unread ones of an earlier reply are let go."""
        await self._session.execute(
            delete(OutboxMessage).where(OutboxMessage.follower == follower, OutboxMessage.kind == Kind.PAGE)
        )
        for page in pages:
            await self.put(follower, page, Kind.PAGE)

    async def next_page(self, follower: str) -> str | None:
        """Takes the next page of the last long reply; with none left, the next message that waits."""
        statement = (
            select(OutboxMessage)
            .where(
                OutboxMessage.follower == follower,
                OutboxMessage.kind == Kind.PAGE,
                OutboxMessage.state == Waiting.WAITING,
                OutboxMessage.made_at > self._now - PAGES_LAST,
            )
            .order_by(OutboxMessage.id)
            .limit(1)
        )
        row = await self._session.scalar(statement)
        if row is not None:
            return self._ride(row)
        return next(iter(await self.ride(follower, most=1)), None)

    async def ride(
        self, follower: str, fits: Callable[[str], bool] = lambda _: True, most: int = RIDE_AT_ONCE
    ) -> list[str]:
        """Takes what waits (not pages), oldest first, as long as it fits, to go out with the reply being made."""
        statement = (
            select(OutboxMessage)
            .where(
                OutboxMessage.follower == follower,
                OutboxMessage.kind != Kind.PAGE,
                OutboxMessage.state == Waiting.WAITING,
            )
            .order_by(OutboxMessage.id)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        taken = []
        for row in (await self._session.scalars(statement)).all():
            if not fits(self._open(row)):
                break
            taken.append(self._ride(row))
        return taken

    async def claim(self, message: int, before: Waiting, after: Waiting, why: str | None = None) -> bool:
        """Moves one message if it still stands at `before`; tells whether it was ours to move."""
        statement = (
            update(OutboxMessage)
            .where(OutboxMessage.id == message, OutboxMessage.state == before)
            .values(state=after, why=why, done_at=self._now)
        )
        return bool(await changed(self._session, statement))

    async def release(self) -> int:
        """Lets messages ride again whose sending was cut off by a crash; gives their count."""
        statement = (
            update(OutboxMessage)
            .where(OutboxMessage.state == Waiting.SENDING, OutboxMessage.done_at < self._now - SENDING_LASTS)
            .values(state=Waiting.WAITING, why="cut off")
        )
        return await changed(self._session, statement)

    async def read(self, message: int) -> tuple[str, str] | None:
        """(follower, text) of a message."""
        row = await self._session.get(OutboxMessage, message)
        return (row.follower, self._open(row)) if row else None

    async def late_for(self, key: str) -> OutboxMessage | None:
        """The late answer to the message with this once-key."""
        found: OutboxMessage | None = await self._session.scalar(
            select(OutboxMessage).where(OutboxMessage.key == key, OutboxMessage.kind == Kind.LATE)
        )
        return found

    async def forget(self, follower: str) -> None:
        """Deletes everything for a follower who left."""
        await self._session.execute(delete(OutboxMessage).where(OutboxMessage.follower == follower))

    def _ride(self, row: OutboxMessage) -> str:
        row.state, row.done_at = Waiting.RODE, self._now
        return self._open(row)

    def _open(self, row: OutboxMessage) -> str:
        return self._keys.open(row.body, f"outbox:{row.follower}")
