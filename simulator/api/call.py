"""One API call as an endpoint sees it, and what an endpoint is."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from aiohttp import web

from simulator.account import Account
from simulator.errors import ApiError
from simulator.follower import Follower
from simulator.platform import Platform

BODY_CAP_BYTES = 25 * 1024 * 1024

Answer = Mapping[str, Any] | web.StreamResponse
Method = Literal["GET", "POST", "ANY"]
Right = Literal["open", "token", "menu", "verified", "service", "web"]


@dataclass(slots=True)
class Call:
    """Query, body and the platform that answers; `seen` is the body for the wire log."""

    platform: Platform
    request: web.Request
    seen: str = ""

    def arg(self, name: str) -> str:
        """One query value, empty when absent."""
        return self.request.query.get(name, "")

    async def body(self) -> dict[str, Any]:
        """The JSON object posted. Raises `ApiError` 44002 or 47001."""
        raw = await self.request.read()
        self.seen = raw.decode(errors="replace")
        if not raw.strip():
            raise ApiError(44002)
        try:
            tree = json.loads(raw)
        except (ValueError, RecursionError) as error:
            raise ApiError(47001) from error
        if not isinstance(tree, dict):
            raise ApiError(47001)
        return tree

    async def file(self) -> bytes:
        """The part `media` of a multipart form. Raises `ApiError` 41005 or 40006."""
        if not self.request.content_type.startswith("multipart/"):
            raise ApiError(41005)
        try:
            async for part in await self.request.multipart():
                if getattr(part, "name", None) == "media":
                    content = bytes(await part.read())  # type: ignore[union-attr]
                    self.seen = f"(file of {len(content)} bytes)"
                    return content
        except web.HTTPRequestEntityTooLarge as error:
            raise ApiError(40006) from error
        except ValueError as error:
            raise ApiError(41005) from error
        raise ApiError(41005)

    def person(self, openid: Any) -> Follower:
        """Anyone the account has ever seen. Raises `ApiError` 40003."""
        follower = self.platform.followers.get(openid) if isinstance(openid, str) else None
        if follower is None:
            raise ApiError(40003)
        return follower


Handler = Callable[[Call], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One address of the API: method, who may call it, and what answers."""

    method: Method
    path: str
    right: Right
    handler: Handler


def allowed(right: Right, account: Account) -> bool:
    """Whether this kind of account has the right. Source: protocol.md §3."""
    if right == "menu":
        return account.verified or account.config.unverified_menu
    if right == "verified":
        return account.verified
    if right in ("service", "web"):
        return account.config.kind == "verified_service"
    return True


OK: Mapping[str, Any] = {"errcode": 0, "errmsg": "ok"}
