"""Notices to many followers: handed out in rounds at a limited rate, each follower once, through the outbox."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, String, Text, and_, case, distinct, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.crypt import Keyring
from bot.core.database import Base, Instant, changed
from bot.core.followers import Follower
from tickets.models import Ticket
from tickets.outbox import Kind, Outbox, OutboxMessage, Waiting
from tickets.proof import REMINDERS, Attempt, Outcome

ALL = "all"
ROUND = timedelta(seconds=10)
LASTS = timedelta(days=7)  # after that nobody is told any more
LISTED = 20


class Notice(Base):
    """One notice to many: `audience` is `all` or a district, `after` the last follower it was handed out to."""

    __tablename__ = "notices"

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    audience: Mapped[str] = mapped_column(String(16))
    total: Mapped[int]
    handed: Mapped[int] = mapped_column(default=0)
    after: Mapped[str] = mapped_column(String(32), default="")
    made_at: Mapped[datetime] = mapped_column(Instant)
    next_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    stopped_at: Mapped[datetime | None] = mapped_column(Instant)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a notice is: `total` = sent + not_delivered + waiting. `reminded` of those not delivered were told by a
    template that something waits.
    """

    notice: Notice
    sent: int
    not_delivered: int
    waiting: int
    reminded: int


class MassNotices:
    """The notices over one session."""

    def __init__(self, session: AsyncSession, keys: Keyring, now: datetime) -> None:
        self._session, self._keys, self._now = session, keys, now

    @staticmethod
    def whom(audience: str) -> Select[str]:
        """The followers of an audience."""
        return select(Follower.follower).where(_belongs(audience))

    async def receivers(self, audience: str) -> int:
        """How many followers an audience has now."""
        return int(await self._session.scalar(select(func.count()).where(_belongs(audience))) or 0)

    async def add(self, text: str, audience: str) -> int:
        """Adds a notice, to be handed out from now on; gives its id."""
        total = await self.receivers(audience)
        row = Notice(text=text, audience=audience, total=total, made_at=self._now, next_at=self._now)
        self._session.add(row)
        await self._session.flush()
        return row.id

    async def is_due(self) -> bool:
        """Whether a round can be handed out."""
        return bool(await self._session.scalar(select(Notice.id).where(Notice.next_at <= self._now).limit(1)))

    async def hand_out(self, most: int) -> list[int]:
        """Puts the oldest notice that is due into the outbox of its next followers; gives these messages.

        One process at a time gets a round, so that the rate holds however many there are.
        """
        due = select(Notice).where(Notice.next_at <= self._now).order_by(Notice.id).limit(1).with_for_update()
        notice = await self._session.scalar(due)
        if notice is None:
            return []
        notice.next_at = self._now + ROUND
        outbox = Outbox(self._session, self._keys, self._now)
        followers = (await self._session.scalars(_next(notice, most))).all()
        made = [await outbox.put(one, notice.text, Kind.NOTICE, notice=notice.id) for one in followers]
        notice.handed += len(made)
        if len(made) < most:
            notice.next_at = None
        if followers:
            notice.after = followers[-1]
        return made

    async def stop(self, notice: int) -> bool:
        """Hands nothing more out and drops what waits; False if there is no such notice.

        Stopped again it stays stopped as of the first time: what was dropped then is found by that moment.
        """
        statement = update(Notice).where(Notice.id == notice, Notice.stopped_at.is_(None))
        found = await changed(self._session, statement.values(next_at=None, stopped_at=self._now))
        await self.drop_ended()
        return bool(found) or bool(await self._session.scalar(select(Notice.id).where(Notice.id == notice)))

    async def resume(self, notice: int) -> bool:
        """Goes on with a stopped notice: with those who have not got it, and with what waited when it was stopped.

        False if there is none such, or it is too old.
        """
        row = await self._session.get(Notice, notice, with_for_update=True)
        if row is None or row.stopped_at is None or row.made_at < self._now - LASTS:
            return False
        mine = (OutboxMessage.notice == notice, OutboxMessage.state == Waiting.DROPPED)
        again = {"state": Waiting.WAITING, "next_at": self._now, "done_at": None}
        again_those = update(OutboxMessage).where(*mine, OutboxMessage.done_at >= row.stopped_at).values(**again)
        await changed(self._session, again_those)
        row.stopped_at, row.next_at = None, self._now
        return True

    async def drop_ended(self) -> int:
        """Drops what still waits of notices that were stopped or are too old; gives its count."""
        ended = or_(Notice.stopped_at.is_not(None), Notice.made_at < self._now - LASTS)
        waits = and_(OutboxMessage.notice.in_(select(Notice.id).where(ended)), OutboxMessage.state == Waiting.WAITING)
        if not await self._session.scalar(select(OutboxMessage.id).where(waits).limit(1)):
            return 0
        values = {"state": Waiting.DROPPED, "next_at": None, "done_at": self._now}
        return await changed(self._session, update(OutboxMessage).where(waits).values(values))

    async def progress(self) -> list[Progress]:
        """How far the newest notices are, the newest first."""
        notices = (await self._session.scalars(select(Notice).order_by(Notice.id.desc()).limit(LISTED))).all()
        these = [notice.id for notice in notices]
        counts = {notice: (sent, waiting) for notice, sent, waiting in await self._session.execute(_counts(these))}
        reminded = dict((await self._session.execute(_reminded(these))).all())
        return [_progress(one, *counts.get(one.id, (0, 0)), reminded.get(one.id, 0)) for one in notices]


