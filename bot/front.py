"""What stands at the bare address: where to look. WeChat never comes here; people who type the address do."""

from html import escape

from aiohttp import web

PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{union}</title></head>
<body><h1>{union}</h1>
<p>{follow}</p>
<ul>{places}</ul>
</body></html>
"""
FOLLOW = "职工请在微信里关注公众号，直接发消息。"
DESK = '<li><a href="/desk">工作台</a>（工会工作人员）</li>'
SIMULATOR = '<li><a href="/simulator/">模拟的微信</a>（在本机试用）</li>'
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class Front:
    """/ : the desk for staff, and the simulator where there is one."""

    def __init__(self, union: str, simulated: bool) -> None:
        self._page = PAGE.format(union=escape(union), follow=FOLLOW, places=(SIMULATOR if simulated else "") + DESK)

    def mount(self, app: web.Application) -> None:
        """Adds the address."""
        app.router.add_get("/", self._shown)

    async def _shown(self, _request: web.Request) -> web.Response:
        return web.Response(text=self._page, content_type="text/html", headers=HEADERS)
