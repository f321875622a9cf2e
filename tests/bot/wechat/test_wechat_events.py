"""Every kind of event, as XML and as JSON, becomes the class it should."""

import json
from typing import Any

import pytest
from wechat_pushes import BASE, HEAD, read_both

from bot.wechat.message import (
    ALL_EVENTS,
    AuthorizationCancelled,
    AuthorizationRevoke,
    Click,
    Consent,
    DebugDemo,
    Event,
    KfClose,
    KfCreate,
    KfSwitch,
    LocationReport,
    LocationSelect,
    MassSent,
    NoticeSent,
    PicPhotoOrAlbum,
    PicSysphoto,
    PicWeixin,
    Published,
    Scan,
    ScancodePush,
    ScancodeWaitmsg,
    Subscribe,
    SubscribeMsgChange,
    SubscribeMsgPopup,
    SubscribeMsgSent,
    TemplateSent,
    UnknownEvent,
    Unsubscribe,
    UserInfoModified,
    VerificationEvent,
    View,
    ViewMiniprogram,
)
from bot.wechat.parse import inbound, parse

PICTURES = {"SendPicsInfo": {"Count": 2, "PicList": {"item": [{"PicMd5Sum": "a"}, {"PicMd5Sum": "b"}]}}}
CONSENTS = {
    "List": [
        {"TemplateId": "T1", "SubscribeStatusString": "accept", "PopupScene": "2"},
        {"TemplateId": "T2", "SubscribeStatusString": "reject", "PopupScene": "1"},
    ]
}
CONSENT_ROWS = (Consent("T1", True, "2"), Consent("T2", False, "1"))
MASS = {
    "MsgID": 1000001625,
    "Status": "send success",
    "TotalCount": 9,
    "FilterCount": 8,
    "SentCount": 7,
    "ErrorCount": 1,
}
MASS_RESULT = {"CopyrightCheckResult": {"Count": 1, "ResultList": {"item": [{"ArticleIdx": 1}]}, "CheckState": 2}}
PUBLISHED = {
    "publish_id": "2247503051",
    "publish_status": 0,
    "article_id": "A",
    "article_detail": {"count": 1, "item": [{"idx": 1, "article_url": "u"}]},
}
SCANNED = {"EventKey": "k", "ScanCodeInfo": {"ScanType": "qrcode", "ScanResult": "r"}}
PLACE = {"Location_X": "23", "Location_Y": "113", "Scale": "15", "Label": "某路", "Poiname": ""}
REVOKED = {"OpenID": "owAqB1nqaOYYWl0Ng484G2z5NIwU", "AppID": "wx13974bf780d3dc89", "RevokeInfo": "1"}
REVOKED_FIELDS = {"person_openid": "owAqB1nqaOYYWl0Ng484G2z5NIwU", "appid": "wx13974bf780d3dc89", "revoked": "1"}

