"""One answer to all of a group: so many workers in a transaction, the rest as a job; each of them once."""

from collections.abc import Sequence

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets import receipts
from tickets.group_models import Group
from tickets.models import Ticket
from tickets.states import OPEN
from web.desk.desk import Desk
from web.desk.models import GroupAnswer, Unanswered
from web.desk.ticket import acting

AT_ONCE = 20  # SQLite has one writer: others wait for no more than these
ANSWER_ALL = "answer_all"


async def begin(desk: Desk, session: AsyncSession, group: Group, to: Sequence[Ticket], actor: str, text: str) -> int:
    """Answers the first of them; a job goes on with the rest once this is committed. Gives how many have it."""
    row = GroupAnswer(group_id=group.id, actor=actor, text=b"", total=len(to), made_at=desk.clock())
    session.add(row)
    await session.flush()
    row.text = desk.services.keys.seal(text, _place(row.id))
    await session.execute(insert(Unanswered), [{"answer_id": row.id, "ticket_id": ticket.id} for ticket in to])
    await _part(desk, session, row)
    return min(AT_ONCE, len(to))


async def go_on(desk: Desk, answer: int) -> None:
    """The job: answers the next of them. Run twice it answers nobody twice."""
    async with desk.services.database.session() as session:
        row = await session.get(GroupAnswer, answer, with_for_update=True)
        if row is not None:
            await _part(desk, session, row)


async def progress(session: AsyncSession, group: Group) -> tuple[int, int] | None:
    """(sent, of how many) of the answer that is on its way; None where there is none."""
    statement = select(GroupAnswer.total, func.count()).join(Unanswered, Unanswered.answer_id == GroupAnswer.id)
    mine = statement.where(GroupAnswer.group_id == group.id).group_by(GroupAnswer.id).order_by(GroupAnswer.id)
    found = (await session.execute(mine.limit(1))).first()
    return (found[0] - found[1], found[0]) if found else None


async def _part(desk: Desk, session: AsyncSession, row: GroupAnswer) -> None:
    """Answers the next of them, but who left since or whose ticket was settled, and queues what is left."""
    keys = desk.services.keys
    tickets, text = desk.tickets(session), keys.open(row.text, _place(row.id))
    here = select(Ticket).join(Unanswered, Unanswered.ticket_id == Ticket.id).where(Unanswered.answer_id == row.id)
    first = here.order_by(Ticket.id).limit(AT_ONCE + 1).with_for_update(of=Ticket)
    waiting = (await session.scalars(first.execution_options(populate_existing=True))).all()
    now = [ticket.id for ticket in waiting[:AT_ONCE]]
    nameless = await receipts.anonymous(session, now)
    for ticket in waiting[:AT_ONCE]:
        if ticket.state in OPEN and (ticket.follower is not None or ticket.id in nameless):
            await acting.give(desk, session, tickets, ticket, row.actor, text)
    mine = (Unanswered.answer_id == row.id, Unanswered.ticket_id.in_(now))
    await session.execute(delete(Unanswered).where(*mine))
    if len(waiting) > AT_ONCE:
        await desk.go_on(session, row.id)


def _place(answer: int) -> str:
    return f"group_answers:{answer}"
