"""Media, QR codes, followers' details."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from simulator.errors import Impossible

if TYPE_CHECKING:
    from conftest import MakeWorld, World

JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 20
MP4 = b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 20
AMR = b"#!AMR\n" + b"\x3c" * 32


async def upload(world: World, kind: str, content: bytes, field: str = "media") -> dict[str, Any]:
    form = aiohttp.FormData()
    form.add_field(field, content, filename="f", content_type="application/octet-stream")
    url = f"{world.api}/cgi-bin/media/upload?access_token={await world.token()}&type={kind}"
    async with world.http.post(url, data=form) as response:
        return await response.json()


async def fetch(world: World, media_id: str) -> tuple[str, bytes]:
    url = f"{world.api}/cgi-bin/media/get?access_token={await world.token()}&media_id={media_id}"
    async with world.http.get(url) as response:
        return response.content_type, await response.read()


async def test_media_up_and_down_for_three_days(world: World) -> None:
    answer = await upload(world, "image", JPEG)
    assert answer["type"] == "image"
    assert await fetch(world, answer["media_id"]) == ("image/jpeg", JPEG)
    world.platform.clock.advance(3 * 86_400 - 5)
    assert (await fetch(world, answer["media_id"]))[1] == JPEG
    world.platform.clock.advance(10)
    kind, body = await fetch(world, answer["media_id"])
    assert (kind, b"40007" in body) == ("application/json", True)


async def test_thumb_and_video_answers_differ(world: World) -> None:
    assert "thumb_media_id" in await upload(world, "thumb", JPEG)
    video = await upload(world, "video", MP4)
    answer = await world.call("cgi-bin/media/get", media_id=video["media_id"])
    async with world.http.get(answer["video_url"]) as response:
        assert await response.read() == MP4


@pytest.mark.parametrize(
    ("kind", "content", "errcode"),
    [
        ("poem", JPEG, 40004),
        ("image", b"", 41005),
        ("image", b"not a picture", 40005),
        ("voice", JPEG, 40005),
        ("thumb", JPEG + b"\x00" * 65_536, 40006),
        ("voice", AMR + b"\x00" * 2 * 1024 * 1024, 40006),
    ],
)
async def test_media_refusals(world: World, kind: str, content: bytes, errcode: int) -> None:
    assert (await upload(world, kind, content))["errcode"] == errcode


async def test_upload_without_a_form_or_with_another_field(world: World) -> None:
    assert (await world.call("cgi-bin/media/upload", {}, type="image"))["errcode"] == 41005
    assert (await upload(world, "image", JPEG, field="file"))["errcode"] == 41005


async def test_ten_megabytes_pass_and_the_oldest_makes_room(make: MakeWorld) -> None:
    world = await make(keep_media_bytes=11 * 1024 * 1024)
    big = JPEG + b"\x00" * (10 * 1024 * 1024 - len(JPEG))
    first = await upload(world, "image", big)
    second = await upload(world, "image", big)
    assert not world.platform.media.has(first["media_id"])
    assert world.platform.media.has(second["media_id"])


async def test_photo_voice_location_link_and_video_of_a_follower(world: World) -> None:
    platform, openid = world.platform, world.openid
    await platform.push_image(openid, JPEG)
    async with world.http.get(world.bot.seen[-1]["PicUrl"]) as response:
        assert await response.read() == JPEG
    assert (await fetch(world, world.bot.seen[-1]["MediaId"]))[1] == JPEG
    await platform.push_voice(openid, recognition="")
    assert world.bot.seen[-1]["Recognition"] is None
    await platform.push_voice(openid)
    assert "Recognition" not in world.bot.seen[-1]
    await platform.push_location(openid, 38.48, 106.23, "兴庆区")
    assert world.bot.seen[-1]["Location_X"] == "38.48"
    await platform.push_link(openid, "标题", "摘要", "https://x/")
    assert world.bot.seen[-1]["Url"] == "https://x/"
    await platform.push_video(openid, MP4, JPEG)
    assert world.bot.seen[-1]["ThumbMediaId"]


async def scene(world: World, **other: Any) -> dict[str, Any]:
    body = {"action_name": "QR_STR_SCENE", "action_info": {"scene": {"scene_str": "心连心卡-7"}}}
    return await world.call("cgi-bin/qrcode/create", body | other)


async def test_scan_by_a_follower_and_by_a_stranger(world: World) -> None:
    ticket = (await scene(world, expire_seconds=60))["ticket"]
    await world.platform.scan(world.openid, ticket)
    assert (world.bot.seen[-1]["Event"], world.bot.seen[-1]["EventKey"]) == ("SCAN", "心连心卡-7")
    stranger = world.platform.add_follower("新人", followed=False)
    await world.platform.scan(stranger.openid, ticket)
    assert world.bot.seen[-1]["Event"] == "subscribe"
    assert world.bot.seen[-1]["EventKey"] == "qrscene_心连心卡-7"
    assert world.bot.seen[-1]["Ticket"] == ticket
    info = await world.call("cgi-bin/user/info", openid=stranger.openid)
    assert info["qr_scene_str"] == "心连心卡-7"
    world.platform.clock.advance(61)
    with pytest.raises(Impossible):
        await world.platform.scan(world.openid, ticket)


async def test_permanent_codes_do_not_expire_and_unsaid_life_is_30_s(world: World) -> None:
    permanent = await scene(world, action_name="QR_LIMIT_STR_SCENE")
    assert "expire_seconds" not in permanent
    assert (await scene(world))["expire_seconds"] == 30
    world.platform.clock.advance(400 * 86_400)
    assert (await world.platform.scan(world.openid, permanent["ticket"])).outcome == "silent"


@pytest.mark.parametrize(
    "change",
    [
        {"action_name": "QR_X"},
        {"action_info": {}},
        {"expire_seconds": 2_592_001},
        {"action_info": {"scene": {"scene_str": ""}}},
        {"action_info": {"scene": {"scene_str": "x" * 65}}},
        {"action_name": "QR_SCENE", "action_info": {"scene": {"scene_id": 0}}},
        {"action_name": "QR_LIMIT_SCENE", "action_info": {"scene": {"scene_id": 100_001}}},
    ],
)
async def test_qr_refusals(world: World, change: dict[str, Any]) -> None:
    assert (await scene(world, **change))["errcode"] == 40053


async def test_what_the_account_may_know(world: World) -> None:
    info = await world.call("cgi-bin/user/info", openid=world.openid)
    assert (info["subscribe"], info["nickname"], info["headimgurl"], info["sex"]) == (1, "", "", 0)
    assert info["unionid"]
    await world.platform.unfollow(world.openid)
    gone = await world.call("cgi-bin/user/info", openid=world.openid)
    assert gone == {"subscribe": 0, "openid": world.openid}
    assert (await world.call("cgi-bin/user/info", openid="x"))["errcode"] == 40003
    other = world.platform.add_follower("马姐").openid
    assert (await world.call("cgi-bin/user/get"))["data"]["openid"] == [other]
    asked = {"user_list": [{"openid": other}, {"openid": world.openid}]}
    both = await world.call("cgi-bin/user/info/batchget", asked)
    assert [item["subscribe"] for item in both["user_info_list"]] == [1, 0]
    assert (await world.call("cgi-bin/user/info/batchget", {"user_list": []}))["errcode"] == 40035


async def test_settle_waits_for_what_runs(world: World) -> None:
    world.platform.spawn(asyncio.sleep(0.05))
    await world.platform.settle()
    with pytest.raises(TimeoutError):
        world.platform.spawn(asyncio.sleep(5))
        await world.platform.settle(0.05)
