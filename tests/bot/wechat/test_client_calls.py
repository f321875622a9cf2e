import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import web
from fake_wechat import APPID, OK, OPENID, SECRET, TOKEN_PATH, FakeWeChat, client_of, plain, running

from bot.wechat import outgoing
from bot.wechat import reply as passive
from bot.wechat.client import Client
from bot.wechat.customer import outgoing_of
from bot.wechat.errors import ApiError, BadAnswer, BadField, NotDelivered
from bot.wechat.jssdk import sign_page
from bot.wechat.limits import Limits
from bot.wechat.media import MediaKind
from bot.wechat.menu import check_menu
from bot.wechat.notices import MiniProgram

NOW = datetime(2026, 11, 22, 4, 5, 6, tzinfo=UTC)
SEND = "cgi-bin/message/custom/send"


@pytest.fixture
async def wechat() -> AsyncIterator[FakeWeChat]:
    async with running() as fake:
        yield fake


@pytest.fixture
async def client(wechat: FakeWeChat) -> AsyncIterator[Client]:
    async with client_of(wechat.base, clock=lambda: NOW) as client:
        yield client


@pytest.mark.parametrize(
    ("message", "kind", "content"),
    [
        (outgoing.Text("好"), "text", {"content": "好"}),
        (outgoing.Image("M"), "image", {"media_id": "M"}),
        (outgoing.Voice("M"), "voice", {"media_id": "M"}),
        (
            outgoing.Video("M", "P", "题", "话"),
            "video",
            {"media_id": "M", "thumb_media_id": "P", "title": "题", "description": "话"},
        ),
        (
            outgoing.Music("http://a", "http://b", "P", "题", "话"),
            "music",
            {
                "title": "题",
                "description": "话",
                "musicurl": "http://a",
                "hqmusicurl": "http://b",
                "thumb_media_id": "P",
            },
        ),
        (
            outgoing.News("题", "话", "http://a", "http://p"),
            "news",
            {"articles": [{"title": "题", "description": "话", "url": "http://a", "picurl": "http://p"}]},
        ),
        (outgoing.PublishedArticle("A"), "mpnewsarticle", {"article_id": "A"}),
        (
            outgoing.Choices("满意吗", {"1": "满意", "2": "不满意"}, "谢谢"),
            "msgmenu",
            {
                "head_content": "满意吗",
                "list": [{"id": "1", "content": "满意"}, {"id": "2", "content": "不满意"}],
                "tail_content": "谢谢",
            },
        ),
        (outgoing.Card("C"), "wxcard", {"card_id": "C"}),
        (
            outgoing.MiniProgramPage("wxa", "p", "题", "P"),
            "miniprogrampage",
            {"title": "题", "appid": "wxa", "pagepath": "p", "thumb_media_id": "P"},
        ),
    ],
)
async def test_each_type_of_customer_message(
    wechat: FakeWeChat, client: Client, message: outgoing.Outgoing, kind: str, content: dict[str, Any]
) -> None:
    await client.customer.send(OPENID, message)
    assert wechat.to(SEND)[0].json == {"touser": OPENID, "msgtype": kind, kind: content}


async def test_the_ai_mark_and_the_agent(wechat: FakeWeChat, client: Client) -> None:
    await client.customer.send(OPENID, outgoing.Text("好"), is_ai=True, agent="kf1@gh")
    body = wechat.to(SEND)[0].json
    assert body["aimsgcontext"] == {"is_ai_msg": 1}
    assert body["customservice"] == {"kf_account": "kf1@gh"}


@pytest.mark.parametrize(
    "message",
    [
        outgoing.Text(""),
        outgoing.Text(" \n"),
        outgoing.Text("字" * 667),
        outgoing.News("", "话", "http://a"),
        outgoing.Choices("问", {}),
        outgoing.Choices("问", {"1": ""}),
    ],
)
async def test_a_message_that_wechat_would_refuse_is_not_sent(
    wechat: FakeWeChat, client: Client, message: outgoing.Outgoing
) -> None:
    with pytest.raises(BadField):
        await client.customer.send(OPENID, message)
    assert wechat.calls == []


