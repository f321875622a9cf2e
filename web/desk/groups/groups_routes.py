"""The pages of group tickets and the forms about them, those on a ticket's page too."""

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from tickets import number as numbers
from web.desk.access import May, needs
from web.desk.deed import Deed, NotDone
from web.desk.desk import AGENT, DESK, group_path, page, say, ticket_path
from web.desk.doing import do_deed
from web.desk.given import number_of
from web.desk.groups import groups, groups_acting
from web.desk.once import NoForm
from web.desk.ticket import acting

PATH = r"/groups/{number:\d{9}}"
TICKET = r"/tickets/{number:\d{9}}/together"

routes = web.RouteTableDef()


@routes.get("/groups")
@needs(May.READ)
async def every(request: web.Request) -> web.Response:
    """The open groups."""
    desk = request.app[DESK]
    async with desk.services.database.view() as session:
        cards = await groups.listed(desk, session, request[AGENT])
    return await page(request, "groups.html", cards=cards)


@routes.get(PATH)
@needs(May.READ)
async def group(request: web.Request) -> web.Response:
    """Everything about a group."""
    return await _group(request, 200)


@routes.get(PATH + "/{form:[a-z]+}")
@routes.get(TICKET)
@needs(May.READ)
async def refused_before(request: web.Request) -> web.Response:
    """Someone comes back to the address of a form that was refused."""
    raise web.HTTPSeeOther(request.path.rpartition("/")[0])


@routes.post(TICKET)
@needs(May.WORK)
async def together(request: web.Request) -> web.Response:
    """A proposal about a ticket is answered, or a number says where it belongs."""
    form, desk = await request.post(), request.app[DESK]
    proposal, does = number_of(form.get("proposal")), str(form.get("does", ""))

    async def doing(session: AsyncSession, deed: Deed) -> str:
        if does == "gather":
            return await groups_acting.gather(desk, session, deed)
        if proposal is None or does not in ("accept", "refuse"):
            raise NoForm
        return await groups_acting.propose(desk, session, deed, proposal, does == "accept")

    try:
        await do_deed(request, doing)
    except NotDone as refused:
        await say(request, refused.text)
    back = numbers.read(str(form.get("group", "")))
    raise web.HTTPSeeOther(group_path(back) if back else ticket_path(request.match_info["number"]))


@routes.post(PATH + "/{form:answer|note|name|leave|merge|part|link|unlink|speak}")
@needs(May.WORK)
async def act(request: web.Request) -> web.Response:
    """One of the forms on a group's page."""
    form, desk = await request.post(), request.app[DESK]
    does, member = request.match_info["form"], str(form.get("member", ""))[:9]
    plain = {
        "answer": groups_acting.answer,
        "note": groups_acting.note,
        "name": groups_acting.rename,
        "merge": groups_acting.merge,
        "part": groups_acting.part,
        "link": groups_acting.link,
    }
    about = {"leave": groups_acting.leave, "unlink": groups_acting.unlink, "speak": groups_acting.speak}

    async def doing(session: AsyncSession, deed: Deed) -> str:
        if does in plain:
            return await plain[does](desk, session, deed)
        return await about[does](desk, session, deed, member)

    try:
        await do_deed(request, doing)
    except NotDone as refused:
        if refused.status == 404:
            raise web.HTTPNotFound(text=refused.text) from None
        return await _group(request, refused.status, does, str(form.get("text", "")), refused.text)
    raise web.HTTPSeeOther(group_path(request.match_info["number"]))


async def _group(request: web.Request, status: int, form: str = "", written: str = "", error: str = "") -> web.Response:
    desk, number = request.app[DESK], request.match_info["number"]
    async with desk.services.database.view() as session:
        found = await groups.find(desk, session, request[AGENT], number)
        if found is None:
            raise web.HTTPNotFound(text=groups_acting.NO_GROUP)
        shown = await groups.whole(desk, session, request[AGENT], found)
    refused = {"form": form, "written": written, "error": error}
    return await page(
        request, "group.html", status, group=shown, limits=acting, most_name=groups_acting.MOST_NAME, refused=refused
    )
