"""Canned replies: everybody's and one's own, read and changed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from web.desk import audit, words
from web.desk.access import May, may
from web.desk.deed import NotDone
from web.desk.models import Agent
from web.desk.ticket.acting import MOST_ANSWER, checked
from web.desk.ticket.models import CannedReply
from web.desk.ticket.variables import wrong

MOST, MOST_TITLE = 200, 40
NO_TITLE, NO_TEXT = "请写标题。", "请写内容。"
NO_REPLY = "没有这条常用语，或者已经删了。"
NOT_YOURS = "公用的常用语由科室负责人或管理员改。您可以另存一条自己的。"
FULL = "最多存 200 条，请先删掉不用的。"


async def replies_of(session: AsyncSession, agent: Agent) -> Sequence[CannedReply]:
    """What an agent can use: their own first, then everybody's, by title."""
    mine = or_(CannedReply.owner_id == agent.id, CannedReply.owner_id.is_(None))
    order = (CannedReply.owner_id.is_(None), CannedReply.title, CannedReply.id)
    return (await session.scalars(select(CannedReply).where(mine).order_by(*order).limit(2 * MOST))).all()


async def get(session: AsyncSession, agent: Agent, reply: int) -> CannedReply:
    """One that the agent can use.

    Raises:
        NotDone: there is none.
    """
    row = await session.get(CannedReply, reply)
    if row is None or row.owner_id not in (None, agent.id):
        raise NotDone(NO_REPLY, 404)
    return row


def may_change(agent: Agent, row: CannedReply) -> bool:
    """Whether the agent may change it."""
    return row.owner_id == agent.id or may_share(agent)


def may_share(agent: Agent) -> bool:
    """Whether the agent may write what is everybody's."""
    return may(agent, May.OVERSEE)


async def save(
    session: AsyncSession, agent: Agent, now: datetime, reply: int | None, title: str, text: str, shared: bool
) -> CannedReply:
    """Keeps a new one, or a changed one.

    Raises:
        NotDone: something is missing or wrong in it, or it is not theirs to change.
    """
    title, text = checked(title, MOST_TITLE, NO_TITLE), checked(text, MOST_ANSWER, NO_TEXT)
    if faults := wrong(text):
        raise NotDone("".join(faults))
    if shared and not may_share(agent):
        raise NotDone(NOT_YOURS, 403)
    row = await get(session, agent, reply) if reply else CannedReply()
    if reply and not may_change(agent, row):
        raise NotDone(NOT_YOURS, 403)
    if not reply and len(await replies_of(session, agent)) >= MOST:
        raise NotDone(FULL, 409)
    row.owner_id, row.title, row.text = (None if shared else agent.id), title, text
    row.changed_by, row.changed_at = f"{words.AGENT}{agent.name}", now
    session.add(row)
    await session.flush()
    audit.put(session, agent, now, audit.Act.REPLY_SAVED, f"reply {row.id}", "common" if shared else "own")
    return row


async def delete(session: AsyncSession, agent: Agent, now: datetime, reply: int) -> str:
    """Deletes one; gives its title.

    Raises:
        NotDone: there is none, or it is not theirs.
    """
    row = await get(session, agent, reply)
    if not may_change(agent, row):
        raise NotDone(NOT_YOURS, 403)
    await session.delete(row)
    audit.put(session, agent, now, audit.Act.REPLY_DELETED, f"reply {row.id}", row.title)
    return row.title
