"""The lines of the inbox: what a list shows of each ticket."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets import receipts
from tickets.clocks import Name
from tickets.lines import SEEN
from tickets.models import Ticket, TicketEvent
from tickets.service import Tickets
from tickets.states import OPEN, State
from web.desk.desk import Desk
from web.desk.models import Agent
from web.desk.ticket import custody, presence
from web.desk.ticket.clocking import NAMES
from web.desk.ticket.models import Look
from web.desk.ticket.reading import opened
from web.desk.words import TYPED_IN

STORY_START = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One ticket as the inbox shows it. `spoke` tells that the worker has the last word and staff owe the next,
    `unread` that it moved since the agent last looked, `here` who else is there, `assignee` who works on it.
    """

    number: str
    kind: str
    state: str
    is_open: bool
    urgent: bool
    district: str
    employer: str
    story: str
    sum_fen: int | None
    opened_at: datetime
    moved_at: datetime
    lapses_at: datetime | None
    lapses: str
    late: str
    spoke: bool
    detached: bool
    nameless: bool
    unread: bool
    assignee: str
    here: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Around:
    """What is known of all the list's tickets besides what stands on them."""

    spoke: set[int]
    nameless: Collection[int]
    veils: Mapping[int, custody.Veil]
    read: set[int]
    agents: Mapping[int, str]
    here: Mapping[str, Sequence[str]]


async def lines(desk: Desk, session: AsyncSession, agent: Agent, shown: Sequence[Ticket]) -> list[Line]:
    """The lines of these tickets, in their order, for an agent."""
    now = desk.clock()
    tickets = Tickets(session, desk.services.keys, now, desk.services.rules)
    nameless = await receipts.anonymous(session, [ticket.id for ticket in shown])
    around = _Around(
        await _worker_spoke_last(session, shown),
        nameless,
        await custody.veils(session, agent, tickets, shown, nameless, now),
        await _read(session, agent, shown),
        await _assignees(session, shown),
        await presence.others(session, agent, shown, now),
    )
    return [_line(tickets, one, now, around) for one in shown]


def _line(tickets: Tickets, ticket: Ticket, now: datetime, around: _Around) -> Line:
    sums = [claim.amount_fen for claim in ticket.claims if claim.amount_fen is not None]
    is_open, nameless = ticket.state in OPEN, ticket.id in around.nameless
    veil = around.veils.get(ticket.id, custody.Veil(covers=False))
    late = is_open and ticket.due_what and ticket.due_at and ticket.due_at < now
    return Line(
        number=ticket.number,
        kind=ticket.kind,
        state=ticket.state,
        is_open=is_open,
        urgent=ticket.urgent and is_open,
        district=ticket.district or "",
        employer=veil.over(opened(tickets, ticket, ticket.employer)),
        story=veil.over(opened(tickets, ticket, ticket.story))[:STORY_START],
        sum_fen=sum(sums) if sums else None,
        opened_at=ticket.opened_at,
        moved_at=ticket.moved_at,
        lapses_at=ticket.lapses_at if is_open else None,
        lapses=ticket.lapses or "",
        late=NAMES[Name(ticket.due_what)] if late and ticket.due_what else "",
        spoke=ticket.id in around.spoke and is_open and ticket.state != State.NEW,
        detached=ticket.follower is None and not nameless and ticket.source not in TYPED_IN,
        nameless=nameless,
        unread=is_open and ticket.id not in around.read,
        assignee=around.agents.get(ticket.assignee or 0, ""),
        here=around.here.get(ticket.number, ()),
    )


async def _worker_spoke_last(session: AsyncSession, tickets: Sequence[Ticket]) -> set[int]:
    """Those of the tickets whose newest line of history that the worker sees is the worker's."""
    ids = [ticket.id for ticket in tickets]
    newest = func.row_number().over(
        partition_by=TicketEvent.ticket_id, order_by=(TicketEvent.at.desc(), TicketEvent.id.desc())
    )
    lines = (
        select(TicketEvent.ticket_id, TicketEvent.actor, newest.label("place"))
        .where(TicketEvent.ticket_id.in_(ids), TicketEvent.what.in_(sorted(SEEN)))
        .subquery()
    )
    statement = select(lines.c.ticket_id).where(lines.c.place == 1, lines.c.actor == "follower")
    return set((await session.scalars(statement)).all())


async def _read(session: AsyncSession, agent: Agent, tickets: Sequence[Ticket]) -> set[int]:
    """Those of the tickets that did not move since the agent looked."""
    looks = select(Look.ticket_id).join(Ticket, Ticket.id == Look.ticket_id)
    ids = [ticket.id for ticket in tickets]
    mine = looks.where(Look.agent_id == agent.id, Look.ticket_id.in_(ids), Look.at >= Ticket.moved_at)
    return {*await session.scalars(mine)}


async def _assignees(session: AsyncSession, tickets: Sequence[Ticket]) -> Mapping[int, str]:
    ids = {ticket.assignee for ticket in tickets if ticket.assignee}
    if not ids:
        return {}
    rows = await session.execute(select(Agent.id, Agent.display).where(Agent.id.in_(ids)))
    return dict(rows.all())
