"""「我的数据」: what is kept and why, a copy of it, and its deletion."""

from aiohttp import web

from bot.forgetting import forget
from tickets.states import OPEN
from web.pages.door import let_out, needs_follower
from web.pages.page import PAGES, page
from web.pages.reading import Reading
from web.pages.taking_out import Copy

COPY_NAME = "niangjia.zip"

routes = web.RouteTableDef()


@routes.get("/data")
async def data(request: web.Request) -> web.Response:
    """The consent in plain words, and what can be done."""
    needs_follower(request)
    return page(request, "data.html")


@routes.post("/data/copy")
async def copy(request: web.Request) -> web.StreamResponse:
    """Sends the copy as it is made."""
    follower, pages = needs_follower(request), request.app[PAGES]
    response = web.StreamResponse(
        headers={"Content-Type": "application/zip", "Content-Disposition": f'attachment; filename="{COPY_NAME}"'}
    )
    async with pages.packing:
        await response.prepare(request)
        async for part in Copy(pages, follower).parts():
            await response.write(part)
        await response.write_eof()
    return response


@routes.get("/data/delete")
async def before(request: web.Request) -> web.Response:
    """Says what goes and what stays, and asks."""
    follower = needs_follower(request)
    async with request.app[PAGES].services.database.view() as session:
        tickets = await Reading(request.app[PAGES], session).mine(follower)
    return page(request, "delete.html", standing=[ticket for ticket in tickets if ticket.state in OPEN])


@routes.post("/data/delete")
async def delete(request: web.Request) -> web.Response:
    """Deletes."""
    follower, pages = needs_follower(request), request.app[PAGES]
    async with pages.services.database.session() as session:
        await forget(pages.services, session, follower, pages.clock())
    response = page(request, "deleted.html", signed_in=False, by_receipt=False)
    await let_out(request, response)
    return response
