"""「菜单」: written here, looked at as a phone shows it, compared with what is live, and given to WeChat."""

import json
from collections.abc import Sequence
from typing import Any

from aiohttp import web
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.compact import compact
from bot.wechat.account import Capability
from bot.wechat.errors import WeChatError
from bot.wechat.limits import Limits
from bot.wechat.menu import Button
from web.desk import audit
from web.desk.access import May, needs
from web.desk.admin import menu_form
from web.desk.admin.form import OVERTAKEN
from web.desk.admin.menu_form import Column, Wrong
from web.desk.admin.models import MenuVersion
from web.desk.deed import NotDone
from web.desk.desk import AGENT, DESK, ROOT, page, say
from web.desk.doing import do
from web.desk.given import number_of
from web.desk.outside import NO_RIGHT, OUTSIDE, WECHAT, said

PATH = f"{ROOT}/admin/menu"
LIMITS = Limits()
PUSHED_LISTED = 10
SAVED = "草稿存好了，还没有发布到微信。"
PUSHED = "已发布到微信。职工重新打开公众号，或五分钟以后，就看到新菜单。"
TAKEN = "已把线上的菜单存成草稿。"
NOTHING_LIVE = "线上现在没有菜单。"
NOT_CONNECTED = "这里没有连到微信，看不了线上的。"
BUTTONS = "{count} 个按钮"

routes = web.RouteTableDef()


@routes.get("/admin/menu")
@needs(May.ADMIN)
async def shown(request: web.Request) -> web.Response:
    """The editor with the draft."""
    return await _editor(request)


@routes.post("/admin/menu")
@needs(May.ADMIN)
async def save(request: web.Request) -> web.Response:
    """Keeps what was written as the draft, if WeChat would take it."""
    form = await request.post()
    given, seen = menu_form.written(form, LIMITS), str(form.get("seen", ""))

    async def doing(session: AsyncSession) -> str:
        try:
            made = menu_form.buttons(given, LIMITS)
        except Wrong as wrong:
            raise NotDone({wrong.place: wrong.text}) from None
        newest = await _newest(session)
        if seen != str(newest.id if newest else 0):
            raise NotDone(OVERTAKEN, 409)
        _keep(request, session, made, audit.Act.MENU_DRAFTED)
        return SAVED

    try:
        await do(request, doing)
    except NotDone as refused:
        return await _editor(request, refused, given)
    raise web.HTTPSeeOther(f"{PATH}/push" if form.get("then") == "push" else PATH)


@routes.get("/admin/menu/push")
@needs(May.ADMIN)
async def confirm(request: web.Request) -> web.Response:
    """The draft beside what is live, before it is given to WeChat."""
    return await _confirm(request)


@routes.post("/admin/menu/push")
@needs(May.ADMIN)
async def push(request: web.Request) -> web.Response:
    """Gives the draft to WeChat; what the platform answers is told."""
    desk, form = request.app[DESK], await request.post()
    async with desk.services.database.view() as session:
        draft = await _newest(session)
    if draft is None or str(draft.id) != str(form.get("menu", "")):
        return await _confirm(request, OVERTAKEN, 409)
    if WECHAT not in request.app:
        return await _confirm(request, NOT_CONNECTED, 503)
    try:
        await request.app[WECHAT].menu.create(json.loads(draft.buttons))
    except WeChatError as error:
        return await _confirm(request, said(error), 502)
    async with desk.services.database.session() as session:
        row = await session.get_one(MenuVersion, draft.id)
        row.pushed_at = desk.clock()
        audit.put(session, request[AGENT], desk.clock(), audit.Act.MENU_PUSHED, f"menu {draft.id}")
    await say(request, PUSHED)
    raise web.HTTPSeeOther(PATH)


