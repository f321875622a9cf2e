"""One push of every kind, for contract tests of whatever listens."""

from __future__ import annotations

from simulator import happenings, shapes
from simulator.shapes import Shape

SCENE = "ticket-1"
PLACE = (38.487194, 106.230909, "宁夏银川市兴庆区")
VERIFICATION_EVENTS = (
    "qualification_verify_success",
    "qualification_verify_fail",
    "naming_verify_success",
    "naming_verify_fail",
    "annual_renew",
    "verify_expired",
)


def every_shape(openid: str = "o_sample", appid: str = "wx0123456789abcdef") -> dict[str, Shape]:
    """Name to shape: all messages and events of protocol.md §1.5, and two that nobody knows."""
    return _messages() | _plain_events() | _menu_events() | _job_events() | _account_events(openid, appid)


def _messages() -> dict[str, Shape]:
    words = shapes.text("老板拖欠我三个月工资一万八")
    return {
        "text": words,
        "text from a msgmenu": shapes.text("满意", menu_id="101"),
        "text from an article": shapes.from_article(words, "2247483650_1"),
        "image": shapes.image("media-image", "http://127.0.0.1/pic"),
        "voice": shapes.voice("media-voice", media_id_16k="media-voice-16k"),
        "voice, empty recognition": shapes.voice("media-voice", recognition=""),
        "voice, recognised": shapes.voice("media-voice", recognition="工资没发", form="speex"),
        "video": shapes.video("media-video", "media-thumb"),
        "shortvideo": shapes.shortvideo("media-video", "media-thumb"),
        "location": shapes.location(*PLACE),
        "link": shapes.link("标题", "摘要", "https://mp.weixin.qq.com/s/x"),
        "unknown message": shapes.other("file", Title="工资条.pdf", FileKey="k", FileTotalLen=12),
    }


def _plain_events() -> dict[str, Shape]:
    return {
        "subscribe": happenings.subscribe(),
        "subscribe by QR": happenings.subscribe(SCENE, "ticket"),
        "subscribe after payment": happenings.event("subscribe", {"EventKey": "last_trade_no_1"}, "subscribe"),
        "SCAN": happenings.scan(SCENE, "ticket"),
        "LOCATION": happenings.location_report(38.487194, 106.230909, 65.0),
        "debug_demo": happenings.debug_demo(),
        "unknown event": happenings.event("never_heard_of", {"Strange": {"Inner": [1, 2]}}),
        "unsubscribe": happenings.unsubscribe(),
    }


def _menu_events() -> dict[str, Shape]:
    found = {
        "CLICK": happenings.click("ASK"),
        "VIEW": happenings.view("https://example.org/"),
        "view_miniprogram": happenings.view_miniprogram("pages/index"),
        "location_select": happenings.location_select("PLACE", *PLACE, "总工会"),
    }
    for name in happenings.SCANCODE_EVENTS:
        found[name] = happenings.scancode(name, "SCANKEY", "https://example.org/q")
    for name in happenings.PHOTO_EVENTS:
        found[name] = happenings.photos(name, "PHOTO", ["1b5f7c23b5bf75682a53e7b6d163e185"])
    return found


def _job_events() -> dict[str, Shape]:
    return {
        "TEMPLATESENDJOBFINISH": happenings.template_sent(200163836),
        "TEMPLATESENDJOBFINISH, blocked": happenings.template_sent(200163837, "failed:user block"),
        "MASSSENDJOBFINISH": happenings.mass_sent(1000001625, total=100, sent=98),
        "PUBLISHJOBFINISH": happenings.published(2247503051, "b5O2OUs25HBxRceL7hfReg", ["https://x/1"]),
        "PUBLISHJOBFINISH, failed": happenings.published(2247503052, "", [], status=2),
        "subscribe_msg_popup_event": happenings.consent_popup({"T1": "accept", "T2": "reject"}),
        "subscribe_msg_change_event": happenings.consent_change(["T1"]),
        "subscribe_msg_change_event, as the official example": happenings.consent_change(
            ["T1"], wrapper="SubscribeMsgPopupEvent"
        ),
        "subscribe_msg_sent_event": happenings.notice_sent("T1", 1864323726461255680),
    }


def _account_events(openid: str, appid: str) -> dict[str, Shape]:
    found = {
        "kf_create_session": happenings.kf_session("kf_create_session", "a@gh"),
        "kf_close_session": happenings.kf_session("kf_close_session", "a@gh"),
        "kf_switch_session": happenings.kf_session("kf_switch_session", "b@gh", "a@gh"),
        "user_authorization_revoke": happenings.authorization_revoke(openid, appid),
        "user_info_modified": happenings.details_modified(openid, appid),
    }
    for name in VERIFICATION_EVENTS:
        found[name] = happenings.verification(name, 1442401156, "资料不清")
    return found
