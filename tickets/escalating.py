"""What nobody did in time is put down once, for everybody to see; and what tickets owe is looked over now and then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.crypt import Keyring
from tickets.clocks import Name, Rules
from tickets.models import Ticket
from tickets.service import Tickets
from tickets.states import OPEN
from tickets.timing import timing

AT_ONCE = 20  # SQLite has one writer: 20 take it some 0.2 s


@dataclass(frozen=True, slots=True)
class Escalated:
    """A ticket by its id, and the clock on it that ran out."""

    ticket: int
    name: Name


def overdue(now: datetime) -> Select[Ticket]:
    """Open tickets with something overdue that nobody was told of."""
    return select(Ticket).where(Ticket.alarm_at < now, Ticket.state.in_(sorted(OPEN)))


async def escalate(session: AsyncSession, keys: Keyring, rules: Rules, now: datetime) -> list[Escalated]:
    """Puts down what became overdue on at most `AT_ONCE` tickets, the longest overdue first.

    Each clock and promise once, in however many processes this runs: a ticket is held while it is looked at, and
    what was put down moves its `alarm_at` on.
    """
    first = overdue(now).order_by(Ticket.alarm_at, Ticket.id).limit(AT_ONCE).with_for_update(skip_locked=True)
    tickets, found = Tickets(session, keys, now, rules), []
    for ticket in (await session.scalars(first)).all():
        for owed in (await tickets.retime(ticket)).owed:
            if owed.due < now and not owed.told:
                await tickets.escalate(ticket, owed)
                found.append(Escalated(ticket.id, owed.name))
    return found


async def outdated(session: AsyncSession, rules: Rules, now: datetime, after: int) -> tuple[Sequence[int], int]:
    """Of the next `AT_ONCE` open tickets those whose kept times are not what is counted now, and where to go on.

    They differ after an upgrade, after a change of the settings, and when a year's holidays are announced.
    """
    statement = select(Ticket).where(Ticket.id > after, Ticket.state.in_(sorted(OPEN))).order_by(Ticket.id)
    tickets = (await session.scalars(statement.limit(AT_ONCE))).all()
    wrong = []
    for ticket in tickets:
        owed = (await timing(session, ticket, rules, now)).owed
        first = owed[0].due if owed else None
        alarm = next((one.due for one in owed if not one.told), None)
        if (ticket.due_at, ticket.alarm_at) != (first, alarm):
            wrong.append(ticket.id)
    return wrong, tickets[-1].id if len(tickets) == AT_ONCE else 0


async def retime(session: AsyncSession, keys: Keyring, rules: Rules, now: datetime, wrong: Sequence[int]) -> None:
    """Counts those tickets anew."""
    tickets = Tickets(session, keys, now, rules)
    rows = await session.scalars(select(Ticket).where(Ticket.id.in_(wrong)).order_by(Ticket.id).with_for_update())
    for ticket in rows.all():
        await tickets.retime(ticket)
