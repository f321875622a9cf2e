"""The page of canned replies, and what of them is put into an answer."""

from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from web.desk.access import May, needs
from web.desk.deed import NotDone
from web.desk.desk import AGENT, DESK, ROOT, page, part
from web.desk.doing import do
from web.desk.given import number_of
from web.desk.ticket import custody, reading, replies, variables
from web.desk.ticket.acting import MOST_ANSWER
from web.desk.ticket.finding import PATH, found_by

PAGE = "/replies"
SAVED, DELETED = "已存「{title}」。", "已删「{title}」。"
MOST_PREVIEW = 4000

routes = web.RouteTableDef()


@routes.get(PAGE)
@needs(May.WORK)
async def every(request: web.Request) -> web.Response:
    """All that the agent can use, and the form for one: a new one, or that of `?edit=`."""
    return await _page(request, number_of(request.query.get("edit")))


@routes.post(PAGE)
@needs(May.WORK)
async def change(request: web.Request) -> web.Response:
    """Keeps or deletes one; when refused, shows why, with what was written."""
    desk, agent, form = request.app[DESK], request[AGENT], await request.post()
    given = {name: str(form.get(name, "")) for name in ("title", "text", "reply", "shared", "does")}
    reply = number_of(given["reply"])
    shared = given["shared"] == "1"

    async def doing(session: AsyncSession) -> str:
        if given["does"] == "delete" and reply:
            return DELETED.format(title=await replies.delete(session, agent, desk.clock(), reply))
        row = await replies.save(session, agent, desk.clock(), reply, given["title"], given["text"], shared)
        return SAVED.format(title=row.title)

    try:
        await do(request, doing)
    except NotDone as refused:
        return await _page(request, reply, given, refused.text, refused.status)
    raise web.HTTPSeeOther(f"{ROOT}{PAGE}")


@routes.post(PAGE + "/preview")
@needs(May.WORK)
async def preview(request: web.Request) -> web.Response:
    """How the words look to a worker, and what is wrong with their variables."""
    text = str((await request.post()).get("text", ""))[:MOST_PREVIEW]
    return await part(request, "ticket/_preview.html", **_previewed(text))


@routes.get(PATH + "/replies")
@needs(May.WORK)
async def for_ticket(request: web.Request) -> web.Response:
    """The agent's canned replies with this ticket's values in them."""
    desk, agent = request.app[DESK], request[AGENT]
    async with desk.services.database.view() as session:
        tickets, ticket = await found_by(desk, session, agent, request.match_info["number"])
        rows = await replies.replies_of(session, agent)
        veil = await custody.veil(desk, session, agent, tickets, ticket)
        facts = veil.over(reading.facts(tickets, ticket))
    known = variables.values(ticket, facts, agent, desk.services.settings, desk.clock())
    listed = [
        {"title": row.title, "text": variables.filled(row.text, known), "own": row.owner_id is not None} for row in rows
    ]
    return web.json_response(listed)


async def _page(
    request: web.Request, edit: int | None, given: dict[str, str] | None = None, error: str = "", status: int = 200
) -> web.Response:
    desk, agent = request.app[DESK], request[AGENT]
    async with desk.services.database.view() as session:
        rows = await replies.replies_of(session, agent)
    chosen = next((row for row in rows if row.id == edit and replies.may_change(agent, row)), None)
    if given is None:
        title, text = (chosen.title, chosen.text) if chosen else ("", "")
        shared = "1" if chosen and chosen.owner_id is None else ""
        given = {"title": title, "text": text, "shared": shared}
    more: dict[str, Any] = {"known": variables.SAMPLE, "limits": {"title": replies.MOST_TITLE, "text": MOST_ANSWER}}
    return await page(
        request,
        "ticket/replies.html",
        status,
        rows=rows,
        changeable={row.id for row in rows if replies.may_change(agent, row)},
        may_share=replies.may_share(agent),
        chosen=chosen,
        given=given,
        error=error,
        **_previewed(given["text"]),
        **more,
    )


def _previewed(text: str) -> dict[str, Any]:
    return {"shown": variables.filled(text, variables.SAMPLE), "faults": variables.wrong(text)}
