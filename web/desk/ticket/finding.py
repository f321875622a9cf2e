"""The ticket of a page: by its number, and only for an agent who sees it."""

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from tickets.models import Ticket
from tickets.service import Tickets
from web.desk.access import sees
from web.desk.desk import Desk
from web.desk.doing import NO_TICKET
from web.desk.models import Agent

PATH = r"/tickets/{number:\d{9}}"


async def found_by(desk: Desk, session: AsyncSession, agent: Agent, number: str) -> tuple[Tickets, Ticket]:
    """The ticket with this number.

    Raises:
        web.HTTPNotFound: there is none that the agent sees.
    """
    tickets = desk.tickets(session)
    found = await tickets.find(number)
    if found is None or not sees(agent, found):
        raise web.HTTPNotFound(text=NO_TICKET)
    return tickets, found
