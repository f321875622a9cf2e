"""What a ticket's page shows of groups: the one it is in, and what is proposed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.errors import KeyMissing, SealBroken
from tickets.doubles import Doubles
from tickets.group_models import Group, Member
from tickets.group_reading import Totals
from tickets.groups import Groups
from tickets.models import Ticket
from tickets.proposals import DOUBLE, Proposals, Suggestion
from web.desk import words
from web.desk.access import group_scope, sees
from web.desk.desk import Desk
from web.desk.models import Agent
from web.desk.ticket import custody
from web.desk.ticket.reading import opened


@dataclass(frozen=True, slots=True)
class Card:
    """A group in short, for lists and chips."""

    number: str
    name: str
    state: str
    urgent: bool
    members: int
    totals: Totals
    moved_at: datetime


@dataclass(frozen=True, slots=True)
class Beside:
    """What a ticket's page shows of others: its group, what is proposed, where it went if it was a double."""

    group: Card | None
    asked: Sequence[Suggestion]
    cards: Mapping[int, Card]
    employers: Mapping[int, str]
    into: str


async def beside(desk: Desk, session: AsyncSession, agent: Agent, ticket: Ticket) -> Beside:
    """Everything about groups on a ticket's page."""
    keys, now, rules = desk.services.keys, desk.clock(), desk.services.rules
    groups, tickets = Groups(session, keys, now, rules), desk.tickets(session)
    group = await groups.of(ticket)
    proposed = await Proposals(session, keys, now, rules).beside(ticket, group)
    asked, veils = await _suggested(desk, session, agent, proposed)
    others = [each.group for each in asked if each.group]
    return Beside(
        group=(await cards(desk, session, [group]))[0] if group else None,
        asked=asked,
        cards=dict(zip([one.id for one in others], await cards(desk, session, others), strict=True)),
        employers={
            one.id: veils.get(one.id, custody.BARE).over(opened(tickets, one, one.employer))
            for one in (each.other for each in asked)
            if one
        },
        into=(await Doubles(session, keys, now, rules).into([ticket])).get(ticket.id, ""),
    )


async def suggested(
    desk: Desk, session: AsyncSession, agent: Agent, asked: Sequence[Suggestion]
) -> Sequence[Suggestion]:
    """Those of the proposals whose ticket and group the agent sees; none that tells of a covered ticket whose it is."""
    return (await _suggested(desk, session, agent, asked))[0]


async def _suggested(
    desk: Desk, session: AsyncSession, agent: Agent, asked: Sequence[Suggestion]
) -> tuple[Sequence[Suggestion], Mapping[int, custody.Veil]]:
    """The same, with the covers over their tickets by id."""
    theirs = await seen(session, agent, [each.group.id for each in asked if each.group])
    found = [
        each
        for each in asked
        if all(sees(agent, one) for one in _both(each)) and (each.group is None or each.group.id in theirs)
    ]
    tickets = desk.tickets(session)
    veils = await custody.covers(desk, session, agent, tickets, [one for each in found for one in _both(each)])
    told = [each for each in found if each.kind != DOUBLE or not any(one.id in veils for one in _both(each))]
    return [_under(veils, each) for each in told], veils


def _both(each: Suggestion) -> list[Ticket]:
    return [one for one in (each.ticket, each.other) if one]


def _under(veils: Mapping[int, custody.Veil], each: Suggestion) -> Suggestion:
    """A proposal under the covers of both its tickets."""
    for one in _both(each):
        each = veils.get(one.id, custody.BARE).over(each)
    return each


async def seen(session: AsyncSession, agent: Agent, groups: Sequence[int]) -> set[int]:
    """Those of the groups that the agent sees."""
    if not agent.districts or not groups:
        return set(groups)
    return set((await session.scalars(select(Group.id).where(Group.id.in_(groups), group_scope(agent)))).all())


async def cards(desk: Desk, session: AsyncSession, shown: Sequence[Group]) -> list[Card]:
    """Groups in short; what a guarded member is called is covered in the name."""
    groups = Groups(session, desk.services.keys, desk.clock(), desk.services.rules)
    counted, veils = await groups.counted(shown), await _covered(desk, session, shown)
    names = {one.id: veils[one.id].over(_name(groups, one)) for one in shown}
    return [Card(one.number, names[one.id], one.state, one.urgent, *counted[one.id], one.moved_at) for one in shown]


async def _covered(desk: Desk, session: AsyncSession, shown: Sequence[Group]) -> Mapping[int, custody.Veil]:
    """The cover over what is said of each of the groups, by its id: over whom its guarded members are about."""
    if not shown:
        return {}
    columns = select(Member.group_id, Ticket.number, Ticket.facts, Ticket.phone)
    members = columns.join(Ticket, Ticket.id == Member.ticket_id).where(custody.guarded())
    found: dict[int, list[Any]] = {one.id: [] for one in shown}
    for row in await session.execute(members.where(Member.group_id.in_(found))):
        found[row.group_id].append(row)
    return {group: custody.over_all(desk.services.keys, rows) for group, rows in found.items()}


def _name(groups: Groups, group: Group) -> str:
    try:
        return groups.read(group, group.name)
    except (KeyMissing, SealBroken):
        return words.BROKEN
