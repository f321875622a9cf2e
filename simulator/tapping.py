"""What a tap on a menu button sets off, by the button's type. Source: protocol.md §1.5, §1.6."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from simulator import happenings
from simulator.errors import Impossible
from simulator.pusher import Delivery

if TYPE_CHECKING:
    from simulator.platform import Platform

OPENED = "打开了 {}"
MATERIAL_SENT = "收到素材 {}"
# The smallest picture a client could have taken: one grey pixel.
PIXEL = bytes.fromhex("47494638396101000100800000cccccc00000021f90400000000002c00000000010001000002024401003b")
PLACE = (38.487194, 106.230909, "宁夏银川市兴庆区")


async def tap(platform: Platform, openid: str, key: str, given: Mapping[str, Any]) -> list[Delivery]:
    """Raises `Impossible` when the menu has no such button."""
    button = platform.menu.find(key)
    if button is None:
        raise Impossible(f"the menu has no button {key!r}")
    kind = str(button["type"])
    if kind == "click":
        return [await platform.push(openid, happenings.click(button["key"]))]
    if kind in happenings.SCANCODE_EVENTS:
        result = str(given.get("result") or "https://example.org/")
        return [await platform.push(openid, happenings.scancode(kind, button["key"], result))]
    if kind in happenings.PHOTO_EVENTS:
        return await _photo(platform, openid, kind, button["key"], given.get("photo") or PIXEL)
    if kind == "location_select":
        return await _place(platform, openid, button["key"], given)
    return await _open(platform, openid, kind, button)


async def _photo(platform: Platform, openid: str, kind: str, key: str, photo: bytes) -> list[Delivery]:
    md5 = hashlib.md5(photo, usedforsecurity=False).hexdigest()
    first = await platform.push(openid, happenings.photos(kind, key, [md5]))
    return [first, await platform.push_image(openid, photo)]


async def _place(platform: Platform, openid: str, key: str, given: Mapping[str, Any]) -> list[Delivery]:
    latitude = float(given.get("latitude", PLACE[0]))
    longitude = float(given.get("longitude", PLACE[1]))
    label = str(given.get("label", PLACE[2]))
    shape = happenings.location_select(key, latitude, longitude, label)
    first = await platform.push(openid, shape)
    return [first, await platform.push_location(openid, latitude, longitude, label)]


async def _open(platform: Platform, openid: str, kind: str, button: Mapping[str, Any]) -> list[Delivery]:
    if kind == "view":
        platform.show(openid, "system", "text", {"content": OPENED.format(button["url"])})
        return [await platform.push(openid, happenings.view(button["url"]))]
    if kind == "miniprogram":
        platform.show(openid, "system", "text", {"content": OPENED.format(button["pagepath"])})
        return [await platform.push(openid, happenings.view_miniprogram(button["pagepath"]))]
    material = str(button.get("media_id") or button.get("article_id"))
    platform.show(openid, "system", "text", {"content": MATERIAL_SENT.format(material)})
    return []
