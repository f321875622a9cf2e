"""What is sent from the outbox by itself: taken as one parcel, noted before it goes, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.crypt import Keyring
from bot.core.database import changed
from bot.core.followers import lock
from tickets.offers import given
from tickets.outbox import CUT_OFF, SENT_WITHIN, UNSURE, Kind, OutboxMessage, Waiting, opened
from tickets.proof import Outcome, Proofs, Via

TOGETHER_MOST = 20
SENDING_LASTS = timedelta(minutes=10)
BETWEEN = "\n————\n"
KEPT_BACK = 1  # of the quota, for those who may use the last one
MAY_USE_LAST = frozenset({Kind.AGENT, Kind.STATUS})
QUOTA = "quota"


@dataclass(frozen=True, slots=True)
class Parcel:
    """Messages of one follower that go together as one, the oldest first.

    `choices` are the answers to the last question in it. `held`: nothing may go now, for what is left of the quota is
    kept for others.
    """

    follower: str
    messages: tuple[int, ...]
    kinds: frozenset[str]
    text: str
    about: str
    held: bool
    choices: tuple[str, ...] = ()


def held_until(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Messages that were held and need not be any longer."""
    return (OutboxMessage.state == Waiting.HELD, OutboxMessage.next_at <= now)


class Sending:
    """What is being sent, over one session."""

    def __init__(self, session: AsyncSession, keys: Keyring, now: datetime) -> None:
        self._session, self._keys, self._now = session, keys, now
        self._proofs = Proofs(session, now)

    async def take(self, follower: str, left: int | None, most_bytes: int) -> Parcel | None:
        """Takes what goes to the follower as one message, oldest first: it is `sending` from now on.

        `left` of the quota, as far as known: the last one is kept for words from staff and about a ticket's state.
        Nothing where another process is sending to them, so that the order stays.
        """
        rows = await self._open_rows(follower)
        if not rows or any(row.state == Waiting.SENDING for row in rows):
            return None
        due = [row for row in rows if left is None or left > KEPT_BACK or row.kind in MAY_USE_LAST]
        if not due:
            return self._hold(rows)
        together = self._together(due, most_bytes)
        for row in together:
            row.state, row.done_at, row.next_at = Waiting.SENDING, self._now, None
        self._proofs.begin(follower, [row.id for row in together], Via.CUSTOMER)
        return self._parcel(together, held=False)

    async def end(self, parcel: Parcel, outcome: Outcome, why: str, again_at: datetime | None = None) -> None:
        """Puts down what came of sending a parcel; what was not sent waits again, until `again_at` or for the
        follower's next words.
        """
        after = Waiting.SENT if outcome is Outcome.SENT else Waiting.WAITING
        mine = (OutboxMessage.id.in_(parcel.messages), OutboxMessage.state == Waiting.SENDING)
        values = {"state": after, "why": why, "done_at": self._now, "next_at": again_at}
        if await changed(self._session, update(OutboxMessage).where(*mine).values(values)):
            await self._proofs.end(parcel.messages, Via.CUSTOMER, outcome, why)

    async def release(self) -> int:
        """Lets messages ride whose sending was cut off by a crash; gives their count."""
        before = self._now - SENDING_LASTS
        statement = (
            update(OutboxMessage)
            .where(OutboxMessage.state == Waiting.SENDING, OutboxMessage.done_at < before)
            .values(state=Waiting.WAITING, why=CUT_OFF)
        )
        await self._proofs.give_up(before)
        return await changed(self._session, statement)

    async def let_go(self, most: int) -> Sequence[int]:
        """Lets what was held long enough wait to be sent from now on; gives those messages."""
        ripe = select(OutboxMessage.id).where(*held_until(self._now)).order_by(OutboxMessage.next_at).limit(most)
        ids = (await self._session.scalars(ripe.with_for_update(skip_locked=True))).all()
        values = {"state": Waiting.WAITING, "next_at": self._now + SENT_WITHIN}
        await self._session.execute(update(OutboxMessage).where(OutboxMessage.id.in_(ids)).values(**values))
        return ids

    async def due(self, most: int) -> Sequence[int]:
        """Messages whose time to be sent has come, the longest overdue first."""
        statement = select(OutboxMessage.id).where(
            OutboxMessage.state == Waiting.WAITING, OutboxMessage.next_at <= self._now
        )
        return (await self._session.scalars(statement.order_by(OutboxMessage.next_at).limit(most))).all()

    async def put_off(self, message: int, pause: timedelta) -> None:
        """Lets a message wait before it is due again."""
        waits = (OutboxMessage.id == message, OutboxMessage.state == Waiting.WAITING)
        await changed(self._session, update(OutboxMessage).where(*waits).values(next_at=self._now + pause))

    async def whose(self, message: int) -> str | None:
        """The follower whom a message waits for; nothing once it does not wait any longer."""
        row = await self._session.get(OutboxMessage, message)
        return row.follower if row and row.state == Waiting.WAITING and row.kind != Kind.PAGE else None

    async def drop(self, follower: str) -> None:
        """Drops what waits for one who cannot be reached any more."""
        mine = (OutboxMessage.follower == follower, OutboxMessage.state == Waiting.WAITING)
        values = {"state": Waiting.DROPPED, "why": "no such follower", "done_at": self._now, "next_at": None}
        await changed(self._session, update(OutboxMessage).where(*mine).values(values))

    async def _open_rows(self, follower: str) -> list[OutboxMessage]:
        """What waits for a follower or is on its way, held until the transaction ends; not what may have arrived, nor
        what comes after words that may still be taken back: the order stays.
        """
        await lock(self._session, follower)
        statement = (
            select(OutboxMessage)
            .where(
                OutboxMessage.follower == follower,
                OutboxMessage.kind != Kind.PAGE,
                OutboxMessage.state.in_([Waiting.HELD, Waiting.WAITING, Waiting.SENDING]),
            )
            .order_by(OutboxMessage.id)
            .limit(TOGETHER_MOST)
            .with_for_update()
        )
        rows = takewhile(lambda row: row.state != Waiting.HELD, (await self._session.scalars(statement)).all())
        return [row for row in rows if row.why not in UNSURE]

    def _together(self, rows: Sequence[OutboxMessage], most_bytes: int) -> list[OutboxMessage]:
        """As many of the rows, from the first on, as fit into one message; the first in any case."""
        fit = 1
        while fit < len(rows) and len(self._joined(rows[: fit + 1]).encode()) <= most_bytes:
            fit += 1
        return list(rows[:fit])

    def _hold(self, rows: Sequence[OutboxMessage]) -> Parcel:
        for row in rows:
            row.next_at, row.why = None, row.why or QUOTA
        return self._parcel(rows, held=True)

    def _parcel(self, rows: Sequence[OutboxMessage], held: bool) -> Parcel:
        return Parcel(
            follower=rows[0].follower,
            messages=tuple(row.id for row in rows),
            kinds=frozenset(row.kind for row in rows),
            text=self._joined(rows),
            about=next((row.about for row in reversed(rows) if row.about), ""),
            held=held,
            choices=next((given(row.choices) for row in reversed(rows) if row.choices), ()),
        )

    def _joined(self, rows: Sequence[OutboxMessage]) -> str:
        return BETWEEN.join(opened(self._keys, row) for row in rows)
