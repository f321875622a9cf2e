"""Notices to a follower who is not talking with us: templates, subscription notices, one-time subscriptions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from bot.wechat.account import Capability
from bot.wechat.calls import Call
from bot.wechat.errors import BadField
from bot.wechat.limits import Limits
from bot.wechat.template_fields import check_template
from bot.wechat.transport import Transport

MP_BASE = "https://mp.weixin.qq.com"

_TEMPLATE = Call("POST", "cgi-bin/message/template/send", Capability.TEMPLATE, sends=True)
_NOTICE = Call("POST", "cgi-bin/message/subscribe/bizsend", Capability.SUBSCRIPTION_NOTICE, sends=True)
_ONE_TIME = Call("POST", "cgi-bin/message/template/subscribe", Capability.ONE_TIME_SUBSCRIPTION, sends=True)


@dataclass(frozen=True, slots=True)
class MiniProgram:
    """Where a notice leads inside a mini program; it wins over an address."""

    appid: str
    path: str


class Notices:
    """Sends notices; `fields` are plain texts by key: {"thing1": "…"}, checked before sending."""

    def __init__(self, transport: Transport, limits: Limits, mp_base: str = MP_BASE) -> None:
        self._transport = transport
        self._limits = limits
        self._mp_base = mp_base.rstrip("/")

    async def template(
        self,
        openid: str,
        template_id: str,
        fields: Mapping[str, str],
        *,
        url: str = "",
        miniprogram: MiniProgram | None = None,
        once_key: str = "",
    ) -> str:
        """Sends a template message and gives its msgid, to be met again in TEMPLATESENDJOBFINISH.

        `once_key`: the same openid and key is sent once in 10 minutes.
        Raises: BadField, and what `Transport.call` raises. Sent is not yet delivered.
        Source: https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Template_Message_Interface
        """
        self._transport.account.require(Capability.TEMPLATE)
        check_template(fields)
        body = _body(openid, template_id, fields, miniprogram)
        body |= {"url": url} if url else {}
        body |= {"client_msg_id": once_key} if once_key else {}
        return str((await self._transport.call(_TEMPLATE, body=body)).get("msgid", ""))

    async def subscription(
        self,
        openid: str,
        template_id: str,
        fields: Mapping[str, str],
        *,
        page: str = "",
        miniprogram: MiniProgram | None = None,
    ) -> None:
        """Sends a 订阅通知 that the follower agreed to; without consent NotDelivered (43101).

        Raises: as `template`. Source: https://developers.weixin.qq.com/doc/service/guide/product/subscription_messages
        """
        self._transport.account.require(Capability.SUBSCRIPTION_NOTICE)
        check_template(fields)
        body = _body(openid, template_id, fields, miniprogram)
        body |= {"page": page} if page else {}
        await self._transport.call(_NOTICE, body=body)

    def one_time_url(self, scene: int, template_id: str, redirect_url: str, state: str) -> str:
        """The page on which a follower agrees to one message of `scene`.

        Raises: NotAvailable, BadField.
        """
        self._transport.account.require(Capability.ONE_TIME_SUBSCRIPTION)
        self._check_scene(scene)
        return (
            f"{self._mp_base}/mp/subscribemsg?action=get_confirm&appid={self._transport.appid}&scene={scene}"
            f"&template_id={quote(template_id, safe='')}&redirect_url={quote(redirect_url, safe='')}"
            f"&reserved={quote(state, safe='')}#wechat_redirect"
        )

    async def one_time(
        self, openid: str, template_id: str, scene: int, title: str, content: str, url: str = ""
    ) -> None:
        """Sends the one message that the follower agreed to on the page of `one_time_url`.

        Raises: as `template`.
        """
        self._transport.account.require(Capability.ONE_TIME_SUBSCRIPTION)
        self._check_scene(scene)
        _within("title", title, self._limits.one_time_title_chars)
        _within("content", content, self._limits.one_time_content_chars)
        body: dict[str, Any] = {"touser": openid, "template_id": template_id, "scene": str(scene)}
        body |= {"title": title, "data": {"content": {"value": content}}}
        body |= {"url": url} if url else {}
        await self._transport.call(_ONE_TIME, body=body)

    def _check_scene(self, scene: int) -> None:
        if not 0 <= scene <= self._limits.one_time_scene_max:
            raise BadField("scene", f"0 to {self._limits.one_time_scene_max}")


def _body(openid: str, template_id: str, fields: Mapping[str, str], miniprogram: MiniProgram | None) -> dict[str, Any]:
    body: dict[str, Any] = {"touser": openid, "template_id": template_id}
    if miniprogram is not None:
        body["miniprogram"] = {"appid": miniprogram.appid, "pagepath": miniprogram.path}
    body["data"] = {key: {"value": value} for key, value in fields.items()}
    return body


def _within(field: str, value: str, limit: int) -> None:
    if not 1 <= len(value) <= limit:
        raise BadField(field, f"1 to {limit} characters")
