"""Every event the platform can push, one factory per kind. Source for names: protocol.md §1.5."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from simulator.config import Trigger
from simulator.shapes import Shape

PHOTO_EVENTS = ("pic_sysphoto", "pic_photo_or_album", "pic_weixin")
SCANCODE_EVENTS = ("scancode_push", "scancode_waitmsg")


def event(name: str, fields: Mapping[str, Any], trigger: Trigger | None = None, quiet: bool = False) -> Shape:
    """Any event by name; also for names nobody has heard of."""
    return Shape({"MsgType": "event", "Event": name, **fields}, trigger, quiet=quiet)


def subscribe(scene: str | None = None, ticket: str | None = None) -> Shape:
    """Began to follow; with `scene` by a QR code (prefix qrscene_)."""
    fields = {"EventKey": ""} if scene is None else {"EventKey": f"qrscene_{scene}", "Ticket": ticket or ""}
    return event("subscribe", fields, "subscribe")


def unsubscribe() -> Shape:
    """Stopped following."""
    return event("unsubscribe", {"EventKey": ""}, quiet=True)


def scan(scene: str, ticket: str) -> Shape:
    """A follower scanned a QR code of the account."""
    return event("SCAN", {"EventKey": scene, "Ticket": ticket}, "scan")


def location_report(latitude: float, longitude: float, precision: float) -> Shape:
    """The place reported on entering the chat, when the account asks for it."""
    fields = {"Latitude": latitude, "Longitude": longitude, "Precision": precision}
    return event("LOCATION", fields, quiet=True)


def click(key: str) -> Shape:
    """A click button of the menu."""
    return event("CLICK", {"EventKey": key}, "click")


def view(url: str, menu_id: int = 0) -> Shape:
    """A view button of the menu."""
    return event("VIEW", {"EventKey": url, "MenuId": menu_id}, quiet=True)


def view_miniprogram(page: str, menu_id: int = 0) -> Shape:
    """A miniprogram button of the menu."""
    return event("view_miniprogram", {"EventKey": page, "MenuId": menu_id}, quiet=True)


def scancode(name: str, key: str, result: str, scan_type: str = "qrcode") -> Shape:
    """A scancode_push or scancode_waitmsg button."""
    info = {"ScanType": scan_type, "ScanResult": result}
    return event(name, {"EventKey": key, "ScanCodeInfo": info}, "click")


def photos(name: str, key: str, md5s: Sequence[str]) -> Shape:
    """A photo button; the pictures follow as image messages."""
    items = {"item": [{"PicMd5Sum": md5} for md5 in md5s]}
    return event(name, {"EventKey": key, "SendPicsInfo": {"Count": len(md5s), "PicList": items}})


def location_select(key: str, latitude: float, longitude: float, label: str, poiname: str = "") -> Shape:
    """A location button; a location message follows."""
    place = {
        "Location_X": str(latitude),
        "Location_Y": str(longitude),
        "Scale": "16",
        "Label": label,
        "Poiname": poiname,
    }
    return event("location_select", {"EventKey": key, "SendLocationInfo": place})


def template_sent(msg_id: int, status: str = "success") -> Shape:
    """A template message was delivered, or was not; `MsgID` with a capital D."""
    return event("TEMPLATESENDJOBFINISH", {"MsgID": msg_id, "Status": status}, quiet=True)


def mass_sent(msg_id: int, status: str = "send success", total: int = 0, sent: int = 0) -> Shape:
    """A mass send ended."""
    counts = {"TotalCount": total, "FilterCount": total, "SentCount": sent, "ErrorCount": total - sent}
    checks = {"CopyrightCheckResult": {"Count": 0, "ResultList": "", "CheckState": 1}}
    urls = {"ArticleUrlResult": {"Count": 0, "ResultList": ""}}
    return event("MASSSENDJOBFINISH", {"MsgID": msg_id, "Status": status, **counts, **checks, **urls}, quiet=True)


def published(publish_id: int, article_id: str, urls: Sequence[str], status: int = 0) -> Shape:
    """A publish job ended (status 0) or failed."""
    items = [{"idx": n, "article_url": url} for n, url in enumerate(urls, 1)]
    fields: dict[str, Any] = {"publish_id": publish_id, "publish_status": status}
    if status == 0:
        fields |= {"article_id": article_id, "article_detail": {"count": len(items), "item": items}}
    return event("PUBLISHJOBFINISH", {"PublishEventInfo": fields}, quiet=True)


def consent_popup(choices: Mapping[str, str], scene: int = 1) -> Shape:
    """Answered a subscription notice's pop-up: template id to accept or reject."""
    items = [_choice(key, value) | {"PopupScene": scene} for key, value in choices.items()]
    return event("subscribe_msg_popup_event", {"SubscribeMsgPopupEvent": {"List": items}})


def consent_change(template_ids: Sequence[str], wrapper: str = "SubscribeMsgChangeEvent") -> Shape:
    """Withdrew consent in the settings; the official example wraps it in SubscribeMsgPopupEvent."""
    items = [_choice(key, "reject") for key in template_ids]
    return event("subscribe_msg_change_event", {wrapper: {"List": items}})


def _choice(template_id: str, status: str) -> dict[str, Any]:
    return {"TemplateId": template_id, "SubscribeStatusString": status}


def notice_sent(template_id: str, msg_id: int, errcode: int = 0, status: str = "success") -> Shape:
    """A subscription notice was delivered, or was not."""
    item = {"TemplateId": template_id, "MsgID": msg_id, "ErrorCode": errcode, "ErrorStatus": status}
    return event("subscribe_msg_sent_event", {"SubscribeMsgSentEvent": {"List": item}}, quiet=True)


def kf_session(name: str, account: str, from_account: str = "") -> Shape:
    """kf_create_session, kf_close_session or kf_switch_session."""
    if name == "kf_switch_session":
        return event(name, {"FromKfAccount": from_account, "ToKfAccount": account}, quiet=True)
    return event(name, {"KfAccount": account}, quiet=True)


def verification(name: str, when_s: int, reason: str = "") -> Shape:
    """qualification_verify_*, naming_verify_*, annual_renew, verify_expired."""
    fields: dict[str, Any] = {"ExpiredTime": when_s}
    if name.endswith("_fail"):
        fields = {"FailTime": when_s, "FailReason": reason}
    return event(name, fields, quiet=True)


def authorization_revoke(openid: str, appid: str, revoked: str = "1") -> Shape:
    """The follower withdrew an authorization: delete accordingly."""
    fields = {"OpenID": openid, "AppID": appid, "RevokeInfo": revoked, "PluginID": "", "OpenPID": ""}
    return event("user_authorization_revoke", fields, quiet=True)


def details_modified(openid: str, appid: str) -> Shape:
    """user_info_modified."""
    return event("user_info_modified", {"OpenID": openid, "AppID": appid}, quiet=True)


def debug_demo(words: str = "hello world") -> Shape:
    """Sent by the console's debug tool; any answer is fine."""
    return event("debug_demo", {"debug_str": words}, quiet=True)
