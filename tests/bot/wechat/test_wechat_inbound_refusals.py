"""A push whose fields no platform would send is refused."""

import json
from typing import Any

import pytest
from wechat_pushes import HEAD

from bot.wechat.errors import Refused
from bot.wechat.parse import inbound, parse

TEXT = HEAD | {"MsgType": "text", "Content": "x", "MsgId": "1"}
LOCATION = HEAD | {"MsgType": "location", "MsgId": "1", "Location_X": "1", "Location_Y": "1"}
EVENT = HEAD | {"MsgType": "event", "Event": "CLICK"}
BAD_NUMBERS = ["", "-1", "1.5", "1e3", "0x1", "１２", "١", "9" * 33, " 1", "1\n", "nan", "true"]


def refusal(fields: dict[str, Any]) -> str:
    with pytest.raises(Refused) as refused:
        inbound(parse(json.dumps(fields).encode()))
    return refused.value.reason


@pytest.mark.parametrize("name", ["ToUserName", "FromUserName", "CreateTime", "MsgType"])
@pytest.mark.parametrize("value", [None, "", [], {}, ["x"], {"a": "b"}, "两", "a b", "a\n", "x" * 129])
def test_a_header_nobody_would_send_is_refused(name: str, value: Any):
    assert refusal(TEXT | {name: value}) == f"field-{name}"


@pytest.mark.parametrize("name", ["ToUserName", "FromUserName", "CreateTime", "MsgType"])
def test_a_missing_header_is_refused(name: str):
    assert refusal({tag: value for tag, value in TEXT.items() if tag != name}) == f"field-{name}"


@pytest.mark.parametrize("value", [*BAD_NUMBERS, "0", "253402300800", "999999999999", "1714112445000", True])
def test_a_time_no_clock_names_is_refused(value: Any):
    assert refusal(TEXT | {"CreateTime": value}) == "field-CreateTime"


def test_the_last_second_of_year_9999_is_taken():
    assert inbound(parse(json.dumps(TEXT | {"CreateTime": 253402300799}).encode())).created_s == 253402300799


@pytest.mark.parametrize("value", [*BAD_NUMBERS, True])
def test_a_message_id_that_is_no_number_is_refused(value: Any):
    assert refusal(TEXT | {"MsgId": value}) == "field-number"


@pytest.mark.parametrize("value", [[], {}, ["1"]])
def test_a_message_id_that_is_no_text_is_refused(value: Any):
    assert refusal(TEXT | {"MsgId": value}) == "field-shape"


def test_a_known_message_without_an_id_is_refused():
    assert refusal({tag: value for tag, value in TEXT.items() if tag != "MsgId"}) == "field-number"


@pytest.mark.parametrize("event", [None, "", "两", "a b", [], "x" * 65])
def test_an_event_without_a_name_is_refused(event: Any):
    assert refusal(EVENT | {"Event": event}) == "field-Event"


@pytest.mark.parametrize("name", ["Location_X", "Location_Y"])
@pytest.mark.parametrize("value", ["", None, "181", "-180.5", "1e9"])
def test_a_place_off_the_earth_is_refused(name: str, value: Any):
    assert refusal(LOCATION | {name: value}) == "field-coordinate"


@pytest.mark.parametrize("value", ["nan", "inf", "1e999", "1,5", "１", "1_0", "9" * 400, "0x1p3"])
def test_a_coordinate_that_is_no_decimal_is_refused(value: str):
    assert refusal(LOCATION | {"Location_X": value}) == "field-number"


@pytest.mark.parametrize("value", ["x", "1.5", "9" * 19, "1e3"])
def test_a_count_that_is_no_number_is_refused(value: str):
    assert refusal(EVENT | {"Event": "MASSSENDJOBFINISH", "TotalCount": value}) == "field-number"


@pytest.mark.parametrize(
    ("event", "fields"),
    [
        ("CLICK", {"EventKey": ["a"]}),
        ("CLICK", {"EventKey": {"a": "b"}}),
        ("scancode_push", {"ScanCodeInfo": "text"}),
        ("scancode_push", {"ScanCodeInfo": ["text"]}),
        ("pic_weixin", {"SendPicsInfo": {"PicList": {"item": ["text"]}}}),
        ("pic_weixin", {"SendPicsInfo": {"PicList": {"item": "text"}}}),
        ("subscribe_msg_popup_event", {"SubscribeMsgPopupEvent": {"List": [{"TemplateId": []}]}}),
    ],
)
def test_a_field_of_the_wrong_shape_is_refused(event: str, fields: dict[str, Any]):
    assert refusal(EVENT | {"Event": event} | fields) == "field-shape"
