"""Filters kept under a name, as tabs: an agent's own, and those a supervisor made for all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.crypt import Keyring
from web.desk import audit
from web.desk.access import May, may
from web.desk.deed import NotDone
from web.desk.inbox.filters import BadFilter, Filter
from web.desk.inbox.models import KeptFilter
from web.desk.models import Agent

MOST = 20
MOST_NAME = 20
NO_NAME = f"请给这个筛选起个名字，最多 {MOST_NAME} 字。"
TOO_MANY = f"已经存了 {MOST} 个筛选，请先去掉不用的。"
KEPT, DROPPED = "已存为「{name}」，在左边的列表里。", "已去掉「{name}」。"
NOT_YOURS = "给所有人看的筛选由负责人来存。"


@dataclass(frozen=True, slots=True)
class Kept:
    """One of them; `mine` where the agent may take it away."""

    id: int
    name: str
    chosen: Filter
    for_all: bool
    mine: bool


async def listed(session: AsyncSession, keys: Keyring, agent: Agent) -> Sequence[Kept]:
    """Those an agent sees: the ones for all first, without any that cannot be read any more."""
    mine = or_(KeptFilter.agent_id == agent.id, KeptFilter.for_all.is_(True))
    rows = await session.scalars(
        select(KeptFilter).where(mine).order_by(KeptFilter.for_all.desc(), KeptFilter.id).limit(3 * MOST)
    )
    found = []
    for row in rows:
        try:
            chosen = Filter.parse(dict(parse_qsl(row.query)), keys)
        except BadFilter:
            continue
        found.append(Kept(row.id, row.name, chosen, row.for_all, _may_drop(agent, row)))
    return found


async def keep(
    session: AsyncSession, keys: Keyring, agent: Agent, name: str, chosen: Filter, for_all: bool, now: datetime
) -> None:
    """Keeps a filter under a name.

    Raises:
        NotDone: no name, one too many, or not theirs to make.
    """
    if not 1 <= len(name) <= MOST_NAME:
        raise NotDone(NO_NAME)
    if for_all and not may(agent, May.OVERSEE):
        raise NotDone(NOT_YOURS)
    whose = KeptFilter.for_all.is_(True) if for_all else KeptFilter.agent_id == agent.id
    if (await session.scalar(select(func.count(KeptFilter.id)).where(whose)) or 0) >= MOST:
        raise NotDone(TOO_MANY)
    row = KeptFilter(agent_id=agent.id, for_all=for_all, name=name, query=chosen.query(keys), made_at=now)
    session.add(row)
    await session.flush()
    audit.put(session, agent, now, audit.Act.FILTER_KEPT, f"filter {row.id}", "for all" if for_all else "")


async def drop(session: AsyncSession, agent: Agent, row: int, now: datetime) -> str | None:
    """Takes one away; gives its name, None where there is no such one of theirs."""
    found = await session.get(KeptFilter, row)
    if found is None or not _may_drop(agent, found):
        return None
    await session.delete(found)
    audit.put(session, agent, now, audit.Act.FILTER_DROPPED, f"filter {row}")
    return found.name


def _may_drop(agent: Agent, row: KeptFilter) -> bool:
    return row.agent_id == agent.id or (row.for_all and may(agent, May.OVERSEE))
