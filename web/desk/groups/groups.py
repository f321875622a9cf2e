"""A group ticket as staff read it, and what the other pages show of groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.crypt import Keyring
from bot.core.errors import KeyMissing, SealBroken
from tickets import number as numbers
from tickets import receipts
from tickets.group_models import Group, GroupEvent, Member
from tickets.group_reading import Limits, Standing, Totals
from tickets.groups import Groups
from tickets.lines import UNKNOWN
from tickets.models import Ticket
from tickets.proposals import Proposals, Suggestion
from tickets.service import Tickets
from tickets.states import OPEN
from web.desk import words
from web.desk.access import group_scope, sees
from web.desk.desk import Desk
from web.desk.groups import answering_all
from web.desk.models import Agent
from web.desk.ticket import covering, custody, reading
from web.desk.ticket.beside import Card, cards, seen, suggested

LISTED = 100
ELSEWHERE = "别的地区的一张"
NEWEST_STEPS = 200
HAPPENED = {
    "opened": "建立了集体诉求",
    "joined": "并入 {ticket}",
    "left": "分出 {ticket}",
    "moved out": "转走 {ticket}",
    "merged": "合并到别的集体诉求",
    "took in": "收进另一个集体诉求",
    "gave back": "把收进来的分了回去",
    "parted": "分回原样",
    "linked": "关联",
    "unlinked": "取消关联",
    "speaks": "定代表 {ticket}",
    "speaks no more": "不再代表 {ticket}",
    "renamed": "改了名称",
    "alarm": "人数或金额到了提醒线",
    "answered": "答复了全体",
    "note": "记了内部备注",
}
ALARM = (
    "已有 {workers} 位职工，共 {sum}，到了提醒线（{most_workers} 人或 {most_yuan} 元）。"
    "拒不支付十名以上劳动者、累计三万元至十万元以上的劳动报酬，属于刑法第二百七十六条之一说的“数额较大”，"
    "具体数额由各省高级人民法院定（法释〔2013〕3号第三条）。本地标准请核实；是否还有转移财产、逃匿等情形，"
    "经责令仍不支付，要一并看。"
)


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One member on the group's page."""

    ticket: Ticket
    employer: str
    phone: str
    sum_fen: int | None
    speaks: bool
    is_open: bool
    nameless: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """What the inbox shows of a ticket's group."""

    number: str
    members: int
    urgent: bool


@dataclass(frozen=True, slots=True)
class Whole:
    """A group with everything its page shows; `elsewhere` is how many members are out of the agent's scope."""

    card: Card
    alarm: str
    lines: Sequence[MemberLine]
    elsewhere: int
    linked: Sequence[Card]
    into: Card | None
    asked: Sequence[Suggestion]
    steps: Sequence[reading.Step]
    answering: tuple[int, int] | None


async def find(desk: Desk, session: AsyncSession, agent: Agent, number: str, hold: bool = False) -> Group | None:
    """The group with this number if the agent sees it."""
    groups = Groups(session, desk.services.keys, desk.clock(), desk.services.rules)
    group = await groups.find(number, hold=hold)
    return group if group and await seen(session, agent, [group.id]) else None


async def whole(desk: Desk, session: AsyncSession, agent: Agent, group: Group) -> Whole:
    """Everything on a group's page; of members out of the agent's scope, only that they are there."""
    keys, now, rules = desk.services.keys, desk.clock(), desk.services.rules
    groups, tickets = Groups(session, keys, now, rules), desk.tickets(session)
    into = await session.get(Group, group.merged_into) if group.merged_into else None
    [card] = await cards(desk, session, [group])
    members, linked = await groups.members(group), await groups.linked(group)
    nameless = await receipts.anonymous(session, [one.id for one in members])
    veil = custody.over_all(keys, [one for one in members if custody.is_guarded(one, one.id in nameless)])
    theirs = await seen(session, agent, [one.id for one in linked])
    return Whole(
        card=card,
        alarm=_alarm(desk, card.totals),
        lines=[_line(keys, tickets, ticket, group, ticket.id in nameless) for ticket in members if sees(agent, ticket)],
        elsewhere=sum(not sees(agent, ticket) for ticket in members),
        linked=await cards(desk, session, [one for one in linked if one.id in theirs]),
        into=(await cards(desk, session, [into]))[0] if into else None,
        asked=await suggested(desk, session, agent, await Proposals(session, keys, now, rules).into(group)),
        steps=veil.over(await _steps(session, agent, groups, group)),
        answering=await answering_all.progress(session, group),
    )


