"""Customer-service messages: windows by trigger, types, refusals, typing, msgmenu."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from simulator import happenings

if TYPE_CHECKING:
    from conftest import MakeWorld, World

SEND = "cgi-bin/message/custom/send"
TYPING = "cgi-bin/message/custom/typing"
JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 20


async def codes(world: World, count: int) -> list[int]:
    return [(await world.custom(str(n)))["errcode"] for n in range(count)]


async def send(world: World, kind: str, part: Any, **other: Any) -> int:
    body = {"touser": world.openid, "msgtype": kind, kind: part, **other}
    return (await world.call(SEND, body))["errcode"]


async def test_five_after_a_message_and_a_new_message_refills(world: World) -> None:
    await world.platform.push_text(world.openid, "问")
    assert await codes(world, 6) == [0, 0, 0, 0, 0, 45047]
    await world.platform.push_text(world.openid, "再问")
    assert await codes(world, 6) == [0, 0, 0, 0, 0, 45047]


async def test_the_window_of_a_message_ends_after_48_hours(world: World) -> None:
    await world.platform.push_text(world.openid, "问")
    world.platform.clock.advance(48 * 3600 - 5)
    assert await codes(world, 1) == [0]
    world.platform.clock.advance(10)
    assert await codes(world, 1) == [45015]


async def test_nothing_without_a_trigger(world: World) -> None:
    assert await codes(world, 1) == [45015]


@pytest.mark.parametrize(
    "shape",
    [
        happenings.click("ASK"),
        happenings.scan("1", "t"),
        happenings.scancode("scancode_push", "K", "r"),
        happenings.scancode("scancode_waitmsg", "K", "r"),
    ],
)
async def test_three_within_a_minute_after_click_and_scan(world: World, shape: Any) -> None:
    await world.platform.push(world.openid, shape)
    assert await codes(world, 4) == [0, 0, 0, 45047]
    world.platform.clock.advance(61)
    assert await codes(world, 1) == [45015]


async def test_three_within_a_minute_after_following(world: World) -> None:
    await world.platform.unfollow(world.openid)
    await world.platform.follow(world.openid)
    assert await codes(world, 4) == [0, 0, 0, 45047]


async def test_view_and_photo_buttons_open_nothing(world: World) -> None:
    await world.platform.push(world.openid, happenings.view("https://x/"))
    await world.platform.push(world.openid, happenings.photos("pic_weixin", "K", ["m"]))
    assert await codes(world, 1) == [45015]


async def test_passive_answers_do_not_count(world: World) -> None:
    for _ in range(6):
        await world.platform.push_text(world.openid, "问")
    assert await codes(world, 5) == [0] * 5


async def test_the_numbers_are_a_table(make: MakeWorld) -> None:
    from simulator.config import Grant

    world = await make(grants={"message": Grant(1, 10)})
    await world.platform.push_text(world.openid, "问")
    assert await codes(world, 2) == [0, 45047]


@pytest.mark.parametrize("kind", ["unverified", "verified_subscription", "verified_service"])
async def test_rights_by_kind_of_account(make: MakeWorld, kind: str) -> None:
    world = await make(kind=kind)
    await world.platform.push_text(world.openid, "问")
    assert await codes(world, 1) == [48001 if kind == "unverified" else 0]
    info = await world.call("cgi-bin/user/info", openid=world.openid)
    assert info.get("errcode", 0) == (48001 if kind == "unverified" else 0)
    scene = {"action_name": "QR_STR_SCENE", "action_info": {"scene": {"scene_str": "a"}}}
    qr = await world.call("cgi-bin/qrcode/create", scene)
    assert qr.get("errcode", 0) == (0 if kind == "verified_service" else 48001)
    template = await world.call("cgi-bin/message/template/send", {})
    assert template["errcode"] == (40037 if kind == "verified_service" else 48001)
    media = await world.call("cgi-bin/media/get", media_id="x")
    assert media["errcode"] == (48001 if kind == "unverified" else 40007)


async def test_unfollowed_blocked_and_unknown(world: World) -> None:
    await world.platform.push_text(world.openid, "问")
    world.platform.block(world.openid)
    assert await codes(world, 1) == [48002]
    world.platform.block(world.openid, False)
    await world.platform.unfollow(world.openid)
    assert await codes(world, 1) == [45015]
    assert (await world.call(SEND, {"touser": "nobody", "msgtype": "text"}))["errcode"] == 40003


async def test_every_type_arrives(world: World) -> None:
    media_id = world.platform.media.keep("image", JPEG).media_id
    parts: dict[str, Any] = {
        "text": {"content": "你好"},
        "image": {"media_id": media_id},
        "voice": {"media_id": media_id},
        "video": {"media_id": media_id, "thumb_media_id": media_id, "title": "t"},
        "music": {"musicurl": "https://m/", "hqmusicurl": "https://m/", "thumb_media_id": media_id},
        "news": {"articles": [{"title": "t", "description": "d", "url": "https://x/", "picurl": ""}]},
        "msgmenu": {"head_content": "满意吗", "list": [{"id": 1, "content": "满意"}], "tail_content": ""},
        "mpnewsarticle": {"article_id": "a"},
        "wxcard": {"card_id": "c"},
        "miniprogrampage": {"appid": "wx", "pagepath": "p", "thumb_media_id": media_id, "title": "t"},
    }
    for kind, part in parts.items():
        await world.platform.push(world.openid, happenings.click("MORE"))
        assert await send(world, kind, part) == 0, kind
    inbox = world.platform.follower(world.openid).inbox
    assert [bubble.type for bubble in inbox] == list(parts)
    assert {bubble.source for bubble in inbox} == {"custom"}


@pytest.mark.parametrize(
    ("kind", "part", "errcode"),
    [
        ("text", {"content": ""}, 44004),
        ("text", {"content": "字" * 683}, 45002),
        ("text", "plain", 47001),
        ("poem", {}, 40008),
        ("mpnews", {"media_id": "x"}, 40008),
        ("image", {"media_id": "x"}, 40007),
        ("video", {"media_id": "x", "thumb_media_id": "y"}, 40007),
        ("news", {"articles": [{}, {}]}, 45008),
        ("news", {"articles": []}, 47001),
        ("msgmenu", {"head_content": "h", "list": []}, 47001),
        ("msgmenu", {"list": [{"id": "1"}]}, 47001),
        ("wxcard", {}, 40035),
    ],
)
async def test_refused_bodies_cost_nothing(world: World, kind: str, part: Any, errcode: int) -> None:
    await world.platform.push_text(world.openid, "问")
    assert await send(world, kind, part) == errcode
    assert world.platform.follower(world.openid).allowance.left(world.platform.clock.now_s()) == 5


async def test_ai_mark(world: World) -> None:
    await world.platform.push_text(world.openid, "问")
    await world.custom("答", aimsgcontext={"is_ai_msg": 1})
    await world.custom("人答")
    assert [b.ai for b in world.platform.follower(world.openid).inbox if b.source == "custom"] == [True, False]


async def test_a_tapped_menu_item_comes_back_as_text_with_its_id(world: World) -> None:
    await world.platform.push_text(world.openid, "满意", menu_id="101")
    assert world.bot.seen[0]["bizmsgmenuid"] == "101"
    assert world.bot.seen[0]["Content"] == "满意"


async def test_typing(world: World) -> None:
    async def typing(command: str = "Typing") -> int:
        return (await world.call(TYPING, {"touser": world.openid, "command": command}))["errcode"]

    assert await typing() == 45015
    await world.platform.push_text(world.openid, "问")
    assert await typing("Sleep") == 45072
    assert await typing() == 0
    assert await typing() == 45081
    assert await typing("CancelTyping") == 0
    assert await typing() == 0
    await world.custom()
    assert world.platform.follower(world.openid).typing_until_s == 0
    assert await typing() == 0
    world.platform.clock.advance(31)
    assert await typing() == 45080
