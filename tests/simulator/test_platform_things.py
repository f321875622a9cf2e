"""Media, menu, QR codes, followers' details, web login."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

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


def click(name: str, key: str = "K") -> dict[str, Any]:
    return {"type": "click", "name": name, "key": key}


MENU = {
    "button": [
        click("问一问", "ASK"),
        {"type": "view", "name": "门户", "url": "https://example.org/"},
        {
            "name": "更多",
            "sub_button": [
                {"type": "scancode_waitmsg", "name": "扫码", "key": "SCAN"},
                {"type": "pic_sysphoto", "name": "拍证据", "key": "PHOTO"},
                {"type": "location_select", "name": "最近的站点", "key": "PLACE"},
                {"type": "miniprogram", "name": "小程序", "url": "https://x/", "appid": "wx", "pagepath": "p/i"},
            ],
        },
    ]
}


async def test_menu_is_made_read_and_deleted(world: World) -> None:
    assert (await world.call("cgi-bin/menu/get"))["errcode"] == 46003
    assert (await world.call("cgi-bin/menu/create", MENU))["errcode"] == 0
    got = (await world.call("cgi-bin/menu/get"))["menu"]["button"]
    assert [button["name"] for button in got] == ["问一问", "门户", "更多"]
    assert (await world.call("cgi-bin/get_current_selfmenu_info"))["is_menu_open"] == 1
    assert (await world.call("cgi-bin/menu/delete"))["errcode"] == 0
    assert (await world.call("cgi-bin/menu/get"))["errcode"] == 46003


@pytest.mark.parametrize(
    ("menu", "errcode"),
    [
        ({}, 40016),
        ({"button": []}, 40016),
        ({"button": [click(str(n)) for n in range(4)]}, 40016),
        ({"button": ["x"]}, 40016),
        ({"button": [{"name": "无类型"}]}, 40017),
        ({"button": [click("六个汉字名称")]}, 40018),
        ({"button": [click("")]}, 40018),
        ({"button": [click("五个汉字名")]}, 0),
        ({"button": [click("键", "k" * 129)]}, 40019),
        ({"button": [click("键", "k" * 128)]}, 0),
        ({"button": [{"type": "view", "name": "v", "url": "https://" + "x" * 1020}]}, 40020),
        ({"button": [{"name": "多", "sub_button": [click(str(n)) for n in range(6)]}]}, 40023),
        ({"button": [{"name": "多", "sub_button": [click("字" * 21)]}]}, 40025),
        ({"button": [{"name": "多", "sub_button": [click("字" * 20)]}]}, 0),
        ({"button": [{"name": "多", "type": "click", "sub_button": [click("子")]}]}, 40017),
        ({"button": [{"name": "多", "sub_button": [{"name": "三", "sub_button": [click("子")]}]}]}, 40017),
        ({"button": [{"type": "media_id", "name": "m", "media_id": "x"}]}, 40007),
    ],
)
async def test_menu_limits(world: World, menu: dict[str, Any], errcode: int) -> None:
    assert (await world.call("cgi-bin/menu/create", menu))["errcode"] == errcode


async def test_menu_right_of_an_unverified_account_is_a_setting(make: MakeWorld) -> None:
    world = await make(kind="unverified")
    assert (await world.call("cgi-bin/menu/create", MENU))["errcode"] == 0
    await world.platform.reconfigure(unverified_menu=False)
    assert (await world.call("cgi-bin/menu/create", MENU))["errcode"] == 48001


async def test_taps(world: World) -> None:
    await world.call("cgi-bin/menu/create", MENU)
    for key, event in (("ASK", "CLICK"), ("1", "VIEW"), ("小程序", "view_miniprogram")):
        await world.platform.tap_menu(world.openid, key)
        assert world.bot.seen[-1]["Event"] == event
    await world.platform.tap_menu(world.openid, "2.0", result="https://q/")
    assert world.bot.seen[-1]["ScanCodeInfo"]["ScanResult"] == "https://q/"
    await world.platform.tap_menu(world.openid, "PHOTO", photo=JPEG)
    assert [fields["MsgType"] for fields in world.bot.seen[-2:]] == ["event", "image"]
    await world.platform.tap_menu(world.openid, "PLACE", latitude=38.4, longitude=106.2, label="站")
    assert [fields["MsgType"] for fields in world.bot.seen[-2:]] == ["event", "location"]
    with pytest.raises(Impossible):
        await world.platform.tap_menu(world.openid, "NOTHING")


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


async def swap(world: World, code: str, **other: str) -> dict[str, Any]:
    config = world.platform.config
    query = {"appid": config.appid, "secret": config.secret, "code": code, "grant_type": "authorization_code"}
    return await world.get("sns/oauth2/access_token", **(query | other))


async def test_a_code_works_once_and_five_minutes(world: World) -> None:
    code = world.platform.grant_code(world.openid)
    answer = await swap(world, code)
    assert (answer["openid"], answer["scope"]) == (world.openid, "snsapi_base")
    assert "is_snapshotuser" not in answer
    assert (await swap(world, code))["errcode"] == 40163
    assert (await swap(world, "nonsense"))["errcode"] == 40029
    assert (await swap(world, ""))["errcode"] == 41008
    assert (await swap(world, code, secret="wrong"))["errcode"] == 40125
    late = world.platform.grant_code(world.openid)
    world.platform.clock.advance(301)
    assert (await swap(world, late))["errcode"] == 42003


async def test_names_only_with_the_wider_scope(world: World) -> None:
    base = await swap(world, world.platform.grant_code(world.openid))
    query = {"access_token": base["access_token"], "openid": world.openid}
    assert (await world.get("sns/userinfo", **query))["errcode"] == 48001
    wide = await swap(world, world.platform.grant_code(world.openid, "snsapi_userinfo"))
    query = {"access_token": wide["access_token"], "openid": world.openid}
    assert (await world.get("sns/userinfo", **query))["nickname"] == "王师傅"
    assert (await world.get("sns/auth", **query))["errcode"] == 0
    assert (await world.get("sns/auth", **(query | {"openid": "x"})))["errcode"] == 40003
    world.platform.clock.advance(7201)
    assert (await world.get("sns/auth", **query))["errcode"] == 42001
    appid = world.platform.config.appid
    again = await world.get("sns/oauth2/refresh_token", appid=appid, refresh_token=wide["refresh_token"])
    assert again["openid"] == world.openid
    assert (await world.get("sns/oauth2/refresh_token", appid=appid, refresh_token="x"))["errcode"] == 40030


async def test_snapshot_page_gives_a_virtual_person(world: World) -> None:
    answer = await swap(world, world.platform.grant_code(world.openid, snapshot=True))
    assert answer["is_snapshotuser"] == 1
    assert answer["openid"] != world.openid


async def test_the_authorization_page(world: World) -> None:
    query = {
        "appid": world.platform.config.appid,
        "redirect_uri": "http://127.0.0.1/back?x=1",
        "response_type": "code",
        "scope": "snsapi_base",
        "state": "abc123",
    }
    url = f"{world.api}/connect/oauth2/authorize"

    async def ask(**other: str) -> aiohttp.ClientResponse:
        return await world.http.get(url, params=query | other, allow_redirects=False)

    assert "王师傅" in await (await ask()).text()
    sent = await ask(**{"as": world.openid})
    back = urlsplit(sent.headers["Location"])
    answer = parse_qs(back.query)
    assert (sent.status, answer["x"], answer["state"]) == (302, ["1"], ["abc123"])
    assert (await swap(world, answer["code"][0]))["openid"] == world.openid
    for bad in ({"appid": "x"}, {"scope": "all"}, {"redirect_uri": "javascript:alert(1)"}, {"state": "a b"}):
        refused = await ask(**bad, **{"as": world.openid})
        assert refused.status == 200, bad
    await world.platform.reconfigure(oauth_host="union.example.org")
    assert "10003" in await (await ask()).text()
    await world.platform.reconfigure(kind="verified_subscription")
    assert "Scope" in await (await ask()).text()
    assert (await swap(world, "x"))["errcode"] == 48001


async def test_settle_waits_for_what_runs(world: World) -> None:
    world.platform.spawn(asyncio.sleep(0.05))
    await world.platform.settle()
    with pytest.raises(TimeoutError):
        world.platform.spawn(asyncio.sleep(5))
        await world.platform.settle(0.05)
