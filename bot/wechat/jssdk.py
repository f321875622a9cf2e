"""The signature that lets a page of ours use the phone through WeChat's JS-SDK.

Source: the page JS-SDK使用权限签名算法, https://developers.weixin.qq.com/doc/service/guide/h5/jssdk
"""

import hashlib
import secrets
from dataclasses import dataclass

from bot.wechat.account import Capability
from bot.wechat.calls import Call
from bot.wechat.tokens import Credential, Grant
from bot.wechat.transport import Transport

_TICKET = Call("GET", "cgi-bin/ticket/getticket", Capability.JSSDK, repeatable=True)


@dataclass(frozen=True, slots=True)
class JsConfig:
    """What a page hands to `wx.config`."""

    appid: str
    timestamp_s: int
    nonce: str
    signature: str


class JsSdk:
    """Signs pages; the ticket is fetched once for two hours."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._ticket = Credential(self._fetch, transport.clock)

    async def config(self, url: str) -> JsConfig:
        """The configuration for the page at `url`, as its address bar shows it. Raises as `Transport.call` says."""
        self._transport.account.require(Capability.JSSDK)
        ticket = await self._ticket.get()
        timestamp_s = int(self._transport.clock().timestamp())
        nonce = secrets.token_hex(8)
        return JsConfig(self._transport.appid, timestamp_s, nonce, sign_page(ticket.value, nonce, timestamp_s, url))

    async def _fetch(self) -> Grant:
        payload = await self._transport.call(_TICKET, params={"type": "jsapi"})
        return Grant.of(payload, "ticket", _TICKET.path)


def sign_page(ticket: str, nonce: str, timestamp_s: int, url: str) -> str:
    """The hex sha1 over the four, with the url cut at its #."""
    page = url.partition("#")[0]
    text = f"jsapi_ticket={ticket}&noncestr={nonce}&timestamp={timestamp_s}&url={page}"
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()