@pytest.mark.parametrize(
    ("late", "messages"),
    [
        (passive.Text("好"), (outgoing.Text("好"),)),
        (passive.Image("M"), (outgoing.Image("M"),)),
        (passive.Voice("M"), (outgoing.Voice("M"),)),
        (passive.Video("M", "题", "话"), (outgoing.Video("M", title="题", description="话"),)),
        (passive.Music("P", "题", "话", "u", "h"), (outgoing.Music("u", "h", "P", "题", "话"),)),
        (passive.News((passive.Article("题", "话", "p", "u"),)), (outgoing.News("题", "话", "u", "p"),)),
        (passive.Silence(), ()),
        (passive.Transfer(), ()),
    ],
)
def test_a_late_reply_becomes_customer_messages(late: passive.Reply, messages: tuple[outgoing.Outgoing, ...]) -> None:
    assert outgoing_of(late) == messages


def test_a_long_late_reply_becomes_several_without_a_hint() -> None:
    messages = outgoing_of(passive.Text("一句话。" * 300))
    assert len(messages) > 1
    for message in messages:
        message.check(Limits())
        assert isinstance(message, outgoing.Text)
        assert message.words == message.words.strip()
        assert passive.NEXT_PAGE_HINT not in message.words


@pytest.mark.parametrize(("on", "command"), [(True, "Typing"), (False, "CancelTyping")])
async def test_typing(wechat: FakeWeChat, client: Client, on: bool, command: str) -> None:
    assert await client.customer.typing(OPENID, on)
    assert wechat.to("cgi-bin/message/custom/typing")[0].json == {"touser": OPENID, "command": command}


@pytest.mark.parametrize("code", [45015, 45047, 45072, 45080, 45081])
async def test_typing_that_is_not_shown_harms_nobody(wechat: FakeWeChat, client: Client, code: int) -> None:
    wechat.answers("cgi-bin/message/custom/typing", {"errcode": code, "errmsg": "no"})
    assert not await client.customer.typing(OPENID)


async def test_typing_tells_of_other_refusals(wechat: FakeWeChat, client: Client) -> None:
    wechat.answers("cgi-bin/message/custom/typing", {"errcode": 40003, "errmsg": "no"})
    with pytest.raises(ApiError):
        await client.customer.typing(OPENID)


async def test_a_template_message(wechat: FakeWeChat, client: Client) -> None:
    path = "cgi-bin/message/template/send"
    wechat.answers(path, OK | {"msgid": 2**60})
    msgid = await client.notices.template(
        OPENID,
        "tpl",
        {"thing1": "法律援助", "time2": "15:01"},
        url="https://example.com/a",
        miniprogram=MiniProgram("wxa", "p"),
        once_key="ticket-7",
    )
    assert msgid == str(2**60)
    assert wechat.to(path)[0].json == {
        "touser": OPENID,
        "template_id": "tpl",
        "url": "https://example.com/a",
        "miniprogram": {"appid": "wxa", "pagepath": "p"},
        "client_msg_id": "ticket-7",
        "data": {"thing1": {"value": "法律援助"}, "time2": {"value": "15:01"}},
    }


async def test_a_subscription_notice_without_consent_is_not_delivered(wechat: FakeWeChat, client: Client) -> None:
    path = "cgi-bin/message/subscribe/bizsend"
    wechat.answers(path, {"errcode": 43101, "errmsg": "user refuse to accept the msg"})
    with pytest.raises(NotDelivered):
        await client.notices.subscription(OPENID, "tpl", {"thing1": "好"}, page="https://example.com")
    assert wechat.to(path)[0].json == {
        "touser": OPENID,
        "template_id": "tpl",
        "page": "https://example.com",
        "data": {"thing1": {"value": "好"}},
    }


@pytest.mark.parametrize("fields", [{}, {"thing1": "字" * 21}, {"nothing1": "x"}])
async def test_fields_are_checked_before_sending(wechat: FakeWeChat, client: Client, fields: dict[str, str]) -> None:
    for send in (client.notices.template, client.notices.subscription):
        with pytest.raises(BadField):
            await send(OPENID, "tpl", fields)
    assert wechat.calls == []


async def test_a_one_time_subscription(wechat: FakeWeChat, client: Client) -> None:
    await client.notices.one_time(OPENID, "tpl", 1000, "办结通知", "您的诉求已办结", "https://example.com")
    assert wechat.to("cgi-bin/message/template/subscribe")[0].json == {
        "touser": OPENID,
        "template_id": "tpl",
        "url": "https://example.com",
        "scene": "1000",
        "title": "办结通知",
        "data": {"content": {"value": "您的诉求已办结"}},
    }


