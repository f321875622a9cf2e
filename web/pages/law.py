"""One article of the law, as it holds today."""

from datetime import date

from aiohttp import web

from bot.core.clock import chinese_day, today
from knowledge.law import Passage
from knowledge.law_names import Asked, key, label_of
from knowledge.statutes import Statute
from web.pages.page import PAGES, page

NO_ARTICLE = "这里没有收这一条的原文。请到国家法律法规数据库（flk.npc.gov.cn）查。"
SINCE = "{day}起施行，今天有效。"
COMING = "{day}才施行，今天还不能用。"
ENDED = "这一版用到{day}为止，现在不能用了。"
HELD = "今天有效。"

routes = web.RouteTableDef()


@routes.get(r"/law/{statute}/{number:[1-9]\d{0,3}(-[1-9]\d?)?}")
async def article(request: web.Request) -> web.Response:
    """Its words, since when they hold, and whose text it is."""
    pages, number = request.app[PAGES], request.match_info["number"]
    on = today(pages.clock())
    passage = await _passage(request, on)
    text = passage.articles[0].text if passage else ""
    if passage is None or not text:
        raise web.HTTPNotFound(text=NO_ARTICLE)
    return page(
        request,
        "law.html",
        statute=passage.statute,
        label=label_of(number),
        lines=text.splitlines(),
        holds=_holds(passage.statute, on),
    )


async def _passage(request: web.Request, on: date) -> Passage | None:
    asked = Asked(key(request.match_info["statute"]), request.match_info["number"])
    found = await request.app[PAGES].services.law.look_up([asked], on)
    return found[0] if found else None


def _holds(statute: Statute, on: date) -> str:
    """Whether the text is in force."""
    if statute.repealed:
        return statute.status
    if statute.until and statute.until < on:
        return ENDED.format(day=chinese_day(statute.until))
    if statute.effective is None:
        return HELD
    held = COMING if statute.effective > on else SINCE
    return held.format(day=chinese_day(statute.effective)) + (
        f"（{statute.status}）" if statute.status.startswith("部分") else ""
    )
