"""A ticket's page: reading it, and its conversation alone."""

from collections.abc import Mapping

from aiohttp import web

from web.desk.access import May, needs
from web.desk.desk import AGENT, DESK, page, part
from web.desk.ticket import acting, amending, custody, mentions, presence, whole
from web.desk.ticket.finding import PATH, found_by

__all__ = ["PATH", "routes", "show"]

routes = web.RouteTableDef()


@routes.get(PATH)
@needs(May.READ)
async def ticket(request: web.Request) -> web.Response:
    """Everything about a ticket."""
    return await show(request, 200)


@routes.get(PATH + "/talk")
@needs(May.READ)
async def talk(request: web.Request) -> web.Response:
    """The conversation, and whether the ticket is still as the page around it shows it."""
    desk, number = request.app[DESK], request.match_info["number"]
    async with desk.services.database.view() as session:
        tickets, found = await found_by(desk, session, request[AGENT], number)
        veil = await custody.veil(desk, session, request[AGENT], tickets, found)
        more = await whole.talk(desk, session, veil, found)
    return await part(request, "ticket/_talk.html", ticket=found, seen=request.query.get("seen", ""), **more)


async def show(
    request: web.Request,
    status: int,
    form: str = "",
    written: str = "",
    error: str = "",
    given: Mapping[str, str] | None = None,
) -> web.Response:
    """The ticket's page; with a refused form, why and what was written, in its further fields too."""
    desk, agent, number = request.app[DESK], request[AGENT], request.match_info["number"]
    async with desk.services.database.view() as session:
        tickets, found = await found_by(desk, session, agent, number)
        shown = await whole.whole(desk, session, agent, tickets, found, request.query)
        standing = shown["custody"].over(amending.standing(tickets, found))
        named = await mentions.waits(session, agent, found)
        others = await presence.others(session, agent, [found], desk.clock())
    async with desk.services.database.session() as session:
        await presence.come(session, agent, found, desk.clock())
        if named:
            await mentions.read(session, agent, found, desk.clock())
    refused = {"form": form, "written": written, "error": error, "given": given or {}}
    more = {"limits": acting, "refused": refused, "standing": {**standing, **(given or {})}, "stood": standing}
    more["here"] = others.get(number, ())
    return await page(request, "ticket/ticket.html", status, **shown, **more)
