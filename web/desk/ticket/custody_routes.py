"""Asking to see whom a guarded ticket is about, and granting it."""

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from web.desk.access import May, needs
from web.desk.deed import Deed
from web.desk.desk import DESK, ticket_path
from web.desk.ticket import custody
from web.desk.ticket.deed_routes import act
from web.desk.ticket.finding import PATH

routes = web.RouteTableDef()


@routes.get(PATH + "/custody/{form:ask|decide}")
@needs(May.READ)
async def refused_before(request: web.Request) -> web.Response:
    """Someone comes back to the address of a form that was refused."""
    raise web.HTTPSeeOther(ticket_path(request.match_info["number"]))


@routes.post(PATH + "/custody/ask")
@needs(May.WORK)
async def ask(request: web.Request) -> web.Response:
    """Asks, or opens at once."""
    desk = request.app[DESK]
    return await act(request, "custody", lambda session, deed: custody.ask(desk, session, deed))


@routes.post(PATH + "/custody/decide")
@needs(May.OVERSEE)
async def decide(request: web.Request) -> web.Response:
    """Grants it, or not."""
    desk, form = request.app[DESK], await request.post()
    wish, yes = str(form.get("wish", "")), form.get("yes") == "1"

    async def doing(session: AsyncSession, deed: Deed) -> str:
        return await custody.decide(desk, session, deed, wish, yes)

    return await act(request, "custody", doing)
