"""Lets in only what comes from this very machine; the page plays people, so nobody else may."""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

LOCAL_NAMES = ("localhost", "127.0.0.1", "::1")
FORWARDED = ("Via", "X-Forwarded-Host", "X-Client-IP", "CF-Connecting-IP", "X-Forwarded-For", "X-Real-IP", "Forwarded")
ONLY_HERE = "模拟器只能在本机打开。"
CSP = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}

Next = Callable[[web.Request], Awaitable[web.StreamResponse]]


def is_local(request: web.Request) -> bool:
    """The peer is a loopback address, nothing was forwarded, and the Host is a loopback name."""
    peer = request.transport.get_extra_info("peername") if request.transport else None
    if not peer or not _loopback(str(peer[0])):
        return False
    if any(name in request.headers for name in FORWARDED):
        return False
    return _host(f"//{request.host}") in LOCAL_NAMES


def is_own_page(request: web.Request) -> bool:
    """No other site's page is behind this request (Origin and Sec-Fetch-Site, when a browser says)."""
    origin = request.headers.get("Origin")
    site = request.headers.get("Sec-Fetch-Site", "none")
    if origin is not None and urlsplit(origin).netloc != request.host:
        return False
    return request.method in ("GET", "HEAD") or site in ("none", "same-origin")


def _loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address.split("%")[0]).is_loopback
    except ValueError:
        return False


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


@web.middleware
async def only_local(request: web.Request, handler: Next) -> web.StreamResponse:
    """403 for everyone else."""
    if not is_local(request) or not is_own_page(request):
        return web.Response(status=403, text=ONLY_HERE)
    response = await handler(request)
    if not response.prepared:
        response.headers.update(HEADERS)
    return response
