"""What an employer is to pay on which day; on that day the worker is asked whether it came."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import BigInteger, Date, ForeignKey, Index, Select, literal, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.clock import SHANGHAI, chinese_day, today
from bot.core.crypt import Keyring
from bot.core.database import Base, Instant
from knowledge.money import yuan
from tickets.clocks import Rules
from tickets.lines import Line
from tickets.models import Ticket
from tickets.service import Tickets
from tickets.states import OPEN

MOST_EACH = 36
ASK_FROM = 9  # o'clock in Shanghai
AT_ONCE = 50
PLANNED = "{day}付 {sum}"
CAME, DID_NOT = "到账了：{day}的 {sum}", "没到账：{day}的 {sum}"


_UNSAID = "paid IS NULL"


class TooMany(ValueError):
    """The ticket has as many instalments as one may have."""


class Instalment(Base):
    """One payment that was agreed. `paid` is what the worker or an agent said of it, None as long as nobody did."""

    __tablename__ = "instalments"
    __table_args__ = (
        Index(
            "ix_instalments_unasked", "asked_at", "due_on", sqlite_where=text(_UNSAID), postgresql_where=text(_UNSAID)
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), index=True)
    due_on: Mapped[date] = mapped_column(Date)
    amount_fen: Mapped[int] = mapped_column(BigInteger)
    asked_at: Mapped[datetime | None] = mapped_column(Instant)
    paid: Mapped[bool | None]
    told_at: Mapped[datetime | None] = mapped_column(Instant)

    @property
    def words(self) -> dict[str, str]:
        """Its day and sum as people read them."""
        return {"day": chinese_day(self.due_on), "sum": yuan(self.amount_fen)}


def unasked(now: datetime) -> Select[Instalment, Ticket]:
    """Those of today or before whose worker was not asked yet, with their tickets; none before nine o'clock."""
    is_day = now.astimezone(SHANGHAI).hour >= ASK_FROM
    waits = (Instalment.paid.is_(None), Instalment.asked_at.is_(None), Instalment.due_on <= today(now))
    statement = select(Instalment, Ticket).join(Ticket, Ticket.id == Instalment.ticket_id)
    return statement.where(*waits, Ticket.state.in_(sorted(OPEN)), Ticket.follower.is_not(None), literal(is_day))


class Instalments:
    """The instalments of one installation, over one session."""

    def __init__(self, session: AsyncSession, keys: Keyring, now: datetime, rules: Rules) -> None:
        self._session, self._keys, self._now = session, keys, now
        self._tickets = Tickets(session, keys, now, rules)

    async def plan(self, ticket: Ticket, actor: str, due_on: date, amount_fen: int) -> Instalment:
        """Puts down what was agreed.

        Raises:
            TooMany: there are MOST_EACH already.
        """
        if len(await self.of(ticket)) >= MOST_EACH:
            raise TooMany(ticket.number)
        row = Instalment(ticket_id=ticket.id, due_on=due_on, amount_fen=amount_fen)
        self._session.add(row)
        await self._session.flush()
        await self._say(ticket, actor, PLANNED.format(**row.words))
        return row

    async def of(self, ticket: Ticket) -> Sequence[Instalment]:
        """A ticket's instalments by their day."""
        statement = select(Instalment).where(Instalment.ticket_id == ticket.id)
        return (await self._session.scalars(statement.order_by(Instalment.due_on, Instalment.id))).all()

    async def get(self, ticket: Ticket, instalment: int) -> Instalment | None:
        """One of a ticket's instalments."""
        row = await self._session.get(Instalment, instalment)
        return row if row is not None and row.ticket_id == ticket.id else None

    async def settle(self, ticket: Ticket, row: Instalment, actor: str, paid: bool) -> None:
        """Notes whether it came; what the ticket won back is the sum of those that did."""
        change = row.amount_fen * (int(paid) - int(bool(row.paid)))
        row.paid, row.told_at = paid, self._now
        ticket.recovered_fen = max(0, (ticket.recovered_fen or 0) + change)
        await self._say(ticket, actor, (CAME if paid else DID_NOT).format(**row.words))

    async def due(self, after: int = 0) -> Sequence[tuple[Instalment, Ticket]]:
        """The next of today or before whose worker was not asked yet, marked as asked; none before nine o'clock.

        They come by their id, from the one `after` on: those that are put back keep no others waiting.
        """
        first = unasked(self._now).where(Instalment.id > after).order_by(Instalment.id).limit(AT_ONCE)
        first = first.with_for_update(skip_locked=True, of=Instalment)
        rows = [(row, ticket) for row, ticket in (await self._session.execute(first)).all()]
        for row, _ in rows:
            row.asked_at = self._now
        return rows

    async def _say(self, ticket: Ticket, actor: str, text: str) -> None:
        await self._tickets.write(ticket, actor, Line.INSTALMENT, text)
