"""How the tickets of a period stand: one count for the page, the export and the interface alike.

The completion rate is what is closed of all that were opened in the period; what was withdrawn counts as not
completed, so that nobody gains by a worker who gives up.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import ColumnElement, and_, case, exists, func, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.clock import SHANGHAI, aware
from tickets.group_models import MergedTicket
from tickets.models import Ticket, TicketEvent
from tickets.states import OPEN, State
from tickets.timing import OVERDUE, is_late

ALL = "合计"


@dataclass(frozen=True, slots=True)
class Count:
    """Of one kind of ticket: how many were opened, and how they stand. `late` are open and overdue now, `escalated`
    were overdue at some time."""

    kind: str
    opened: int = 0
    closed: int = 0
    withdrawn: int = 0
    open: int = 0
    late: int = 0
    escalated: int = 0
    recovered_fen: int = 0

    @property
    def percent(self) -> Decimal | None:
        """The completion rate with one decimal; None where nothing was opened."""
        if not self.opened:
            return None
        return (Decimal(100 * self.closed) / self.opened).quantize(Decimal("0.1"), ROUND_HALF_UP)

    def __add__(self, other: "Count") -> "Count":
        names = ("opened", "closed", "withdrawn", "open", "late", "escalated", "recovered_fen")
        return replace(self, **{name: getattr(self, name) + getattr(other, name) for name in names})


@dataclass(frozen=True, slots=True)
class Rates:
    """The counts of the tickets opened from `first` to `last`, both days in Shanghai and counted; `total` of all."""

    first: date
    last: date
    kinds: Sequence[Count]
    total: Count


async def rates(
    session: AsyncSession, first: date, last: date, now: datetime, only: ColumnElement[bool] | None = None
) -> Rates:
    """The counts of a period as they stand now; `only` narrows which tickets."""
    told = exists().where(TicketEvent.ticket_id == Ticket.id, TicketEvent.what.startswith(OVERDUE))
    rows = await session.execute(
        select(
            Ticket.kind,
            Ticket.state,
            func.count(),
            func.sum(case((is_late(now), 1), else_=0)),
            func.sum(case((told, 1), else_=0)),
            func.coalesce(func.sum(Ticket.recovered_fen), 0),
        )
        .where(within(first, last), true() if only is None else only)
        .group_by(Ticket.kind, Ticket.state)
    )
    found: dict[str, Count] = defaultdict(lambda: Count(""))
    for kind, state, count, late, escalated, fen in rows:
        found[kind] += Count(
            kind,
            opened=count,
            closed=count if state == State.CLOSED else 0,
            withdrawn=count if state == State.WITHDRAWN else 0,
            open=count if state in OPEN else 0,
            late=late,
            escalated=escalated,
            recovered_fen=int(fen),
        )
    kinds = [replace(count, kind=kind) for kind, count in found.items()]
    kinds.sort(key=lambda one: (-one.opened, one.kind))
    return Rates(first, last, kinds, sum(kinds, Count(ALL)))


def within(first: date, last: date) -> ColumnElement[bool]:
    """Tickets opened on those days in Shanghai; a double counts with the one it went into."""
    since = aware(datetime.combine(first, time(), SHANGHAI))
    until = aware(datetime.combine(last + timedelta(days=1), time(), SHANGHAI))
    double = exists().where(MergedTicket.ticket_id == Ticket.id, Ticket.state == State.WITHDRAWN)
    return and_(Ticket.opened_at >= since, Ticket.opened_at < until, ~double)
