"""Two agents at one ticket: whoever sends second first reads what the other wrote meanwhile."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets.lines import Line
from tickets.models import Ticket, TicketEvent
from tickets.service import Tickets
from web.desk import words
from web.desk.given import number_of
from web.desk.ticket.reading import displays, opened, who

MEANWHILE = "您写的时候，{who}在 {at} 已经答复了职工：「{said}」。您写的还在下面，没有发；改好再点发送。"
MOST_SHOWN = 120


async def meanwhile(session: AsyncSession, tickets: Tickets, ticket: Ticket, actor: str, last: str) -> str:
    """What a colleague answered since the page was shown, told to the agent; empty if none did.

    `last` is the id of the history's last line on that page.
    """
    seen = number_of(last)
    if seen is None:
        return ""
    newer = select(TicketEvent).where(TicketEvent.ticket_id == ticket.id, TicketEvent.id > seen)
    newer = newer.where(TicketEvent.what == Line.ANSWERED, TicketEvent.actor != actor)
    found: TicketEvent | None = await session.scalar(newer.order_by(TicketEvent.id.desc()).limit(1))
    if found is None:
        return ""
    shown = await displays(session, {found.actor.removeprefix(words.AGENT)})
    said = opened(tickets, ticket, found.body)
    cut = said if len(said) <= MOST_SHOWN else f"{said[:MOST_SHOWN]}…"
    return MEANWHILE.format(who=who(found.actor, shown), at=words.moment(found.at, found.at), said=cut)
