"""How content a worker was with what came of a ticket."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from sqlalchemy import ForeignKey, LargeBinary, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.crypt import Keyring
from bot.core.database import Base, Instant
from bot.core.errors import KeyMissing, SealBroken
from bot.core.log import get
from tickets.clocks import Rules
from tickets.lines import Line
from tickets.models import Ticket
from tickets.service import Tickets

_log = get("ratings")


class Content(IntEnum):
    """The three answers, as they are numbered in the chat."""

    YES = 1
    SO_SO = 2
    NO = 3

    @property
    def label(self) -> str:
        """As people say it."""
        return {1: "满意", 2: "一般", 3: "不满意"}[self.value]


class Rating(Base):
    """The verdict on one ticket, the last one given; `why` is sealed."""

    __tablename__ = "ratings"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    content: Mapped[int] = mapped_column()
    why: Mapped[bytes | None] = mapped_column(LargeBinary)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a worker judged what came of their ticket, and what was not good, in their words."""

    number: str
    kind: str
    at: datetime
    content: Content
    why: str


class Ratings:
    """The ratings of one installation, over one session."""

    def __init__(self, session: AsyncSession, keys: Keyring, now: datetime, rules: Rules) -> None:
        self._session, self._keys, self._now = session, keys, now
        self._tickets = Tickets(session, keys, now, rules)

    async def rate(self, ticket: Ticket, content: Content) -> None:
        """Notes the verdict; a later one counts instead of an earlier one."""
        await self._session.merge(Rating(ticket_id=ticket.id, at=self._now, content=content, why=None))
        await self._tickets.write(ticket, "follower", Line.RATED, content.label)

    async def explain(self, ticket: Ticket, why: str) -> None:
        """Adds what was not good."""
        row = await self._session.get(Rating, ticket.id)
        if row is not None:
            row.why = self._keys.seal(why, f"ratings:{ticket.id}")
            await self._tickets.write(ticket, "follower", Line.RATED, why)

    async def of(self, ticket: Ticket) -> Content | None:
        """The verdict on a ticket."""
        row = await self._session.get(Rating, ticket.id)
        return Content(row.content) if row else None

    async def given(self, since: datetime, most: int) -> Sequence[Verdict]:
        """The verdicts since then, the newest first, with what was not good; one that does not open goes without it."""
        statement = select(Rating, Ticket).join(Ticket, Ticket.id == Rating.ticket_id).where(Rating.at >= since)
        rows = await self._session.execute(statement.order_by(Rating.at.desc(), Ticket.id.desc()).limit(most))
        return [
            Verdict(ticket.number, ticket.kind, row.at, Content(row.content), self._why(row)) for row, ticket in rows
        ]

    def _why(self, row: Rating) -> str:
        try:
            return self._keys.open(row.why, f"ratings:{row.ticket_id}") if row.why else ""
        except (KeyMissing, SealBroken):
            _log.error("seal_does_not_open", rating=row.ticket_id)
            return ""
