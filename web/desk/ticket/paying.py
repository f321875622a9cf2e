"""What an employer agreed to pay in parts: put down by staff, ticked off as it comes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.clock import chinese_day, today
from tickets.instalments import Instalment, Instalments, TooMany
from tickets.models import Ticket
from web.desk import words
from web.desk.deed import Deed, NotDone
from web.desk.desk import Desk
from web.desk.given import number_of
from web.desk.ticket.acting import hold
from web.desk.ticket.telling import fen

NO_DAY = "请选付款的日子，要在五年以内。"
NO_AMOUNT = "请写这一期多少元，比如 5000。"
FULL = "一张单子最多记 36 期。"
NONE = "没有这一期，请刷新后再看。"
PLANNED = "记下了：{day}付 {sum}。到那天会问职工到账没有。"
SETTLED = {True: "记成「到账」了。", False: "记成「没到账」了。"}
SAYS = {True: "到账了", False: "没到账", None: "还没到日子"}
OVERDUE = "过了日子，还没听到回音"
MOST_YEARS = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One instalment as staff read it."""

    id: int
    day: str
    sum: str
    says: str
    paid: bool | None


async def lines(desk: Desk, session: AsyncSession, ticket: Ticket) -> Sequence[Line]:
    """A ticket's instalments."""
    rows = await _instalments(desk, session).of(ticket)
    return [_line(row, today(desk.clock())) for row in rows]


async def plan(desk: Desk, session: AsyncSession, deed: Deed, day: str, yuan: str) -> str:
    """Puts down one instalment; gives what to tell the agent.

    Raises:
        NotDone, NoTicket: as their names say.
    """
    due_on, amount_fen = _day(day, today(desk.clock())), _amount(yuan)
    _, ticket = await hold(desk, session, deed)
    try:
        row = await Instalments(session, desk.services.keys, desk.clock(), desk.services.rules).plan(
            ticket, deed.actor, due_on, amount_fen
        )
    except TooMany:
        raise NotDone(FULL) from None
    return PLANNED.format(**row.words)


async def settle(desk: Desk, session: AsyncSession, deed: Deed, instalment: str, paid: bool) -> str:
    """Notes whether one came.

    Raises:
        NotDone, NoTicket: as their names say.
    """
    _, ticket = await hold(desk, session, deed)
    instalments = _instalments(desk, session)
    row = await instalments.get(ticket, number_of(instalment) or 0)
    if row is None:
        raise NotDone(NONE, 404)
    await instalments.settle(ticket, row, deed.actor, paid)
    return SETTLED[paid]


def _instalments(desk: Desk, session: AsyncSession) -> Instalments:
    return Instalments(session, desk.services.keys, desk.clock(), desk.services.rules)


def _line(row: Instalment, on: date) -> Line:
    says = OVERDUE if row.paid is None and row.due_on < on else SAYS[row.paid]
    return Line(row.id, chinese_day(row.due_on), words.money(row.amount_fen), says, row.paid)


def _day(text: str, on: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise NotDone(NO_DAY) from None
    if not -366 < (day - on).days < 366 * MOST_YEARS:
        raise NotDone(NO_DAY)
    return day


def _amount(yuan: str) -> int:
    amount_fen = fen(yuan, "付多少元")
    if not amount_fen:
        raise NotDone(NO_AMOUNT)
    return amount_fen
