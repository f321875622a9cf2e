"""Refusals and faults with a face: a page in Chinese that says what to do, and the headers of every page."""

from aiohttp import web

from bot.core.log import get
from web import refusals
from web.pages.page import page

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self' data:",  # the style sheet's own small pictures
        "media-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {"Content-Security-Policy": POLICY, **refusals.HEADERS}
TITLES = {
    400: "看不懂这次提交",
    401: "要重新打开",
    403: "这次提交没有被接受",
    404: "没有这一页",
    405: "不能这样打开",
    410: "链接不能用了",
    413: "内容太大了",
    415: "不支持这种提交",
    422: "没有提交成功",
    429: "请稍等再试",
}
FAULT = "系统出了点问题"
FAULT_ADVICE = "刚才的操作可能没有成功，请过一会儿再试。急事打工会热线 12351。"
ADVICE = "请回公众号发「我的」，重新打开。"

_log = get("pages")


async def _show(request: web.Request, status: int, title: str, advice: str) -> web.Response:
    return page(request, "error.html", status, title=title, advice=advice)


def _log_fault(request: web.Request) -> None:
    _log.exception("worker_page_failed", method=request.method, route=refusals.route(request))


faces = refusals.faces(refusals.Words(TITLES, ADVICE, FAULT, FAULT_ADVICE), _show, _log_fault)


async def harden(request: web.Request, response: web.StreamResponse) -> None:
    """Sets the headers that keep other sites, caches and scripts out."""
    response.headers.update(HEADERS)
    await refusals.begun(request, response)
