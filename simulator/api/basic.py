"""Tokens, addresses, quotas, the JS-SDK ticket. Source: protocol.md §2.1, §2.7."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from simulator.api.call import OK, Answer, Call, Endpoint
from simulator.errors import ApiError

CALLBACK_IPS = ["127.0.0.1"]
TICKET_TYPES = ("jsapi", "wx_card")


def check_account(call: Call, given: Mapping[str, Any], secret_name: str) -> None:
    """Raises `ApiError` 41002, 40013, 41004 or 40125."""
    config = call.platform.config
    if not given.get("appid"):
        raise ApiError(41002)
    if given["appid"] != config.appid:
        raise ApiError(40013)
    if not given.get(secret_name):
        raise ApiError(41004)
    if not secrets.compare_digest(str(given[secret_name]).encode(), config.secret.encode()):
        raise ApiError(40125)


def _check_grant(given: Mapping[str, Any]) -> None:
    if given.get("grant_type") != "client_credential":
        raise ApiError(40002)


async def token(call: Call) -> Answer:
    """Each call a new token."""
    _check_grant(call.request.query)
    check_account(call, call.request.query, "secret")
    value, life_s = call.platform.tokens.get_classic()
    return {"access_token": value, "expires_in": life_s}


async def stable_token(call: Call) -> Answer:
    """The same token until its last five minutes."""
    given = await call.body()
    _check_grant(given)
    check_account(call, given, "secret")
    value, life_s = call.platform.tokens.get_stable(given.get("force_refresh") is True)
    return {"access_token": value, "expires_in": life_s}


async def callback_ip(call: Call) -> Answer:
    """Where pushes come from."""
    return {"ip_list": CALLBACK_IPS}


async def callback_check(call: Call) -> Answer:
    """Looks whether the account's own server can be reached; here always."""
    given = await call.body()
    action = given.get("action")
    if action not in ("all", "dns", "ping"):
        raise ApiError(40097)
    answer: dict[str, Any] = {}
    if action in ("all", "dns"):
        answer["dns"] = [{"ip": "127.0.0.1", "real_operator": "UNICOM"}]
    if action in ("all", "ping"):
        answer["ping"] = [{"ip": "127.0.0.1", "from_operator": "UNICOM", "package_loss": "0%", "time": "0.1ms"}]
    return answer


async def js_ticket(call: Call) -> Answer:
    """The JS-SDK ticket: the same one for two hours."""
    kind = call.arg("type")
    if kind not in TICKET_TYPES:
        raise ApiError(40097)
    value, life_s = call.platform.grants.ticket(kind)
    return {**OK, "ticket": value, "expires_in": life_s}


async def clear_quota(call: Call) -> Answer:
    """Sets the day's counts to zero, ten times a month."""
    given = await call.body()
    if given.get("appid") != call.platform.config.appid:
        raise ApiError(40013)
    call.platform.counters.clear()
    return OK


async def clear_quota_by_secret(call: Call) -> Answer:
    """The same without a token."""
    given = await call.body()
    check_account(call, given, "appsecret")
    call.platform.counters.clear()
    return OK


async def quota(call: Call) -> Answer:
    """How much of a path's day is used."""
    path = str((await call.body()).get("cgi_path", "")).strip("/")
    return {**OK, "quota": call.platform.counters.quota(path)}


ENDPOINTS = (
    Endpoint("GET", "cgi-bin/token", "open", token),
    Endpoint("POST", "cgi-bin/stable_token", "open", stable_token),
    Endpoint("GET", "cgi-bin/getcallbackip", "token", callback_ip),
    Endpoint("GET", "cgi-bin/get_api_domain_ip", "token", callback_ip),
    Endpoint("POST", "cgi-bin/callback/check", "token", callback_check),
    Endpoint("GET", "cgi-bin/ticket/getticket", "token", js_ticket),
    Endpoint("POST", "cgi-bin/clear_quota", "verified", clear_quota),
    Endpoint("POST", "cgi-bin/clear_quota/v2", "open", clear_quota_by_secret),
    Endpoint("POST", "cgi-bin/openapi/quota/get", "token", quota),
)
