"""A ticket's page: reading it, its conversation alone, and the forms on it."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from tickets import number as numbers
from tickets import receipts
from tickets.models import Ticket
from tickets.service import Tickets
from tickets.states import OPEN, State
from web.desk import acting, clocking, evidence, moves, proving, quota, reading, telling
from web.desk.acting import Deed, NotDone, NoTicket, Repeat
from web.desk.conversation import Conversation
from web.desk.desk import AGENT, DESK, Desk, page, part, say, ticket_path
from web.desk.once import NoForm

NEWEST_SHOWN = 12
TAKEN_ALREADY = "这份已经收到过了，没有重复提交。"
NO_FORM = "这份表单不完整，没有提交。请回到单子页面刷新后再试。"
NO_TICKET = "没有这个编号的诉求。请和职工核对编号，或回工作台查找。"
PATH = r"/tickets/{number:\d{9}}"
PROOF = evidence.PATH + "/proof"

Doing = Callable[[AsyncSession, Deed], Awaitable[str]]
routes = web.RouteTableDef()


@routes.get(PATH)
async def ticket(request: web.Request) -> web.Response:
    """Everything about a ticket."""
    return await _ticket(request, 200)


@routes.get(PATH + "/talk")
async def talk(request: web.Request) -> web.Response:
    """The conversation, and whether the ticket is still as the page around it shows it."""
    desk, number = request.app[DESK], request.match_info["number"]
    async with desk.services.database.view() as session:
        _, found = await _found(desk, session, number)
        more = await _talk(desk, session, found)
    return await part(request, "_talk.html", ticket=found, seen=request.query.get("seen", ""), **more)


@routes.get(PROOF)
@routes.get(PATH + "/{form:move|answer|note|weigh|unpromise}")
async def refused_before(request: web.Request) -> web.Response:
    """Someone comes back to the address of a form that was refused."""
    raise web.HTTPSeeOther(ticket_path(request.match_info["number"]))


@routes.post(PATH + "/move")
async def move(request: web.Request) -> web.Response:
    """Moves the ticket."""
    form = await request.post()
    before, to = str(form.get("before", "")), str(form.get("to", ""))
    desk = request.app[DESK]
    recovered = str(form.get("recovered", ""))
    return await _do(
        request, f"move-{to}", lambda session, deed: acting.move(desk, session, deed, before, to, recovered)
    )


@routes.post(PATH + "/answer")
async def answer(request: web.Request) -> web.Response:
    """Answers the worker."""
    desk, then_wait = request.app[DESK], "then_wait" in await request.post()
    return await _do(request, "answer", lambda session, deed: acting.answer(desk, session, deed, then_wait))


@routes.post(PATH + "/note")
async def note(request: web.Request) -> web.Response:
    """Writes a note among staff."""
    desk = request.app[DESK]
    return await _do(request, "note", lambda session, deed: acting.note(desk, session, deed))


@routes.post(PROOF)
async def label(request: web.Request) -> web.Response:
    """Says what a piece of evidence is."""
    desk, piece = request.app[DESK], int(request.match_info["piece"])
    said = str((await request.post()).get("proof", ""))
    return await _do(request, "", lambda session, deed: proving.label(desk, session, deed, piece, said))


@routes.post(PATH + "/weigh")
async def weigh(request: web.Request) -> web.Response:
    """Says how hard the ticket is to settle."""
    desk, weight = request.app[DESK], str((await request.post()).get("weight", ""))
    return await _do(request, "", lambda session, deed: clocking.weigh(desk, session, deed, weight))


@routes.post(PATH + "/unpromise")
async def unpromise(request: web.Request) -> web.Response:
    """Takes back a promise that was misread."""
    desk, promise = request.app[DESK], str((await request.post()).get("promise", ""))
    form = f"unpromise-{promise[:9]}"
    return await _do(request, form, lambda session, deed: clocking.unpromise(desk, session, deed, promise))


async def _do(request: web.Request, form_name: str, doing: Doing) -> web.Response:
    """Does it in one transaction and shows the ticket anew; when refused, shows why, with what was written."""
    form, number = await request.post(), request.match_info["number"]
    deed = Deed(request[AGENT], number, str(form.get("once", "")), str(form.get("text", "")))
    try:
        async with request.app[DESK].services.database.session() as session:
            notice = await doing(session, deed)
    except Repeat:
        notice = TAKEN_ALREADY
    except NoForm:
        raise web.HTTPBadRequest(text=NO_FORM) from None
    except NoTicket:
        raise web.HTTPNotFound(text=NO_TICKET) from None
    except NotDone as refused:
        return await _ticket(request, refused.status, form=form_name, written=deed.text, error=refused.text)
    await say(request, notice)
    raise web.HTTPSeeOther(ticket_path(number))


async def _ticket(
    request: web.Request, status: int, form: str = "", written: str = "", error: str = ""
) -> web.Response:
    desk, number = request.app[DESK], request.match_info["number"]
    async with desk.services.database.view() as session:
        tickets, found = await _found(desk, session, number)
        steps = await reading.history(session, tickets, found)
        sent = await evidence.pieces(desk, session, found)
        times = await clocking.times(desk, session, found)
        proved = await proving.checklist(desk, session, tickets, found)
        more = await _talk(desk, session, found)
        sendable = await quota.line(desk, session, found)
    return await page(
        request,
        "ticket.html",
        status,
        ticket=found,
        number=numbers.shown(number),
        facts=reading.facts(tickets, found),
        steps=steps,
        times=times,
        evidence=sent,
        checklist=proved,
        proofs=proving.NAMES,
        is_open=found.state in OPEN,
        buttons=moves.buttons(State(found.state)),
        sendable=sendable,
        limits=acting,
        refused={"form": form, "written": written, "error": error},
        seen=found.state,
        **more,
    )


async def _found(desk: Desk, session: AsyncSession, number: str) -> tuple[Tickets, Ticket]:
    tickets = Tickets(session, desk.services.keys, desk.clock())
    found = await tickets.find(number)
    if found is None:
        raise web.HTTPNotFound(text=NO_TICKET)
    return tickets, found


async def _talk(desk: Desk, session: AsyncSession, found: Ticket) -> dict[str, Any]:
    talk = Conversation(session, desk.services.keys, desk.clock(), telling.may_send(desk))
    bubbles = await talk.around(found)
    nameless = bool(await receipts.anonymous(session, [found.id]))
    return {"earlier": bubbles[:-NEWEST_SHOWN], "newest": bubbles[-NEWEST_SHOWN:], "nameless": nameless}
