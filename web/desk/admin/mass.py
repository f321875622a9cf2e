"""「群发通知」: one text to many followers; looked at, counted, confirmed twice, seen, stopped, gone on with."""

from datetime import timedelta
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.allowance import writers
from bot.wechat.account import Capability
from bot.wechat.reply import PAGE_LIMIT_BYTES, clean
from knowledge.places import EVERY_DISTRICT
from tickets.mass import ALL, LASTS, MassNotices
from web.desk import audit
from web.desk.access import May, needs
from web.desk.deed import NotDone
from web.desk.desk import AGENT, DESK, ROOT, Desk, page
from web.desk.doing import do
from web.desk.given import number_of

PATH = f"{ROOT}/admin/mass"
AUDIENCES = {ALL: "所有关注的职工"} | {name: f"有{name}诉求的职工" for name in EVERY_DISTRICT}
EMPTY, TOO_LONG = "还没有写内容。", "太长了：一条最多 {most} 个字节（约 {words} 个汉字），现在 {now} 个字节。"
NOBODY, NO_AUDIENCE = "这里面现在没有人，不用发。", "请选发给谁。"
WRONG_COUNT = "人数不对。请照上面的数字填，确认您看清了要发给多少人。"
CHANGED = "这会儿人数变了，上面是最新的。请再看一遍，照新的数字填。"
TO_WHOM = "{audience}，{count} 人"
MOST_APART = 100  # so many may be told that one more or less does not count: people come and go while one reads
NOT_CHECKED = "请先勾上「内容和人都核对过了」。"
SENDS = "开始发了，每分钟最多 {rate} 人。"
STOPPED, GOES_ON = "已停，没发的不再发。", "接着发了。"
TOO_OLD = "这条不能接着发：没有停过，或者已经过了 {days} 天。"

routes = web.RouteTableDef()


@routes.get("/admin/mass")
@needs(May.ADMIN)
async def shown(request: web.Request) -> web.Response:
    """The form and how far the newest notices are."""
    return await _page(request, "", ALL)


@routes.post("/admin/mass")
@needs(May.ADMIN)
async def add(request: web.Request) -> web.Response:
    """Writing, then looking at it with the count (step 1), then confirming with that count (step 2)."""
    form, desk = await request.post(), request.app[DESK]
    text, audience = clean(str(form.get("text", ""))).strip(), str(form.get("audience", ""))
    try:
        _check(text, audience)
        total, now = await _counts(desk, audience)
        if not total:
            raise NotDone({"audience": NOBODY})
    except NotDone as refused:
        return await _page(request, text, audience, refused)
    given: dict[str, Any] = {"text": text, "audience": audience, "total": total, "now_count": now}
    given["told"] = AUDIENCES[audience]
    if form.get("step") != "send":
        return await page(request, "admin/mass_confirm.html", **given, error="")

    async def doing(session: AsyncSession) -> str:
        if not form.get("checked"):
            raise NotDone(NOT_CHECKED)
        seen = number_of(form.get("seen"))
        if seen is None or number_of(form.get("count")) != seen:
            raise NotDone(WRONG_COUNT)
        if abs(total - seen) * MOST_APART > total:
            raise NotDone(CHANGED, 409)
        notice = await _mass(desk, session).add(text, audience)
        whom = TO_WHOM.format(audience=AUDIENCES[audience], count=total)
        audit.put(session, request[AGENT], desk.clock(), audit.Act.MASS_NOTICE, f"notice {notice}", whom)
        return SENDS.format(rate=desk.services.settings.notices.per_minute)

    try:
        await do(request, doing)
    except NotDone as refused:
        return await page(request, "admin/mass_confirm.html", refused.status, **given, error=refused.errors[""])
    raise web.HTTPSeeOther(PATH)


@routes.get(r"/admin/mass/{notice:\d{1,9}}/{does:stop|resume}")
@needs(May.ADMIN)
async def refused_before(_request: web.Request) -> web.Response:
    """Someone comes back to the address of a form that was refused."""
    raise web.HTTPSeeOther(PATH)


@routes.post(r"/admin/mass/{notice:\d{1,9}}/{does:stop|resume}")
@needs(May.ADMIN)
async def steer(request: web.Request) -> web.Response:
    """A notice is stopped, or goes on where it stopped."""
    desk, notice, does = request.app[DESK], int(request.match_info["notice"]), request.match_info["does"]

    async def doing(session: AsyncSession) -> str:
        mass = _mass(desk, session)
        if not await (mass.stop(notice) if does == "stop" else mass.resume(notice)):
            raise NotDone(TOO_OLD.format(days=LASTS.days), 409)
        act = audit.Act.MASS_NOTICE_STOPPED if does == "stop" else audit.Act.MASS_NOTICE_RESUMED
        audit.put(session, request[AGENT], desk.clock(), act, f"notice {notice}")
        return STOPPED if does == "stop" else GOES_ON

    try:
        await do(request, doing)
    except NotDone as refused:
        return await _page(request, "", ALL, refused)
    raise web.HTTPSeeOther(PATH)


def _check(text: str, audience: str) -> None:
    """Raises NotDone."""
    if audience not in AUDIENCES:
        raise NotDone({"audience": NO_AUDIENCE})
    if not text:
        raise NotDone({"text": EMPTY})
    if (size := len(text.encode())) > PAGE_LIMIT_BYTES:
        told = TOO_LONG.format(most=PAGE_LIMIT_BYTES, words=PAGE_LIMIT_BYTES // 3, now=size)
        raise NotDone({"text": told})


async def _counts(desk: Desk, audience: str) -> tuple[int, int]:
    """(how many belong to the audience, how many of them wrote within the platform's window)."""
    since = desk.clock() - timedelta(seconds=desk.services.settings.quota.message_window_s)
    async with desk.services.database.view() as session:
        mass = _mass(desk, session)
        wrote = await session.scalar(writers(mass.whom(audience), since))
        return await mass.receivers(audience), int(wrote or 0)


def _mass(desk: Desk, session: AsyncSession) -> MassNotices:
    return MassNotices(session, desk.services.keys, desk.clock())


async def _page(request: web.Request, text: str, audience: str, refused: NotDone | None = None) -> web.Response:
    desk = request.app[DESK]
    async with desk.services.database.view() as session:
        found = await _mass(desk, session).progress()
    return await page(
        request,
        "admin/mass.html",
        refused.status if refused else 200,
        text=text,
        audience=audience,
        audiences=AUDIENCES,
        errors=refused.errors if refused else {},
        found=found,
        most=PAGE_LIMIT_BYTES // 3,
        rate=desk.services.settings.notices.per_minute,
        pushes=desk.services.account.may(Capability.CUSTOMER_MESSAGE),
        oldest=desk.clock() - LASTS,
    )
