"""Refusals and faults with a face: a page in Chinese that says what to do, and the headers of every page."""

from aiohttp import web

from bot.core.log import get
from web import refusals
from web.desk.desk import page

POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",  # the style sheet's own small pictures
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {"Content-Security-Policy": POLICY, **refusals.HEADERS}
TITLES = {
    400: "看不懂这个请求",
    403: "这次提交没有被接受",
    404: "没有这一页",
    405: "不能这样打开",
    413: "内容太长了",
    415: "不支持这种提交",
}
NOT_FOR_THEM = "您的角色看不了这一页"
FAULT = "系统出了点问题"
FAULT_ADVICE = "刚才的操作可能没有成功。请过一会儿再试；还不行，请告诉管理员。"
ADVICE = "请从工作台重新打开。"

_log = get("desk")


async def _show(request: web.Request, status: int, title: str, advice: str) -> web.Response:
    looks_only = status == web.HTTPForbidden.status_code and request.method in ("GET", "HEAD")
    return await page(request, "error.html", status, title=NOT_FOR_THEM if looks_only else title, advice=advice)


def _log_fault(request: web.Request) -> None:
    _log.exception("page_failed", method=request.method, route=refusals.route(request))


faces = refusals.faces(refusals.Words(TITLES, ADVICE, FAULT, FAULT_ADVICE), _show, _log_fault)


async def harden(request: web.Request, response: web.StreamResponse) -> None:
    """Sets the headers that keep other sites, caches and injected scripts out."""
    response.headers.update(HEADERS)
    await refusals.begun(request, response)
