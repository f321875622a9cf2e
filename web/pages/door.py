"""The door of the pages: who looks, and that a form is ours."""

import hmac
from collections.abc import Mapping
from datetime import timedelta
from typing import NoReturn

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.core.crypt import Keyring
from tickets.entering import LASTS, RECEIPT_LASTS, ROOT, Entrance, new_token, toward
from web import refusals
from web.pages.page import PAGES, VISITOR, Visitor

VISIT, MINE, RECEIPT = "niangjia_visit", "niangjia_my", "niangjia_receipt"
CSRF = "csrf"
FORM = "application/x-www-form-urlencoded"
ENTER = f"{ROOT}/enter"
UPLOAD = "upload"  # the name of the route that reads its form itself
LONGEST = {MINE: LASTS, RECEIPT: RECEIPT_LASTS, VISIT: timedelta(days=1)}
STALE = "页面放得太久了。请回到上一页，刷新后再试。"
NOT_IN = "登录过期了，刚才的内容没有提交。请回公众号发「我的」，重新打开。"


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Finds out who looks; lets a form pass only if a page of ours in this very browser made it."""
    visit = request.cookies.get(VISIT) or new_token()
    request[VISITOR] = await _visitor(request, visit)
    if request.method not in ("GET", "HEAD") and request.match_info.route.name != UPLOAD:
        await _must_be_ours(request)
    try:
        response = await handler(request)
    except web.HTTPException as answer:
        _remember(request, answer, visit)
        raise
    _remember(request, response, visit)
    return response


def needs_follower(request: web.Request) -> str:
    """The follower who looks.

    Raises:
        web.HTTPSeeOther: nobody does: to where one comes in.
        web.HTTPUnauthorized: the same for a form.
    """
    follower = request[VISITOR].follower
    if follower is None:
        _turn_away(request)
    return follower


def needs_anybody(request: web.Request) -> Visitor:
    """A follower, or whoever showed a receipt. Raises as `needs_follower`."""
    visitor = request[VISITOR]
    if visitor.follower is None and visitor.ticket is None:
        _turn_away(request)
    return visitor


def check(request: web.Request, given: object) -> None:
    """Lets a token pass that is that of this browser's forms.

    Raises:
        web.HTTPForbidden: it is another one, or none.
    """
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(), request[VISITOR].csrf.encode()):
        raise web.HTTPForbidden(text=STALE)


def let_in(request: web.Request, response: web.StreamResponse, name: str, token: str) -> None:
    """Gives the browser a session; nothing it carried before counts for its forms any more."""
    set_cookie(request, response, name, token)
    set_cookie(request, response, VISIT, new_token())


def set_cookie(request: web.Request, response: web.StreamResponse, name: str, value: str) -> None:
    """A cookie for the pages only, which no script reads and no other site's form sends along."""
    response.set_cookie(
        name,
        value,
        path=ROOT,
        max_age=int(LONGEST[name].total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=request.app[PAGES].services.settings.server.public_url.startswith("https:"),
    )


async def let_out(request: web.Request, response: web.StreamResponse) -> None:
    """Ends this browser's sessions, also for whoever has a copy of its cookies."""
    pages = request.app[PAGES]
    async with pages.services.database.session() as session:
        entrance = Entrance(session, pages.services.keys, pages.clock())
        for name in (MINE, RECEIPT):
            await entrance.let_out(request.cookies.get(name, ""))
    for name in (MINE, RECEIPT, VISIT):
        response.del_cookie(name, path=ROOT)


async def _visitor(request: web.Request, visit: str) -> Visitor:
    pages, cookies = request.app[PAGES], request.cookies
    csrf = _csrf(pages.services.keys, visit, cookies)
    if MINE not in cookies and RECEIPT not in cookies:
        return Visitor(visit, csrf)
    async with pages.services.database.view() as session:
        entrance = Entrance(session, pages.services.keys, pages.clock())
        mine, shown = await entrance.who(cookies.get(MINE, "")), await entrance.who(cookies.get(RECEIPT, ""))
    return Visitor(visit, csrf, mine.follower if mine else None, shown.ticket_id if shown else None)


def _csrf(keys: Keyring, visit: str, cookies: Mapping[str, str]) -> str:
    return keys.index(f"page form {visit} {cookies.get(MINE, '')} {cookies.get(RECEIPT, '')}")


async def _must_be_ours(request: web.Request) -> None:
    """Lets a form pass that came from a page of this browser.

    Raises:
        web.HTTPUnsupportedMediaType: it is no plain form.
        web.HTTPForbidden: as `check`.
    """
    if request.content_type != FORM:
        raise web.HTTPUnsupportedMediaType
    form = await request.post()
    check(request, form.get(CSRF))
    refusals.must_be_text((*form, *form.values()))


def _remember(request: web.Request, response: web.StreamResponse, visit: str) -> None:
    if request.cookies.get(VISIT) != visit and VISIT not in response.cookies:
        set_cookie(request, response, VISIT, visit)


def _turn_away(request: web.Request) -> NoReturn:
    if request.method in ("GET", "HEAD"):
        raise web.HTTPSeeOther(ENTER + toward(request.path.removeprefix(f"{ROOT}/")))
    raise web.HTTPUnauthorized(text=NOT_IN)
