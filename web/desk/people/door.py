"""Signing in, in one step or two, and signing out."""

import secrets
from datetime import datetime, timedelta

from aiohttp import web
from aiohttp_session import get_session
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.log import get
from web import refusals
from web.desk import audit
from web.desk.access import May, for_anybody, needs
from web.desk.desk import AGENT, CSRF, DESK, SIGN_IN, Desk, page
from web.desk.models import Agent
from web.desk.people import guarding, sessions, trying
from web.desk.people.guarding import onward
from web.desk.people.trying import Locked, Refused

WRONG = "账号或密码不对。连错 5 次，这个账号会锁一会儿。"
WRONG_CODE = "动态码不对，或者刚才用过了。请等手机上换一个新的再输。"
LOCKED = "输错太多次，先锁住了。请 {minutes} 分钟后再试。"
SIGNED_IN = guarding.SIGNED_IN
HALF_WAY, HALF_LASTS = "half_way", timedelta(minutes=5)

_log = get("desk")
routes = web.RouteTableDef()


@routes.get("/sign-in")
@for_anybody
async def sign_in_page(request: web.Request) -> web.Response:
    """The form; somebody signed in goes on."""
    there = onward(request.query.get("next", ""))
    if AGENT in request:
        raise web.HTTPSeeOther(there)
    return await page(request, "sign_in.html", onward=there, name="", error="")


@routes.post("/sign-in")
@for_anybody
async def sign_in(request: web.Request) -> web.Response:
    """Checks name and password; who signs in with a telephone is asked for its code next."""
    desk, form = request.app[DESK], await request.post()
    name, password = str(form.get("name", ""))[:64], str(form.get("password", ""))
    there, services = onward(str(form.get("next", ""))), desk.services
    source = trying.source_key(services.keys, refusals.source(request))
    try:
        async with desk.looking:
            agent = await trying.check_password(services.database, name, password, desk.clock(), source)
    except Refused as refused:
        status, error = await turned_away(request, refused, WRONG)
        return await page(request, "sign_in.html", status, onward=there, name=name, error=error)
    if agent.totp is None:
        await let_in(request, agent)
        raise web.HTTPSeeOther(there)
    raise await half_way(request, agent, there)


@routes.get("/sign-in/code")
@for_anybody
async def code_page(request: web.Request) -> web.Response:
    """Asks for the telephone's code."""
    await _half_way(request)
    return await page(request, "people/code.html", error="")


@routes.post("/sign-in/code")
@for_anybody
async def code(request: web.Request) -> web.Response:
    """Checks it."""
    desk, given = request.app[DESK], str((await request.post()).get("code", ""))[:40]
    half, there = await _half_way(request)
    try:
        agent = await trying.check_code(desk.services.database, desk.services.keys, half, given, desk.clock())
    except Refused as refused:
        status, error = await turned_away(request, refused, WRONG_CODE)
        return await page(request, "people/code.html", status, error=error)
    await let_in(request, agent)
    raise web.HTTPSeeOther(there)


@routes.post("/sign-out")
@needs(May.ENTER)
async def sign_out(request: web.Request) -> web.Response:
    """Ends this browser's session, also for whoever has a copy of the cookie."""
    services, session = request.app[DESK].services, await get_session(request)
    await sessions.end(services.database, services.keys, str(session.get(SIGNED_IN, "")))
    session.invalidate()
    raise web.HTTPSeeOther(SIGN_IN)


async def half_way(request: web.Request, agent: Agent, there: str) -> web.HTTPSeeOther:
    """The way to the telephone's code for whoever has the password, and then to `there`."""
    desk = request.app[DESK]
    password = _password(desk, agent)
    (await get_session(request))[HALF_WAY] = [agent.id, desk.clock().timestamp(), there, password]
    return web.HTTPSeeOther(f"{SIGN_IN}/code")


async def let_in(request: web.Request, agent: Agent) -> None:
    """Signs this browser in."""
    desk = request.app[DESK]
    async with desk.services.database.session() as session:
        token = await _begin(request, session, agent)
        audit.put(session, agent, desk.clock(), audit.Act.SIGNED_IN, agent.name, _browser(request))
    await _carry(request, token)
    _log.info("signed_in", agent=agent.name)


async def renew(request: web.Request, session: AsyncSession, agent: Agent) -> None:
    """Signs the agent out everywhere else; this browser goes on with a session that nobody has a copy of."""
    await sessions.end_everywhere(session, agent.id)
    await _carry(request, await _begin(request, session, agent))


async def turned_away(request: web.Request, refused: Refused, wrong: str) -> tuple[int, str]:
    """Puts a refusal down; gives status and what to tell."""
    desk = request.app[DESK]
    if isinstance(refused, Locked):
        return 429, locked(refused, desk.clock())
    _log.warning("sign_in_refused")
    if refused.known:
        async with desk.services.database.session() as session:
            audit.write(session, refused.known, desk.clock(), audit.Act.SIGN_IN_REFUSED, refused.known)
    return 401, wrong


def locked(refused: Locked, now: datetime) -> str:
    """How long to wait."""
    return LOCKED.format(minutes=max(1, -((now - refused.until) // timedelta(minutes=1))))


async def _half_way(request: web.Request) -> tuple[int, str]:
    """Whose password was right in this browser just now, and where they want to go.

    Raises:
        web.HTTPSeeOther: nobody's; to the beginning.
    """
    desk, kept = request.app[DESK], (await get_session(request)).get(HALF_WAY, ())
    agent, since, there, password = kept if len(kept) == 4 else (0, 0.0, "", "")
    if not 0 <= desk.clock().timestamp() - since < HALF_LASTS.total_seconds():
        raise web.HTTPSeeOther(SIGN_IN)
    async with desk.services.database.view() as session:
        row = await session.get(Agent, int(agent))
    if row is None or _password(desk, row) != password:  # it was changed since
        raise web.HTTPSeeOther(SIGN_IN)
    return row.id, onward(there)


def _password(desk: Desk, agent: Agent) -> str:
    """What tells one password of an agent from the next."""
    return desk.services.keys.index(f"half way {agent.id} {agent.hash}")


async def _begin(request: web.Request, session: AsyncSession, agent: Agent) -> str:
    desk = request.app[DESK]
    return await sessions.begin_in(session, desk.services.keys, agent.id, desk.clock(), _browser(request))


async def _carry(request: web.Request, token: str) -> None:
    """A fresh session takes the place of the one before."""
    carried = await get_session(request)
    carried.invalidate()
    carried[SIGNED_IN], carried[CSRF] = token, secrets.token_urlsafe(24)


def _browser(request: web.Request) -> str:
    return sessions.called(request.headers.get("User-Agent", ""))
