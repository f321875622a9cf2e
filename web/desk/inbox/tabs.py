"""The tabs of the inbox: which tickets stand under each, what each is called, and how many there are."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.clock import SHANGHAI, today
from tickets.group_models import Member
from tickets.models import Ticket
from tickets.promises import Promise
from tickets.states import State
from web.desk.access import scope
from web.desk.models import Agent

NEAR = timedelta(days=30)  # a right that lapses within so long is about to
MOST_COUNTED = 1_000


class Tab(StrEnum):
    """A tab of the inbox."""

    MINE = "mine"
    DISTRICT = "district"
    FREE = "free"
    LAPSING = "lapsing"
    TODAY = "today"
    LATE = "late"
    GROUPED = "grouped"
    NEW = "new"
    TAKEN = "taken"
    WAITING = "waiting"
    CLOSED = "closed"
    ALL = "all"


NAMES = {
    Tab.MINE: "我办的",
    Tab.DISTRICT: "我的地区",
    Tab.FREE: "还没人办",
    Tab.LAPSING: "权利快过期",
    Tab.TODAY: "今天答应",
    Tab.LATE: "已超时",
    Tab.GROUPED: "集体诉求里的",
    Tab.NEW: "待受理",
    Tab.TAKEN: "办理中",
    Tab.WAITING: "等补充",
    Tab.CLOSED: "已办结",
    Tab.ALL: "全部",
}
EMPTY = {
    Tab.MINE: ("手上没有在办的", "到「还没人办」里点「我来办」，它就会到这里。"),
    Tab.DISTRICT: ("您的地区没有在办的", "您负责的地区有新的诉求，这里会自己出现。"),
    Tab.FREE: ("每件都有人办", "新登记的诉求，还没有人接的，会列在这里。"),
    Tab.LAPSING: ("30 天内没有要过期的权利", "30 天内要过仲裁时效这类期限的，会列在这里，最近的在最前。"),
    Tab.TODAY: ("没有今天到期的承诺", "答应职工今天办的事，会列在这里。"),
    Tab.LATE: ("没有超时的", "过了时限还没答复、没动静、没办结，或者答应的日子已过的，会列在这里。"),
    Tab.GROUPED: ("没有集体诉求在办", "并进集体诉求的单子会列在这里。"),
    Tab.NEW: ("都受理了", "有新的诉求登记，这里会自己出现。"),
    Tab.TAKEN: ("没有在办的", "到「待受理」里受理一件，它就会到这里。"),
    Tab.WAITING: ("没有在等补充的", "转为「等补充」的诉求会列在这里。"),
    Tab.CLOSED: ("还没有办结的", "办结的诉求会列在这里，最近办结的在最前。"),
    Tab.ALL: ("还没有诉求", "职工在公众号里登记了诉求，这里会自己出现。"),
}
MIXED = frozenset({*Tab} - {Tab.NEW, Tab.TAKEN, Tab.WAITING, Tab.CLOSED})  # here a line says its ticket's state

IS_OPEN = Ticket.closed_at.is_(None)


def shown(agent: Agent) -> dict[Tab, str]:
    """The tabs an agent has; where they see every district none is their own."""
    return {tab: name for tab, name in NAMES.items() if tab is not Tab.DISTRICT or agent.districts}


def under(tab: Tab, agent: Agent, now: datetime) -> ColumnElement[bool]:
    """The tickets of a tab that is not `ALL`; within all districts."""
    if tab is Tab.CLOSED:
        return Ticket.state == State.CLOSED
    if tab in (Tab.NEW, Tab.TAKEN, Tab.WAITING):
        return Ticket.state == State(tab)
    wheres: Mapping[Tab, ColumnElement[bool]] = {
        Tab.MINE: Ticket.assignee == agent.id,
        Tab.DISTRICT: Ticket.district.in_(agent.districts),
        Tab.FREE: Ticket.assignee.is_(None),
        Tab.LAPSING: Ticket.lapses_at.between(now, now + NEAR),
        Tab.TODAY: Ticket.id.in_(select(Promise.ticket_id).where(*_promised_today(now))),
        Tab.LATE: Ticket.due_at < now,
        Tab.GROUPED: exists().where(Member.ticket_id == Ticket.id),
    }
    return and_(IS_OPEN, wheres[tab])


async def counts(session: AsyncSession, agent: Agent, now: datetime) -> tuple[Mapping[Tab, int], int]:
    """How many tickets of an agent's scope stand under each tab, and how many urgent ones are open.

    Settled ones are counted up to `MOST_COUNTED`.
    """
    wheres = {
        Tab.MINE: Ticket.assignee == agent.id,
        Tab.DISTRICT: Ticket.district.in_(agent.districts),
        Tab.FREE: Ticket.assignee.is_(None),
        Tab.LAPSING: Ticket.lapses_at.between(now, now + NEAR),
        Tab.LATE: Ticket.due_at < now,
        Tab.NEW: Ticket.state == State.NEW,
        Tab.TAKEN: Ticket.state == State.TAKEN,
        Tab.WAITING: Ticket.state == State.WAITING,
    }
    summed = [_number(Ticket.urgent.is_(True)), func.count(), *(_number(where) for where in wheres.values())]
    [urgent, opened, *found] = (await session.execute(select(*summed).where(IS_OPEN, scope(agent)))).one()
    tabs = (Tab.TODAY, Tab.GROUPED, Tab.CLOSED)
    bounded = [_bounded(where, scope(agent)) for where in (*(under(tab, agent, now) for tab in tabs), ~IS_OPEN)]
    [*some, gone] = (await session.execute(select(*bounded))).one()
    each = dict.fromkeys(Tab, 0) | dict(zip((*wheres, *tabs), (*found, *some), strict=True))
    return {**each, Tab.ALL: opened + gone}, urgent


def _bounded(*where: ColumnElement[bool]) -> ScalarSelect[int]:
    some = select(Ticket.id).where(*where).limit(MOST_COUNTED).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


def _number(where: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((where, 1), else_=0)), 0)


def _promised_today(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """What staff promised by the end of today."""
    end = datetime.combine(today(now), time.max, SHANGHAI)
    return Promise.ended_at.is_(None), Promise.dropped_at.is_(None), Promise.due_at.between(now, end)
