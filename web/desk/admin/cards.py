"""「二维码」: cards with a scene, so that each ticket tells where its worker found us; with counts, and to print."""

import asyncio
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

import segno
from aiohttp import web
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.wechat.account import Capability
from bot.wechat.errors import WeChatError
from tickets.cards import MOST_OF_A_NAME, WORD, Brought, Card, brought
from web.desk import audit
from web.desk.access import May, needs
from web.desk.deed import NotDone
from web.desk.desk import AGENT, DESK, ROOT, page
from web.desk.doing import do
from web.desk.given import number_of
from web.desk.outside import WECHAT, said

PATH = f"{ROOT}/admin/cards"
LISTED, PRINTED = 500, 60
SCALE, BORDER = 8, 4
BAD_NAME = "名字 1 到 32 个字，只能用汉字、字母、数字、横线。"
BAD_PLACE = "写清挂在哪里、发给谁，最多 120 字。"
TAKEN = "已经有叫这个名字的了，换一个。"
MADE = "「{name}」做好了。"
RETIRED, BACK = "已停用，以前从它来的照样算。", "又用起来了。"
NO_CARD = "没有这张卡。"
SVG = "image/svg+xml"
_NAME = re.compile(r"[\w-]{1,32}")

routes = web.RouteTableDef()


@dataclass(frozen=True, slots=True)
class Line:
    """One card of the list."""

    card: Card
    brought: Brought


@routes.get("/admin/cards")
@needs(May.ADMIN)
async def shown(request: web.Request) -> web.Response:
    """The list and the form."""
    return await _page(request)


@routes.post("/admin/cards")
@needs(May.ADMIN)
async def make(request: web.Request) -> web.Response:
    """A new card; its code comes from WeChat where the account may have one, else its words are typed."""
    form, desk = await request.post(), request.app[DESK]
    name, place = str(form.get("name", "")).strip(), str(form.get("place", "")).strip()

    async def doing(session: AsyncSession) -> str:
        if await session.scalar(select(Card.id).where(Card.name == name)):
            raise NotDone({"name": TAKEN})
        session.add(Card(name=name, place=place, url=url, actor=request[AGENT].name, at=desk.clock()))
        audit.put(session, request[AGENT], desk.clock(), audit.Act.CARD, name, place)
        return MADE.format(name=name)

    try:
        if not _NAME.fullmatch(name) or len(name) > MOST_OF_A_NAME:
            raise NotDone({"name": BAD_NAME})
        if not 1 <= len(place) <= 120:
            raise NotDone({"place": BAD_PLACE})
        url = await _code(request, name)
        await do(request, doing)
    except NotDone as refused:
        return await _page(request, refused, {"name": name, "place": place})
    raise web.HTTPSeeOther(PATH)


@routes.post(r"/admin/cards/{card:\d{1,9}}")
@needs(May.ADMIN)
async def retire(request: web.Request) -> web.Response:
    """A card is put out of use, or into use again: its code cannot be called back, so what comes from it counts on."""
    desk = request.app[DESK]

    async def doing(session: AsyncSession) -> str:
        card = await session.get(Card, int(request.match_info["card"]), with_for_update=True)
        if card is None:
            raise web.HTTPNotFound(text=NO_CARD)
        card.retired_at = None if card.retired_at else desk.clock()
        audit.put(
            session, request[AGENT], desk.clock(), audit.Act.CARD, card.name, "retired" if card.retired_at else "back"
        )
        return RETIRED if card.retired_at else BACK

    await do(request, doing)
    raise web.HTTPSeeOther(PATH)


@routes.get("/admin/cards/print")
@needs(May.ADMIN)
async def printed(request: web.Request) -> web.Response:
    """Cards ready for the printer: those asked for, or all in use."""
    wanted = {number_of(one) for one in request.query.getall("card", [])} - {None}
    lines = [line for line in await _lines(request) if (line.card.id in wanted if wanted else not line.card.retired_at)]
    return await page(request, "admin/cards_print.html", lines=lines[:PRINTED], word=WORD)


@routes.get(r"/admin/cards/{card:\d{1,9}}.svg")
@needs(May.ADMIN)
async def code(request: web.Request) -> web.Response:
    """A card's code, as large as one likes."""
    async with request.app[DESK].services.database.view() as session:
        card = await session.get(Card, int(request.match_info["card"]))
    if card is None or not card.url:
        raise web.HTTPNotFound(text=NO_CARD)
    return web.Response(body=await asyncio.to_thread(_drawn, card.url), content_type=SVG)


def _drawn(url: str) -> bytes:
    out = io.BytesIO()
    segno.make(url, error="h", micro=False).save(out, kind="svg", scale=SCALE, border=BORDER)
    return out.getvalue()


async def _code(request: web.Request, name: str) -> str:
    """What the code says; empty where the account may not have one. Raises NotDone."""
    if not _may_have_codes(request):
        return ""
    try:
        return (await request.app[WECHAT].scene_qrs.create(name)).url
    except WeChatError as error:
        raise NotDone(said(error), 502) from None


def _may_have_codes(request: web.Request) -> bool:
    return WECHAT in request.app and request.app[DESK].services.account.may(Capability.SCENE_QR)


async def _lines(request: web.Request) -> Sequence[Line]:
    async with request.app[DESK].services.database.view() as session:
        cards = (await session.scalars(select(Card).order_by(Card.retired_at, Card.id.desc()).limit(LISTED))).all()
        counts = await brought(session, [card.name for card in cards])
    in_use_first = sorted(cards, key=lambda card: (card.retired_at is not None, -card.id))
    return [Line(card, counts[card.name]) for card in in_use_first]


async def _page(
    request: web.Request, refused: NotDone | None = None, given: dict[str, str] | None = None
) -> web.Response:
    return await page(
        request,
        "admin/cards.html",
        refused.status if refused else 200,
        lines=await _lines(request),
        given=given or {"name": "", "place": ""},
        errors=refused.errors if refused else {},
        has_codes=_may_have_codes(request),
        word=WORD,
    )