async def listed(desk: Desk, session: AsyncSession, agent: Agent) -> list[Card]:
    """The open groups, urgent ones first, then those that moved last."""
    statement = select(Group).where(Group.state == Standing.OPEN, group_scope(agent))
    rows = await session.scalars(statement.order_by(Group.urgent.desc(), Group.moved_at.desc()).limit(LISTED))
    return await cards(desk, session, rows.all())


async def chips(session: AsyncSession, tickets: Sequence[Ticket]) -> dict[str, Chip]:
    """The groups of some tickets, by the tickets' number."""
    mine = {ticket.id: ticket.number for ticket in tickets}
    counted = select(func.count()).where(Member.group_id == Group.id).correlate(Group).scalar_subquery()
    statement = select(Member.ticket_id, Group.number, counted, Group.urgent).join(Group, Group.id == Member.group_id)
    rows = await session.execute(statement.where(Member.ticket_id.in_(mine)))
    return {mine[ticket]: Chip(number, members, urgent) for ticket, number, members, urgent in rows}


async def alarming(session: AsyncSession, agent: Agent) -> int:
    """How many open groups are urgent."""
    statement = select(func.count(Group.id)).where(
        Group.state == Standing.OPEN, Group.urgent.is_(True), group_scope(agent)
    )
    return int(await session.scalar(statement) or 0)


def _line(keys: Keyring, tickets: Tickets, ticket: Ticket, group: Group, nameless: bool) -> MemberLine:
    """A member; who it is of a guarded one stands on its own page."""
    facts, guarded = reading.facts(tickets, ticket), custody.is_guarded(ticket, nameless)
    phone = covering.COVER if facts.phone and guarded else facts.phone
    employer = custody.shut(keys, ticket).over(facts.employer) if guarded else facts.employer
    speaks = ticket.id == group.spokesperson_id
    return MemberLine(ticket, employer, phone, facts.sum_fen, speaks, ticket.state in OPEN, nameless)


def _alarm(desk: Desk, reached: Totals) -> str:
    alarm = desk.services.settings.alarm
    if not Limits(alarm.workers, alarm.yuan).reached(reached):
        return ""
    return ALARM.format(
        workers=reached.workers,
        sum=words.money(reached.sum_fen),
        most_workers=alarm.workers,
        most_yuan=f"{alarm.yuan:,}",
    )


async def _steps(session: AsyncSession, agent: Agent, groups: Groups, group: Group) -> list[reading.Step]:
    """The history, newest first."""
    events = (await groups.history(group))[-NEWEST_STEPS:]
    about = [event.ticket_id for event in events if event.ticket_id]
    rows = (await session.scalars(select(Ticket).where(Ticket.id.in_(about)))).all()
    shown = {ticket.id: numbers.shown(ticket.number) if sees(agent, ticket) else ELSEWHERE for ticket in rows}
    names = await reading.displays(session, {event.actor.removeprefix(words.AGENT) for event in events})
    return [_step(groups, group, event, shown, names) for event in reversed(events)]


def _step(
    groups: Groups, group: Group, event: GroupEvent, shown: Mapping[int, str], names: Mapping[str, str]
) -> reading.Step:
    try:
        body = groups.read(group, event.body)
    except (KeyMissing, SealBroken):
        body = words.BROKEN
    what = HAPPENED.get(event.what, UNKNOWN).format(ticket=shown.get(event.ticket_id or 0, "（已删除）"))
    return reading.Step(event.id, event.at, reading.who(event.actor, names), what, body, event.what == "note")
