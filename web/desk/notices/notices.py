"""「提醒」: what an agent is told of, the bell's count, what they want to be told of, and their telephone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.wechat.account import Capability
from tickets import binding
from tickets import number as numbers
from tickets.binding import Binding
from tickets.news import News, What
from web.desk import audit
from web.desk.access import May, needs
from web.desk.desk import AGENT, DESK, ROOT, group_path, page, part, ticket_path
from web.desk.doing import do
from web.desk.models import Agent
from web.desk.notices import wishes
from web.desk.notices.models import StaffNotice
from web.desk.notices.wishes import GRAVE, LABELS, Ways

PATH = f"{ROOT}/notices"
LISTED, MOST_COUNTED = 100, 99
READ, KEPT, UNBOUND = "都标为看过了。", "记下了。", "解绑了，微信上不再提醒。"
CODE = "绑定码：{code}（十分钟内有效）"
NO_NOTICE = "没有这条提醒。"

routes = web.RouteTableDef()


@dataclass(frozen=True, slots=True)
class Told:
    """One line: what, about which number, and whether it was read."""

    news: int
    label: str
    number: str
    at: datetime
    is_read: bool
    is_grave: bool
    days: int


@routes.get("/notices")
@needs(May.ENTER)
async def shown(request: web.Request) -> web.Response:
    """The page."""
    return await _page(request)


@routes.get("/notices/bell")
@needs(May.ENTER)
async def bell(request: web.Request) -> web.Response:
    """How many were not read: a part of every page."""
    async with request.app[DESK].services.database.view() as session:
        count = await unread(session, request[AGENT])
    return await part(request, "notices/_bell.html", count=count, most=MOST_COUNTED)


@routes.get(r"/notices/{news:\d{1,9}}")
@needs(May.ENTER)
async def onward(request: web.Request) -> web.Response:
    """To what a notice is about, which counts as reading it."""
    desk, agent, news = request.app[DESK], request[AGENT], int(request.match_info["news"])
    mine = (StaffNotice.agent_id == agent.id, StaffNotice.news_id == news)
    async with desk.services.database.view() as session:
        found = await session.scalar(select(News).join(StaffNotice, StaffNotice.news_id == News.id).where(*mine))
    if found is None:
        raise web.HTTPNotFound(text=NO_NOTICE)
    async with desk.services.database.session() as session:
        await session.execute(
            update(StaffNotice).where(*mine, StaffNotice.read_at.is_(None)).values(read_at=desk.clock())
        )
    raise web.HTTPSeeOther(group_path(found.about) if found.what == What.GROUP else ticket_path(found.about))


@routes.post("/notices/read")
@needs(May.ENTER)
async def read_all(request: web.Request) -> web.Response:
    """All were read."""
    desk, agent = request.app[DESK], request[AGENT]

    async def doing(session: AsyncSession) -> str:
        mine = (StaffNotice.agent_id == agent.id, StaffNotice.read_at.is_(None))
        await session.execute(update(StaffNotice).where(*mine).values(read_at=desk.clock()))
        return READ

    await do(request, doing)
    raise web.HTTPSeeOther(PATH)


@routes.post("/notices/wishes")
@needs(May.ENTER)
async def wish(request: web.Request) -> web.Response:
    """What the agent wants to be told of."""
    form, agent = await request.post(), request[AGENT]
    chosen = {what: Ways(f"desk-{what}" in form, f"wechat-{what}" in form) for what in What}

    async def doing(session: AsyncSession) -> str:
        await wishes.keep(session, agent.id, chosen)
        return KEPT

    await do(request, doing)
    raise web.HTTPSeeOther(PATH)


@routes.post("/notices/bind")
@needs(May.ENTER)
async def bind(request: web.Request) -> web.Response:
    """A new code, shown this once."""
    desk, agent, shown_code = request.app[DESK], request[AGENT], ""

    async def doing(session: AsyncSession) -> str:
        nonlocal shown_code
        shown_code = await binding.new_code(session, desk.services.keys, agent.id, desk.clock())
        audit.put(session, agent, desk.clock(), audit.Act.BINDING_CODE, agent.name)
        return CODE.format(code=shown_code)

    await do(request, doing)
    return await _page(request, shown_code)


@routes.post("/notices/unbind")
@needs(May.ENTER)
async def unbind(request: web.Request) -> web.Response:
    """No telephone any more."""
    desk, agent = request.app[DESK], request[AGENT]

    async def doing(session: AsyncSession) -> str:
        await binding.unbind(session, agent.id)
        audit.put(session, agent, desk.clock(), audit.Act.UNBOUND, agent.name)
        return UNBOUND

    await do(request, doing)
    raise web.HTTPSeeOther(PATH)


@routes.get("/notices/{form:read|wishes|bind|unbind}")
@needs(May.ENTER)
async def refused_before(_request: web.Request) -> web.Response:
    """Someone comes back to the address of a form."""
    raise web.HTTPSeeOther(PATH)


async def unread(session: AsyncSession, agent: Agent) -> int:
    """How many notices an agent has not read, counted up to one more than is shown."""
    mine = select(StaffNotice.news_id).where(StaffNotice.agent_id == agent.id, StaffNotice.read_at.is_(None))
    bounded = mine.limit(MOST_COUNTED + 1).subquery()
    return int(await session.scalar(select(func.count()).select_from(bounded)) or 0)


async def told_to(session: AsyncSession, agent: Agent) -> Sequence[Told]:
    """The newest notices of an agent."""
    statement = (
        select(News, StaffNotice.read_at)
        .join(StaffNotice, StaffNotice.news_id == News.id)
        .where(StaffNotice.agent_id == agent.id)
        .order_by(StaffNotice.news_id.desc())
        .limit(LISTED)
    )
    return [_told(news, read_at) for news, read_at in (await session.execute(statement)).all()]


def _told(news: News, read_at: datetime | None) -> Told:
    what = What(news.what)
    return Told(
        news.id, LABELS[what], numbers.shown(news.about), news.at, read_at is not None, what in GRAVE, news.days
    )


async def _page(request: web.Request, code: str = "") -> web.Response:
    desk, agent = request.app[DESK], request[AGENT]
    async with desk.services.database.view() as session:
        told, bound = await told_to(session, agent), await session.get(Binding, agent.id)
        chosen = await wishes.of(session, [agent.id])
        count = await unread(session, agent)
    ways = {what: chosen.get((agent.id, what)) or wishes.USUAL[what] for what in LABELS}
    return await page(
        request,
        "notices/notices.html",
        told=told,
        count=count,
        bound=bound,
        code=code,
        ways=ways,
        labels=LABELS,
        always=wishes.ALWAYS,
        may_push=desk.services.account.may(Capability.CUSTOMER_MESSAGE),
    )