@pytest.mark.parametrize(
    ("scene", "title", "content"),
    [(10_001, "题", "文"), (-1, "题", "文"), (1, "", "文"), (1, "题" * 16, "文"), (1, "题", "文" * 201)],
)
async def test_the_limits_of_a_one_time_subscription(
    wechat: FakeWeChat, client: Client, scene: int, title: str, content: str
) -> None:
    with pytest.raises(BadField):
        await client.notices.one_time(OPENID, "tpl", scene, title, content)
    assert wechat.calls == []


async def test_the_page_of_a_one_time_subscription(client: Client) -> None:
    url = client.notices.one_time_url(7, "t-1", "https://example.com/a?b=c&d", "s&s")
    assert url.startswith("https://mp.weixin.qq.com/mp/subscribemsg?action=get_confirm&appid=")
    assert url.endswith("#wechat_redirect")
    assert parse_qs(urlsplit(url).query)["redirect_url"] == ["https://example.com/a?b=c&d"]
    assert parse_qs(urlsplit(url).query)["reserved"] == ["s&s"]
    with pytest.raises(BadField):
        client.notices.one_time_url(10_001, "t", "https://example.com", "s")


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


async def test_the_authorize_url_has_wechats_order(client: Client) -> None:
    assert client.oauth.authorize_url("https://example.com/in?a=b&c", "S1") == (
        f"https://open.weixin.qq.com/connect/oauth2/authorize?appid={APPID}"
        "&redirect_uri=https%3A%2F%2Fexample.com%2Fin%3Fa%3Db%26c&response_type=code&scope=snsapi_base&state=S1"
        "#wechat_redirect"
    )


@pytest.mark.parametrize("state", ["", "a-b", "a&scope=x", "s" * 129, "状态", "a\n"])
async def test_a_state_that_wechat_would_refuse(client: Client, state: str) -> None:
    with pytest.raises(BadField):
        client.oauth.authorize_url("https://example.com", state)


GRANT = {
    "access_token": "WEB-TOKEN",
    "expires_in": 7200,
    "refresh_token": "WEB-REFRESH",
    "openid": OPENID,
    "scope": "snsapi_base",
}


async def test_web_authorization(wechat: FakeWeChat, client: Client) -> None:
    wechat.answers("sns/oauth2/access_token", GRANT | {"is_snapshotuser": 1, "unionid": "U"})
    wechat.answers("sns/oauth2/refresh_token", GRANT)
    wechat.answers("sns/userinfo", {"openid": OPENID, "nickname": "小马", "headimgurl": "https://p"})
    grant = await client.oauth.exchange("CODE")
    assert (grant.openid, grant.is_snapshot, grant.unionid) == (OPENID, True, "U")
    assert grant.until == NOW + timedelta(seconds=7200)
    assert "WEB-" not in repr(grant)
    assert wechat.calls[0].query == {
        "appid": APPID,
        "secret": SECRET,
        "code": "CODE",
        "grant_type": "authorization_code",
    }
    assert not (await client.oauth.refresh(grant.refresh_token)).is_snapshot
    assert wechat.calls[1].query == {
        "appid": APPID,
        "grant_type": "refresh_token",
        "refresh_token": "WEB-REFRESH",
    }
    profile = await client.oauth.profile(grant)
    assert profile.nickname == "小马"
    assert wechat.calls[2].query == {"access_token": "WEB-TOKEN", "openid": OPENID, "lang": "zh_CN"}
    assert wechat.to(TOKEN_PATH) == []


@pytest.mark.parametrize("code", [40029, 40163, 42003])
async def test_a_used_code_is_asked_for_once_only(wechat: FakeWeChat, client: Client, code: int) -> None:
    wechat.answers("sns/oauth2/access_token", {"errcode": code, "errmsg": "code"})
    with pytest.raises(ApiError):
        await client.oauth.exchange("CODE")
    assert len(wechat.calls) == 1


async def test_a_dead_web_token_does_not_touch_our_own(wechat: FakeWeChat, client: Client) -> None:
    wechat.answers("sns/oauth2/access_token", GRANT)
    wechat.answers("sns/userinfo", {"errcode": 42001, "errmsg": "expired"})
    grant = await client.oauth.exchange("CODE")
    with pytest.raises(ApiError) as caught:
        await client.oauth.profile(grant)
    assert type(caught.value) is ApiError
    assert len(wechat.calls) == 2


@pytest.mark.parametrize("lost", ["access_token", "refresh_token", "openid", "expires_in"])
async def test_a_grant_without_its_parts_is_refused(wechat: FakeWeChat, client: Client, lost: str) -> None:
    wechat.answers("sns/oauth2/access_token", {key: value for key, value in GRANT.items() if key != lost})
    with pytest.raises(BadAnswer, match=lost):
        await client.oauth.exchange("CODE")


