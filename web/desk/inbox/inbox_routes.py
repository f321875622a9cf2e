"""The inbox's pages: the whole, its list alone (which the page fetches again by itself), and finding by number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiohttp import web
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets import number as numbers
from tickets import receipts
from tickets.clocks import Name
from tickets.kind import URGENT
from tickets.lines import SEEN
from tickets.models import Ticket, TicketEvent
from tickets.service import Tickets
from tickets.states import OPEN, State
from web.desk.access import May, needs, sees
from web.desk.desk import AGENT, DESK, group_path, page, part, ticket_path
from web.desk.groups import groups
from web.desk.inbox import inbox
from web.desk.inbox.inbox import Cursor, Tab
from web.desk.ticket.clocking import NAMES
from web.desk.ticket.reading import opened
from web.desk.words import TYPED_IN

TABS = {
    Tab.NEW: "待受理",
    Tab.TAKEN: "办理中",
    Tab.WAITING: "等补充",
    Tab.CLOSED: "已办结",
    Tab.ALL: "全部",
    Tab.LATE: "已超时",
    Tab.TODAY: "今天答应",
}
EMPTY = {
    Tab.NEW: ("都受理了", "有新的诉求登记，这里会自己出现。"),
    Tab.TAKEN: ("手上没有在办的", "到「待受理」里受理一件，它就会到这里。"),
    Tab.WAITING: ("没有在等补充的", "转为「等补充」的诉求会列在这里。"),
    Tab.CLOSED: ("还没有办结的", "办结的诉求会列在这里，最近办结的在最前。"),
    Tab.ALL: ("还没有诉求", "职工在公众号里登记了诉求，这里会自己出现。"),
    Tab.LATE: ("没有超时的", "过了时限还没答复、没动静、没办结，或者答应的日子已过的，会列在这里。"),
    Tab.TODAY: ("没有今天到期的承诺", "答应职工今天办的事，会列在这里。"),
}
NO_NUMBER = "这不是一个编号。编号是 9 位数字，比如 261 047 398；最后一位用来查错，请对照职工手机上的再输一遍。"
NO_TICKET = "没有编号是 {number} 的诉求。请和职工核对一下。"
BAD_PAGE = "没有这一页。请从工作台重新打开。"

STORY_START = 60

routes = web.RouteTableDef()


@dataclass(frozen=True, slots=True)
class Line:
    """One ticket as the inbox shows it. `spoke` tells that the worker has the last word and staff owe the next."""

    number: str
    kind: str
    state: str
    is_open: bool
    urgent: bool
    district: str
    employer: str
    story: str
    sum_fen: int | None
    opened_at: datetime
    moved_at: datetime
    lapses_at: datetime | None
    lapses: str
    late: str
    spoke: bool
    detached: bool
    nameless: bool


@routes.get("")
@needs(May.READ)
async def whole(request: web.Request) -> web.Response:
    """The inbox."""
    return await page(request, "inbox.html", **await _list(request), asked="", error="")


@routes.get("/list")
@needs(May.READ)
async def only_list(request: web.Request) -> web.Response:
    """Its list, tabs and counts."""
    return await part(request, "_list_part.html", **await _list(request))


@routes.get("/find")
@needs(May.READ)
async def find(request: web.Request) -> web.Response:
    """Goes to the ticket with this number, or says why it cannot."""
    asked = request.query.get("q", "")[:40]
    number = numbers.read(asked)
    if number is None:
        return await page(request, "inbox.html", 404, **await _list(request), asked=asked, error=NO_NUMBER)
    desk, agent = request.app[DESK], request[AGENT]
    async with desk.services.database.view() as session:
        ticket = await Tickets(session, desk.services.keys, desk.clock(), desk.services.rules).find(number)
        group = None if ticket else await groups.find(desk, session, agent, number)
    if group is not None:
        raise web.HTTPSeeOther(group_path(group.number))
    if ticket is None or not sees(agent, ticket):
        error = NO_TICKET.format(number=numbers.shown(number))
        return await page(request, "inbox.html", 404, **await _list(request), asked=asked, error=error)
    raise web.HTTPSeeOther(ticket_path(number))


async def _list(request: web.Request) -> dict[str, Any]:
    """Everything the list shows.

    Raises:
        web.HTTPBadRequest: no such tab or place in it.
    """
    tab, after, desk = *_asked(request), request.app[DESK]
    agent, now = request[AGENT], desk.clock()
    async with desk.services.database.view() as session:
        counts, urgent_open = await inbox.counts(session, agent, now)
        sheet = await inbox.sheet(session, agent, tab, after, now)
        spoke = await _worker_spoke_last(session, sheet.tickets)
        tickets = Tickets(session, desk.services.keys, now, desk.services.rules)
        chips, alarming = await groups.chips(session, sheet.tickets), await groups.alarming(session, agent)
        nameless = await receipts.anonymous(session, [ticket.id for ticket in sheet.tickets])
        lines = [_line(tickets, one, now, one.id in spoke, one.id in nameless) for one in sheet.tickets]
    return {
        "tabs": TABS,
        "tab": tab,
        "counts": counts,
        "urgent_open": urgent_open,
        "urgent_kind": URGENT,
        "empty": EMPTY[tab],
        "lines": lines,
        "chips": chips,
        "alarming": alarming,
        "further": sheet.further,
        "after": after,
    }


def _asked(request: web.Request) -> tuple[Tab, Cursor | None]:
    tab, after = request.query.get("tab", Tab.NEW), request.query.get("after")
    try:
        return Tab(tab), Cursor.parse(after) if after else None
    except ValueError:
        raise web.HTTPBadRequest(text=BAD_PAGE) from None


def _line(tickets: Tickets, ticket: Ticket, now: datetime, spoke: bool, nameless: bool) -> Line:
    sums = [claim.amount_fen for claim in ticket.claims if claim.amount_fen is not None]
    is_open = ticket.state in OPEN
    return Line(
        number=ticket.number,
        kind=ticket.kind,
        state=ticket.state,
        is_open=is_open,
        urgent=ticket.urgent and is_open,
        district=ticket.district or "",
        employer=opened(tickets, ticket, ticket.employer),
        story=opened(tickets, ticket, ticket.story)[:STORY_START],
        sum_fen=sum(sums) if sums else None,
        opened_at=ticket.opened_at,
        moved_at=ticket.moved_at,
        lapses_at=ticket.lapses_at if is_open else None,
        lapses=ticket.lapses or "",
        late=NAMES[Name(ticket.due_what)]
        if is_open and ticket.due_what and ticket.due_at and ticket.due_at < now
        else "",
        spoke=spoke and is_open and ticket.state != State.NEW,
        detached=ticket.follower is None and not nameless and ticket.source not in TYPED_IN,
        nameless=nameless,
    )


async def _worker_spoke_last(session: AsyncSession, tickets: Sequence[Ticket]) -> set[int]:
    """Those of the tickets whose newest line of history that the worker sees is the worker's."""
    ids = [ticket.id for ticket in tickets]
    newest = func.row_number().over(
        partition_by=TicketEvent.ticket_id, order_by=(TicketEvent.at.desc(), TicketEvent.id.desc())
    )
    lines = (
        select(TicketEvent.ticket_id, TicketEvent.actor, newest.label("place"))
        .where(TicketEvent.ticket_id.in_(ids), TicketEvent.what.in_(sorted(SEEN)))
        .subquery()
    )
    statement = select(lines.c.ticket_id).where(lines.c.place == 1, lines.c.actor == "follower")
    return set((await session.scalars(statement)).all())
