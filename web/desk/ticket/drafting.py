"""What stands in the answer box when the page opens: what was taken back, an entry's words, a canned reply."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from tickets.models import Ticket
from tickets.service import Tickets
from web.desk.deed import NotDone
from web.desk.desk import Desk
from web.desk.given import number_of
from web.desk.models import Agent
from web.desk.ticket import reading, replies, suggesting, undoing, variables

AGAIN, ENTRY, REPLY = "again", "entry", "reply"  # of the page's address


async def draft(
    desk: Desk, session: AsyncSession, agent: Agent, tickets: Tickets, ticket: Ticket, asked: Mapping[str, str]
) -> str:
    """The words to begin with; nothing is sent by itself."""
    if again := asked.get(AGAIN):
        return await undoing.taken_back(session, tickets, agent, ticket, again)
    if entry := asked.get(ENTRY):
        return suggesting.text_of(desk, entry)
    reply = number_of(asked.get(REPLY))
    if reply is None:
        return ""
    try:
        row = await replies.get(session, agent, reply)
    except NotDone:
        return ""
    facts = reading.facts(tickets, ticket)
    return variables.filled(row.text, variables.values(ticket, facts, agent, desk.services.settings, desk.clock()))
