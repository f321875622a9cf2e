"""Tickets that have to do with each other without being one: noted by staff, seen from both."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import Base, Instant
from tickets import number as numbers
from tickets.groups import Unfit
from tickets.lines import Line
from tickets.models import Ticket
from tickets.service import Tickets

MOST = 50
WITH = "编号 {number}"


class TicketLink(Base):
    """Two linked tickets, the older first."""

    __tablename__ = "ticket_links"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True, index=True)
    actor: Mapped[str] = mapped_column(String(48))
    at: Mapped[datetime] = mapped_column(Instant)


class Links:
    """The links of one installation, over one session."""

    def __init__(self, session: AsyncSession, tickets: Tickets, now: datetime) -> None:
        self._session, self._tickets, self._now = session, tickets, now

    async def of(self, ticket: Ticket) -> Sequence[Ticket]:
        """The tickets it is linked with, newest first."""
        joined = or_(
            (TicketLink.ticket_id == ticket.id) & (TicketLink.other_id == Ticket.id),
            (TicketLink.other_id == ticket.id) & (TicketLink.ticket_id == Ticket.id),
        )
        rows = select(Ticket).join(TicketLink, joined).order_by(TicketLink.at.desc(), Ticket.id).limit(MOST)
        return (await self._session.scalars(rows)).all()

    async def link(self, ticket: Ticket, other: Ticket, actor: str) -> None:
        """Links two tickets.

        Raises:
            Unfit: "same", "linked", "full".
        """
        linked = await self.of(ticket)
        if ticket.id == other.id:
            raise Unfit("same")
        if other in linked:
            raise Unfit("linked")
        if len(linked) >= MOST:
            raise Unfit("full")
        first, second = sorted((ticket.id, other.id))
        self._session.add(TicketLink(ticket_id=first, other_id=second, actor=actor, at=self._now))
        await self._write(ticket, other, actor, Line.LINKED)

    async def unlink(self, ticket: Ticket, other: Ticket, actor: str) -> None:
        """Takes that back.

        Raises:
            Unfit: "not linked".
        """
        if other not in await self.of(ticket):
            raise Unfit("not linked")
        first, second = sorted((ticket.id, other.id))
        here = (TicketLink.ticket_id == first, TicketLink.other_id == second)
        await self._session.execute(delete(TicketLink).where(*here))
        await self._write(ticket, other, actor, Line.UNLINKED)

    async def _write(self, ticket: Ticket, other: Ticket, actor: str, line: Line) -> None:
        await self._tickets.write(ticket, actor, line, WITH.format(number=numbers.shown(other.number)))
        await self._tickets.write(other, actor, line, WITH.format(number=numbers.shown(ticket.number)))
