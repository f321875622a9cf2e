"""Web authorization: codes that work once, and the tokens they buy. Source: protocol.md §2.7."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import Literal

from simulator.account import Account
from simulator.errors import ApiError

Scope = Literal["snsapi_base", "snsapi_userinfo"]
KEEP = 2000
REFRESH_LIFE_S = 30 * 86_400
WEB_TOKEN_LIFE_S = 7200


@dataclass(slots=True)
class Code:
    """One authorization code."""

    openid: str
    scope: Scope
    until_s: float
    snapshot: bool = False
    used: bool = False


@dataclass(frozen=True, slots=True)
class WebToken:
    """What a code buys; `openid` is a virtual person's when `snapshot`."""

    access_token: str
    refresh_token: str
    openid: str
    scope: Scope
    snapshot: bool
    until_s: float
    refresh_until_s: float


class WebGrants:
    """Gives out codes, swaps them for web tokens."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._codes: OrderedDict[str, Code] = OrderedDict()
        self._tokens: OrderedDict[str, WebToken] = OrderedDict()
        self._tickets: dict[str, tuple[str, float]] = {}

    def code(self, openid: str, scope: Scope, snapshot: bool = False) -> str:
        """A fresh code, good for five minutes and for one use."""
        code = "0" + secrets.token_urlsafe(24)[:31]
        until_s = self._account.clock.now_s() + self._account.config.code_life_s
        owner = "o_virtual_" + secrets.token_urlsafe(13)[:18] if snapshot else openid
        self._codes[code] = Code(owner, scope, until_s, snapshot)
        while len(self._codes) > KEEP:
            self._codes.popitem(last=False)
        return code

    def swap(self, code: str) -> WebToken:
        """Raises `ApiError` 41008, 40029, 40163 or 42003."""
        if not code:
            raise ApiError(41008)
        found = self._codes.get(code)
        if found is None:
            raise ApiError(40029)
        if found.used:
            raise ApiError(40163)
        if self._account.clock.now_s() >= found.until_s:
            raise ApiError(42003)
        found.used = True
        return self._issue(found)

    def refresh(self, refresh_token: str) -> WebToken:
        """Raises `ApiError` 40030, or 42002 after thirty days."""
        for token in reversed(self._tokens.values()):
            if token.refresh_token == refresh_token:
                return self._renew(token)
        raise ApiError(40030)

    def _renew(self, token: WebToken) -> WebToken:
        now_s = self._account.clock.now_s()
        if now_s >= token.refresh_until_s:
            raise ApiError(42002)
        new = replace(token, access_token=_fresh("98_"), until_s=now_s + WEB_TOKEN_LIFE_S)
        return self._keep(new)

    def check(self, access_token: str, openid: str) -> WebToken:
        """Raises `ApiError` 40001, 42001 or 40003."""
        token = self._tokens.get(access_token)
        if token is None:
            raise ApiError(40001)
        if self._account.clock.now_s() >= token.until_s:
            raise ApiError(42001)
        if token.openid != openid:
            raise ApiError(40003)
        return token

    def ticket(self, kind: str) -> tuple[str, int]:
        """The JS-SDK ticket of a kind and the seconds it still lives."""
        now_s = self._account.clock.now_s()
        value, until_s = self._tickets.get(kind, ("", 0.0))
        if now_s >= until_s:
            value, until_s = secrets.token_urlsafe(64), now_s + WEB_TOKEN_LIFE_S
            self._tickets[kind] = (value, until_s)
        return value, int(until_s - now_s)

    def _issue(self, code: Code) -> WebToken:
        now_s = self._account.clock.now_s()
        return self._keep(
            WebToken(
                _fresh("98_"),
                _fresh("99_"),
                code.openid,
                code.scope,
                code.snapshot,
                now_s + WEB_TOKEN_LIFE_S,
                now_s + REFRESH_LIFE_S,
            )
        )

    def _keep(self, token: WebToken) -> WebToken:
        self._tokens[token.access_token] = token
        while len(self._tokens) > KEEP:
            self._tokens.popitem(last=False)
        return token


def _fresh(mark: str) -> str:
    return mark + secrets.token_urlsafe(64)
