"""Media, menu and scene QR codes, against a WeChat over real HTTP."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web
from fake_wechat import OPENID, FakeWeChat, plain

from bot.wechat.client import Client
from bot.wechat.errors import ApiError, BadAnswer, BadField
from bot.wechat.limits import Limits
from bot.wechat.media import MediaKind
from bot.wechat.menu import check_menu

NOW = datetime(2026, 11, 22, 4, 5, 6, tzinfo=UTC)
SEND = "cgi-bin/message/custom/send"


async def test_an_upload(wechat: FakeWeChat, client: Client) -> None:
    path = "cgi-bin/media/upload"
    wechat.answers(path, {"errcode": 40001, "errmsg": ""}, {"type": "image", "media_id": "M", "created_at": 1})
    uploaded = await client.media.upload(MediaKind.IMAGE, "../工资条.png", "image/png", b"\x89PNG")
    assert uploaded.media_id == "M"
    assert uploaded.until == NOW + timedelta(days=3)
    assert len(wechat.to(path)) == 2  # the form is made afresh for the second try
    sent = wechat.to(path)[1]
    assert sent.query["type"] == "image"
    assert b'name="media"' in sent.body
    assert b"\x89PNG" in sent.body
    assert b".." not in sent.body.partition(b"\x89PNG")[0]


async def test_a_thumb_is_answered_under_its_own_name(wechat: FakeWeChat, client: Client) -> None:
    wechat.answers("cgi-bin/media/upload", {"type": "thumb", "thumb_media_id": "T"}, {"type": "thumb"})
    assert (await client.media.upload(MediaKind.THUMB, "a.jpg", "image/jpeg", b"x")).media_id == "T"
    with pytest.raises(BadAnswer):
        await client.media.upload(MediaKind.THUMB, "a.jpg", "image/jpeg", b"x")


@pytest.mark.parametrize(
    ("kind", "content_type", "size_bytes"),
    [
        (MediaKind.IMAGE, "image/png", 0),
        (MediaKind.IMAGE, "image/png", (2 << 20) + 1),
        (MediaKind.THUMB, "image/jpeg", (64 << 10) + 1),
        (MediaKind.VOICE, "image/png", 1),
        (MediaKind.IMAGE, "image/svg+xml", 1),
    ],
)
async def test_uploads_that_wechat_would_refuse(
    wechat: FakeWeChat, client: Client, kind: MediaKind, content_type: str, size_bytes: int
) -> None:
    with pytest.raises(BadField):
        await client.media.upload(kind, "a", content_type, b"x" * size_bytes)
    assert wechat.calls == []


async def test_a_download(wechat: FakeWeChat, client: Client) -> None:
    def file() -> web.Response:
        headers = {"Content-Disposition": 'attachment; filename="../M.jpg"'}
        return web.Response(body=b'{"errcode":40007}', content_type="image/jpeg", headers=headers)

    wechat.answers("cgi-bin/media/get", file)
    wechat.answers("cgi-bin/media/get/jssdk", plain("speex", content_type="voice/speex"))
    download = await client.media.get("M")
    assert (download.content_type, download.filename, download.content) == (
        "image/jpeg",
        "M.jpg",
        b'{"errcode":40007}',
    )
    assert (await client.media.get_voice("M")).content == b"speex"


async def test_a_download_of_an_expired_file_is_an_error_with_status_200(wechat: FakeWeChat, client: Client) -> None:
    wechat.answers("cgi-bin/media/get", plain('{"errcode":40007,"errmsg":"invalid media_id"}'))
    with pytest.raises(ApiError) as caught:
        await client.media.get("M")
    assert caught.value.errcode == 40007


async def test_a_video_comes_as_an_address(wechat: FakeWeChat, client: Client) -> None:
    wechat.answers(
        "cgi-bin/media/get", {"video_url": "https://mp.example.com/v"}, {"video_url": "file:///etc/passwd"}, {"a": 1}
    )
    assert (await client.media.get("M")).video_url == "https://mp.example.com/v"
    for _ in range(2):
        with pytest.raises(BadAnswer):
            await client.media.get("M")


async def test_a_download_is_bounded(wechat: FakeWeChat, client: Client) -> None:
    wechat.answers("cgi-bin/media/get", plain("x" * 70_000, content_type="image/jpeg"))
    with pytest.raises(BadAnswer):
        await client.media.get("M")


CLICK = {"type": "click", "name": "查政策", "key": "policy"}
MENU = [CLICK, {"name": "办事", "sub_button": [{"type": "view", "name": "我的诉求", "url": "https://example.com"}]}]


async def test_the_menu(wechat: FakeWeChat, client: Client) -> None:
    await client.menu.create(MENU)
    assert wechat.to("cgi-bin/menu/create")[0].json == {"button": MENU}
    wechat.answers("cgi-bin/menu/get", {"menu": {"button": MENU}}, {"errcode": 46003, "errmsg": ""}, {"errcode": 40013})
    assert await client.menu.get() == {"menu": {"button": MENU}}
    assert await client.menu.get() is None
    with pytest.raises(ApiError):
        await client.menu.get()
    await client.menu.delete()
    wechat.answers("cgi-bin/menu/addconditional", {"menuid": "208"})
    assert await client.menu.add_conditional(MENU, {"tag_id": "2"}) == "208"
    await client.menu.delete_conditional("208")
    assert wechat.to("cgi-bin/menu/delconditional")[0].json == {"menuid": "208"}
    await client.menu.seen_by(OPENID)
    assert wechat.to("cgi-bin/menu/trymatch")[0].json == {"user_id": OPENID}


@pytest.mark.parametrize("match", [{}, {"sex": "1"}])
async def test_a_conditional_menu_matches_only_by_what_is_left(
    wechat: FakeWeChat, client: Client, match: dict[str, str]
) -> None:
    with pytest.raises(BadField, match="match"):
        await client.menu.add_conditional(MENU, match)
    assert wechat.calls == []


@pytest.mark.parametrize(
    ("buttons", "place"),
    [
        ([], "button"),
        ([CLICK] * 4, "button"),
        ([CLICK | {"name": "六个汉字太长"}], "button[0].name"),
        ([{"type": "click", "key": "a"}], "button[0].name"),
        ([CLICK | {"key": "k" * 129}], "button[0].key"),
        ([{"type": "view", "name": "看", "url": "https://" + "a" * 1020}], "button[0].url"),
        ([CLICK, {"type": "jump", "name": "跳"}], "button[1].type"),
        ([CLICK | {"sub_button": [CLICK]}], "button[0]"),
        ([{"name": "多", "sub_button": [CLICK] * 6}], "button[0]"),
        ([{"name": "多", "sub_button": [CLICK, CLICK | {"name": "名" * 21}]}], "button[0].sub_button[1].name"),
        ([{"type": "miniprogram", "name": "小", "url": "https://a", "appid": "wx"}], "button[0].pagepath"),
    ],
)
def test_a_menu_that_wechat_would_refuse_is_told_by_place(buttons: list[dict[str, Any]], place: str) -> None:
    with pytest.raises(BadField) as caught:
        check_menu(buttons, Limits())
    assert caught.value.field == place


@pytest.mark.parametrize(
    ("scene", "life_s", "body"),
    [
        (
            "t-1",
            60,
            {"action_name": "QR_STR_SCENE", "expire_seconds": 60, "action_info": {"scene": {"scene_str": "t-1"}}},
        ),
        (7, 60, {"action_name": "QR_SCENE", "expire_seconds": 60, "action_info": {"scene": {"scene_id": 7}}}),
        ("t-1", None, {"action_name": "QR_LIMIT_STR_SCENE", "action_info": {"scene": {"scene_str": "t-1"}}}),
        (7, None, {"action_name": "QR_LIMIT_SCENE", "action_info": {"scene": {"scene_id": 7}}}),
    ],
)
async def test_a_scene_qr(
    wechat: FakeWeChat, client: Client, scene: int | str, life_s: int | None, body: dict[str, Any]
) -> None:
    path = "cgi-bin/qrcode/create"
    wechat.answers(path, {"ticket": "gQ/+=", "expire_seconds": 60, "url": "http://weixin.qq.com/q/x"})
    code = await client.scene_qrs.create(scene, life_s)
    assert wechat.to(path)[0].json == body
    assert code.image_url == "https://mp.weixin.qq.com/cgi-bin/showqrcode?ticket=gQ%2F%2B%3D"
    assert code.until == (None if life_s is None else NOW + timedelta(seconds=60))


@pytest.mark.parametrize(
    ("scene", "life_s"),
    [("", 60), ("s" * 65, 60), (0, 60), (2**32, 60), (100_001, None), ("s", 0), ("s", 2_592_001)],
)
async def test_scene_qrs_outside_the_limits(
    wechat: FakeWeChat, client: Client, scene: int | str, life_s: int | None
) -> None:
    with pytest.raises(BadField):
        await client.scene_qrs.create(scene, life_s)
    assert wechat.calls == []
