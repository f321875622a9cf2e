"""Who opened our page inside WeChat: web authorization.

Source: https://developers.weixin.qq.com/doc/oplatform/developers/dev/auth/h5 and
https://developers.weixin.qq.com/doc/service/api/webdev/access/api_snsaccesstoken
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal
from urllib.parse import quote

from bot.wechat.account import Capability
from bot.wechat.calls import Auth, Call
from bot.wechat.errors import BadAnswer, BadField
from bot.wechat.limits import Limits
from bot.wechat.transport import Transport

OPEN_BASE = "https://open.weixin.qq.com"
Scope = Literal["snsapi_base", "snsapi_userinfo"]

# Not repeatable: a code is good for one call.
_EXCHANGE = Call("GET", "sns/oauth2/access_token", Capability.OAUTH, Auth.SECRET_IN_QUERY)
_REFRESH = Call("GET", "sns/oauth2/refresh_token", Capability.OAUTH, Auth.NONE, repeatable=True)
_PROFILE = Call("GET", "sns/userinfo", Capability.OAUTH, Auth.NONE, repeatable=True)


@dataclass(frozen=True, slots=True)
class WebGrant:
    """One follower's authorization; never bind the openid of a snapshot page: it is nobody's."""

    openid: str
    scope: str
    is_snapshot: bool
    unionid: str | None
    until: datetime
    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class WebProfile:
    """What a follower shows of themselves after a tap on a page of scope snsapi_userinfo."""

    openid: str
    nickname: str = field(repr=False)
    avatar_url: str = field(repr=False)
    unionid: str | None


class OAuth:
    """The three steps of web authorization. All raise as `Transport.call` says; the token is the follower's."""

    def __init__(self, transport: Transport, limits: Limits, open_base: str = OPEN_BASE) -> None:
        self._transport = transport
        self._limits = limits
        self._open_base = open_base.rstrip("/")

    def authorize_url(self, redirect_url: str, state: str, scope: Scope = "snsapi_base") -> str:
        """Where to send the follower's browser; WeChat wants the parameters in this order.

        Raises:
            NotAvailable: this kind of account has no web authorization.
            BadField: state is not of letters and digits, or too long.
        """
        self._transport.account.require(Capability.OAUTH)
        if not re.fullmatch(r"[A-Za-z0-9]+", state) or len(state) > self._limits.oauth_state_bytes:
            raise BadField("state", f"1 to {self._limits.oauth_state_bytes} letters and digits")
        return (
            f"{self._open_base}/connect/oauth2/authorize?appid={self._transport.appid}"
            f"&redirect_uri={quote(redirect_url, safe='')}&response_type=code&scope={scope}&state={state}"
            "#wechat_redirect"
        )

    async def exchange(self, code: str) -> WebGrant:
        """The authorization for a code, which is good once and for 5 minutes (40029, 40163, 42003 after that)."""
        params = {"code": code, "grant_type": "authorization_code"}
        return self._grant(_EXCHANGE, await self._transport.call(_EXCHANGE, params=params))

    async def refresh(self, refresh_token: str) -> WebGrant:
        """The same authorization for two more hours."""
        params = {
            "appid": self._transport.appid,
            "grant_type": "refresh_token",
            "refresh_token": refresh_token,
        }
        return self._grant(_REFRESH, await self._transport.call(_REFRESH, params=params))

    async def profile(self, grant: WebGrant) -> WebProfile:
        """The follower's name and picture, for a grant of scope snsapi_userinfo."""
        params = {"access_token": grant.access_token, "openid": grant.openid, "lang": "zh_CN"}
        payload = await self._transport.call(_PROFILE, params=params)
        return WebProfile(
            openid=_text(_PROFILE, payload, "openid"),
            nickname=str(payload.get("nickname", "")),
            avatar_url=str(payload.get("headimgurl", "")),
            unionid=payload.get("unionid"),
        )

    def _grant(self, call: Call, payload: Mapping[str, Any]) -> WebGrant:
        life_s = payload.get("expires_in")
        if not isinstance(life_s, int):
            raise BadAnswer(call.path, "no expires_in in the answer")
        return WebGrant(
            openid=_text(call, payload, "openid"),
            scope=str(payload.get("scope", "")),
            is_snapshot=payload.get("is_snapshotuser") == 1,
            unionid=payload.get("unionid"),
            until=self._transport.clock() + timedelta(seconds=life_s),
            access_token=_text(call, payload, "access_token"),
            refresh_token=_text(call, payload, "refresh_token"),
        )


def _text(call: Call, payload: Mapping[str, Any], name: str) -> str:
    value = payload.get(name)
    if not isinstance(value, str) or not value:
        raise BadAnswer(call.path, f"no {name} in the answer")
    return value
