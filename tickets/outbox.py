"""Messages that still have to reach a follower: late answers, further pages, words from staff, notices to many.

A row is `waiting` until it rides on a reply or is taken to be sent (`sending`), and ends `sent`, `rode` or `dropped`.
One that staff may still take back is `held` before that, and nothing moves it until then.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import (
    Index,
    LargeBinary,
    ScalarSelect,
    SQLColumnExpression,
    String,
    delete,
    func,
    literal_column,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.crypt import Keyring
from bot.core.database import Base, Instant
from tickets.offers import kept
from tickets.proof import Outcome, Proofs, Via

PAGES_LAST = timedelta(days=1)
RIDE_AT_ONCE = 5
SENT_WITHIN = timedelta(minutes=5)  # by a job of its own; what is still there then is swept up
NO_ANSWER, CUT_OFF = "no answer", "cut off"
UNSURE = (NO_ANSWER, CUT_OFF)  # may have arrived: never sent again by itself, and marked when it rides
EARLIER = "【补上您之前问的】\n{text}"  # staff's words and notices say themselves what they are
MARKED = "（这条可能已经发给过您）\n{text}"


class Kind(StrEnum):
    """Why a message waits."""

    LATE = "late"
    PAGE = "page"
    AGENT = "agent"
    STATUS = "status"
    NOTICE = "notice"


class Waiting(StrEnum):
    """Where an outbox message stands."""

    HELD = "held"
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    RODE = "rode"
    DROPPED = "dropped"


class OutboxMessage(Base):
    """One message to a follower; its text is sealed.

    `about` is the number of the ticket it speaks of, `notice` the mass notice it belongs to. At `next_at` it is sent
    by itself, if it still waits; without that it waits for the follower's next words. A held one waits from then on.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_follower_state", "follower", "state"),
        Index("ix_outbox_state_next_at", "state", "next_at"),
        Index("ix_outbox_notice_follower", "notice", "follower", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    follower: Mapped[str] = mapped_column(String(32))
    key: Mapped[str | None] = mapped_column(String(32), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(8), default=Waiting.WAITING)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(Instant)
    done_at: Mapped[datetime | None] = mapped_column(Instant)
    why: Mapped[str | None] = mapped_column(String(64))
    about: Mapped[str | None] = mapped_column(String(9))
    notice: Mapped[int | None]
    next_at: Mapped[datetime | None] = mapped_column(Instant)
    choices: Mapped[str | None] = mapped_column(String(64))


def waiting_for(follower: SQLColumnExpression[str]) -> ScalarSelect[int]:
    """How many messages (not pages) wait for a follower, as a column beside theirs; asked for every message, so our own
    words stand in its text: a driver would convert them each time.
    """
    is_waiting = OutboxMessage.state == literal_column(f"'{Waiting.WAITING}'", String)
    is_page = OutboxMessage.kind == literal_column(f"'{Kind.PAGE}'", String)
    mine = (OutboxMessage.follower == follower, is_waiting, ~is_page)
    return select(func.count()).where(*mine).scalar_subquery()


class Outbox:
    """The outbox over one session."""

    def __init__(self, session: AsyncSession, keys: Keyring, now: datetime) -> None:
        self._session, self._keys, self._now = session, keys, now
        self._proofs = Proofs(session, now)

    async def put(
        self,
        follower: str,
        text: str,
        kind: Kind,
        key: str | None = None,
        about: str | None = None,
        notice: int | None = None,
        held: timedelta = timedelta(0),
        choices: Sequence[str] = (),
    ) -> int:
        """Adds a message, `about` a ticket by its number, that may be taken back while it is `held`; gives its id.

        `choices` are the answers that its line of them offers.
        """
        row = OutboxMessage(
            follower=follower,
            key=key,
            kind=kind,
            state=Waiting.HELD if held else Waiting.WAITING,
            body=self._keys.seal(text, f"outbox:{follower}"),
            made_at=self._now,
            about=about,
            notice=notice,
            choices=kept(choices),
            next_at=None if kind is Kind.PAGE else self._now + (held or SENT_WITHIN),
        )
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
            if not fits(self._shown(row)):
                break
            taken.append(self._ride(row))
        return taken

    async def ride_again(self, row: OutboxMessage, why: str) -> bool:
        """Lets one message, if it still waits, ride on a repeat of its question; tells whether it did."""
        await self._session.refresh(row, with_for_update=True)
        if row.state != Waiting.WAITING:
            return False
        self._ride(row)
        row.why = why
        return True

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
        text = self._shown(row)
        row.state, row.done_at, row.next_at = Waiting.RODE, self._now, None
        if row.kind != Kind.PAGE:
            self._proofs.begin(row.follower, [row.id], Via.REPLY, Outcome.SENT)
        return text

    def _shown(self, row: OutboxMessage) -> str:
        """The text as it rides: a late answer says that it is one, and what may have arrived before says so."""
        text = self._open(row)
        text = MARKED.format(text=text) if row.why in UNSURE else text
        return EARLIER.format(text=text) if row.kind == Kind.LATE else text

    def _open(self, row: OutboxMessage) -> str:
        return opened(self._keys, row)


def opened(keys: Keyring, row: OutboxMessage) -> str:
    """The text of a message."""
    return keys.open(row.body, f"outbox:{row.follower}")