def test_the_official_vector_of_the_page_signature() -> None:
    ticket = "sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg"
    url = "http://mp.weixin.qq.com?params=value"
    expected = "0f9de62fce790f9a083d5c99e95740ceb90c27ed"
    assert sign_page(ticket, "Wm3WZYTPz0wzccnW", 1414587457, url) == expected
    assert sign_page(ticket, "Wm3WZYTPz0wzccnW", 1414587457, url + "#top") == expected


async def test_fifty_pages_fetch_one_ticket(wechat: FakeWeChat, client: Client) -> None:
    path = "cgi-bin/ticket/getticket"
    wechat.answers(path, OK | {"ticket": "J1", "expires_in": 7200})
    configs = await asyncio.gather(*(client.jssdk.config("https://example.com/#a") for _ in range(50)))
    assert len(wechat.to(path)) == 1
    assert wechat.to(path)[0].query["type"] == "jsapi"
    assert len({config.nonce for config in configs}) == 50
    one = configs[0]
    assert one.timestamp_s == int(NOW.timestamp())
    assert one.signature == sign_page("J1", one.nonce, one.timestamp_s, "https://example.com/")


FOLLOWER = {
    "subscribe": 1,
    "openid": OPENID,
    "nickname": "",
    "sex": 0,
    "language": "zh_CN",
    "subscribe_time": 1434093047,
    "tagid_list": [128, 2],
    "subscribe_scene": "ADD_SCENE_QR_CODE",
    "qr_scene": 98765,
    "qr_scene_str": "",
}


async def test_profiles(wechat: FakeWeChat, client: Client) -> None:
    wechat.answers("cgi-bin/user/info", FOLLOWER, {"subscribe": 0, "openid": OPENID}, {"subscribe": 1})
    profile = await client.profiles.one(OPENID)
    assert profile.follows
    assert profile.since == datetime.fromtimestamp(1434093047, UTC)
    assert (profile.qr_scene, profile.tags, profile.came_by) == ("98765", (128, 2), "ADD_SCENE_QR_CODE")
    gone = await client.profiles.one(OPENID)
    assert (gone.follows, gone.since, gone.qr_scene) == (False, None, "")
    with pytest.raises(BadAnswer):
        await client.profiles.one(OPENID)
    wechat.answers("cgi-bin/user/info/batchget", {"user_info_list": [FOLLOWER, FOLLOWER]}, OK)
    assert len(await client.profiles.many([OPENID, OPENID])) == 2
    with pytest.raises(BadAnswer):
        await client.profiles.many([OPENID])


@pytest.mark.parametrize("count", [0, 101])
async def test_profiles_by_the_hundred(wechat: FakeWeChat, client: Client, count: int) -> None:
    with pytest.raises(BadField):
        await client.profiles.many([OPENID] * count)
    assert wechat.calls == []


async def test_upkeep(wechat: FakeWeChat, client: Client) -> None:
    wechat.answers("cgi-bin/get_api_domain_ip", {"ip_list": ["203.0.113.1", "203.0.113.2"]}, {"ip_list": None})
    assert await client.upkeep.api_ips() == ("203.0.113.1", "203.0.113.2")
    with pytest.raises(BadAnswer):
        await client.upkeep.api_ips()
    path = "cgi-bin/openapi/quota/get"
    wechat.answers(path, OK | {"quota": {"daily_limit": 10, "used": 3, "remain": 7}}, OK, OK | {"quota": {"used": 3}})
    quota = await client.upkeep.quota("/cgi-bin/message/custom/send")
    assert (quota.limit, quota.used, quota.left) == (10, 3, 7)
    assert wechat.to(path)[0].json == {"cgi_path": "/cgi-bin/message/custom/send"}
    for _ in range(2):
        with pytest.raises(BadAnswer):
            await client.upkeep.quota("/cgi-bin/message/custom/send")
    await client.upkeep.clear_quota()
    assert wechat.to("cgi-bin/clear_quota")[0].json == {"appid": APPID}
    wechat.answers("cgi-bin/callback/check", {"dns": [{"ip": "203.0.113.1"}], "ping": []})
    assert (await client.upkeep.check_callback())["dns"] == [{"ip": "203.0.113.1"}]
    assert wechat.to("cgi-bin/callback/check")[0].json == {"action": "all", "check_operator": "DEFAULT"}
