"""My tickets, one ticket, its proof of filing, and the small forms on it."""

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.danger import Danger, help_for
from knowledge.slots import read_slots
from tickets import receipts
from tickets.entering import ROOT
from tickets.lines import Line
from tickets.models import Ticket
from tickets.receipts import Receipt
from tickets.service import Tickets
from tickets.states import OPEN
from web.pages import reading
from web.pages.door import needs_anybody, needs_follower
from web.pages.page import PAGES, VISITOR, page, words
from web.pages.reading import Reading

MOST_WORDS = 2000
MOST_OF_A_PHONE = 40
PATH = r"/tickets/{number:\d{9}}"
NO_TICKET = "没有找到这张单子。请回公众号发「我的」，重新打开。"
NOTHING = "还没有写内容。"
SETTLED = "这张单子已经收尾，不能再补充。要接着办，在公众号里发「重新办理」。"
BAD_PHONE = "这个号码像是少了或多了数字，请再看看。"
WRITTEN, CALLED = "记上了，工会的人看得到。", "电话记上了，工会的人可以打给您。"
DONE = {
    "said": WRITTEN,
    "phone": CALLED,
    "bound": "现在是您的单子了。",
    "sent": "材料收好了。",
    "named": "改好了。",
    "moved": "挪好了。",
}

routes = web.RouteTableDef()


@routes.get("")
async def mine(request: web.Request) -> web.Response:
    """The follower's tickets."""
    follower = needs_follower(request)
    async with request.app[PAGES].services.database.view() as session:
        tickets = await Reading(request.app[PAGES], session).mine(follower)
    return page(request, "tickets.html", tickets=tickets)


@routes.get(PATH)
async def ticket(request: web.Request) -> web.Response:
    """What happened, what comes next and by when."""
    return await shown(request)


@routes.get(PATH + "/proof")
async def proof(request: web.Request) -> web.Response:
    """The proof of filing."""
    async with request.app[PAGES].services.database.view() as session:
        found = await hers(request, session)
        read = Reading(request.app[PAGES], session)
        facts, pieces = read.facts(found), await read.pieces(found)
        anonymous = await receipts.anonymous(session, [found.id])
    return page(request, "proof.html", ticket=found, facts=facts, pieces=pieces, anonymous=bool(anonymous))


@routes.get(PATH + "/{form:say|phone|bind|evidence}")
async def form_address(request: web.Request) -> web.Response:
    """Somebody comes back to the address of a form."""
    needs_anybody(request)
    raise web.HTTPSeeOther(path(request.match_info["number"]))


@routes.post(PATH + "/say")
async def say(request: web.Request) -> web.Response:
    """Adds words; those of a life in danger make the ticket urgent, as in the chat."""
    text = await words(request, "text", MOST_WORDS)
    async with request.app[PAGES].services.database.session() as session:
        tickets, found = await held(request, session)
        if _danger(request, text):
            await tickets.hurry(found)
        if text and found.state in OPEN:
            await tickets.say(found, "follower", text)
    if not text or found.state not in OPEN:
        return await shown(request, 422, wrong=SETTLED if text else NOTHING)
    raise web.HTTPSeeOther(path(found.number, "said"))


@routes.post(PATH + "/phone")
async def phone(request: web.Request) -> web.Response:
    """Notes how to call the worker."""
    told = read_slots(await words(request, "phone", MOST_OF_A_PHONE)).phone
    async with request.app[PAGES].services.database.session() as session:
        tickets, found = await held(request, session)
        if told:
            await tickets.call(found, told)
    if not told:
        return await shown(request, 422, wrong=BAD_PHONE)
    raise web.HTTPSeeOther(path(found.number, "phone"))


@routes.post(PATH + "/bind")
async def bind(request: web.Request) -> web.Response:
    """Makes an anonymous ticket that of the follower who looks, too."""
    follower = needs_follower(request)
    async with request.app[PAGES].services.database.session() as session:
        tickets, found = await held(request, session)
        if await session.get(Receipt, found.id) is not None:
            await receipts.bind(session, found, follower)
            await tickets.write(found, "follower", Line.IDENTIFIED)
    raise web.HTTPSeeOther(path(found.number, "bound"))


async def hers(request: web.Request, session: AsyncSession) -> Ticket:
    """The ticket of the address, if it is that of whoever looks.

    Raises:
        web.HTTPNotFound: it is somebody else's, or nobody's: which of the two is not told.
        web.HTTPSeeOther, web.HTTPUnauthorized: nobody in particular looks.
    """
    visitor = needs_anybody(request)
    found = await Reading(request.app[PAGES], session).find(request.match_info["number"])
    if found is not None and (found.id == visitor.ticket or (found.follower and found.follower == visitor.follower)):
        return found
    raise web.HTTPNotFound(text=NO_TICKET)


async def held(request: web.Request, session: AsyncSession) -> tuple[Tickets, Ticket]:
    """The same, held until the transaction ends. Raises as `hers`."""
    found = await hers(request, session)
    await session.refresh(found, ["state", "follower"], with_for_update=True)
    return request.app[PAGES].tickets(session), found


async def shown(request: web.Request, status: int = 200, wrong: str = "") -> web.Response:
    """The ticket's page; `wrong` tells why a form on it was refused."""
    visitor = request[VISITOR]
    async with request.app[PAGES].services.database.view() as session:
        found = await hers(request, session)
        read = Reading(request.app[PAGES], session)
        facts, steps, pieces = read.facts(found), await read.steps(found), await read.pieces(found)
        anonymous = bool(await receipts.anonymous(session, [found.id]))
        coming = await read.coming(found)
    last = next((step for step in steps if step.words), None)
    danger = _danger(request, last.words) if last and not last.ours and found.urgent else None
    return page(
        request,
        "ticket.html",
        status,
        ticket=found,
        facts=facts,
        steps=steps,
        pieces=pieces,
        coming=coming,
        is_open=reading.is_open(found),
        anonymous=anonymous,
        may_bind=anonymous and visitor.follower is not None,
        help=help_for(danger, last.words) if danger and last else "",
        done=DONE.get(request.query.get("done", ""), ""),
        wrong=wrong,
    )


def _danger(request: web.Request, said: str) -> Danger | None:
    return request.app[PAGES].services.shelf.now.reader.read(said).danger if said else None


def path(number: str, done: str = "") -> str:
    """Where a ticket's page is; `done` has it say what was done."""
    return f"{ROOT}/tickets/{number}" + (f"?done={done}" if done else "")
