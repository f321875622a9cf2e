"""A worker takes a ticket back: whether they were paid, how much, whether somebody pressed them; then days to think."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Select, String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.crypt import Keyring
from bot.core.database import Base, Database, Instant
from knowledge.money import yuan
from tickets import number as numbers
from tickets.clocks import Rules
from tickets.lines import Line
from tickets.models import Ticket
from tickets.news import What, tell
from tickets.outbox import Kind, Outbox
from tickets.service import Tickets
from tickets.states import OPEN, REOPEN_DAYS, State

COOLING = timedelta(days=3)
AT_ONCE = 50
ASKED = "想撤回：{paid}"
PRESSED = "撤回时说有人催他、吓他或让他撤的：请单独打电话问本人，核实之前不撤。"
RIPE = "三天里没有改主意，按职工的意思撤回"
TOLD = f"您的诉求（编号 {{number}}）三天到了，按您的意思撤回了。{REOPEN_DAYS} 天内想接着办，发「重新办理」。"


class Paid(StrEnum):
    """What the worker says they got, in their words."""

    ALL = "钱全拿到了"
    PART = "拿到一部分"
    NOTHING = "没拿到"
    UNSAID = "没说拿没拿到"


class Withdrawal(Base):
    """One wish to take a ticket back; `ended` is how it came out: withdrawn, kept on, or decided by staff.

    `pressed` is whether somebody made them; such a one is never carried out without a person.
    """

    __tablename__ = "withdrawals"

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), index=True)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    until: Mapped[datetime] = mapped_column(Instant)
    paid: Mapped[str] = mapped_column(String(8))
    paid_fen: Mapped[int | None] = mapped_column(BigInteger)
    pressed: Mapped[bool] = mapped_column(default=False)
    ended: Mapped[str | None] = mapped_column(String(12), index=True)


def ripe(now: datetime) -> Select[Withdrawal]:
    """Wishes that nobody took back in time and nobody was pressed into."""
    return select(Withdrawal).where(Withdrawal.ended.is_(None), Withdrawal.pressed.is_(False), Withdrawal.until < now)


class Withdrawals:
    """The withdrawals of one installation, over one session."""

    def __init__(self, session: AsyncSession, keys: Keyring, now: datetime, rules: Rules) -> None:
        self._session, self._keys, self._now = session, keys, now
        self._tickets = Tickets(session, keys, now, rules)

    async def ask(self, ticket: Ticket, paid: Paid, paid_fen: int | None, pressed: bool) -> Withdrawal:
        """Notes the wish; an earlier one that still runs gives way to it, but who was pressed once stays so."""
        earlier = await self.running(ticket)
        pressed = pressed or (earlier is not None and earlier.pressed)
        await self.end(ticket, "again")
        until = self._now + COOLING
        row = Withdrawal(
            ticket_id=ticket.id, asked_at=self._now, until=until, paid=paid.name, paid_fen=paid_fen, pressed=pressed
        )
        self._session.add(row)
        told = paid.value if paid_fen is None else f"{paid.value}，{yuan(paid_fen)}"
        await self._tickets.write(ticket, "follower", Line.WITHDRAWING, ASKED.format(paid=told))
        if pressed:
            ticket.urgent = True
            await tell(self._session, What.URGENT, ticket.number, ticket.district, self._now, self._now)
            await self._tickets.write(ticket, "system", Line.NOTE, PRESSED)
        return row

    async def running(self, ticket: Ticket) -> Withdrawal | None:
        """The wish that is not carried out yet."""
        statement = select(Withdrawal).where(Withdrawal.ticket_id == ticket.id, Withdrawal.ended.is_(None))
        first = statement.order_by(Withdrawal.id.desc()).limit(1).with_for_update()
        found: Withdrawal | None = await self._session.scalar(first)
        return found

    async def end(self, ticket: Ticket, how: str) -> bool:
        """Ends the wish that runs; tells whether there was one."""
        row = await self.running(ticket)
        if row is not None:
            row.ended = how
            await self._session.flush()
        return row is not None

    async def carry_out(self) -> int:
        """Withdraws what nobody took back in time and nobody was pressed into; gives their count."""
        first = ripe(self._now).order_by(Withdrawal.id).limit(AT_ONCE).with_for_update(skip_locked=True)
        rows = (await self._session.scalars(first)).all()
        return sum([await self._carry_out(row) for row in rows])

    async def _carry_out(self, row: Withdrawal) -> bool:
        ticket = await self._session.get_one(Ticket, row.ticket_id, with_for_update=True)
        row.ended = "withdrawn"
        if ticket.state not in OPEN:
            return False
        await self._tickets.move(ticket, State.WITHDRAWN, "system", RIPE)
        if ticket.follower is not None:
            text = TOLD.format(number=numbers.shown(ticket.number))
            outbox = Outbox(self._session, self._keys, self._now)
            await outbox.put(ticket.follower, text, Kind.STATUS, about=ticket.number)
        return True


async def sweep(database: Database, keys: Keyring, now: datetime, rules: Rules) -> int:
    """Carries out what is ripe, in one transaction; gives the count."""
    if not await database.finds(ripe(now)):
        return 0
    async with database.session() as session:
        return await Withdrawals(session, keys, now, rules).carry_out()
