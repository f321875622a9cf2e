"""What the forms on a ticket's page do, each in one transaction."""

from collections.abc import Mapping

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from web.desk.access import May, needs
from web.desk.deed import Deed, NotDone
from web.desk.desk import DESK, ticket_path
from web.desk.doing import DoingDeed, do_deed
from web.desk.ticket import acting, assigning, clocking, evidence, handing, paying, proving
from web.desk.ticket.finding import PATH
from web.desk.ticket.ticket_routes import show

PROOF = evidence.PATH + "/proof"

routes = web.RouteTableDef()


@routes.get(PROOF)
@routes.get(PATH + "/{form:move|answer|note|weigh|unpromise|instalment|settle|hand|ask|done|assign}")
@needs(May.READ)
async def refused_before(request: web.Request) -> web.Response:
    """Someone comes back to the address of a form that was refused."""
    raise web.HTTPSeeOther(ticket_path(request.match_info["number"]))


@routes.post(PATH + "/move")
@needs(May.WORK)
async def move(request: web.Request) -> web.Response:
    """Moves the ticket."""
    form = await request.post()
    before, to = str(form.get("before", "")), str(form.get("to", ""))
    desk = request.app[DESK]
    recovered = str(form.get("recovered", ""))
    return await act(
        request,
        f"move-{to}",
        lambda session, deed: acting.move(desk, session, deed, before, to, recovered),
        {"recovered": recovered},
    )


@routes.post(PATH + "/answer")
@needs(May.WORK)
async def answer(request: web.Request) -> web.Response:
    """Answers the worker."""
    desk, form = request.app[DESK], await request.post()
    then_wait, last = "then_wait" in form, str(form.get("last", ""))
    return await act(request, "answer", lambda session, deed: acting.answer(desk, session, deed, then_wait, last))


@routes.post(PATH + "/note")
@needs(May.WORK)
async def note(request: web.Request) -> web.Response:
    """Writes a note among staff."""
    desk = request.app[DESK]
    return await act(request, "note", lambda session, deed: acting.note(desk, session, deed))


@routes.post(PROOF)
@needs(May.WORK)
async def label(request: web.Request) -> web.Response:
    """Says what a piece of evidence is."""
    desk, piece = request.app[DESK], int(request.match_info["piece"])
    said = str((await request.post()).get("proof", ""))
    return await act(request, "", lambda session, deed: proving.label(desk, session, deed, piece, said))


@routes.post(PATH + "/weigh")
@needs(May.WORK)
async def weigh(request: web.Request) -> web.Response:
    """Says how hard the ticket is to settle."""
    desk, weight = request.app[DESK], str((await request.post()).get("weight", ""))
    return await act(request, "", lambda session, deed: clocking.weigh(desk, session, deed, weight))


@routes.post(PATH + "/unpromise")
@needs(May.WORK)
async def unpromise(request: web.Request) -> web.Response:
    """Takes back a promise that was misread."""
    desk, promise = request.app[DESK], str((await request.post()).get("promise", ""))
    form = f"unpromise-{promise[:9]}"
    return await act(request, form, lambda session, deed: clocking.unpromise(desk, session, deed, promise))


@routes.post(PATH + "/instalment")
@needs(May.WORK)
async def instalment(request: web.Request) -> web.Response:
    """Puts down a payment that was agreed."""
    desk, form = request.app[DESK], await request.post()
    day, yuan = str(form.get("day", "")), str(form.get("sum", ""))
    given = {"due": day, "yuan": yuan}
    return await act(request, "instalment", lambda session, deed: paying.plan(desk, session, deed, day, yuan), given)


@routes.post(PATH + "/settle")
@needs(May.WORK)
async def settle(request: web.Request) -> web.Response:
    """Says whether an agreed payment came."""
    desk, form = request.app[DESK], await request.post()
    instalment, paid = str(form.get("instalment", "")), form.get("paid") == "1"
    return await act(request, "", lambda session, deed: paying.settle(desk, session, deed, instalment, paid))


@routes.post(PATH + "/hand")
@needs(May.WORK)
async def hand(request: web.Request) -> web.Response:
    """Hands the ticket to another team."""
    desk, team = request.app[DESK], str((await request.post()).get("team", ""))
    return await act(request, "hand", lambda session, deed: handing.hand(desk, session, deed, team))


@routes.post(PATH + "/ask")
@needs(May.WORK)
async def ask(request: web.Request) -> web.Response:
    """Asks another team for its part."""
    desk, team = request.app[DESK], str((await request.post()).get("team", ""))
    return await act(request, "ask", lambda session, deed: handing.ask(desk, session, deed, team))


@routes.post(PATH + "/done")
@needs(May.WORK)
async def done(request: web.Request) -> web.Response:
    """Notes that another team has done its part."""
    desk, part = request.app[DESK], str((await request.post()).get("part", ""))
    form = f"done-{part[:9]}"
    return await act(request, form, lambda session, deed: handing.done(desk, session, deed, part))


@routes.post(PATH + "/assign")
@needs(May.WORK)
async def assign(request: web.Request) -> web.Response:
    """Takes a ticket, hands it to a colleague, puts it back."""
    desk, form = request.app[DESK], await request.post()
    to, before = str(form.get("to", "")), form.get("before")
    shown_as = before if isinstance(before, str) else None
    async with desk.services.database.view() as session:
        everybody = await assigning.staff(session)

    async def doing(session: AsyncSession, deed: Deed) -> str:
        _, says = await assigning.assign(desk, session, deed, to, everybody, shown_as)
        return says

    return await act(request, "assign", doing)


async def act(
    request: web.Request, form_name: str, doing: DoingDeed, given: Mapping[str, str] | None = None, back: str = ""
) -> web.Response:
    """Does it and shows the ticket anew, at `back`; when refused, shows why, with what was written and `given`."""
    try:
        await do_deed(request, doing)
    except NotDone as refused:
        written = str((await request.post()).get("text", ""))
        return await show(request, refused.status, form_name, written, refused.text, given)
    raise web.HTTPSeeOther(ticket_path(request.match_info["number"]) + back)
