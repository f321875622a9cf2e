"""A form of the desk, done in one transaction and once."""

from collections.abc import Awaitable, Callable

from aiohttp import web
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from web.desk.desk import AGENT, DESK, say
from web.desk.once import NoForm
from web.desk.ticket.acting import Deed, NotDone, NoTicket, Repeat
from web.desk.ticket.ticket_routes import NO_TICKET

TAKEN_ALREADY = "这份已经收到过了，没有重复提交。"
NO_FORM = "这份表单不完整，没有提交。请回到单子页面刷新后再试。"

BUSY = "别人正在改，再试一次。"
LET_GO = ("40P01", "40001")  # Source: PostgreSQL, deadlock_detected and serialization_failure

Doing = Callable[[AsyncSession, Deed], Awaitable[str]]


async def do(request: web.Request, doing: Doing) -> None:
    """Does what the form asks for; the next page says what was done.

    Raises:
        NotDone: refused, and nothing was changed.
        web.HTTPException: no form of ours, or no such ticket.
    """
    form = await request.post()
    deed = Deed(request[AGENT], request.match_info["number"], str(form.get("once", "")), str(form.get("text", "")))
    try:
        async with request.app[DESK].services.database.session() as session:
            notice = await doing(session, deed)
    except DBAPIError as error:
        if not collided(error):
            raise
        raise NotDone(BUSY, 409) from None
    except Repeat:
        notice = TAKEN_ALREADY
    except NoForm:
        raise web.HTTPBadRequest(text=NO_FORM) from None
    except NoTicket:
        raise web.HTTPNotFound(text=NO_TICKET) from None
    await say(request, notice)


def collided(error: DBAPIError) -> bool:
    """Whether it failed only as somebody else changed the same just then: tried again it goes, or says why not."""
    return isinstance(error, IntegrityError) or getattr(error.orig, "sqlstate", None) in LET_GO
