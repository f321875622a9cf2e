"""What a follower does on the page: one address for each act; its effects arrive as events."""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from aiohttp import web

from simulator.errors import Impossible
from simulator.media import SILENT_AMR
from simulator.platform import Platform

UPLOAD_CAP_BYTES = 20 * 1024 * 1024
TEXT_CHARS = 20_000

Given = dict[str, Any]
Act = Callable[[Platform, str, Given], Coroutine[Any, Any, Any]]


def run(platform: Platform, work: Coroutine[Any, Any, Any]) -> None:
    """Do it on the side; tell the page when the client would not allow it."""

    async def tell() -> None:
        try:
            await work
        except Impossible as error:
            platform.feed.publish("impossible", {"reason": str(error)})

    platform.spawn(tell())


def routes(platform: Platform, base: str) -> list[web.RouteDef]:
    """All acts below `base`/OPENID/."""
    found = [web.post(f"{base}/{{openid}}/{name}", _acting(platform, act)) for name, act in ACTS.items()]
    return [*found, web.post(f"{base}/{{openid}}/photo", _photo(platform))]


def _acting(platform: Platform, act: Act) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        run(platform, act(platform, request.match_info["openid"], await read_json(request)))
        return web.json_response({"ok": True}, status=202)

    return answer


def _photo(platform: Platform) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        content = await request.clone(client_max_size=UPLOAD_CAP_BYTES).read()
        if not content:
            raise web.HTTPBadRequest(text="empty")
        run(platform, platform.push_image(request.match_info["openid"], content))
        return web.json_response({"ok": True}, status=202)

    return answer


def _text(platform: Platform, openid: str, given: Given) -> Coroutine[Any, Any, Any]:
    text, menu_id = str(given.get("text", ""))[:TEXT_CHARS], given.get("menu_id")
    if not text.strip():
        raise web.HTTPBadRequest(text="text")
    return platform.push_text(openid, text, menu_id=None if menu_id is None else str(menu_id))


def _location(platform: Platform, openid: str, given: Given) -> Coroutine[Any, Any, Any]:
    latitude, longitude = number(given, "latitude", 0.0), number(given, "longitude", 0.0)
    return platform.push_location(openid, latitude, longitude, str(given.get("label", "")))


def _voice(platform: Platform, openid: str, given: Given) -> Coroutine[Any, Any, Any]:
    heard = given.get("recognition")
    return platform.push_voice(openid, SILENT_AMR, None if heard is None else str(heard))


def _link(platform: Platform, openid: str, given: Given) -> Coroutine[Any, Any, Any]:
    title, description, url = (str(given.get(name, "")) for name in ("title", "description", "url"))
    return platform.push_link(openid, title, description, url)


def _menu(platform: Platform, openid: str, given: Given) -> Coroutine[Any, Any, Any]:
    extra = {"result": str(given["result"])} if given.get("result") else {}
    return platform.tap_menu(openid, str(given.get("key", "")), **extra)


def _scan(platform: Platform, openid: str, given: Given) -> Coroutine[Any, Any, Any]:
    return platform.scan(openid, str(given.get("ticket", "")))


def _consent(platform: Platform, openid: str, given: Given) -> Coroutine[Any, Any, Any]:
    choice = "accept" if given.get("accept", True) else "reject"
    return platform.answer_popup(openid, {str(given.get("template_id", "")): choice})


async def _block(platform: Platform, openid: str, given: Given) -> None:
    platform.block(openid, bool(given.get("blocked", True)))


ACTS: dict[str, Act] = {
    "text": _text,
    "location": _location,
    "voice": _voice,
    "link": _link,
    "menu": _menu,
    "scan": _scan,
    "consent": _consent,
    "block": _block,
    "follow": lambda platform, openid, _: platform.follow(openid),
    "unfollow": lambda platform, openid, _: platform.unfollow(openid),
}


async def read_json(request: web.Request) -> dict[str, Any]:
    """The JSON object posted; anything else is refused with 415 or 400 (so no foreign form can post)."""
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    try:
        given = await request.clone(client_max_size=1024 * 1024).json()
    except ValueError as error:
        raise web.HTTPBadRequest(text="not JSON") from error
    if not isinstance(given, dict):
        raise web.HTTPBadRequest(text="not an object")
    return given


def number(given: dict[str, Any], name: str, otherwise: float) -> float:
    """One finite number, 400 for anything else."""
    try:
        value = float(given.get(name, otherwise))
    except (TypeError, ValueError) as error:
        raise web.HTTPBadRequest(text=name) from error
    if not math.isfinite(value):
        raise web.HTTPBadRequest(text=name)
    return value
