"""「我的账号」: an agent's own password, telephone for codes, recovery codes, and where they are signed in."""

import asyncio
from typing import Any

from aiohttp import web
from aiohttp_session import get_session
from sqlalchemy.ext.asyncio import AsyncSession

from web.desk import audit
from web.desk.access import May, needs
from web.desk.desk import AGENT, DESK, page, say
from web.desk.models import Agent
from web.desk.people import door, guarding, naming, passwords, second, sessions, trying
from web.desk.people.guarding import ME, SIGNED_IN, TELEPHONE
from web.desk.people.passwords import Unfit
from web.desk.people.trying import Locked, Refused

WRONG_OLD = "现在的密码不对。"
NOT_TWICE = "两次输入的新密码不一样，请再输一遍。"
SAME = "新密码和现在的一样，请换一个。"
CHANGED = "密码改好了，其他设备都已退出。"
OTHERS_OUT = "其他设备都已退出。"
TELEPHONE_ON = "动态码开好了。下面的备用码只显示这一次，请抄下来收好。"
TELEPHONE_OFF = "动态码关掉了，以后只用密码登录。"
NEEDED = "您的角色必须用动态码登录，不能关。换手机请点「换手机」。"
BAD_CODE = "动态码不对。请照手机上显示的 6 位数字再输一遍；手机的时间要准。"
NEW_CODES = "新的备用码在下面，只显示这一次；以前的都作废了。"
HELD = "telephone"

routes = web.RouteTableDef()


@routes.get("/me")
@needs(May.ENTER)
async def me(request: web.Request) -> web.Response:
    """The page."""
    return await _me(request)


@routes.post("/me/password")
@needs(May.ENTER)
async def password(request: web.Request) -> web.Response:
    """Changes the password; every other browser is signed out."""
    desk, agent, form = request.app[DESK], request[AGENT], await request.post()
    old, new, again = (str(form.get(name, "")) for name in ("old", "new", "again"))
    try:
        _must_fit(agent, old, new, again)
        kept = await _hashed(request, agent, old, new)
    except (Unfit, Refused) as refused:
        return await _refused(request, "password", refused)
    async with desk.services.database.session() as session:
        row = await held(session, agent)
        row.hash = kept
        audit.put(session, agent, desk.clock(), audit.Act.PASSWORD_CHANGED, agent.name)
        await door.renew(request, session, row)
    await say(request, CHANGED)
    raise web.HTTPSeeOther(ME)


@routes.post("/me/others")
@needs(May.ENTER)
async def others(request: web.Request) -> web.Response:
    """Signs the agent out in every other browser."""
    desk, agent = request.app[DESK], request[AGENT]
    async with desk.services.database.session() as session:
        audit.put(session, agent, desk.clock(), audit.Act.OTHERS_SIGNED_OUT, agent.name)
        await door.renew(request, session, await held(session, agent))
    await say(request, OTHERS_OUT)
    raise web.HTTPSeeOther(ME)


@routes.get("/me/telephone")
@needs(May.ENTER)
async def telephone(request: web.Request) -> web.Response:
    """What the telephone has to take over."""
    return await _telephone(request)


@routes.post("/me/telephone")
@needs(May.ENTER)
async def take_over(request: web.Request) -> web.Response:
    """From now on codes of that telephone are asked for; the password says that it is the agent who wants it."""
    desk, agent, form = request.app[DESK], request[AGENT], await request.post()
    secret = str((await get_session(request)).get(HELD, ""))
    step = second.used_step(secret, str(form.get("code", "")), desk.clock(), 0) if secret else None
    try:
        await _again(request, agent, str(form.get("password", "")))
    except Refused as refused:
        return await _telephone(request, *_told(request, refused))
    if step is None:
        return await _telephone(request, 422, BAD_CODE)
    async with desk.services.database.session() as session:
        row = await held(session, agent)
        codes = await second.take_over(session, desk.services.keys, row, secret, step)
        audit.put(session, agent, desk.clock(), audit.Act.TOTP_ON, agent.name)
        await door.renew(request, session, row)
    return await _show_codes(request, codes, TELEPHONE_ON)


