"""A form of the admin pages: taken once, in one transaction, or refused with what was written."""

from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from web.desk.desk import AGENT, DESK, say
from web.desk.doing import TAKEN_ALREADY
from web.desk.once import NoForm, first_time

NO_FORM = "这份表单不完整，没有提交。请回到上一页刷新后再试。"
OVERTAKEN = "刚刚有别的管理员改过这一项，下面是最新的。请看过再改。"

Doing = Callable[[AsyncSession], Awaitable[str]]


class Refused(Exception):
    """Nothing was changed; `errors` says why, by the field's name, "" for the whole form."""

    def __init__(self, errors: Mapping[str, str], status: int = 422) -> None:
        super().__init__(", ".join(errors))
        self.errors, self.status = errors, status


async def do(request: web.Request, doing: Doing) -> None:
    """Does what the form asks for, once; the next page says what `doing` gives.

    Raises:
        Refused: and nothing was changed.
        web.HTTPBadRequest: no form of ours.
    """
    form, desk = await request.post(), request.app[DESK]
    services, once = desk.services, str(form.get("once", ""))
    try:
        async with services.database.session() as session:
            if await first_time(session, services.keys, request[AGENT].id, once, desk.clock()):
                notice = await doing(session)
            else:
                notice = TAKEN_ALREADY
    except NoForm:
        raise web.HTTPBadRequest(text=NO_FORM) from None
    await say(request, notice)


def number(value: object, error: str, field: str = "") -> int:
    """A whole number out of a form.

    Raises:
        Refused: it is none.
    """
    text = str(value).strip()
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise Refused({field: error})
    return int(text)
