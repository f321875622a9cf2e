"""The account's menu: checked here, published there.

Source: https://developers.weixin.qq.com/doc/service/api/custommenu/api_createcustommenu
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.wechat.account import Capability
from bot.wechat.calls import Call, Payload
from bot.wechat.errors import ApiError, BadField
from bot.wechat.limits import Limits
from bot.wechat.transport import Transport

Button = Mapping[str, Any]

_CREATE = Call("POST", "cgi-bin/menu/create", Capability.MENU, repeatable=True)
_GET = Call("GET", "cgi-bin/menu/get", Capability.MENU, repeatable=True)
_DELETE = Call("GET", "cgi-bin/menu/delete", Capability.MENU, repeatable=True)
_ADD_CONDITIONAL = Call("POST", "cgi-bin/menu/addconditional", Capability.MENU)
_DELETE_CONDITIONAL = Call("POST", "cgi-bin/menu/delconditional", Capability.MENU, repeatable=True)
_TRY = Call("POST", "cgi-bin/menu/trymatch", Capability.MENU, repeatable=True)

_NO_MENU = 46003
# What each type of button needs beside its name.
_NEEDS: Mapping[str, tuple[str, ...]] = {
    "click": ("key",),
    "view": ("url",),
    "scancode_push": ("key",),
    "scancode_waitmsg": ("key",),
    "pic_sysphoto": ("key",),
    "pic_photo_or_album": ("key",),
    "pic_weixin": ("key",),
    "location_select": ("key",),
    "media_id": ("media_id",),
    "article_id": ("article_id",),
    "article_view_limited": ("article_id",),
    "miniprogram": ("url", "appid", "pagepath"),
}
# Sex, region and language were withdrawn in 2021-10. Source: notice on the page of conditional menus.
_MATCHES = frozenset({"tag_id", "client_platform_type"})


class Menu:
    """The default menu and those for some followers only. All raise as `Transport.call` says."""

    def __init__(self, transport: Transport, limits: Limits) -> None:
        self._transport = transport
        self._limits = limits

    async def create(self, buttons: Sequence[Button]) -> None:
        """Replaces the default menu; phones show it within 5 minutes of opening the account again.

        Raises:
            BadField: WeChat would refuse it; the text names the button.
        """
        check_menu(buttons, self._limits)
        await self._transport.call(_CREATE, body={"button": list(buttons)})

    async def get(self) -> Payload | None:
        """What is published, default and conditional, or None."""
        try:
            return await self._transport.call(_GET)
        except ApiError as refusal:
            if refusal.errcode == _NO_MENU:
                return None
            raise

    async def delete(self) -> None:
        """Takes the default menu and all conditional ones away."""
        await self._transport.call(_DELETE)

    async def add_conditional(self, buttons: Sequence[Button], match: Mapping[str, str]) -> str:
        """Adds a menu for followers with `tag_id` or on `client_platform_type` (1 iOS, 2 Android, 3 other).

        Gives its menuid. Raises: BadField.
        """
        check_menu(buttons, self._limits)
        if not match or not set(match) <= _MATCHES:
            raise BadField("match", f"by {' or '.join(sorted(_MATCHES))} only")
        body = {"button": list(buttons), "matchrule": dict(match)}
        return str((await self._transport.call(_ADD_CONDITIONAL, body=body)).get("menuid", ""))

    async def delete_conditional(self, menuid: str) -> None:
        """Takes one conditional menu away."""
        await self._transport.call(_DELETE_CONDITIONAL, body={"menuid": menuid})

    async def seen_by(self, openid: str) -> Payload:
        """The menu that this follower sees."""
        return await self._transport.call(_TRY, body={"user_id": openid})


def check_menu(buttons: Sequence[Button], limits: Limits) -> None:
    """Passes when WeChat would take the menu.

    Raises:
        BadField: it would not; `field` is the place, as in button[1].sub_button[0].name.
    """
    if not 1 <= len(buttons) <= limits.menu_buttons:
        raise BadField("button", f"1 to {limits.menu_buttons} buttons")
    for number, button in enumerate(buttons):
        place = f"button[{number}]"
        _check_bytes(place, button, "name", limits.menu_name_bytes)
        below = button.get("sub_button") or ()
        if not below:
            _check_leaf(place, button, limits)
            continue
        if "type" in button:
            raise BadField(place, "type and sub_button exclude each other")
        if len(below) > limits.menu_sub_buttons:
            raise BadField(place, f"up to {limits.menu_sub_buttons} buttons below it")
        for row, leaf in enumerate(below):
            _check_bytes(f"{place}.sub_button[{row}]", leaf, "name", limits.menu_sub_name_bytes)
            _check_leaf(f"{place}.sub_button[{row}]", leaf, limits)


def _check_leaf(place: str, button: Button, limits: Limits) -> None:
    needs = _NEEDS.get(str(button.get("type")))
    if needs is None:
        raise BadField(f"{place}.type", f"one of {', '.join(_NEEDS)}")
    for need in needs:
        limit = {"key": limits.menu_key_bytes, "url": limits.menu_url_bytes}.get(need, limits.menu_url_bytes)
        _check_bytes(place, button, need, limit)


def _check_bytes(place: str, button: Button, name: str, limit_bytes: int) -> None:
    value = button.get(name)
    if not isinstance(value, str) or not 1 <= len(value.encode("utf-8", "replace")) <= limit_bytes:
        raise BadField(f"{place}.{name}", f"text of 1 to {limit_bytes} bytes")
