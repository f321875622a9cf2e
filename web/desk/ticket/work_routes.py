"""Further forms on a ticket's page: taking back, putting right, calls, things to do, evidence, other tickets."""

from aiohttp import web

from web.desk.access import May, needs
from web.desk.deed import NotDone
from web.desk.desk import DESK, ticket_path
from web.desk.doing import do_deed
from web.desk.ticket import amending, arranging, calling, linking, ticking, undoing
from web.desk.ticket.deed_routes import act
from web.desk.ticket.drafting import AGAIN
from web.desk.ticket.evidence import PATH as PIECE
from web.desk.ticket.finding import PATH
from web.desk.ticket.ticket_routes import show

routes = web.RouteTableDef()


@routes.get(PIECE + "/{form:move|name}")
@routes.get(PATH + "/{form:undo|amend|call|tick|link|unlink|double}")
@needs(May.READ)
async def refused_before(request: web.Request) -> web.Response:
    """Someone comes back to the address of a form that was refused."""
    raise web.HTTPSeeOther(ticket_path(request.match_info["number"]))


@routes.post(PATH + "/undo")
@needs(May.WORK)
async def undo(request: web.Request) -> web.Response:
    """Takes an answer back; its words return to the box."""
    desk, answer = request.app[DESK], str((await request.post()).get("answer", ""))
    try:
        await do_deed(request, lambda session, deed: undoing.take_back(desk, session, deed, answer))
    except NotDone as refused:
        return await show(request, refused.status, error=refused.text)
    raise web.HTTPSeeOther(f"{ticket_path(request.match_info['number'])}?{AGAIN}={int(answer)}#answer")


@routes.post(PATH + "/amend")
@needs(May.WORK)
async def amend(request: web.Request) -> web.Response:
    """Puts the facts right."""
    desk, form = request.app[DESK], await request.post()
    given = {name: str(form[name]) for name in amending.FIELDS if name in form}
    seen = {name: str(form[f"was-{name}"]) for name in amending.FIELDS if f"was-{name}" in form}
    meant = {name: value for name, value in given.items() if value != seen.get(name)}
    try:
        await do_deed(request, lambda session, deed: amending.amend(desk, session, deed, meant, seen))
    except NotDone as refused:
        still = {f"was-{name}": value for name, value in seen.items() if name not in refused.errors}
        written = str(form.get("text", ""))
        return await show(request, refused.status, "amend", written, refused.text, {**given, **still})
    raise web.HTTPSeeOther(ticket_path(request.match_info["number"]))


@routes.post(PATH + "/call")
@needs(May.WORK)
async def call(request: web.Request) -> web.Response:
    """Puts a call down."""
    desk, form = request.app[DESK], await request.post()
    given = {name: str(form.get(name, "")) for name in ("whom", "came", "minutes", "at")}
    return await act(request, "call", lambda session, deed: calling.call(desk, session, deed, given), given)


@routes.post(PATH + "/tick")
@needs(May.WORK)
async def tick(request: web.Request) -> web.Response:
    """Ticks something off, or takes the tick back."""
    desk, form = request.app[DESK], await request.post()
    name, done = str(form.get("todo", "")), form.get("done") == "1"
    return await act(
        request, "", lambda session, deed: ticking.tick(desk, session, deed, name, done), back="#todos-title"
    )


@routes.post(PATH + "/{form:link|unlink}")
@needs(May.WORK)
async def link(request: web.Request) -> web.Response:
    """Links with another ticket, or takes that back."""
    desk, linked = request.app[DESK], request.match_info["form"] == "link"
    return await act(request, "link", lambda session, deed: linking.link(desk, session, deed, linked))


@routes.post(PATH + "/double")
@needs(May.WORK)
async def double(request: web.Request) -> web.Response:
    """Makes one of two tickets of a worker."""
    desk = request.app[DESK]
    return await act(request, "", lambda session, deed: linking.merge(desk, session, deed))


@routes.post(PIECE + "/move")
@needs(May.WORK)
async def move(request: web.Request) -> web.Response:
    """Moves a piece of evidence one place."""
    desk, piece, up = request.app[DESK], int(request.match_info["piece"]), (await request.post()).get("to") == "up"
    return await act(
        request, "", lambda session, deed: arranging.move(desk, session, deed, piece, up), back="#evidence-title"
    )


@routes.post(PIECE + "/name")
@needs(May.WORK)
async def name(request: web.Request) -> web.Response:
    """Says what a piece of evidence is called."""
    desk, piece = request.app[DESK], int(request.match_info["piece"])
    form = f"name-{piece}"
    return await act(
        request, form, lambda session, deed: arranging.name(desk, session, deed, piece), back="#evidence-title"
    )
