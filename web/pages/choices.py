"""The pages on which ways are set against each other."""

from aiohttp import web

from rights.choices import CHOICES
from web.pages.page import page

NO_CHOICE = "没有这一页。请回「算一算」那一页再选。"

routes = web.RouteTableDef()


@routes.get("/choice/{name:[a-z_]{1,40}}")
async def choice(request: web.Request) -> web.Response:
    """What each way gives, by when, what proves it, and the articles."""
    found = next((one for one in CHOICES if one.name == request.match_info["name"]), None)
    if found is None:
        raise web.HTTPNotFound(text=NO_CHOICE)
    return page(request, "choice.html", choice=found)
