"""The things to do for a ticket of its kind, as staff read them and tick them off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from tickets.models import Ticket
from tickets.service import Tickets
from tickets.todos import NoTodo, Todos
from web.desk.deed import Deed, NotDone
from web.desk.desk import Desk
from web.desk.ticket.acting import hold
from web.desk.ticket.reading import who

NO_TODO = "没有这一项，请刷新后再看。"
TICKED, UNTICKED = "勾上了：{label}。", "勾去掉了：{label}。"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do; `by` and `at` where it is done."""

    name: str
    label: str
    by: str = ""
    at: datetime | None = None


async def lines(
    desk: Desk, session: AsyncSession, tickets: Tickets, ticket: Ticket, names: Mapping[str, str]
) -> Sequence[Line]:
    """Everything there is to do; `names` is what colleagues are called, by sign-in name."""
    rows = await Todos(session, tickets, desk.clock()).of(ticket)
    return [
        Line(todo.name, todo.label, who(tick.actor, names), tick.at) if tick else Line(todo.name, todo.label)
        for todo, tick in rows
    ]


async def tick(desk: Desk, session: AsyncSession, deed: Deed, name: str, done: bool) -> str:
    """Ticks off, or takes a tick back; gives what to tell the agent.

    Raises:
        NotDone, NoTicket: as their names say.
    """
    tickets, ticket = await hold(desk, session, deed)
    try:
        todo = await Todos(session, tickets, desk.clock()).tick(ticket, name, deed.actor, done)
    except NoTodo:
        raise NotDone(NO_TODO, 404) from None
    return (TICKED if done else UNTICKED).format(label=todo.label)
