"""What an agent wants to be told of, and where; urgent tickets always stand at the desk."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets.news import What
from web.desk.notices.models import Wish

ALWAYS = frozenset({What.URGENT})
LABELS = {
    What.URGENT: "新的加急诉求",
    What.ASSIGNED: "单子交给我",
    What.DIFFERS: "职工说的和核对过的不一样",
    What.MENTION: "备注里提到我",
    What.CUSTODY_ASKED: "有人申请看身份信息",
    What.CUSTODY_GRANTED: "准许我看身份信息",
    What.CUSTODY_REFUSED: "没有准许我看身份信息",
    What.DEADLINE: "职工的权利快到期",
    What.PROMISE: "答应职工的过期没做",
    What.OVERDUE: "办理超时",
    What.GROUP: "集体诉求到了提醒线",
}
GRAVE = frozenset({What.URGENT, What.DEADLINE, What.GROUP})


@dataclass(frozen=True, slots=True)
class Ways:
    """Where somebody is told of a thing."""

    desk: bool
    wechat: bool


USUAL = {what: Ways(True, what not in (What.OVERDUE, What.GROUP)) for what in What}


async def of(session: AsyncSession, agents: Collection[int]) -> Mapping[tuple[int, str], Ways]:
    """What those agents chose, by their id and the thing."""
    rows = (await session.scalars(select(Wish).where(Wish.agent_id.in_(agents)))).all()
    return {(row.agent_id, row.what): Ways(row.desk or row.what in ALWAYS, row.wechat) for row in rows}


async def keep(session: AsyncSession, agent: int, chosen: Mapping[What, Ways]) -> None:
    """Keeps an agent's choice, in place of an earlier one."""
    await session.execute(delete(Wish).where(Wish.agent_id == agent))
    session.add_all(
        Wish(agent_id=agent, what=what, desk=ways.desk or what in ALWAYS, wechat=ways.wechat)
        for what, ways in chosen.items()
    )
