"""「运行状况」: what an admin looks at when something seems wrong; WeChat is asked only when they say so."""

from aiohttp import web

from bot.core.clock import shown as shown_time
from bot.wechat.errors import WeChatError
from web.desk import audit
from web.desk.access import May, needs
from web.desk.admin.health_reading import Gauge, standing
from web.desk.desk import AGENT, DESK, ROOT, page
from web.desk.outside import OUTSIDE, WECHAT, said

PATH = f"{ROOT}/admin/health"
APIS = {
    "/cgi-bin/message/custom/send": "客服消息",
    "/cgi-bin/message/template/send": "模板消息",
    "/cgi-bin/menu/create": "发布菜单",
    "/cgi-bin/qrcode/create": "二维码",
}
NOT_CONNECTED = "这里没有连到微信。"
TOKEN, GOOD = "令牌", "有效，{until} 前不用换"
QUOTA = "{name}今天的额度"
LEFT = "用了 {used}，还剩 {left}"

routes = web.RouteTableDef()


@routes.get("/admin/health")
@needs(May.ADMIN)
async def shown(request: web.Request) -> web.Response:
    """The page."""
    return await _page(request, [])


@routes.post("/admin/health")
@needs(May.ADMIN)
async def ask(request: web.Request) -> web.Response:
    """The page with what WeChat says now of our token and quotas."""
    desk = request.app[DESK]
    gauges = await _asked(request)
    async with desk.services.database.session() as session:
        audit.put(session, request[AGENT], desk.clock(), audit.Act.ASKED_WECHAT, "health")
    return await _page(request, gauges)


async def _asked(request: web.Request) -> list[Gauge]:
    if WECHAT not in request.app:
        return [Gauge(TOKEN, NOT_CONNECTED, True)]
    client = request.app[WECHAT]
    try:
        lease = await client.transport.token.get()
    except WeChatError as error:
        return [Gauge(TOKEN, said(error), True)]
    found = [Gauge(TOKEN, GOOD.format(until=shown_time(lease.renew_at)))]
    for path, name in APIS.items():
        try:
            quota = await client.upkeep.quota(path)
        except WeChatError as error:
            found.append(Gauge(QUOTA.format(name=name), said(error), True))
            break  # what holds for one holds for the others
        told = LEFT.format(used=quota.used, left=quota.left)
        found.append(Gauge(QUOTA.format(name=name), told, quota.left * 10 < quota.limit))
    return found


async def _page(request: web.Request, asked: list[Gauge]) -> web.Response:
    found = await standing(request.app[DESK], request.app[OUTSIDE].metrics)
    return await page(request, "admin/health.html", found=found, wechat=asked)
