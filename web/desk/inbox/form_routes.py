"""What the forms of the inbox do: one thing to many tickets at once; filters kept and taken away."""

from urllib.parse import parse_qsl

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from web.desk.access import May, needs
from web.desk.deed import Collided, NotDone
from web.desk.desk import AGENT, DESK, ROOT, page, say
from web.desk.doing import do
from web.desk.given import BAD_PAGE
from web.desk.inbox import bulk, kept
from web.desk.inbox.filters import BadFilter, Filter
from web.desk.inbox.inbox_routes import shown
from web.desk.ticket import assigning

NO_KEPT = "没有这个筛选，或者不是您存的。"

routes = web.RouteTableDef()


@routes.get("/bulk")
@routes.get("/filter")
@routes.get("/filters")
@needs(May.READ)
async def back_to_inbox(_request: web.Request) -> web.Response:
    """Someone comes back to the address of a form that was refused."""
    raise web.HTTPSeeOther(ROOT)


@routes.post("/bulk")
@needs(May.WORK)
async def many(request: web.Request) -> web.Response:
    """Does one thing to the tickets that were selected; more than ten only after it was asked for again."""
    desk, form = request.app[DESK], await request.post()
    given = {name: str(form.get(name, ""))[:500] for name in ("act", "once", "to", "team", "why")}
    chosen = list(dict.fromkeys(str(one) for one in form.getall("ticket", [])))
    back = _filter(request, str(form.get("back", "")))
    try:
        wish = bulk.Wish(request[AGENT], chosen[: bulk.MOST + 1], **given).checked(desk)
        async with desk.services.database.view() as session:
            everybody = await assigning.staff(session)
        says = wish.says(everybody)
        if len(chosen) >= bulk.SURE_FROM and "sure" not in form:
            return await page(request, "inbox/sure.html", wish=wish, says=says, back=back.query(desk.services.keys))
        report = await bulk.do(desk, wish, everybody)
    except NotDone as refused:
        return await shown(request, refused.status, chosen=back, error=refused.text)
    await say(request, report.told(says))
    raise web.HTTPSeeOther(f"{ROOT}?{back.query(desk.services.keys)}")


@routes.post("/filters")
@needs(May.READ)
async def keep(request: web.Request) -> web.Response:
    """Keeps the filter that is shown under a name."""
    desk, form = request.app[DESK], await request.post()
    chosen, name = _filter(request, str(form.get("back", ""))), str(form.get("name", "")).strip()
    keys = desk.services.keys

    async def doing(session: AsyncSession) -> str:
        await kept.keep(session, keys, request[AGENT], name, chosen, "for_all" in form, desk.clock())
        return kept.KEPT.format(name=name)

    try:
        await do(request, doing)
    except Collided:  # nothing wrong with the name: to be sent once more
        raise
    except NotDone as refused:
        return await shown(request, refused.status, chosen=chosen, error=refused.text)
    raise web.HTTPSeeOther(f"{ROOT}?{chosen.query(keys)}")


@routes.post(r"/filters/{filter:\d{1,9}}/drop")
@needs(May.READ)
async def drop(request: web.Request) -> web.Response:
    """Takes a kept filter away."""
    desk = request.app[DESK]

    async def doing(session: AsyncSession) -> str:
        name = await kept.drop(session, request[AGENT], int(request.match_info["filter"]), desk.clock())
        if name is None:
            raise web.HTTPNotFound(text=NO_KEPT)
        return kept.DROPPED.format(name=name)

    await do(request, doing)
    raise web.HTTPSeeOther(ROOT)


def _filter(request: web.Request, query: str) -> Filter:
    """The list a form was on."""
    try:
        return Filter.parse(dict(parse_qsl(query)), request.app[DESK].services.keys)
    except BadFilter:
        raise web.HTTPBadRequest(text=BAD_PAGE) from None
