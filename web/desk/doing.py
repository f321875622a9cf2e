"""A form of the desk, done in one transaction and once. Every form that changes something goes this way, but for those
of who is not signed in yet, of one's own sign-in (people/me.py), of presence, and of the menu that goes to WeChat.
"""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from aiohttp import web
from aiohttp.typedefs import Handler
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.exc import StaleDataError

from bot.core.database import was_let_go
from bot.core.errors import Stale
from web.desk import audit
from web.desk.deed import Collided, Deed, NotDone, NoTicket
from web.desk.desk import AGENT, CSRF, DESK, Desk, page, say
from web.desk.models import Agent
from web.desk.once import NoForm, first_time

TAKEN_ALREADY = "这份已经收到过了，没有重复提交。"
NO_FORM = "这份表单不完整，没有提交。请回到上一页刷新后再试。"
NO_TICKET = "没有这个编号的诉求。请和职工核对编号，或回工作台查找。"
BUSY = "别人正在改，再试一次。"

Doing = Callable[[AsyncSession], Awaitable[str]]
T = TypeVar("T")
DoingDeed = Callable[[AsyncSession, Deed], Awaitable[str]]


async def do(request: web.Request, doing: Doing) -> bool:
    """Does what the form asks for; the next page says what `doing` gives. False if the form was taken before.

    Raises:
        NotDone: refused, or as `Collided` somebody else changed the same just then; nothing was changed. Who does not
            show its own page for this leaves it to `refusing`.
        web.HTTPException: no form of ours, or no such ticket.
    """
    token = str((await request.post()).get("once", ""))
    try:
        notice = await done_once(request.app[DESK], request[AGENT], token, doing)
    except NotDone as refused:
        if refused.status == web.HTTPForbidden.status_code:
            await _put_down(request)
        raise
    except NoForm:
        raise web.HTTPBadRequest(text=NO_FORM) from None
    except NoTicket:
        raise web.HTTPNotFound(text=NO_TICKET) from None
    if told := TAKEN_ALREADY if notice is None else notice:
        await say(request, told)
    return notice is not None


async def _put_down(request: web.Request) -> None:
    """Has the audit know that an agent was held back, as the rest of what they did is undone."""
    desk = request.app[DESK]
    await audit.put_once(desk.services.database, request[AGENT], desk.clock(), audit.Act.REFUSED, request.path)


async def do_deed(request: web.Request, doing: DoingDeed) -> bool:
    """The same for a form about one ticket or group."""
    deed = await Deed.of(request)
    return await do(request, lambda session: doing(session, deed))


async def done_once(desk: Desk, agent: Agent, token: str, doing: Callable[[AsyncSession], Awaitable[T]]) -> T | None:
    """What `doing` gives, done in one transaction; None where the form with this token was taken before.

    Raises:
        NotDone, Collided, NoForm, NoTicket: as their names say.
    """
    services = desk.services
    try:
        async with services.database.session() as session:
            is_first = await first_time(session, services.keys, agent.id, token, desk.clock())
            return await doing(session) if is_first else None
    except (DBAPIError, StaleDataError, Stale) as error:
        if not collided(error):
            raise
        raise Collided(BUSY, 409) from None


def collided(error: Exception) -> bool:
    """Whether it failed only as somebody else changed the same just then: tried again it goes, or says why not."""
    if isinstance(error, DBAPIError) and not isinstance(error, IntegrityError):
        return was_let_go(error)
    return True


@web.middleware
async def refusing(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Shows a refused form that no page of its own shows: why, what was written, and a button to send it again."""
    try:
        return await handler(request)
    except NotDone as refused:
        form = await request.post()
        written = [(name, text) for name, text in form.items() if isinstance(text, str) and name != CSRF]
        has_files = len(written) + 1 < len(form)
        more = {"error": refused.text, "written": written, "has_files": has_files}
        more["again"] = isinstance(refused, Collided)
        return await page(request, "refused.html", refused.status, **more)