@routes.post("/admin/menu/take")
@needs(May.ADMIN)
async def take(request: web.Request) -> web.Response:
    """Makes what is live, or an earlier version, the draft."""
    form = await request.post()
    earlier = str(form.get("menu", ""))
    try:
        live = None if earlier else await _live(request)
    except WeChatError as error:
        return await _confirm(request, said(error), 502)

    async def doing(session: AsyncSession) -> str:
        row = await session.get(MenuVersion, number_of(earlier) or 0)
        made = json.loads(row.buttons) if row else live
        if not made:
            raise NotDone(NOTHING_LIVE, 409)
        _keep(request, session, made, audit.Act.MENU_TAKEN)
        return SAVED if row else TAKEN

    try:
        await do(request, doing)
    except NotDone as refused:
        return await _confirm(request, refused.errors[""], refused.status)
    raise web.HTTPSeeOther(PATH)


@routes.get("/admin/menu/take")
@needs(May.ADMIN)
async def refused_before(_request: web.Request) -> web.Response:
    """Someone comes back to the address of a form that was refused."""
    raise web.HTTPSeeOther(PATH)


def _keep(request: web.Request, session: AsyncSession, made: Sequence[Button], act: audit.Act) -> None:
    now, agent = request.app[DESK].clock(), request[AGENT]
    session.add(MenuVersion(buttons=compact(list(made)), actor=agent.name, at=now))
    audit.put(session, agent, now, act, "menu", BUTTONS.format(count=len(made)))


async def _newest(session: AsyncSession) -> MenuVersion | None:
    found: MenuVersion | None = await session.scalar(select(MenuVersion).order_by(MenuVersion.id.desc()).limit(1))
    return found


async def _pushed(session: AsyncSession) -> Sequence[MenuVersion]:
    """What went live from here, the newest first."""
    statement = select(MenuVersion).where(MenuVersion.pushed_at.is_not(None))
    return (await session.scalars(statement.order_by(MenuVersion.pushed_at.desc()).limit(PUSHED_LISTED))).all()


async def _live(request: web.Request) -> list[dict[str, Any]] | None:
    """What WeChat shows now; None where there is no menu. Raises WeChatError."""
    if WECHAT not in request.app:
        return None
    payload = await request.app[WECHAT].menu.get()
    found = ((payload or {}).get("menu") or {}).get("button")
    return found if isinstance(found, list) and found else None


async def _editor(request: web.Request, refused: NotDone | None = None, given: Sequence[Column] = ()) -> web.Response:
    desk = request.app[DESK]
    starter = request.app[OUTSIDE].menu
    async with desk.services.database.view() as session:
        draft, pushed = await _newest(session), await _pushed(session)
    columns = list(given) if refused else menu_form.columns(json.loads(draft.buttons) if draft else starter, LIMITS)
    return await page(
        request,
        "admin/menu.html",
        refused.status if refused else 200,
        columns=columns,
        choices=menu_form.choices(starter),
        errors=refused.errors if refused else {},
        draft=draft,
        pushed=pushed,
        is_live=bool(draft and pushed and pushed[0].buttons == draft.buttons),
        no_right=_no_right(request),
        limits=LIMITS,
    )


async def _confirm(request: web.Request, error: str = "", status: int = 200) -> web.Response:
    desk = request.app[DESK]
    async with desk.services.database.view() as session:
        draft = await _newest(session)
    if draft is None:
        raise web.HTTPSeeOther(PATH)
    live, trouble = None, "" if WECHAT in request.app else NOT_CONNECTED
    try:
        live = await _live(request) if not _no_right(request) else None
    except WeChatError as why:
        trouble = said(why)
    made = json.loads(draft.buttons)
    return await page(
        request,
        "admin/menu_push.html",
        status,
        draft=draft,
        columns=menu_form.columns(made, LIMITS),
        live=menu_form.columns(live, LIMITS) if live else None,
        is_same=bool(live) and menu_form.columns(live or (), LIMITS) == menu_form.columns(made, LIMITS),
        trouble=trouble,
        error=error,
        no_right=_no_right(request),
    )


def _no_right(request: web.Request) -> str:
    may = request.app[DESK].services.account.may(Capability.MENU)
    return "" if may else NO_RIGHT.format(right=Capability.MENU.label)
