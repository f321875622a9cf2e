"""What somebody invited sees: the link asks for a name and password, and lets them in. Looking uses nothing up."""

from typing import Any

from aiohttp import web
from sqlalchemy.exc import IntegrityError

from web.desk import audit
from web.desk.access import for_anybody
from web.desk.desk import AGENT, DESK, ROOT, page
from web.desk.models import Agent
from web.desk.people import agents, door, guarding, invitations, naming, passwords
from web.desk.people.models import Invitation
from web.desk.people.passwords import Unfit

VOID = "这个邀请链接用过了、过期了，或者被收回了。请找管理员再要一个。"
SIGNED_IN_ALREADY = "这台设备上已经有人登录。请先点「退出」，再打开邀请链接。"
NOT_TWICE = "两次输入的密码不一样，请再输一遍。"
PATH = r"/welcome/{token:[\w-]{32}}"

routes = web.RouteTableDef()


@routes.get(PATH)
@for_anybody
async def welcome(request: web.Request) -> web.Response:
    """Asks for name and password."""
    invitation, agent = await _invitation(request)
    return await _form(request, invitation, agent)


@routes.post(PATH)
@for_anybody
async def accept(request: web.Request) -> web.Response:
    """Uses the link up and signs in whoever had it; who signs in with a telephone is asked for its code next."""
    form = await request.post()
    invitation, known = await _invitation(request)
    name, display, password, again = (str(form.get(one, "")) for one in ("name", "display", "password", "again"))
    if known is not None:
        name, display = known.name, known.display
    given = {"name": name[:64], "display": display[:64]}
    try:
        if password != again:
            raise Unfit("again", NOT_TWICE)
        agent = await _accepted(request, name, display, password)
    except Unfit as unfit:
        return await _form(request, invitation, known, 422, given, (unfit.field, str(unfit)))
    except IntegrityError:
        taken = agents.TAKEN.format(name=agents.fold(name))
        return await _form(request, invitation, known, 422, given, ("name", taken))
    if agent.totp is not None:
        raise await door.half_way(request, agent, ROOT)
    await door.let_in(request, agent)
    raise web.HTTPSeeOther(guarding.TELEPHONE if guarding.lacks_telephone(request, agent) else ROOT)


async def _accepted(request: web.Request, name: str, display: str, password: str) -> Agent:
    """Does it, the hashing before the transaction; the link is looked at again within it."""
    desk = request.app[DESK]
    async with desk.looking:
        kept = await agents.hashed(name, display, password)
    async with desk.services.database.session() as session:
        token, keys, now = request.match_info["token"], desk.services.keys, desk.clock()
        invitation = await invitations.of(session, keys, token, now, hold=True)
        if invitation is None:
            raise web.HTTPGone(text=VOID)
        agent = await invitations.accept(session, invitation, name, display, kept, now)
        act = audit.Act.JOINED if invitation.agent_id is None else audit.Act.PASSWORD_RESET
        audit.put(session, agent, now, act, agent.name, f"{agent.role}；{invitation.made_by}")
    return agent


async def _invitation(request: web.Request) -> tuple[Invitation, Agent | None]:
    """The link's invitation, and the agent who is to have a new password by it.

    Raises:
        web.HTTPGone: it does not count any more, or never did.
        web.HTTPConflict: somebody is signed in here.
    """
    desk = request.app[DESK]
    if AGENT in request:
        raise web.HTTPConflict(text=SIGNED_IN_ALREADY)
    async with desk.services.database.view() as session:
        found = await invitations.of(session, desk.services.keys, request.match_info["token"], desk.clock())
        agent = await session.get(Agent, found.agent_id) if found and found.agent_id else None
    if found is None or (agent is not None and not agent.active):
        raise web.HTTPGone(text=VOID)
    return found, agent


async def _form(
    request: web.Request,
    invitation: Invitation,
    agent: Agent | None,
    status: int = 200,
    given: dict[str, str] | None = None,
    refused: tuple[str, str] = ("", ""),
) -> web.Response:
    more: dict[str, Any] = {"given": given or {"name": "", "display": ""}, "refused": refused, "known": agent}
    least = passwords.LEAST_CHARACTERS
    return await page(
        request, "people/welcome.html", status, invitation=invitation, roles=naming.ROLES, least=least, **more
    )
