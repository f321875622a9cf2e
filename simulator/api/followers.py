"""What the account may know of its followers, and QR codes. Source: protocol.md §0.6, §2.5."""

from __future__ import annotations

from typing import Any

from simulator.api.call import Answer, Call, Endpoint
from simulator.errors import ApiError
from simulator.follower import Follower

BATCH = 100
PAGE = 10_000


def describe(follower: Follower) -> dict[str, Any]:
    """user/info: no name, no picture, since 2021."""
    if not follower.followed:
        return {"subscribe": 0, "openid": follower.openid}
    scene = follower.qr_scene
    return {
        "subscribe": 1,
        "openid": follower.openid,
        "nickname": "",
        "sex": 0,
        "language": "zh_CN",
        "city": "",
        "province": "",
        "country": "",
        "headimgurl": "",
        "subscribe_time": follower.subscribed_at_s,
        "unionid": follower.unionid,
        "remark": "",
        "groupid": 0,
        "tagid_list": [],
        "subscribe_scene": follower.subscribe_scene,
        "qr_scene": int(scene) if scene.isdigit() else 0,
        "qr_scene_str": "" if scene.isdigit() else scene,
    }


async def one(call: Call) -> Answer:
    """One follower."""
    return describe(call.person(call.arg("openid")))


async def batch(call: Call) -> Answer:
    """Up to a hundred."""
    asked = (await call.body()).get("user_list")
    if not isinstance(asked, list) or not 1 <= len(asked) <= BATCH:
        raise ApiError(40035)
    openids = [item.get("openid") if isinstance(item, dict) else None for item in asked]
    return {"user_info_list": [describe(call.person(openid)) for openid in openids]}


async def listing(call: Call) -> Answer:
    """All who follow, 10,000 a page."""
    openids = [follower.openid for follower in call.platform.followers.values() if follower.followed]
    after = call.arg("next_openid")
    start = openids.index(after) + 1 if after in openids else 0
    page = openids[start : start + PAGE]
    answer: dict[str, Any] = {"total": len(openids), "count": len(page), "next_openid": page[-1] if page else ""}
    return answer | {"data": {"openid": page}} if page else answer


async def qrcode(call: Call) -> Answer:
    """A QR code with a scene."""
    return call.platform.scenes.create(await call.body())


ENDPOINTS = (
    Endpoint("GET", "cgi-bin/user/info", "verified", one),
    Endpoint("POST", "cgi-bin/user/info/batchget", "verified", batch),
    Endpoint("GET", "cgi-bin/user/get", "verified", listing),
    Endpoint("POST", "cgi-bin/qrcode/create", "service", qrcode),
)
