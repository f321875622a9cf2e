"""Two agents at one ticket: whoever sends second first reads what the other wrote or put right meanwhile."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets.lines import Line
from tickets.models import Ticket, TicketEvent
from tickets.service import Tickets
from web.desk import words
from web.desk.given import number_of
from web.desk.ticket.reading import displays, opened, who

MEANWHILE = "您写的时候，{who}在 {at} 已经答复了职工：「{said}」。您写的还在下面，没有发；改好再点发送。"
STANDS = "您打开以后，{who}把「{label}」改成了「{now}」，您写的是「{mine}」。"
SOMEBODY, EMPTY = "有人", "空"
NOT_YET = "这次没有改，您写的都还在下面；和同事核对好，再点「改」。"
MOST_SHOWN, MOST_LOOKED = 120, 20


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


async def put_right(
    session: AsyncSession,
    tickets: Tickets,
    ticket: Ticket,
    now: Mapping[str, str],
    seen: Mapping[str, str],
    mine: Mapping[str, str],
    labels: Mapping[str, str],
) -> dict[str, str]:
    """What a colleague or the worker changed since the page was shown and `mine` would write over, by field.

    `now` is what stands, `seen` what stood on that page, as it showed it.
    """
    fields = [name for name in mine if name in seen and seen[name].split() != now[name].split()]
    if not fields:
        return {}
    told = {}
    by_label = await _last_to_amend(session, tickets, ticket)
    shown = await displays(session, {actor.removeprefix(words.AGENT) for actor in by_label.values()})
    for name in fields:
        actor = by_label.get(labels[name])
        by = who(actor, shown) if actor else SOMEBODY
        told[name] = STANDS.format(who=by, label=labels[name], now=now[name] or EMPTY, mine=mine[name] or EMPTY)
    return {**told, "": NOT_YET}


async def _last_to_amend(session: AsyncSession, tickets: Tickets, ticket: Ticket) -> dict[str, str]:
    """Who changed a fact last, by its label."""
    changes = TicketEvent.what.in_((Line.AMENDED, Line.CORRECTED))
    lines = select(TicketEvent).where(TicketEvent.ticket_id == ticket.id, changes)
    newest = (await session.scalars(lines.order_by(TicketEvent.id.desc()).limit(MOST_LOOKED))).all()
    return {
        line.partition("：")[0]: event.actor
        for event in reversed(newest)
        for line in opened(tickets, ticket, event.body).splitlines()
    }
