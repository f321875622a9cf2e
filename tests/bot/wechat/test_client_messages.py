"""Customer messages, templates and notices, against a WeChat over real HTTP."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fake_wechat import OK, OPENID, FakeWeChat

from bot.wechat import outgoing
from bot.wechat import reply as passive
from bot.wechat.client import Client
from bot.wechat.customer import outgoing_of
from bot.wechat.errors import ApiError, BadField, NotDelivered
from bot.wechat.limits import Limits
from bot.wechat.notices import MiniProgram

NOW = datetime(2026, 11, 22, 4, 5, 6, tzinfo=UTC)
SEND = "cgi-bin/message/custom/send"


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
