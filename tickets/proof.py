"""What became of each attempt to bring a message to a follower: one row an attempt, noted before it is made."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import Base, Instant, changed


class Via(StrEnum):
    """The way of an attempt. A template or notice brings no words of the message, it only says that some wait."""

    CUSTOMER = "customer"
    REPLY = "reply"
    TEMPLATE = "template"
    NOTICE = "notice"


class Outcome(StrEnum):
    """What came of it. `sent`: the platform took it; `arrived`: it said later that the phone has it."""

    SENDING = "sending"
    SENT = "sent"
    ARRIVED = "arrived"
    REFUSED = "refused"
    UNSURE = "unsure"


SUCCESS = text("outcome = 'sent' AND via IN ('customer', 'reply')")
REMINDERS = (Via.TEMPLATE, Via.NOTICE)


class Attempt(Base):
    """One attempt. `code` is the platform's errcode or status, or our own word; `msgid` the platform's number.

    Of messages that went together as one, the first has `lead`. No message has two successes: the index refuses.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        Index("ix_deliveries_follower_at", "follower", "at"),
        Index("ix_deliveries_outcome", "outcome", "at"),
        Index("uq_deliveries_success", "message", unique=True, sqlite_where=SUCCESS, postgresql_where=SUCCESS),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    message: Mapped[int] = mapped_column(ForeignKey("outbox.id", ondelete="CASCADE"), index=True)
    follower: Mapped[str] = mapped_column(String(32))
    via: Mapped[str] = mapped_column(String(8))
    lead: Mapped[bool]
    at: Mapped[datetime] = mapped_column(Instant)
    outcome: Mapped[str] = mapped_column(String(8))
    code: Mapped[str | None] = mapped_column(String(64))
    msgid: Mapped[str | None] = mapped_column(String(32), index=True)


class Proofs:
    """The proofs over one session."""

    def __init__(self, session: AsyncSession, now: datetime) -> None:
        self._session, self._now = session, now

    def begin(self, follower: str, messages: Sequence[int], via: Via, outcome: Outcome = Outcome.SENDING) -> None:
        """Notes an attempt, before it is made; `messages` go together as one."""
        self._session.add_all(
            Attempt(message=one, follower=follower, via=via, lead=one == messages[0], at=self._now, outcome=outcome)
            for one in messages
        )

    async def end(self, messages: Sequence[int], via: Via, outcome: Outcome, code: str | None, msgid: str = "") -> None:
        """Notes what came of the attempt that is under way."""
        statement = update(Attempt).where(
            Attempt.message.in_(messages), Attempt.via == via, Attempt.outcome == Outcome.SENDING
        )
        await changed(self._session, statement.values(outcome=outcome, code=code, msgid=msgid or None))

    async def give_up(self, before: datetime) -> None:
        """Attempts of a process that never came back may or may not have been made."""
        statement = update(Attempt).where(Attempt.outcome == Outcome.SENDING, Attempt.at < before)
        await changed(self._session, statement.values(outcome=Outcome.UNSURE, code="cut off"))

    async def sends(self, follower: str, since: datetime) -> Sequence[datetime]:
        """When customer messages may have gone to a follower: each counts against their quota."""
        statement = select(Attempt.at).where(
            Attempt.follower == follower,
            Attempt.at >= since,
            Attempt.via == Via.CUSTOMER,
            Attempt.lead,
            Attempt.outcome.in_([Outcome.SENDING, Outcome.SENT, Outcome.UNSURE]),
        )
        return (await self._session.scalars(statement)).all()

    async def is_reminded(self, follower: str, since: datetime) -> bool:
        """Whether a template or notice has told the follower since then that something waits."""
        statement = select(func.count()).where(
            Attempt.follower == follower,
            Attempt.at >= since,
            Attempt.via.in_(REMINDERS),
            Attempt.outcome != Outcome.REFUSED,
        )
        return bool(await self._session.scalar(statement))

    async def reminded(self, messages: Sequence[int]) -> set[int]:
        """Those messages of which a template or notice has told the follower."""
        if not messages:
            return set()
        told = (Attempt.via.in_(REMINDERS), Attempt.outcome.in_([Outcome.SENT, Outcome.ARRIVED]))
        return set(
            (await self._session.scalars(select(Attempt.message).where(Attempt.message.in_(messages), *told))).all()
        )

    async def report(self, follower: str, msgid: str, via: Via, outcome: Outcome, code: str) -> bool:
        """Notes what the platform tells about a template or notice afterwards; False if it is none of ours.

        A notice has no number when it is sent: then it is the follower's newest.
        """
        attempt = select(Attempt).where(Attempt.follower == follower, Attempt.via == via)
        numbered = attempt.where(Attempt.msgid == msgid).limit(1)
        newest = attempt.where(Attempt.msgid.is_(None), Attempt.outcome == Outcome.SENT).order_by(Attempt.id.desc())
        row = await self._session.scalar(numbered)
        if row is None and via is Via.NOTICE:
            row = await self._session.scalar(newest.limit(1))
        if row is None:
            return False
        row.outcome, row.code, row.msgid = outcome, code[:64], msgid or None
        return True
