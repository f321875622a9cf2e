"""Every kind of message, as XML and as JSON, becomes the class it should."""

from dataclasses import FrozenInstanceError
from typing import Any

import pytest
from wechat_pushes import BASE, BIG_ID, HEAD, read_both

from bot.wechat.message import (
    MESSAGES,
    Click,
    Image,
    Inbound,
    Link,
    Location,
    Message,
    ShortVideo,
    Text,
    UnknownMessage,
    Video,
    Voice,
)

MESSAGE_SHAPES = [
    ({"MsgType": "text", "Content": "你好"}, Text(**BASE, msg_id=BIG_ID, content="你好")),
    (
        {"MsgType": "text", "Content": "满意", "bizmsgmenuid": "101", "MsgDataId": "x", "Idx": 1},
        Text(**BASE, msg_id=BIG_ID, content="满意", menu_id="101"),
    ),
    ({"MsgType": "text", "Content": " 前后 \n "}, Text(**BASE, msg_id=BIG_ID, content=" 前后 \n ")),
    ({"MsgType": "text", "Content": ""}, Text(**BASE, msg_id=BIG_ID, content="")),
    ({"MsgType": "text"}, Text(**BASE, msg_id=BIG_ID, content="")),
    ({"MsgType": "image", "PicUrl": "u", "MediaId": "m"}, Image(**BASE, msg_id=BIG_ID, pic_url="u", media_id="m")),
    (
        {"MsgType": "voice", "MediaId": "m", "Format": "amr", "MediaId16K": "k", "Recognition": ""},
        Voice(**BASE, msg_id=BIG_ID, media_id="m", format="amr", media_id_16k="k", recognition=None),
    ),
    (
        {"MsgType": "voice", "MediaId": "m", "Format": "speex", "Recognition": "老板不给钱"},
        Voice(**BASE, msg_id=BIG_ID, media_id="m", format="speex", recognition="老板不给钱"),
    ),
    (
        {"MsgType": "video", "MediaId": "m", "ThumbMediaId": "t"},
        Video(**BASE, msg_id=BIG_ID, media_id="m", thumb_media_id="t"),
    ),
    (
        {"MsgType": "shortvideo", "MediaId": "m", "ThumbMediaId": "t"},
        ShortVideo(**BASE, msg_id=BIG_ID, media_id="m", thumb_media_id="t"),
    ),
    (
        {"MsgType": "location", "Location_X": 23.134521, "Location_Y": 113.358803, "Scale": 20, "Label": "某路"},
        Location(**BASE, msg_id=BIG_ID, latitude=23.134521, longitude=113.358803, scale=20, label="某路"),
    ),
    (
        {"MsgType": "link", "Title": "t", "Description": "d", "Url": "u"},
        Link(**BASE, msg_id=BIG_ID, title="t", description="d", url="u"),
    ),
    ({"MsgType": "miniprogrampage"}, UnknownMessage(**BASE, msg_type="miniprogrampage", msg_id=BIG_ID)),
]


@pytest.mark.parametrize(("fields", "expected"), MESSAGE_SHAPES)
def test_message(fields: dict[str, Any], expected: Message):
    assert read_both(fields | {"MsgId": int(BIG_ID)}) == expected
    assert expected.key == f"m:{HEAD['FromUserName']}:{BIG_ID}"


def test_the_table_above_leaves_out_no_kind():
    assert {fields["MsgType"] for fields, _ in MESSAGE_SHAPES} == {*MESSAGES, "miniprogrampage"}


def test_an_unknown_message_keeps_everything_in_raw():
    message = read_both({"MsgType": "hologram", "MsgId": 5, "Shape": {"Depth": "3"}})
    assert message.raw["Shape"] == {"Depth": "3"}


def test_unknown_message_without_an_id_has_a_key():
    read = read_both({"MsgType": "hologram"})
    assert read == UnknownMessage(**BASE, msg_type="hologram", msg_id=None)
    assert read.key == f"m:{HEAD['FromUserName']}:1714112445:hologram"


def test_the_base_has_no_key_of_its_own():
    with pytest.raises(NotImplementedError):
        _ = Inbound(**BASE).key


def test_inbound_is_frozen():
    with pytest.raises(FrozenInstanceError):
        Click(**BASE).event_key = "other"  # type: ignore[misc]
