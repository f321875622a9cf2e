"""The desk's door: who may pass, signing in, signing out."""

import hmac
import re
import secrets
from datetime import timedelta

from aiohttp import web
from aiohttp.typedefs import Handler
from aiohttp_session import get_session

from bot.core.log import get
from web.desk.access import May, for_anybody, may, needed, needs
from web.desk.desk import AGENT, CSRF, DESK, ROOT, SIGN_IN, page
from web.desk.people import agents, sessions
from web.desk.people.agents import Locked, Refused

WRONG = "账号或密码不对。连错 5 次，这个账号会锁一会儿。"
LOCKED = "输错太多次，这个账号先锁住了。请 {minutes} 分钟后再试。"
NOT_YOURS = "这一页不在您的职责里。需要的话，请找管理员。"
STALE = "页面放得太久，或者登录已经换了人。请回到上一页刷新后再试。"
SIGNED_IN = "signed_in"
FORM = "application/x-www-form-urlencoded"
_NEXT = re.compile(rf"{ROOT}(?:/(?:tickets|groups)/\d{{9}})?")

_log = get("desk")
routes = web.RouteTableDef()


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Lets signed-in agents pass to what their role may, everybody else to the sign-in page; a POST only with its
    session's CSRF token.
    """
    desk, session = request.app[DESK], await get_session(request)
    if CSRF not in session:
        session[CSRF] = secrets.token_urlsafe(24)
    services = desk.services
    agent = await sessions.agent_of(services.database, services.keys, session.get(SIGNED_IN, ""), desk.clock())
    if agent is not None:
        request[AGENT] = agent
    is_page = request.match_info.http_exception is None
    what = needed(request.match_info.handler) if is_page else May.ENTER
    if what is not None:
        if agent is None:
            return _to_sign_in(request)
        if not may(agent, what):
            raise web.HTTPForbidden(text=NOT_YOURS)
    if request.method not in ("GET", "HEAD"):
        await _must_be_ours(request, session[CSRF])
    return await handler(request)


@routes.get("/sign-in")
@for_anybody
async def sign_in_page(request: web.Request) -> web.Response:
    """The form; somebody signed in goes on."""
    onward = _onward(request.query.get("next", ""))
    if AGENT in request:
        raise web.HTTPSeeOther(onward)
    return await page(request, "sign_in.html", onward=onward, name="", error="")


@routes.post("/sign-in")
@for_anybody
async def sign_in(request: web.Request) -> web.Response:
    """Checks name and password; a fresh session takes the place of the visitor's."""
    desk, form = request.app[DESK], await request.post()
    name, password = str(form.get("name", ""))[:64], str(form.get("password", ""))
    onward, services, now = _onward(str(form.get("next", ""))), desk.services, desk.clock()
    try:
        async with desk.looking:
            agent = await agents.check_password(services.database, name, password, now)
    except Locked as locked:
        minutes = -((now - locked.until) // timedelta(minutes=1))
        return await page(request, "sign_in.html", 429, onward=onward, name=name, error=LOCKED.format(minutes=minutes))
    except Refused:
        _log.warning("sign_in_refused")
        return await page(request, "sign_in.html", 401, onward=onward, name=name, error=WRONG)
    session = await get_session(request)
    session.invalidate()
    session[SIGNED_IN] = await sessions.begin(services.database, services.keys, agent.id, now)
    session[CSRF] = secrets.token_urlsafe(24)
    _log.info("signed_in", agent=agent.name)
    raise web.HTTPSeeOther(onward)


@routes.post("/sign-out")
@needs(May.ENTER)
async def sign_out(request: web.Request) -> web.Response:
    """Ends this browser's session, also for whoever has a copy of the cookie."""
    services, session = request.app[DESK].services, await get_session(request)
    await sessions.end(services.database, services.keys, str(session.get(SIGNED_IN, "")))
    session.invalidate()
    raise web.HTTPSeeOther(SIGN_IN)


async def _must_be_ours(request: web.Request, expected: str) -> None:
    """Lets a form pass that came from a page of this session.

    Raises:
        web.HTTPUnsupportedMediaType: it is no plain form.
        web.HTTPForbidden: it carries another token, or none.
    """
    if request.content_type != FORM:
        raise web.HTTPUnsupportedMediaType
    given = (await request.post()).get(CSRF, "")
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(), expected.encode()):
        raise web.HTTPForbidden(text=STALE)


def _to_sign_in(request: web.Request) -> web.Response:
    """To the sign-in page, and later back to the page that was meant; a part of a page takes the whole page there."""
    whole = request.path.removesuffix("/list").removesuffix("/talk")
    found = _NEXT.match(whole)
    onward = f"{SIGN_IN}?next={found.group()}" if found and found.group() != ROOT else SIGN_IN
    if whole != request.path:
        return web.Response(status=401, headers={"HX-Redirect": onward})
    raise web.HTTPSeeOther(onward)


def _onward(path: str) -> str:
    """Where to go after signing in: only within the desk."""
    return path if _NEXT.fullmatch(path) else ROOT
