"""The desk's guard: who may pass where, whose form it is, and what is put down about what they saw."""

import hmac
import re
import secrets

from aiohttp import web
from aiohttp.typedefs import Handler
from aiohttp_session import get_session

from web import refusals
from web.desk import audit
from web.desk.access import May, may, most_bytes, needed
from web.desk.desk import AGENT, CSRF, DESK, PUT_DOWN, ROOT, SIGN_IN
from web.desk.models import Agent
from web.desk.people import sessions

NOT_YOURS = "这一页不在您的职责里。需要的话，请找管理员。"
STALE = "页面放得太久，或者登录已经换了人。请回到上一页刷新后再试。"
SIGNED_IN = "signed_in"
ME = f"{ROOT}/me"
TELEPHONE = f"{ME}/telephone"
FORM, FILES = "application/x-www-form-urlencoded", "multipart/form-data"
_OF_PAGES = ("/events", "/here")  # a page's own line to the desk, and its signs of life
_NEXT = re.compile(rf"{ROOT}(?:/(?:tickets|groups)/\d{{9}})?")
_PERSONAL = re.compile(rf"{ROOT}/(?:tickets|groups)/(\d{{9}})(?:/|$)")


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Lets signed-in agents pass to what their role may, everybody else to the sign-in page; a POST only with its
    session's CSRF token.
    """
    desk, session = request.app[DESK], await get_session(request)
    if CSRF not in session:
        session[CSRF] = secrets.token_urlsafe(24)
    services, token = desk.services, str(session.get(SIGNED_IN, ""))
    agent, before = await sessions.last_seen(services.database, services.keys, token, desk.clock()) or (None, None)
    if agent is not None:
        request[AGENT] = agent
    is_page = request.match_info.http_exception is None
    what = needed(request.match_info.handler) if is_page else May.ENTER
    if what is not None:
        if agent is None:
            return _to_sign_in(request)
        await _must_be_theirs(request, agent, what)
    if request.method not in ("GET", "HEAD"):
        request = await _must_be_ours(request, session[CSRF])
    if agent is None or before is None:
        return await handler(request)
    if not _by_itself(request):
        await sessions.seen(services.database, services.keys, token, before, desk.clock())
    response = await handler(request)
    await _put_down(request, agent, response)
    return response


def lacks_telephone(request: web.Request, agent: Agent) -> bool:
    """Whether the agent's role has to sign in with a telephone, and they do not yet."""
    return agent.totp is None and agent.role in request.app[DESK].services.settings.desk.totp_roles


def onward(path: str) -> str:
    """Where to go after signing in: only within the desk."""
    return path if _NEXT.fullmatch(path) else ROOT


async def _must_be_theirs(request: web.Request, agent: Agent, what: May) -> None:
    """Lets an agent pass to what their role may.

    Raises:
        web.HTTPForbidden: it may not.
        web.HTTPSeeOther: their desk begins elsewhere, or they have to take a telephone over before anything else.
    """
    if not may(agent, what):
        if request.path == ROOT:
            raise web.HTTPSeeOther(_home(agent))
        desk = request.app[DESK]
        about = refusals.route(request)
        await audit.put_once(desk.services.database, agent, desk.clock(), audit.Act.REFUSED, about)
        raise web.HTTPForbidden(text=NOT_YOURS)
    if lacks_telephone(request, agent) and request.path not in (TELEPHONE, f"{ROOT}/sign-out"):
        raise web.HTTPSeeOther(TELEPHONE)


def _home(agent: Agent) -> str:
    """Where the desk begins for one who reads no tickets."""
    return f"{ROOT}/knowledge" if may(agent, May.PUBLISH) else f"{ROOT}/audit" if may(agent, May.AUDIT) else ME


async def _must_be_ours(request: web.Request, expected: str) -> web.Request:
    """Lets a form pass that came from a page of this session; gives the request as it is to be read.

    Raises:
        web.HTTPUnsupportedMediaType: it is no plain form, nor one with files where they are taken.
        web.HTTPForbidden: it carries another token, or none.
        web.HTTPBadRequest: it holds what no database keeps.
    """
    most = most_bytes(request.match_info.handler)
    if most is not None:
        request = request.clone(client_max_size=most)
    if request.content_type not in ((FORM,) if most is None else (FORM, FILES)):
        raise web.HTTPUnsupportedMediaType
    form = await request.post()
    given = form.get(CSRF, "")
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(), expected.encode()):
        raise web.HTTPForbidden(text=STALE)
    refusals.must_be_text((*form, *form.values()))
    return request


def _by_itself(request: web.Request) -> bool:
    """Whether the page asks, not its reader: that keeps nobody signed in."""
    fetched = request.method == "GET" and "HX-Request" in request.headers
    return fetched or request.path.endswith(_OF_PAGES)


async def _put_down(request: web.Request, agent: Agent, response: web.StreamResponse) -> None:
    """Every look at a ticket or group counts once an hour, every file that leaves the desk each time, once."""
    desk = request.app[DESK]
    if _shows(response.status) and (found := _PERSONAL.match(request.path)):
        await audit.put_once(desk.services.database, agent, desk.clock(), audit.Act.READ, found[1])
    if "attachment" in response.headers.get("Content-Disposition", "") and not request.get(PUT_DOWN):
        async with desk.services.database.session() as session:
            audit.put(session, agent, desk.clock(), audit.Act.EXPORT, request.path)


def _shows(status: int) -> bool:
    """Whether an answer has something to read: a page, or the same page with a refused form."""
    return status == 200 or (status >= 400 and status not in (403, 404))


def _to_sign_in(request: web.Request) -> web.Response:
    """To the sign-in page, and later back to the page that was meant; a part of a page takes the whole page there."""
    whole = request.path.removesuffix("/list").removesuffix("/talk")
    found = _NEXT.match(whole)
    there = f"{SIGN_IN}?next={found.group()}" if found and found.group() != ROOT else SIGN_IN
    if whole != request.path or "HX-Request" in request.headers:
        return web.Response(status=401, headers={"HX-Redirect": there})
    raise web.HTTPSeeOther(there)
