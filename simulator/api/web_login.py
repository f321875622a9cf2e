"""Web authorization, server side. Source: protocol.md §2.7."""

from __future__ import annotations

from typing import Any

from simulator.api.basic import check_account
from simulator.api.call import OK, Answer, Call, Endpoint
from simulator.errors import ApiError
from simulator.grants import WEB_TOKEN_LIFE_S, WebToken


def _described(call: Call, token: WebToken) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "access_token": token.access_token,
        "expires_in": WEB_TOKEN_LIFE_S,
        "refresh_token": token.refresh_token,
        "openid": token.openid,
        "scope": token.scope,
    }
    follower = call.platform.followers.get(token.openid)
    if follower is not None:
        answer["unionid"] = follower.unionid
    return answer | {"is_snapshotuser": 1} if token.snapshot else answer


async def access_token(call: Call) -> Answer:
    """A code for a token, once."""
    check_account(call, call.request.query, "secret")
    if call.arg("grant_type") != "authorization_code":
        raise ApiError(40002)
    return _described(call, call.platform.grants.swap(call.arg("code")))


async def refresh_token(call: Call) -> Answer:
    """A new web token from the refresh token."""
    if call.arg("appid") != call.platform.config.appid:
        raise ApiError(40013)
    return _described(call, call.platform.grants.refresh(call.arg("refresh_token")))


async def person(call: Call) -> Answer:
    """Name and picture, when the scope was snsapi_userinfo."""
    token = call.platform.grants.check(call.arg("access_token"), call.arg("openid"))
    if token.scope != "snsapi_userinfo":
        raise ApiError(48001)
    follower = call.platform.followers.get(token.openid)
    return {
        "openid": token.openid,
        "nickname": follower.name if follower else "微信用户",
        "sex": 0,
        "province": "",
        "city": "",
        "country": "",
        "headimgurl": "",
        "privilege": [],
        "unionid": follower.unionid if follower else "",
    }


async def check(call: Call) -> Answer:
    """Whether a web token still holds."""
    call.platform.grants.check(call.arg("access_token"), call.arg("openid"))
    return OK


ENDPOINTS = (
    Endpoint("GET", "sns/oauth2/access_token", "web", access_token),
    Endpoint("GET", "sns/oauth2/refresh_token", "web", refresh_token),
    Endpoint("GET", "sns/userinfo", "web", person),
    Endpoint("GET", "sns/auth", "web", check),
)
