"""Reminds workers of the day on which they lose a right: some days before, each once, by day and never at night.

Only tells the day and that help costs nothing; what to do with the right is the worker's own choice.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, and_, false, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.clock import SHANGHAI, aware, chinese_day, today
from bot.core.crypt import Keyring
from bot.core.sections import Reminders
from tickets import number as numbers
from tickets.clocks import Rules
from tickets.lapsing import article_of, right_of, title_of
from tickets.lines import Line
from tickets.models import Ticket
from tickets.outbox import Kind, Outbox
from tickets.service import Tickets
from tickets.states import OPEN

AT_ONCE = 20
USUAL = Reminders()
TEXT = """【期限提醒】您登记的诉求（编号 {number}）：
{right}，最晚是{day}{article}（按您说的日子算的，早几天办更稳妥）。{lost}
{keep}办不办由您决定。拿不准，直接回复，或打12351，工会帮您看，不收钱。"""
OF_COURTS = ("法院", "起诉")  # how to go to court is for somebody who helps, not for a reminder
KEEP = "怎么保住：{}\n"


def text_of(number: str, right: str, day: date) -> str:
    """The reminder of one right, by its name."""
    known = right_of(right)
    keep = known.keep if known and not any(word in known.keep for word in OF_COURTS) else ""
    return TEXT.format(
        number=numbers.shown(number),
        right=title_of(right),
        article=article_of(right),
        day=chinese_day(day),
        lost=known.why if known else "",
        keep=KEEP.format(keep) if keep else "",
    )


def untold(now: datetime, when: Reminders = USUAL) -> Select[Ticket]:
    """Tickets whose worker is to be reminded now; none at night."""
    return _open(or_(false(), *(_is_due(*window) for window in _windows(now, when))))


async def remind(
    session: AsyncSession, keys: Keyring, rules: Rules, now: datetime, when: Reminders = USUAL
) -> list[int]:
    """Puts at most `AT_ONCE` reminders into the outbox; gives their ids, for those who deliver.

    A worker who was told of a day late gets the one reminder that fits, not those before it. A new day begins anew.
    """
    tickets, outbox, messages = Tickets(session, keys, now, rules), Outbox(session, keys, now), list[int]()
    for since, until, days in _windows(now, when):
        first = _open(_is_due(since, until, days)).order_by(Ticket.lapses_at, Ticket.id)
        first = first.limit(AT_ONCE - len(messages)).with_for_update(skip_locked=True)
        for ticket in (await session.scalars(first)).all():
            messages.append(await _remind(tickets, outbox, ticket, days))
    return messages


def _windows(now: datetime, when: Reminders) -> Iterable[tuple[datetime, datetime, int]]:
    """(after, until, days before): the nearest first; none at night."""
    nearest, (since, till) = now, when.span
    for days in sorted(when.days) if since <= now.astimezone(SHANGHAI).time() < till else ():
        until = aware(datetime.combine(today(now) + timedelta(days=days), time.max, SHANGHAI))
        yield nearest, until, days
        nearest = until


def _is_due(since: datetime, until: datetime, days: int) -> ColumnElement[bool]:
    """Tickets whose day lies between, and whose worker was not told of it so near to it."""
    untold = or_(Ticket.reminded_for.is_(None), Ticket.reminded_for != Ticket.lapses_at, Ticket.reminded_days > days)
    return and_(Ticket.lapses_at > since, Ticket.lapses_at <= until, untold)


def _open(due: ColumnElement[bool]) -> Select[Ticket]:
    return select(Ticket).where(Ticket.state.in_(sorted(OPEN)), Ticket.follower.is_not(None), due)


async def _remind(tickets: Tickets, outbox: Outbox, ticket: Ticket, days: int) -> int:
    assert ticket.follower is not None and ticket.lapses_at is not None  # noqa: S101 (the statement asks for both)
    text = text_of(ticket.number, ticket.lapses_right or "", today(ticket.lapses_at))
    ticket.reminded_for, ticket.reminded_days = ticket.lapses_at, days
    await tickets.write(ticket, "system", Line.REMINDED, text)
    return await outbox.put(ticket.follower, text, Kind.STATUS, about=ticket.number)
