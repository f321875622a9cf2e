"""My deadlines: the days on which rights are lost, by the dates told on each open ticket; also for a calendar."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web

from bot.core.clock import today
from rights.calendar_file import as_calendar
from rights.deadlines import Deadline
from rights.fitting import free_by, keeps
from rights.limits import WORKER
from rights.paper import Form
from tickets.lapsing import limits
from tickets.models import Ticket
from tickets.service import Tickets
from tickets.states import OPEN
from web.pages.door import needs_follower
from web.pages.page import PAGES, page
from web.pages.reading import Reading
from web.pages.ticket import NO_TICKET, PATH

CALENDAR = "text/calendar"

routes = web.RouteTableDef()


@dataclass(frozen=True, slots=True)
class Day:
    """One deadline with the paper that keeps it, and the article by which that costs nothing, where there is one."""

    limit: Deadline
    paper: Form | None
    free: str

    @property
    def is_mine(self) -> bool:
        """Whether it is the worker who has to do something."""
        return self.limit.right.whose == WORKER


@routes.get("/deadlines")
async def mine(request: web.Request) -> web.Response:
    """Every open ticket with its days, the nearest first."""
    follower, pages = needs_follower(request), request.app[PAGES]
    async with pages.services.database.view() as session:
        tickets = [one for one in await Reading(pages, session).mine(follower) if one.state in OPEN]
        store = pages.tickets(session)
        days = [(one, _days(request, store, one)) for one in tickets]
    return page(request, "deadlines.html", tickets=days)


@routes.get(PATH + r"/deadlines/{right:[a-z_]{1,40}}.ics")
async def calendar(request: web.Request) -> web.Response:
    """One deadline as a calendar file; what it is called tells nothing about a person."""
    follower, pages = needs_follower(request), request.app[PAGES]
    async with pages.services.database.view() as session:
        ticket = await Reading(pages, session).find(request.match_info["number"])
        if ticket is None or ticket.follower != follower:
            raise web.HTTPNotFound(text=NO_TICKET)
        days = _days(request, pages.tickets(session), ticket)
    name = request.match_info["right"]
    limit = next((one.limit for one in days if one.limit.right.name == name and one.limit.day), None)
    if limit is None:
        raise web.HTTPNotFound(text=NO_TICKET)
    uid = f"{pages.services.keys.index(f'deadline {ticket.number} {name}')}@niangjia"
    headers = {"Content-Disposition": f'attachment; filename="{name}.ics"'}
    text = as_calendar(limit, uid, pages.clock())
    return web.Response(text=text, content_type=CALENDAR, charset="utf-8", headers=headers)


def _days(request: web.Request, store: Tickets, ticket: Ticket) -> Sequence[Day]:
    found = limits(ticket.kind, store.facts(ticket), today(request.app[PAGES].clock()))
    return [_day(one) for one in found if one.day]


def _day(limit: Deadline) -> Day:
    paper = keeps(limit.right.name)
    return Day(limit, paper, free_by(paper.name) if paper else "")