@routes.post("/me/telephone/off")
@needs(May.ENTER)
async def let_go(request: web.Request) -> web.Response:
    """From now on the password is enough, where the role may."""
    desk, agent = request.app[DESK], request[AGENT]
    try:
        if agent.role in desk.services.settings.desk.totp_roles:
            raise Unfit("off", NEEDED)
        await _again(request, agent, str((await request.post()).get("password", "")))
    except (Unfit, Refused) as refused:
        return await _refused(request, "off", refused)
    async with desk.services.database.session() as session:
        row = await held(session, agent)
        await second.let_go(session, row)
        audit.put(session, agent, desk.clock(), audit.Act.TOTP_OFF, agent.name)
        await door.renew(request, session, row)
    await say(request, TELEPHONE_OFF)
    raise web.HTTPSeeOther(ME)


@routes.post("/me/codes")
@needs(May.ENTER)
async def codes(request: web.Request) -> web.Response:
    """Fresh recovery codes."""
    desk, agent = request.app[DESK], request[AGENT]
    if agent.totp is None:
        raise web.HTTPSeeOther(ME)
    try:
        await _again(request, agent, str((await request.post()).get("password", "")))
    except Refused as refused:
        return await _refused(request, "codes", refused)
    async with desk.services.database.session() as session:
        fresh = await second.new_codes(session, desk.services.keys, await held(session, agent))
        audit.put(session, agent, desk.clock(), audit.Act.CODES_MADE, agent.name)
    return await _show_codes(request, fresh, NEW_CODES)


async def held(session: AsyncSession, agent: Agent) -> Agent:
    """The agent's row, held until the transaction ends.

    Raises:
        web.HTTPForbidden: they were shut out meanwhile.
    """
    row = await session.get(Agent, agent.id, with_for_update=True)
    if row is None or not row.active:
        raise web.HTTPForbidden(text=guarding.NOT_YOURS)
    return row


def _must_fit(agent: Agent, old: str, new: str, again: str) -> None:
    passwords.must_be_good(new, agent.name)
    if new != again:
        raise Unfit("again", NOT_TWICE)
    if new == old:
        raise Unfit("new", SAME)


async def _hashed(request: web.Request, agent: Agent, old: str, new: str) -> str:
    await _again(request, agent, old)
    async with request.app[DESK].looking:
        return await asyncio.to_thread(passwords.hashed, new)


async def _again(request: web.Request, agent: Agent, given: str) -> None:
    desk = request.app[DESK]
    async with desk.looking:
        await trying.check_password(desk.services.database, agent.name, given, desk.clock())


def _told(request: web.Request, refused: Unfit | Refused) -> tuple[int, str]:
    if isinstance(refused, Locked):
        return 429, door.locked(refused, request.app[DESK].clock())
    return 422, WRONG_OLD if isinstance(refused, Refused) else str(refused)


async def _refused(request: web.Request, form: str, refused: Unfit | Refused) -> web.Response:
    status, error = _told(request, refused)
    return await _me(request, status, form, error)


async def _me(request: web.Request, status: int = 200, form: str = "", error: str = "") -> web.Response:
    desk, agent, carried = request.app[DESK], request[AGENT], await get_session(request)
    async with desk.services.database.view() as session:
        token = str(carried.get(SIGNED_IN, ""))
        places = await sessions.of(session, desk.services.keys, agent, token, desk.clock())
        left = await second.codes_left(session, agent)
    more: dict[str, Any] = {"places": places, "left": left, "roles": naming.ROLES}
    needed = agent.role in desk.services.settings.desk.totp_roles
    return await page(request, "people/me.html", status, refused=(form, error), needed=needed, **more)


async def _telephone(request: web.Request, status: int = 200, error: str = "") -> web.Response:
    carried = await get_session(request)
    if HELD not in carried:
        carried[HELD] = second.new_secret()
    secret = str(carried[HELD])
    agent = request[AGENT]
    must = guarding.lacks_telephone(request, agent)
    picture = second.picture(secret, agent.name)
    spelt = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return await page(
        request, "people/telephone.html", status, picture=picture, spelt=spelt, must=must, error=error, here=TELEPHONE
    )


async def _show_codes(request: web.Request, fresh: list[str], notice: str) -> web.Response:
    """The one answer that shows them: reloading the page asks to send the form again, which needs its password."""
    return await page(request, "people/codes.html", codes=fresh, told=notice)
