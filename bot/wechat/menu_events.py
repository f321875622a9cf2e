"""Taps on the account's menu: one frozen class for each kind of button.

Which of them open the customer-message quota: click, scancode_push and scancode_waitmsg; view does not.
Source: protocol notes on the platform's page Custom_Menu_Push_Events.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from bot.wechat import fields as f
from bot.wechat.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Click(Event):
    """A click button; `event_key` is the key we gave it."""

    event: str = "CLICK"


@dataclass(frozen=True, slots=True, kw_only=True)
class View(Event):
    """A link button; `event_key` is the url."""

    event: str = "VIEW"
    menu_id: Annotated[str | None, f.maybe("MenuId")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewMiniprogram(Event):
    """A mini-program button; `event_key` is the page."""

    event: str = "view_miniprogram"
    menu_id: Annotated[str | None, f.maybe("MenuId")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanEvent(Event):
    """Something was scanned from the menu; `scan_type` is `qrcode` or a bar code's kind."""

    scan_type: Annotated[str, f.inside("ScanCodeInfo", f.text("ScanType"))] = ""
    scan_result: Annotated[str, f.inside("ScanCodeInfo", f.text("ScanResult"))] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScancodePush(ScanEvent):
    """Scanned and opened by WeChat itself."""

    event: str = "scancode_push"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScancodeWaitmsg(ScanEvent):
    """Scanned, and the follower waits for our words."""

    event: str = "scancode_waitmsg"


@dataclass(frozen=True, slots=True, kw_only=True)
class PicEvent(Event):
    """Pictures were chosen from the menu; they follow as image messages."""

    count: Annotated[int | None, f.inside("SendPicsInfo", f.whole("Count"))] = None
    md5s: Annotated[
        tuple[str, ...], f.inside("SendPicsInfo", f.inside("PicList", f.each("item", f.text("PicMd5Sum"))))
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PicSysphoto(PicEvent):
    """Taken with the camera."""

    event: str = "pic_sysphoto"


@dataclass(frozen=True, slots=True, kw_only=True)
class PicPhotoOrAlbum(PicEvent):
    """Taken with the camera or from the album."""

    event: str = "pic_photo_or_album"


@dataclass(frozen=True, slots=True, kw_only=True)
class PicWeixin(PicEvent):
    """From the WeChat album."""

    event: str = "pic_weixin"


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationSelect(Event):
    """A place was picked from the menu, in degrees; a location message follows."""

    event: str = "location_select"
    latitude: Annotated[float | None, f.inside("SendLocationInfo", f.decimal("Location_X"))] = None
    longitude: Annotated[float | None, f.inside("SendLocationInfo", f.decimal("Location_Y"))] = None
    scale: Annotated[int | None, f.inside("SendLocationInfo", f.whole("Scale"))] = None
    label: Annotated[str, f.inside("SendLocationInfo", f.text("Label"))] = ""
    poiname: Annotated[str, f.inside("SendLocationInfo", f.text("Poiname"))] = ""


MENU_EVENTS: Mapping[str, type[Event]] = {
    "CLICK": Click,
    "VIEW": View,
    "view_miniprogram": ViewMiniprogram,
    "scancode_push": ScancodePush,
    "scancode_waitmsg": ScancodeWaitmsg,
    "pic_sysphoto": PicSysphoto,
    "pic_photo_or_album": PicPhotoOrAlbum,
    "pic_weixin": PicWeixin,
    "location_select": LocationSelect,
}
"""The class of each Event a menu button causes."""