EVENT_SHAPES = [
    ({"Event": "subscribe"}, Subscribe(**BASE)),
    ({"Event": "subscribe", "EventKey": ""}, Subscribe(**BASE)),
    (
        {"Event": "subscribe", "EventKey": "qrscene_123", "Ticket": "T"},
        Subscribe(**BASE, event_key="qrscene_123", scene="123", ticket="T"),
    ),
    ({"Event": "subscribe", "EventKey": "last_trade_no_1"}, Subscribe(**BASE, event_key="last_trade_no_1")),
    ({"Event": "unsubscribe"}, Unsubscribe(**BASE)),
    (
        {"Event": "SCAN", "EventKey": 4294967295, "Ticket": "T"},
        Scan(**BASE, event_key="4294967295", scene="4294967295", ticket="T"),
    ),
    (
        {"Event": "LOCATION", "Latitude": 23.137466, "Longitude": 113.352425, "Precision": 119.385040},
        LocationReport(**BASE, latitude=23.137466, longitude=113.352425, precision=119.38504),
    ),
    ({"Event": "CLICK", "EventKey": "ASK"}, Click(**BASE, event_key="ASK")),
    ({"Event": "VIEW", "EventKey": "https://a.cn/", "MenuId": 5}, View(**BASE, event_key="https://a.cn/", menu_id="5")),
    (
        {"Event": "view_miniprogram", "EventKey": "pages/index", "MenuId": 5},
        ViewMiniprogram(**BASE, event_key="pages/index", menu_id="5"),
    ),
    ({"Event": "scancode_push"} | SCANNED, ScancodePush(**BASE, event_key="k", scan_type="qrcode", scan_result="r")),
    (
        {"Event": "scancode_waitmsg"} | SCANNED,
        ScancodeWaitmsg(**BASE, event_key="k", scan_type="qrcode", scan_result="r"),
    ),
    ({"Event": "pic_sysphoto"} | PICTURES, PicSysphoto(**BASE, count=2, md5s=("a", "b"))),
    ({"Event": "pic_photo_or_album"} | PICTURES, PicPhotoOrAlbum(**BASE, count=2, md5s=("a", "b"))),
    ({"Event": "pic_weixin"} | PICTURES, PicWeixin(**BASE, count=2, md5s=("a", "b"))),
    (
        {"Event": "location_select", "EventKey": "k", "SendLocationInfo": PLACE},
        LocationSelect(**BASE, event_key="k", latitude=23.0, longitude=113.0, scale=15, label="某路"),
    ),
    (
        {"Event": "TEMPLATESENDJOBFINISH", "MsgID": 200163836, "Status": "failed:user block"},
        TemplateSent(**BASE, msg_id="200163836", status="failed:user block"),
    ),
    (
        {"Event": "MASSSENDJOBFINISH"} | MASS | MASS_RESULT,
        MassSent(**BASE, msg_id="1000001625", status="send success", total=9, filtered=8, sent=7, failed=1),
    ),
    (
        {"Event": "PUBLISHJOBFINISH", "PublishEventInfo": PUBLISHED},
        Published(**BASE, publish_id="2247503051", status=0, article_id="A"),
    ),
    (
        {"Event": "subscribe_msg_popup_event", "SubscribeMsgPopupEvent": CONSENTS},
        SubscribeMsgPopup(**BASE, rows=CONSENT_ROWS),
    ),
    (
        {"Event": "subscribe_msg_change_event", "SubscribeMsgChangeEvent": CONSENTS},
        SubscribeMsgChange(**BASE, rows=CONSENT_ROWS),
    ),
    (
        {"Event": "subscribe_msg_change_event", "SubscribeMsgPopupEvent": CONSENTS},
        SubscribeMsgChange(**BASE, rows=CONSENT_ROWS),
    ),
    (
        {
            "Event": "subscribe_msg_sent_event",
            "SubscribeMsgSentEvent": {
                "List": {"TemplateId": "T", "MsgID": 7, "ErrorCode": 43101, "ErrorStatus": "user refuse"}
            },
        },
        SubscribeMsgSent(**BASE, rows=(NoticeSent("T", "7", 43101, "user refuse"),)),
    ),
    ({"Event": "kf_create_session", "KfAccount": "a@gh"}, KfCreate(**BASE, kf_account="a@gh")),
    ({"Event": "kf_close_session", "KfAccount": "a@gh"}, KfClose(**BASE, kf_account="a@gh")),
    (
        {"Event": "kf_switch_session", "FromKfAccount": "a", "ToKfAccount": "b"},
        KfSwitch(**BASE, from_account="a", to_account="b"),
    ),
    (
        {"Event": "qualification_verify_success", "ExpiredTime": 1442401156},
        VerificationEvent(**BASE, event="qualification_verify_success", expires_s=1442401156),
    ),
    (
        {"Event": "qualification_verify_fail", "FailTime": 1442401122, "FailReason": "by time"},
        VerificationEvent(**BASE, event="qualification_verify_fail", failed_s=1442401122, reason="by time"),
    ),
    (
        {"Event": "naming_verify_success", "ExpiredTime": 1},
        VerificationEvent(**BASE, event="naming_verify_success", expires_s=1),
    ),
    ({"Event": "naming_verify_fail", "FailTime": 1}, VerificationEvent(**BASE, event="naming_verify_fail", failed_s=1)),
    ({"Event": "annual_renew", "ExpiredTime": 1}, VerificationEvent(**BASE, event="annual_renew", expires_s=1)),
    ({"Event": "verify_expired", "ExpiredTime": 1}, VerificationEvent(**BASE, event="verify_expired", expires_s=1)),
    ({"Event": "user_authorization_revoke"} | REVOKED, AuthorizationRevoke(**BASE, **REVOKED_FIELDS)),
    ({"Event": "user_authorization_cancellation"} | REVOKED, AuthorizationCancelled(**BASE, **REVOKED_FIELDS)),
    ({"Event": "user_info_modified"} | REVOKED, UserInfoModified(**BASE, **REVOKED_FIELDS)),
    ({"Event": "debug_demo", "debug_str": "hello world"}, DebugDemo(**BASE, debug_str="hello world")),
    (
        {"Event": "something_new", "EventKey": "k", "New": "n"},
        UnknownEvent(**BASE, event="something_new", event_key="k"),
    ),
]