def _progress(notice: Notice, sent: int, waiting: int, reminded: int) -> Progress:
    """How far a notice is, by what became of its messages and what is still to be handed out."""
    ended = notice.stopped_at is not None or notice.next_at is None
    waiting += 0 if ended else max(notice.total - notice.handed, 0)
    total = max(notice.total, notice.handed)
    return Progress(notice, sent, total - sent - waiting, waiting, reminded)


def _belongs(audience: str) -> ColumnElement[bool]:
    """The followers of an audience: all, or those with a ticket of that district."""
    if audience == ALL:
        return Follower.follower != ""
    theirs = (Ticket.district == audience, Ticket.follower.is_not(None))
    return Follower.follower.in_(select(Ticket.follower).where(*theirs))


def _next(notice: Notice, most: int) -> Select[str]:
    """The next followers of a notice; those of a district in the order of its index."""
    whom = select(Follower.follower)
    if notice.audience != ALL:
        whom = whom.join(Ticket, Ticket.follower == Follower.follower).distinct()
        whom = whom.where(Ticket.district == notice.audience, Ticket.follower > notice.after)
    return whom.where(Follower.follower > notice.after).order_by(Follower.follower).limit(most)


def _counts(notices: Sequence[int]) -> Select[Any, int, int]:
    """Of each notice, how many of its messages were sent, and how many have not been tried yet."""
    is_sent = OutboxMessage.state.in_([Waiting.SENT, Waiting.RODE])
    untried = and_(OutboxMessage.state == Waiting.WAITING, OutboxMessage.why.is_(None))
    waits = or_(untried, OutboxMessage.state == Waiting.SENDING)
    counted = (func.sum(case((is_sent, 1), else_=0)), func.sum(case((waits, 1), else_=0)))
    of = OutboxMessage.notice
    return select(of, *counted).where(of.in_(notices)).group_by(of)


def _reminded(notices: Sequence[int]) -> Select[Any, int]:
    """Of each notice, to how many it could only be told that something waits."""
    told = (Attempt.via.in_(REMINDERS), Attempt.outcome.in_([Outcome.SENT, Outcome.ARRIVED]))
    mine = (OutboxMessage.notice.in_(notices), OutboxMessage.state == Waiting.WAITING)
    counted = select(OutboxMessage.notice, func.count(distinct(Attempt.message)))
    return counted.join(Attempt, Attempt.message == OutboxMessage.id).where(*mine, *told).group_by(OutboxMessage.notice)
