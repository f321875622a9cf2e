"""Coming in: by WeChat's word, by a link out of the chat, by a receipt; and going out."""

from datetime import timedelta

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.wechat.account import Capability
from tickets import entering, receipts
from tickets.entering import ROOT, Entrance
from tickets.receipts import Slowed
from web import refusals
from web.pages import door
from web.pages.page import PAGES, VISITOR, Pages, page, words
from web.pages.wechat import BACK, NotKnown, Snapshot

SPENT = "链接只能用一次，10 分钟内有效。请回公众号发「我的」，点新的链接。"
UNKNOWN = "微信没有告诉我们您是谁。请回公众号发「我的」，再点一次链接。"
SNAPSHOT = "您现在看到的是微信的「页面快照」，看不到您自己的内容。请点页面下方的「使用完整服务」，再打开一次。"
SNAPSHOT_TITLE = "请点「使用完整服务」"
MISMATCH = "编号和回执码对不上，请照着抄的再核对一遍。"
SLOWED = "试的次数太多了，请过 {minutes} 分钟再试。"
MOST_OF_A_FIELD = 60

routes = web.RouteTableDef()


@routes.get("/enter")
async def enter(request: web.Request) -> web.Response:
    """To WeChat, where the account may ask it; else how to come in."""
    pages = request.app[PAGES]
    if pages.services.account.may(Capability.OAUTH):
        raise web.HTTPSeeOther(pages.wechat.there(request[VISITOR].visit, _to(request)))
    return page(request, "enter.html")


@routes.get(BACK.removeprefix(ROOT))
async def back(request: web.Request) -> web.Response:
    """Back from WeChat, with a code for who it is."""
    pages, asked = request.app[PAGES], request.query
    if not pages.services.account.may(Capability.OAUTH):
        raise web.HTTPNotFound
    try:
        openid = await pages.wechat.who(request[VISITOR].visit, asked.get("state", ""), asked.get("code", ""))
    except NotKnown:
        raise web.HTTPUnauthorized(text=UNKNOWN) from None
    except Snapshot:
        return page(request, "error.html", 403, title=SNAPSHOT_TITLE, advice=SNAPSHOT)
    return await _in(request, pages.services.keys.index(openid))


@routes.get("/in/{token}")
async def confirm(request: web.Request) -> web.Response:
    """Asks whether to use a link: whoever only looks ahead at it, as chat programs do, does not use it up."""
    return page(request, "confirm.html", action=entering.link_path(request.match_info["token"], _to(request)))


@routes.post("/in/{token}")
async def use(request: web.Request) -> web.Response:
    """Uses a link up."""
    pages = request.app[PAGES]
    async with pages.services.database.session() as session:
        follower = await _entrance(pages, session).use(request.match_info["token"])
    if follower is None:
        raise web.HTTPGone(text=SPENT)
    return await _in(request, follower)


@routes.get("/receipt")
async def receipt_page(request: web.Request) -> web.Response:
    """Asks for number and code."""
    return page(request, "receipt.html", number="", error="")


@routes.post("/receipt")
async def receipt(request: web.Request) -> web.Response:
    """Opens the one ticket that number and code are of."""
    pages = request.app[PAGES]
    number, code = await words(request, "number", MOST_OF_A_FIELD), await words(request, "code", MOST_OF_A_FIELD)
    given = receipts.read(f"{number} {code}")
    try:
        opened = await pages.receipts.ticket(given, refusals.source(request), pages.clock()) if given else None
    except Slowed as slowed:
        minutes = max(1, -(-(slowed.until - pages.clock()) // timedelta(minutes=1)))
        return page(request, "receipt.html", 429, number=number, error=SLOWED.format(minutes=minutes))
    if given is None or opened is None:
        return page(request, "receipt.html", 401, number=number, error=MISMATCH)
    async with pages.services.database.session() as session:
        token = await _entrance(pages, session).let_in(ticket=opened)
    response = web.HTTPSeeOther(f"{ROOT}/tickets/{given.number}")
    door.let_in(request, response, door.RECEIPT, token)
    raise response


@routes.post("/out")
async def out(request: web.Request) -> web.Response:
    """Signs this browser out."""
    response = page(request, "out.html", signed_in=False, by_receipt=False)
    await door.let_out(request, response)
    return response


async def _in(request: web.Request, follower: str) -> web.Response:
    pages = request.app[PAGES]
    async with pages.services.database.session() as session:
        token = await _entrance(pages, session).let_in(follower=follower)
    response = web.HTTPSeeOther(entering.landing(_to(request)))
    door.let_in(request, response, door.MINE, token)
    raise response


def _to(request: web.Request) -> str:
    """Where whoever comes in wants to be."""
    return request.query.get("to", "")


def _entrance(pages: Pages, session: AsyncSession) -> Entrance:
    return Entrance(session, pages.services.keys, pages.clock())
