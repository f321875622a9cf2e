"""「总览」: where everything an admin looks after is, with one figure each."""

from aiohttp import web
from sqlalchemy import func, select

from bot.core import live
from bot.core.clock import today
from tickets.cards import Card
from tickets.mass import Notice
from tickets.routing import every_team
from web.desk.access import May, needs
from web.desk.admin.models import MenuVersion
from web.desk.desk import DESK, page
from web.desk.models import Agent

routes = web.RouteTableDef()


@routes.get("/admin")
@needs(May.ADMIN)
async def shown(request: web.Request) -> web.Response:
    """The page."""
    desk = request.app[DESK]
    settings, year = desk.services.settings, today(desk.clock()).year
    async with desk.services.database.view() as session:
        changed = len(await live.standing_of(session))
        cards = await session.scalar(select(func.count()).select_from(Card).where(Card.retired_at.is_(None))) or 0
        going = await session.scalar(select(func.count()).select_from(Notice).where(Notice.next_at.is_not(None))) or 0
        people = await session.scalar(select(func.count()).select_from(Agent).where(Agent.active)) or 0
        draft = await session.scalar(select(MenuVersion).order_by(MenuVersion.id.desc()).limit(1))
    own = sum(one.day.year == year for one in settings.clocks.own_days)
    menu = "还没有编过，用的是随程序来的" if draft is None else "已发布" if draft.pushed_at else "草稿没有发布"
    tiles = (
        ("/people", "人员", f"{people} 人能登录"),
        ("/admin/routing", "分办", f"{len(every_team(settings.routing))} 个科室，{len(settings.routing.rules)} 条规则"),
        ("/admin/calendar", "日历", f"{year} 年另定了 {own} 天"),
        ("/admin/settings", "设置", f"改过 {changed} 项" if changed else "都是配置文件里的值"),
        ("/replies", "常用语", "答复时点一下就能用的话"),
        ("/admin/menu", "公众号菜单", menu),
        ("/admin/cards", "二维码", f"{cards} 张在用"),
        ("/admin/templates", "模板消息", "设好了" if settings.notices.template_id else "没有用"),
        ("/admin/mass", "群发通知", f"{going} 条正在发" if going else "没有在发的"),
        ("/admin/health", "运行状况", "队列、磁盘、备份、微信"),
        ("/audit", "操作记录", "谁改过什么，谁看过谁的信息"),
    )
    known = {str(one.resource.canonical) for one in request.app.router.routes() if one.resource}
    return await page(request, "admin/overview.html", tiles=[one for one in tiles if f"/desk{one[0]}" in known])
