"""The live line of an open page, as server-sent events, and what a page says of its agent."""

import json
from collections.abc import AsyncIterator

from aiohttp import web
from aiohttp_session import get_session

from web.desk.access import May, needs, sees
from web.desk.desk import AGENT, DESK
from web.desk.inbox.live import Listener, Live
from web.desk.people import door, sessions
from web.desk.ticket.presence import Doing, be, is_known

LIVE = web.AppKey("live", Live)
CHECK_S = 5.0  # so long after signing out a line may still be open
BEATS = 3  # of these checks until a sign of life is sent
AGAIN_MS = 5_000
HEADERS = {"Content-Type": "text/event-stream; charset=utf-8", "X-Accel-Buffering": "no"}
BYE = b"event: bye\ndata: \n\n"
ALIVE = b": alive\n\n"

routes = web.RouteTableDef()


@routes.get("/events")
@needs(May.READ)
async def events(request: web.Request) -> web.StreamResponse:
    """Tells which tickets of the agent's scope moved and who is where, until they sign out or leave."""
    response = web.StreamResponse(headers=HEADERS)
    async with request.app[LIVE].listening(request[AGENT]) as listener:
        try:
            await response.prepare(request)
            await response.write(f"retry: {AGAIN_MS}\n\n".encode())
            async for piece in _pieces(request, listener):
                await response.write(piece)
        except ConnectionError:  # the page was closed
            pass
    return response


@routes.post(r"/tickets/{number:\d{9}}/here")
@needs(May.READ)
async def here(request: web.Request) -> web.Response:
    """Notes what the agent does at this ticket."""
    desk, agent, now = request.app[DESK], request[AGENT], request.app[DESK].clock()
    said = str((await request.post()).get("doing", ""))
    if said not in list(Doing):
        raise web.HTTPBadRequest
    async with desk.services.database.view() as session:
        found = await desk.tickets(session).find(request.match_info["number"])
        if found is None or not sees(agent, found):
            raise web.HTTPNotFound
        known = await is_known(session, agent, found, Doing(said), now)
    if not known:
        async with desk.services.database.session() as session:
            await be(session, agent, found, Doing(said), now)
    return web.Response(status=204)


async def _pieces(request: web.Request, listener: Listener) -> AsyncIterator[bytes]:
    """What goes down the line: news as they come, signs of life between, a good-bye at the end."""
    desk, token = request.app[DESK], (await get_session(request)).get(door.SIGNED_IN, "")
    quiet = 0
    while not listener.ended:
        news = await listener.wait(CHECK_S)
        agent = await sessions.agent_of(desk.services.database, desk.services.keys, token, desk.clock())
        if agent is None:
            break
        listener.agent, quiet = agent, 0 if news else quiet + 1
        if news and not listener.ended:
            yield _event("here", listener.here)
            if listener.rings:
                listener.rings = False
                yield _event("bell", listener.unread)
            moved, listener.moved = sorted(listener.moved), set()
            if moved:
                yield _event("moved", moved)
        elif quiet % BEATS == 0:
            yield ALIVE
    yield BYE


def _event(name: str, told: object) -> bytes:
    return f"event: {name}\ndata: {json.dumps(told, ensure_ascii=False)}\n\n".encode()
