"""Each reply as written on the wire, and what can never be sent."""

import json
from typing import Any

import pytest
import xmltodict
from hypothesis import given, settings
from hypothesis import strategies as st
from wechatpy import parse_message

from bot.wechat import replies
from bot.wechat.errors import BadField
from bot.wechat.message import Text as TextMessage
from bot.wechat.parse import parse
from bot.wechat.reply import (
    ACTIONS,
    NEWS_LIMIT,
    SUCCESS,
    TEXT_LIMIT_BYTES,
    Article,
    Image,
    Music,
    News,
    Reply,
    Silence,
    Text,
    Transfer,
    Video,
    Voice,
    clean,
    render_json,
    render_xml,
)

OPENID = "o9AgO5Kd5ggOC-bXrbNODIiE3bGY"
ACCOUNT = "gh_97417a04a28d"
NOW_S = 1714112445
CARD = Article("标题 ]]>", "简介", "https://a.cn/p.png", "https://a.cn/?a=1&b=2")
CARD_FIELDS = {
    "Title": "标题 ]]>",
    "Description": "简介",
    "PicUrl": "https://a.cn/p.png",
    "Url": "https://a.cn/?a=1&b=2",
}

SHAPES: list[tuple[Reply, dict[str, Any]]] = [
    (Text("能，先看这三点：\n1."), {"MsgType": "text", "Content": "能，先看这三点：\n1."}),
    (Image("M"), {"MsgType": "image", "Image": {"MediaId": "M"}}),
    (Voice("M"), {"MsgType": "voice", "Voice": {"MediaId": "M"}}),
    (
        Video("M", "t", "d"),
        {"MsgType": "video", "Video": {"MediaId": "M", "Title": "t", "Description": "d"}},
    ),
    (
        Music("P", "t", "d", "u", "h"),
        {
            "MsgType": "music",
            "Music": {"Title": "t", "Description": "d", "MusicUrl": "u", "HQMusicUrl": "h", "ThumbMediaId": "P"},
        },
    ),
    (News((CARD,)), {"MsgType": "news", "ArticleCount": "1", "Articles": {"item": [CARD_FIELDS]}}),
    (
        News((CARD, CARD)),
        {"MsgType": "news", "ArticleCount": "2", "Articles": {"item": [CARD_FIELDS, CARD_FIELDS]}},
    ),
    (Transfer(), {"MsgType": "transfer_customer_service"}),
    (
        Transfer("a@gh"),
        {"MsgType": "transfer_customer_service", "TransInfo": {"KfAccount": "a@gh"}},
    ),
]
HEAD = {"ToUserName": OPENID, "FromUserName": ACCOUNT, "CreateTime": str(NOW_S)}


@pytest.mark.parametrize(("reply", "fields"), SHAPES)
def test_wire_form(reply: Reply, fields: dict[str, Any]):
    assert parse(render_xml(reply, OPENID, ACCOUNT, NOW_S), "xml") == HEAD | fields
    assert parse(render_json(reply, OPENID, ACCOUNT, NOW_S), "json") == HEAD | fields


def test_every_reply_stands_in_the_table():
    kinds = {kind for kind in vars(replies).values() if isinstance(kind, type) and issubclass(kind, Reply)}
    assert {type(reply) for reply, _ in SHAPES} == kinds - {Reply, Silence}


def test_create_time_is_seconds_and_bare_in_both_forms():
    assert b"<CreateTime>1714112445</CreateTime>" in render_xml(Text("x"), OPENID, ACCOUNT, NOW_S)
    assert json.loads(render_json(Text("x"), OPENID, ACCOUNT, NOW_S))["CreateTime"] == NOW_S


def test_silence_is_success_in_both_forms():
    assert render_xml(Silence(), OPENID, ACCOUNT, NOW_S) == render_json(Silence(), OPENID, ACCOUNT, NOW_S) == SUCCESS


def test_the_bare_reply_has_no_wire_form():
    with pytest.raises(TypeError, match="Reply"):
        render_xml(Reply(), OPENID, ACCOUNT, NOW_S)


def test_no_text_can_inject_an_element():
    attack = "]]></Content><ToUserName>other</ToUserName><Content><![CDATA["
    tree = parse(render_xml(Text(attack), OPENID, ACCOUNT, NOW_S))
    assert tree["Content"] == attack
    assert tree["ToUserName"] == OPENID


def test_other_parsers_read_the_same_text():
    text = "1]]>2 <a href='https://a.cn/?a=1&b=2'>看这里</a> 👨‍👩‍👧‍👦"
    body = render_xml(Text(text), OPENID, ACCOUNT, NOW_S)
    assert xmltodict.parse(body)["xml"]["Content"] == text
    as_push = body.replace(b"</xml>", b"<MsgId>1</MsgId></xml>")
    assert parse_message(as_push).content == text


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=[])), st.text(alphabet=st.characters(exclude_categories=[])))
def test_names_and_ids_are_cleaned_too(name: str, media_id: str):
    for render in (render_xml, render_json):
        tree = parse(render(Image(media_id), name, ACCOUNT, NOW_S))
        assert (tree["ToUserName"], tree["Image"]["MediaId"]) == (clean(name), clean(media_id))


def test_text_up_to_the_limit_is_written():
    exact = "娘" * (TEXT_LIMIT_BYTES // 3) + "x" * (TEXT_LIMIT_BYTES % 3)
    assert parse(render_xml(Text(exact), OPENID, ACCOUNT, NOW_S))["Content"] == exact


def test_text_over_the_limit_would_vanish_so_it_is_refused():
    for render in (render_xml, render_json):
        with pytest.raises(BadField, match="content"):
            render(Text("x" * (TEXT_LIMIT_BYTES + 1)), OPENID, ACCOUNT, NOW_S)


@pytest.mark.parametrize("content", ["", " \n", "\x00\x07", "\ufeff", "　"])
def test_text_with_nothing_to_see_is_refused(content: str):
    with pytest.raises(BadField, match="content"):
        Text(content)


@pytest.mark.parametrize("count", [0, NEWS_LIMIT + 1])
def test_news_of_no_or_too_many_articles_is_refused(count: int):
    with pytest.raises(BadField, match="articles"):
        News((CARD,) * count)


def test_action_is_answer_unless_told():
    assert Text("x").action == Silence().action == "answer"
    assert {Text("x", action=action).action for action in ACTIONS} == set(ACTIONS)


@pytest.mark.parametrize("reply", [Reply, Silence, Transfer])
def test_an_unknown_action_is_refused(reply: type[Reply]):
    with pytest.raises(BadField, match="action"):
        reply(action="shout")
    with pytest.raises(BadField, match="action"):
        Text("x", action="shout")


def test_text_reply_and_text_message_are_different_things():
    assert not issubclass(TextMessage, Reply)
