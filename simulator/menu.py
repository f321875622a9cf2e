"""The account's custom menu: limits, errors, looking up a button. Source: protocol.md §1.6."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from simulator.errors import ApiError

TOP_COUNT = 3
SUB_COUNT = 5
TOP_NAME_BYTES = 16
SUB_NAME_BYTES = 60
KEY_BYTES = 128
URL_BYTES = 1024
KEYED = (
    "click",
    "scancode_push",
    "scancode_waitmsg",
    "pic_sysphoto",
    "pic_photo_or_album",
    "pic_weixin",
    "location_select",
)
NEEDS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(KEYED, ("key",)),
    "view": ("url",),
    "miniprogram": ("url", "appid", "pagepath"),
    "media_id": ("media_id",),
    "view_limited": ("media_id",),
    "article_id": ("article_id",),
    "article_view_limited": ("article_id",),
}
FIELD_RULES = {"key": (KEY_BYTES, 40019), "url": (URL_BYTES, 40020)}
FIELD_BYTES = 256


class Menu:
    """Holds the menu made by `menu/create`."""

    def __init__(self, has_media: Callable[[str], bool]) -> None:
        self._has_media = has_media
        self.buttons: list[dict[str, Any]] | None = None

    def create(self, body: Mapping[str, Any]) -> None:
        """Check and save. Raises `ApiError` 40016 to 40025, 40007."""
        buttons = body.get("button")
        if not isinstance(buttons, list) or not 1 <= len(buttons) <= TOP_COUNT:
            raise ApiError(40016)
        self.buttons = [self._top(button) for button in buttons]

    def delete(self) -> None:
        """Take the menu away."""
        self.buttons = None

    def get(self) -> list[dict[str, Any]]:
        """Raises `ApiError` 46003 when there is none."""
        if self.buttons is None:
            raise ApiError(46003)
        return self.buttons

    def find(self, key: str) -> dict[str, Any] | None:
        """A button by its place (`0`, `2.1`), its key, its url or its name."""
        for place, button in self.leaves():
            if key in (place, button.get("key"), button.get("url"), button["name"]):
                return button
        return None

    def leaves(self) -> list[tuple[str, dict[str, Any]]]:
        """All buttons that do something, with their places."""
        found = []
        for top, button in enumerate(self.buttons or []):
            for sub, inner in enumerate(button["sub_button"]):
                found.append((f"{top}.{sub}", inner))
            if not button["sub_button"]:
                found.append((str(top), button))
        return found

    def _top(self, button: Any) -> dict[str, Any]:
        name = _name(button, TOP_NAME_BYTES, 40018)
        subs = button.get("sub_button")
        if not subs:
            return {"type": button.get("type"), "name": name, **self._needs(button), "sub_button": []}
        if "type" in button:
            raise ApiError(40017, "type and sub_button exclude each other")
        if not isinstance(subs, list) or len(subs) > SUB_COUNT:
            raise ApiError(40023)
        return {"name": name, "sub_button": [self._sub(sub) for sub in subs]}

    def _sub(self, button: Any) -> dict[str, Any]:
        name = _name(button, SUB_NAME_BYTES, 40025)
        if button.get("sub_button"):
            raise ApiError(40017, "no third level")
        return {"type": button.get("type"), "name": name, **self._needs(button), "sub_button": []}

    def _needs(self, button: Mapping[str, Any]) -> dict[str, str]:
        kind = str(button.get("type"))
        if kind not in NEEDS:
            raise ApiError(40017)
        values = {name: _field(button, name) for name in NEEDS[kind]}
        if "media_id" in values and not self._has_media(values["media_id"]):
            raise ApiError(40007)
        return values


def _name(button: Any, limit: int, errcode: int) -> str:
    if not isinstance(button, Mapping):
        raise ApiError(40016)
    name = button.get("name")
    if not isinstance(name, str) or not 1 <= len(name.encode()) <= limit:
        raise ApiError(errcode)
    return name


def _field(button: Mapping[str, Any], name: str) -> str:
    limit, errcode = FIELD_RULES.get(name, (FIELD_BYTES, 40035))
    value = button.get(name)
    if not isinstance(value, str) or not 1 <= len(value.encode()) <= limit:
        raise ApiError(errcode)
    return value
