"""The web authorization page that a follower meets in WeChat. Source: protocol.md §2.7."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import urlencode, urlsplit

from aiohttp import web

from simulator.platform import Platform
from simulator.pusher import with_query

STATE = re.compile(r"[A-Za-z0-9]{0,128}")
SCOPES = ("snsapi_base", "snsapi_userinfo")
NO_SCOPE = "Scope 参数错误或没有 Scope 权限"
BAD_REDIRECT = "redirect_uri 域名与后台配置不一致，错误码:10003"
BAD_APPID = "appid 参数错误，错误码:10013"
BAD_STATE = "state 参数只能是 128 字节以内的字母和数字"
WHO = "用谁的微信打开？"
HTML = """<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>微信授权（模拟）</title>
<link rel="stylesheet" href="/simulator/static/app.css"><body class="plain"><main><h1>{title}</h1>{body}</main>"""


class Authorize:
    """Gives a code to whoever is chosen, then sends them on to the account's page."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    async def ask(self, request: web.Request) -> web.Response:
        """`as` names the openid; without it a list is shown. `snapshot=1` plays the snapshot page."""
        problem = self._problem(request)
        if problem:
            return _page(problem, "")
        openid = request.query.get("as", "")
        if openid not in self._platform.followers:
            return _page(WHO, self._choices(request))
        scope = "snsapi_base" if request.query["scope"] == "snsapi_base" else "snsapi_userinfo"
        snapshot = request.query.get("snapshot") == "1"
        code = self._platform.grants.code(openid, scope, snapshot)  # type: ignore[arg-type]
        answer = urlencode({"code": code, "state": request.query.get("state", "")})
        raise web.HTTPFound(with_query(request.query["redirect_uri"], answer))

    def _problem(self, request: web.Request) -> str:
        config = self._platform.config
        target = urlsplit(request.query.get("redirect_uri", ""))
        if request.query.get("appid") != config.appid:
            return BAD_APPID
        if config.kind != "verified_service" or request.query.get("scope") not in SCOPES:
            return NO_SCOPE
        if target.scheme not in ("http", "https") or config.oauth_host not in (None, target.netloc):
            return BAD_REDIRECT
        return "" if STATE.fullmatch(request.query.get("state", "")) else BAD_STATE

    def _choices(self, request: web.Request) -> str:
        links = []
        for follower in self._platform.followers.values():
            address = f"?{urlencode({**request.query, 'as': follower.openid})}"
            links.append(f'<li><a href="{escape(address)}">{escape(follower.name)}</a></li>')
        return f"<ul>{''.join(links)}</ul>"


def _page(title: str, body: str) -> web.Response:
    return web.Response(text=HTML.format(title=escape(title), body=body), content_type="text/html")
