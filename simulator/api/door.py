"""Every call passes here: faults, method, white list, token, rights, limits, the wire, the errcode."""

from __future__ import annotations

import asyncio
import json
import re
import secrets
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from simulator.api import basic, custom, files, followers, menus, notices, web_login
from simulator.api.call import BODY_CAP_BYTES, Answer, Call, Endpoint, allowed
from simulator.errors import ApiError
from simulator.faults import Fault
from simulator.platform import Platform

ENDPOINTS: Mapping[str, Endpoint] = {
    endpoint.path: endpoint
    for room in (basic, custom, files, followers, menus, notices, web_login)
    for endpoint in room.ENDPOINTS
}
TOKEN_PATHS = ("cgi-bin/token", "cgi-bin/stable_token")
SECRETS = re.compile(r"""((?:app)?secret(?:=|"\s*:\s*"))[^&"]+""")
TOKENS = re.compile(r"""((?:access_token|refresh_token)(?:=|"\s*:\s*")[^&"]{8})[^&"]+""")


def mask(text: str) -> str:
    """Keep secrets and whole tokens out of the wire log."""
    return TOKENS.sub(r"\1…", SECRETS.sub(r"\1***", text))


class Door:
    """Serves the API of one platform."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Any address under the API's base; always HTTP 200."""
        path = request.match_info["path"]
        call = Call(self.platform, request.clone(client_max_size=BODY_CAP_BYTES))
        fault = self.platform.faults.take(path)
        if fault and fault.delay_s:
            await asyncio.sleep(fault.delay_s)
        if fault and fault.hang_up:
            return self._hang_up(request, path)
        try:
            answer = await self._answer(path, call, fault)
        except ApiError as error:
            answer = {"errcode": error.errcode, "errmsg": f"{error.errmsg} rid: {self._rid()}"}
        self._log(path, call, answer)
        return answer if isinstance(answer, web.StreamResponse) else json_response(answer)

    async def _answer(self, path: str, call: Call, fault: Fault | None) -> Answer:
        if fault and fault.errcode is not None:
            raise ApiError(fault.errcode)
        endpoint = ENDPOINTS.get(path)
        if endpoint is None:
            raise ApiError(40066, errmsg="invalid url")
        if endpoint.method not in ("ANY", call.request.method):
            raise ApiError(43002 if endpoint.method == "POST" else 43001)
        self._check_caller(path, endpoint, call)
        self.platform.counters.count(path)
        return await endpoint.handler(call)

    def _check_caller(self, path: str, endpoint: Endpoint, call: Call) -> None:
        white = self.platform.config.ip_whitelist
        address = call.request.remote or ""
        if path in TOKEN_PATHS and white is not None and address not in white:
            raise ApiError(40164, errmsg=f"invalid ip {address} ipv6 ::ffff:{address}, not in whitelist")
        if endpoint.right not in ("open", "web"):
            self.platform.tokens.check(call.arg("access_token"))
        if not allowed(endpoint.right, self.platform.account):
            raise ApiError(48001)

    def _hang_up(self, request: web.Request, path: str) -> web.Response:
        self.platform.wire.log("api", f"{request.method} {path}", ok=False, reason="hung up without an answer")
        if request.transport is not None:
            request.transport.close()
        return web.Response()

    def _rid(self) -> str:
        return f"{int(self.platform.clock.now_s()):08x}-{secrets.token_hex(4)}-{secrets.token_hex(4)}"

    def _log(self, path: str, call: Call, answer: Answer) -> None:
        errcode, shown = 0, "(file)"
        reason = ""
        if not isinstance(answer, web.StreamResponse):  # which is a Mapping too
            errcode = int(answer.get("errcode", 0))
            shown = json.dumps(answer, ensure_ascii=False)
            reason = mask(f"{errcode} {answer['errmsg']}") if errcode else ""
        self.platform.wire.log(
            "api",
            f"{call.request.method} {path}",
            ok=errcode == 0,
            plain=mask(f"{call.seen}\n→ {shown}".strip()),
            raw=mask(f"{call.request.method} {call.request.path_qs}"),
            reason=reason,
        )


def json_response(answer: Mapping[str, Any]) -> web.Response:
    """As the platform answers: UTF-8, not escaped."""
    body = json.dumps(answer, ensure_ascii=False).encode()
    return web.Response(body=body, content_type="application/json", charset="utf-8")
