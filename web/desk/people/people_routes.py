"""「人员」: who may sign in, inviting, changing what they may, letting go; only for admins, and never for oneself."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web
from aiohttp_session import get_session
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.places import EVERY_DISTRICT
from tickets.routing import every_team
from web.desk import audit
from web.desk.access import May, needs
from web.desk.desk import AGENT, DESK, ROOT, page
from web.desk.doing import do
from web.desk.models import Agent
from web.desk.people import agents, invitations, naming, sessions
from web.desk.people.audit_words import detail
from web.desk.people.invitations import Rights
from web.desk.people.passwords import Unfit

PEOPLE = f"{ROOT}/people"
NOBODY = "没有这个人。"
NOT_YOURSELF = "不能改自己的权限，也不能停用自己。请另一位管理员来改。"
CHANGED = "{whom}的权限改好了，他要重新登录。"
SHUT_OUT, LET_IN = "{whom}已停用，马上不能登录。", "{whom}可以登录了。"
SIGNED_OUT = "{whom}在所有设备上都已退出。"
TAKEN_BACK = "给{whom}的邀请收回了。"
NO_INVITATION = "这个邀请已经用过、过期或收回了。"
MOST_SHOWN = 20
LINK = "invitation"
PERSON = r"/people/{id:\d{1,9}}"

ToWhom = Callable[[AsyncSession, Agent], Awaitable[str]]
routes = web.RouteTableDef()


@routes.get("/people")
@needs(May.ADMIN)
async def people(request: web.Request) -> web.Response:
    """Everybody, the invitations that are open, and the form for one."""
    return await _people(request)


@routes.post("/people/invite")
@needs(May.ADMIN)
async def invite(request: web.Request) -> web.Response:
    """Invites somebody; the next page shows the link, this once."""
    desk, form, agent = request.app[DESK], await request.post(), request[AGENT]
    now, keys, whom = desk.clock(), desk.services.keys, str(form.get("whom", ""))
    token = invitations.of_form(keys, agent.id, str(form.get("once", "")))

    async def doing(session: AsyncSession) -> str:
        invitations.invite(session, keys, whom, meant, agent.name, now, token)
        audit.put(session, agent, now, audit.Act.INVITED, whom.strip(), str(meant))
        return ""

    try:
        meant = await _rights(request)
        await do(request, doing)
    except Unfit as unfit:
        return await _people(request, 422, whom, unfit)
    await _carry_made(request, token)
    raise web.HTTPSeeOther(PEOPLE)


async def _carry_made(request: web.Request, token: str) -> None:
    """Has the next page show the link, to who sent the form twice too, while nobody has used it."""
    desk = request.app[DESK]
    async with desk.services.database.view() as session:
        made = await invitations.of(session, desk.services.keys, token, desk.clock())
    if made is not None:
        (await get_session(request))[LINK] = [made.whom, token]


@routes.post(r"/people/invitations/{id:\d{1,9}}/back")
@needs(May.ADMIN)
async def take_back(request: web.Request) -> web.Response:
    """Voids an invitation."""
    now = request.app[DESK].clock()

    async def doing(session: AsyncSession) -> str:
        row = await invitations.take_back(session, int(request.match_info["id"]), now)
        if row is None:
            return NO_INVITATION
        audit.put(session, request[AGENT], now, audit.Act.INVITATION_TAKEN_BACK, row.whom)
        return TAKEN_BACK.format(whom=row.whom)

    await do(request, doing)
    raise web.HTTPSeeOther(PEOPLE)


@routes.get(PERSON)
@needs(May.ADMIN)
async def person(request: web.Request) -> web.Response:
    """One of them."""
    return await _person(request)


@routes.post(PERSON + "/rights")
@needs(May.ADMIN)
async def rights(request: web.Request) -> web.Response:
    """Other role, districts, team; they have to sign in anew."""

    async def doing(session: AsyncSession, whom: Agent) -> str:
        given = await _rights(request)
        before = Rights(whom.role, tuple(whom.districts), whom.team or "")
        await agents.give(session, whom, given.role, given.districts, given.team)
        _put(request, session, audit.Act.RIGHTS, whom, f"{before} → {given}")
        return CHANGED

    return await _do(request, doing)


@routes.post(PERSON + "/active")
@needs(May.ADMIN)
async def active(request: web.Request) -> web.Response:
    """Shuts out or lets in."""
    lets_in = (await request.post()).get("active") == "1"

    async def doing(session: AsyncSession, whom: Agent) -> str:
        await agents.activate(session, whom, lets_in)
        _put(request, session, audit.Act.LET_IN if lets_in else audit.Act.SHUT_OUT, whom)
        return LET_IN if lets_in else SHUT_OUT

    return await _do(request, doing)


@routes.post(PERSON + "/sign-out")
@needs(May.ADMIN)
async def sign_out(request: web.Request) -> web.Response:
    """Ends their sessions."""

    async def doing(session: AsyncSession, whom: Agent) -> str:
        await sessions.end_everywhere(session, whom.id)
        _put(request, session, audit.Act.SIGNED_OUT, whom)
        return SIGNED_OUT

    return await _do(request, doing)


@routes.post(PERSON + "/reset")
@needs(May.ADMIN)
async def reset(request: web.Request) -> web.Response:
    """A link to a new password, shown once; of who lost their telephone, to sign in without."""
    desk, agent, form = request.app[DESK], request[AGENT], await request.post()
    keys, lost = desk.services.keys, form.get("lost_telephone") == "1"
    token = invitations.of_form(keys, agent.id, str(form.get("once", "")))

    async def doing(session: AsyncSession, whom: Agent) -> str:
        await invitations.invite_again(session, keys, whom, lost, agent.name, desk.clock(), token)
        _put(request, session, audit.Act.INVITED, whom, "password" + ("，telephone" if lost else ""))
        return ""

    return await _do(request, doing, token)


async def _do(request: web.Request, to_whom: ToWhom, makes: str = "") -> web.Response:
    """Does it to the person of the address, held; when refused, shows why. `makes` is the token of a link it makes."""
    here = int(request.match_info["id"])

    async def doing(session: AsyncSession) -> str:
        whom = await session.get(Agent, here, with_for_update=True)
        if whom is None:
            raise web.HTTPNotFound(text=NOBODY)
        return (await to_whom(session, whom)).format(whom=whom.display)

    if here == request[AGENT].id:
        return await _person(request, 409, NOT_YOURSELF)
    try:
        await do(request, doing)
    except Unfit as unfit:
        return await _person(request, 422, str(unfit))
    if makes:
        await _carry_made(request, makes)
    raise web.HTTPSeeOther(f"{PEOPLE}/{here}")


async def _rights(request: web.Request) -> Rights:
    form = await request.post()
    districts = [str(one) for one in form.getall("districts", [])]
    teams = every_team(request.app[DESK].services.settings.routing)
    return Rights.read(str(form.get("role", "")), districts, str(form.get("team", "")), teams)


def _put(request: web.Request, session: AsyncSession, act: audit.Act, whom: Agent, detail: str = "") -> None:
    audit.put(session, request[AGENT], request.app[DESK].clock(), act, whom.name, detail)


async def _link(request: web.Request) -> tuple[str, str] | None:
    """Whose link was made just now, and the link; told once."""
    found = (await get_session(request)).pop(LINK, None)
    if found is None:
        return None
    base = request.app[DESK].services.settings.server.public_url.rstrip("/")
    return found[0], f"{base}{ROOT}{invitations.WELCOME}/{found[1]}"


async def _people(request: web.Request, status: int = 200, whom: str = "", unfit: Unfit | None = None) -> web.Response:
    desk = request.app[DESK]
    async with desk.services.database.view() as session:
        rows = (await session.scalars(select(Agent).order_by(Agent.active.desc(), Agent.name))).all()
        open_ones = await invitations.waiting(session, desk.clock())
    more: dict[str, Any] = {"link": await _link(request), "whom": whom, "unfit": unfit, **_choices(request)}
    lasts = invitations.LASTS
    return await page(request, "people/people.html", status, people=rows, invitations=open_ones, lasts=lasts, **more)


async def _person(request: web.Request, status: int = 200, error: str = "") -> web.Response:
    desk, here = request.app[DESK], int(request.match_info["id"])
    async with desk.services.database.view() as session:
        whom = await session.get(Agent, here)
        if whom is None:
            raise web.HTTPNotFound(text=NOBODY)
        places = await sessions.of(session, desk.services.keys, whom, "", desk.clock())
        lines = await audit.lines(session, audit.Asked(about=whom.name), MOST_SHOWN)
    more: dict[str, Any] = {"whom": whom, "places": places, "lines": lines, "error": error, **_choices(request)}
    more |= {"act": audit.called, "detail": detail}
    own = here == request[AGENT].id
    return await page(request, "people/person.html", status, own=own, link=await _link(request), **more)


def _choices(request: web.Request) -> dict[str, Any]:
    teams = every_team(request.app[DESK].services.settings.routing)
    return {"roles": naming.ROLES, "trusted": naming.TRUSTED, "districts": EVERY_DISTRICT, "teams": teams}
