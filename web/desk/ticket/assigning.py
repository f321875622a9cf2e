"""Who works on a ticket: taken, handed to a colleague, put back, or given to whoever has the least to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets.models import Ticket
from tickets.service import Tickets
from tickets.states import OPEN
from web.desk import audit
from web.desk.access import May, may, sees
from web.desk.deed import Deed, NotDone
from web.desk.desk import Desk
from web.desk.models import Agent
from web.desk.ticket.acting import hold

ME, NOBODY, SHARED = "me", "none", "auto"
TAKEN, GIVEN, FREED, LOADED = "{name}来办", "交给{name}", "放回，等人来办", "按忙闲分给{name}"
DONE = "好，{says}。"
NO_NAME = "没有人"
SAME, CHANGED = "已经是{name}在办。", "这张单子刚换了人（现在是{name}在办），没有改。"
NOT_FIT = "不能交给{name}：不管这个地区，或者不在这个科室。"
NO_COLLEAGUE = "请从列表里选一位同事。"
NO_ONE = "没有能接的同事：这个科室、这个地区没有在岗的人。"
SETTLED = "已经办结或撤回，不用再分。"
MOST_AGENTS = 500


@dataclass(frozen=True, slots=True)
class Staff:
    """Those who may work on tickets, and how many open ones each has."""

    agents: Sequence[Agent]
    loads: Mapping[int, int]

    def named(self, agent: int | None) -> str:
        """What colleagues call an agent; empty for nobody or one who left."""
        return next((one.display for one in self.agents if one.id == agent), "")

    def least_loaded(self, ticket: Ticket) -> Agent | None:
        """Of those who may have the ticket, the one with the fewest open tickets."""
        fit = [one for one in self.agents if fits(one, ticket)]
        return min(fit, key=lambda one: (self.loads.get(one.id, 0), one.id), default=None)

    def moved(self, before: int | None, after: int | None) -> "Staff":
        """The same once a ticket went from one to another."""
        loads = dict(self.loads)
        for agent, change in ((before, -1), (after, 1)):
            if agent is not None:
                loads[agent] = loads.get(agent, 0) + change
        return Staff(self.agents, loads)


@dataclass(frozen=True, slots=True)
class Card:
    """Who works on a ticket, and to whom it can be given, as its page shows it."""

    assignee: int | None
    name: str
    mine: bool
    others: Sequence[tuple[Agent, int]]


async def staff(session: AsyncSession, known: Sequence[Agent] | None = None) -> Staff:
    """Everybody who may work on tickets; `known` are all agents where they were read."""
    if known is None:
        asked = select(Agent).where(Agent.active).order_by(Agent.display, Agent.id).limit(MOST_AGENTS)
        known = (await session.scalars(asked)).all()
    counted = select(Ticket.assignee, func.count()).where(Ticket.closed_at.is_(None), Ticket.assignee.is_not(None))
    loads = await session.execute(counted.group_by(Ticket.assignee))
    return Staff(
        [one for one in known if one.active and may(one, May.WORK)], {agent: count for agent, count in loads if agent}
    )


async def card(session: AsyncSession, agent: Agent, ticket: Ticket, known: Sequence[Agent]) -> Card:
    """As the ticket's page shows it to an agent; `known` are all agents."""
    everybody = await staff(session, known)
    others = [one for one in everybody.agents if one.id not in (agent.id, ticket.assignee) and fits(one, ticket)]
    counted = sorted(((one, everybody.loads.get(one.id, 0)) for one in others), key=lambda each: each[1])
    return Card(ticket.assignee, everybody.named(ticket.assignee), ticket.assignee == agent.id, counted)


def fits(agent: Agent, ticket: Ticket) -> bool:
    """Whether an agent may be given a ticket: of their districts, and of their team where both have one."""
    return sees(agent, ticket) and (not agent.team or not ticket.team or agent.team == ticket.team)


async def assign(
    desk: Desk, session: AsyncSession, deed: Deed, to: str, everybody: Staff, before: str | None = None
) -> tuple[Staff, str]:
    """Gives the ticket to ME, to NOBODY, to an agent by id, or SHARED by load; gives the staff as they are loaded then,
    and what to tell the agent.

    `everybody` was read before the transaction; `before` is the assignee as the form showed it, where it did.

    Raises:
        NotDone, NoTicket: as their names say.
    """
    tickets, ticket = await hold(desk, session, deed)
    if before is not None and before != str(ticket.assignee or "") and ticket.assignee != deed.agent.id:
        raise NotDone(CHANGED.format(name=everybody.named(ticket.assignee) or NO_NAME), 409)
    after, says = await put(tickets, ticket, deed, to, everybody)
    audit.put(session, deed.agent, desk.clock(), audit.Act.ASSIGNED, ticket.number, f"to {ticket.assignee or 'nobody'}")
    return after, DONE.format(says=says)


async def put(tickets: Tickets, ticket: Ticket, deed: Deed, to: str, everybody: Staff) -> tuple[Staff, str]:
    """Gives a ticket that is held to somebody; gives the staff as they are loaded then, and what was done.

    Raises:
        NotDone: it is settled, theirs already, or cannot be theirs.
    """
    if ticket.state not in OPEN:
        raise NotDone(SETTLED, 409)
    whom, before = _whom(deed.agent, ticket, to, everybody), ticket.assignee
    after = whom.id if whom else None
    if after == before:
        raise NotDone(SAME.format(name=whom.display if whom else NO_NAME), 409)
    pattern = {ME: TAKEN, NOBODY: FREED, SHARED: LOADED}.get(to, GIVEN)
    says = pattern.format(name=whom.display if whom else "")
    await tickets.assign(ticket, deed.actor, after, says)
    return everybody.moved(before, after), says


def _whom(agent: Agent, ticket: Ticket, to: str, everybody: Staff) -> Agent | None:
    if to == NOBODY:
        return None
    if to == ME:
        return agent
    if to == SHARED:
        found = everybody.least_loaded(ticket)
        if found is None:
            raise NotDone(NO_ONE, 409)
        return found
    named = next((one for one in everybody.agents if str(one.id) == to), None)
    if named is None:
        raise NotDone(NO_COLLEAGUE)
    if not fits(named, ticket):
        raise NotDone(NOT_FIT.format(name=named.display), 409)
    return named
