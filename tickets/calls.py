"""Telephone calls about a ticket: when, with whom, how long, and what was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.crypt import Keyring
from bot.core.database import Base, Instant
from tickets.lines import Line
from tickets.models import Ticket
from tickets.service import Tickets

MOST_SHOWN = 100


class Whom(StrEnum):
    """Who was called."""

    WORKER = "职工本人"
    FIRM = "单位"
    OFFICE = "别的部门"
    OTHER = "其他人"


class Came(StrEnum):
    """What came of it."""

    TALKED = "说上话了"
    UNANSWERED = "没人接"
    WRONG = "号码不对"
    OFF = "关机或停机"


class Call(Base):
    """One call; `note` is sealed, `minutes` how long it was."""

    __tablename__ = "ticket_calls"
    __table_args__ = (Index("ix_ticket_calls_ticket", "ticket_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"))
    actor: Mapped[str] = mapped_column(String(48))
    at: Mapped[datetime] = mapped_column(Instant)
    whom: Mapped[str] = mapped_column(String(8))
    came: Mapped[str] = mapped_column(String(8))
    minutes: Mapped[int | None] = mapped_column()
    note: Mapped[bytes | None] = mapped_column(LargeBinary)


@dataclass(frozen=True, slots=True)
class Called:
    """What is put down of a call."""

    at: datetime
    whom: Whom
    came: Came
    minutes: int | None
    note: str

    @property
    def told(self) -> str:
        """In one line."""
        lasted = f"{self.minutes} 分钟" if self.minutes else ""
        head = "，".join(filter(None, [f"打给{self.whom}", self.came, lasted]))
        return f"{head}：{self.note}" if self.note else head


class Calls:
    """The calls of one installation, over one session."""

    def __init__(self, session: AsyncSession, keys: Keyring, tickets: Tickets) -> None:
        self._session, self._keys, self._tickets = session, keys, tickets

    async def put(self, ticket: Ticket, actor: str, called: Called) -> Call:
        """Puts a call down. A talk with the worker answers them, as far as clocks care; they see that it was."""
        row = Call(
            ticket_id=ticket.id,
            actor=actor,
            at=called.at,
            whom=called.whom,
            came=called.came,
            minutes=called.minutes,
            note=self._keys.seal(called.note, _place(ticket)) if called.note else None,
        )
        self._session.add(row)
        answered = called.whom is Whom.WORKER and called.came is Came.TALKED
        await self._tickets.write(ticket, actor, Line.CALLED if answered else Line.PHONED, called.told)
        return row

    async def of(self, ticket: Ticket) -> Sequence[Call]:
        """A ticket's calls, newest first."""
        rows = select(Call).where(Call.ticket_id == ticket.id).order_by(Call.at.desc(), Call.id.desc())
        return (await self._session.scalars(rows.limit(MOST_SHOWN))).all()

    def note(self, ticket: Ticket, row: Call) -> str:
        """What was said. Raises KeyMissing, SealBroken."""
        return self._keys.open(row.note, _place(ticket)) if row.note else ""


def _place(ticket: Ticket) -> str:
    return f"ticket_calls:{ticket.number}"