@pytest.mark.parametrize(("fields", "expected"), EVENT_SHAPES)
def test_event(fields: dict[str, Any], expected: Event):
    assert read_both({"MsgType": "event"} | fields) == expected


def test_the_table_above_leaves_out_no_kind():
    assert {fields["Event"] for fields, _ in EVENT_SHAPES} == {*ALL_EVENTS, "something_new"}


@pytest.mark.parametrize("event", ALL_EVENTS)
def test_event_without_any_optional_field(event: str):
    read = read_both({"MsgType": "event", "Event": event})
    assert type(read) is ALL_EVENTS[event]
    assert read.key == f"e:{HEAD['FromUserName']}:1714112445:{event}:"


@pytest.mark.parametrize("event", ALL_EVENTS)
def test_event_with_every_known_field_empty(event: str):
    empty = {name: "" for fields, _ in EVENT_SHAPES for name in fields if name != "Event"}
    read = read_both({"MsgType": "event", "Event": event} | empty)
    assert type(read) is ALL_EVENTS[event]


def test_null_in_json_is_empty():
    body = json.dumps(HEAD | {"MsgType": "event", "Event": "subscribe", "EventKey": None, "Ticket": None}).encode()
    assert inbound(parse(body)) == Subscribe(**BASE)


def test_an_unknown_event_keeps_everything_in_raw():
    event = read_both({"MsgType": "event", "Event": "landed", "Where": {"item": [{"X": "1"}]}})
    assert event.raw["Where"] == {"item": [{"X": "1"}]}


def test_named_kinds_keep_the_rest_in_raw_too():
    read = read_both({"MsgType": "event", "Event": "MASSSENDJOBFINISH"} | MASS | MASS_RESULT)
    assert read.raw["CopyrightCheckResult"]["ResultList"]["item"] == [{"ArticleIdx": "1"}]


def test_event_key_tells_two_menu_taps_of_one_second_apart():
    keys = {read_both({"MsgType": "event", "Event": "CLICK", "EventKey": key}).key for key in ("A", "B")}
    assert keys == {f"e:{HEAD['FromUserName']}:1714112445:CLICK:{key}" for key in ("A", "B")}


@pytest.mark.parametrize(
    "one",
    [
        {"Event": "TEMPLATESENDJOBFINISH", "MsgID": 1},
        {"Event": "MASSSENDJOBFINISH", "MsgID": 1},
        {"Event": "PUBLISHJOBFINISH", "PublishEventInfo": {"publish_id": "1"}},
        {"Event": "subscribe_msg_sent_event", "SubscribeMsgSentEvent": {"List": {"MsgID": 1}}},
        {"Event": "user_info_modified", "OpenID": "1"},
    ],
)
def test_reports_of_one_second_are_told_apart(one: dict[str, Any]):
    other = json.loads(json.dumps(one).replace("1", "2"))
    keys = [read_both({"MsgType": "event"} | fields).key for fields in (one, one, other)]
    assert keys[0] == keys[1] != keys[2]


def test_a_long_event_key_is_hashed_in_the_once_key():
    keys = {
        read_both({"MsgType": "event", "Event": "VIEW", "EventKey": "https://a.cn/" + "页" * 500 + end}).key
        for end in ("1", "2", "2")
    }
    assert len(keys) == 2
    assert max(map(len, keys)) < 256
