"""Calls over HTTP: credentials, timeouts, retries, size bounds; and no secret ever let out.

A frame that knows a secret never raises: `_exchange` hands problems back as values, so neither the text, the
traceback nor the chain of an exception holds a URL with a token in it.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import aiohttp

from bot.core import log
from bot.core.clock import Clock, utc_now
from bot.wechat import errcodes
from bot.wechat.account import Account
from bot.wechat.calls import Answer, Auth, Bounds, Call, Payload, Problem, Request, Upload
from bot.wechat.errors import ApiError, BadAnswer, NoAnswer
from bot.wechat.tokens import Credential, Grant, Lease

API_BASE = "https://api.weixin.qq.com"
Sleep = Callable[[float], Awaitable[None]]

_STABLE_TOKEN = Call("POST", "cgi-bin/stable_token", auth=Auth.SECRET_IN_BODY, repeatable=True)
_BUSY = -1
_UNSENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)
# Tokens, secrets and openids are runs of 28 characters or more; a rid has 26.
_SECRETIVE = re.compile(r"[\w-]{28,}", re.ASCII)
_ERRMSG_CHARS = 300


class Transport:
    """Makes calls for one account; everything in `client.py` goes through it."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        appid: str,
        secret: str,
        account: Account,
        *,
        api_base: str = API_BASE,
        bounds: Bounds | None = None,
        clock: Clock = utc_now,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self.appid = appid
        self.account = account
        self.clock = clock
        self.token = Credential(self._stable_token, clock)
        self._session = session
        self._secret = secret
        self._api_base = api_base.rstrip("/")
        self._bounds = bounds or Bounds()
        self._sleep = sleep
        self._log = log.get("wechat")

    def __repr__(self) -> str:
        return f"<Transport {self.appid} at {self._api_base}>"

    async def call(
        self,
        call: Call,
        *,
        params: Mapping[str, str] | None = None,
        body: Mapping[str, Any] | None = None,
        upload: Upload | None = None,
    ) -> Payload:
        """What WeChat answers, a JSON object.

        Raises:
            NotAvailable: this kind of account lacks the right; nothing was sent.
            NoAnswer: WeChat was not reached or broke off; BadAnswer when something else answered.
            ApiError: WeChat refused; NotDelivered, TokenError or LimitReached where these fit.
        """
        answer = await self._ask(Request(call, params or {}, body, upload))
        payload = answer.payload()
        if payload is None:
            raise BadAnswer(call.path, f"no JSON object but {answer.content_type}")
        return payload

    async def download(self, call: Call, params: Mapping[str, str]) -> Answer:
        """What WeChat answers, a file or JSON. Raises as `call` does."""
        return await self._ask(Request(call, params))

    async def force_token(self) -> None:
        """Voids the token in every process and takes a new one: for an admin's explicit wish only.

        Source: 20 a day, 30 s apart, https://developers.weixin.qq.com/doc/service/api/base/api_getstableaccesstoken
        """
        self.token.put(await self._fetch_token(force=True))

    async def _stable_token(self) -> Grant:
        return await self._fetch_token(force=False)

    async def _fetch_token(self, force: bool) -> Grant:
        body = {"grant_type": "client_credential", "force_refresh": force}
        payload = await self.call(_STABLE_TOKEN, body=body)
        return Grant.of(payload, "access_token", _STABLE_TOKEN.path)

    async def _ask(self, request: Request) -> Answer:
        if request.call.needs is not None:
            self.account.require(request.call.needs)
        if request.call.auth is not Auth.TOKEN_IN_QUERY:
            return self._accepted(request.call, await self._patiently(request, None))
        lease = await self.token.get()
        answer = await self._patiently(request, lease)
        if answer.errcode() in errcodes.REFRESH_CODES:
            self.token.drop(lease)
            answer = await self._patiently(request, await self.token.get())
        return self._accepted(request.call, answer)

    def _accepted(self, call: Call, answer: Answer) -> Answer:
        if answer.errcode() == 0:
            return answer
        raise self._error(call, answer)

    def _error(self, call: Call, answer: Answer) -> ApiError:
        return errcodes.error(
            answer.errcode(),
            _harmless(str((answer.payload() or {}).get("errmsg", "")), self._secret),
            call=call.path,
            right=call.needs.label if call.needs else "",
            sends=call.sends,
            own=call.auth is not Auth.NONE,
        )

    async def _patiently(self, request: Request, lease: Lease | None) -> Answer:
        call = request.call
        for tries in range(1, self._bounds.attempts + 1):
            outcome = await self._exchange(request, lease)
            if not _worth_another(call, outcome) or tries == self._bounds.attempts:
                break
            self._log.warning("wechat_again", call=call.path, tries=tries, problem=_named(outcome))
            await self._sleep(self._bounds.delay_s(tries))
        if isinstance(outcome, Answer):
            return outcome
        kind = BadAnswer if outcome.foreign else NoAnswer
        raise kind(call.path, outcome.what, may_have_arrived=not outcome.unsent)

    async def _exchange(self, request: Request, lease: Lease | None) -> Answer | Problem:
        """One HTTP exchange; never raises for what the network or the other side does."""
        call = request.call
        if self._session.closed:
            return Problem("the session is closed", unsent=True)
        try:
            async with self._session.request(
                call.method,
                f"{self._api_base}/{call.path}",
                params=self._query(request, lease),
                data=request.content(self._signature(request.call)),
                timeout=aiohttp.ClientTimeout(total=self._bounds.timeout_of(call)),
                allow_redirects=False,
                raise_for_status=False,
            ) as response:
                return await _bounded(response, self._bounds.bytes_of(call))
        except (aiohttp.ClientError, OSError) as failure:
            return Problem(type(failure).__name__, unsent=isinstance(failure, _UNSENT))

    def _query(self, request: Request, lease: Lease | None) -> dict[str, str]:
        if lease is not None:
            return {"access_token": lease.value, **request.params}
        if request.call.auth is Auth.SECRET_IN_QUERY:
            return {"appid": self.appid, "secret": self._secret, **request.params}
        return dict(request.params)

    def _signature(self, call: Call) -> dict[str, str]:
        return {"appid": self.appid, "secret": self._secret} if call.auth is Auth.SECRET_IN_BODY else {}


def _worth_another(call: Call, outcome: Answer | Problem) -> bool:
    if isinstance(outcome, Problem):
        return call.repeatable and not outcome.foreign
    return outcome.errcode() == _BUSY


def _named(outcome: Answer | Problem) -> str:
    return outcome.what if isinstance(outcome, Problem) else f"errcode {outcome.errcode()}"


async def _bounded(response: aiohttp.ClientResponse, limit_bytes: int) -> Answer | Problem:
    if response.status != 200:
        what = f"status {response.status}, {response.content_type}"
        return Problem(what, foreign=response.status < 500)
    body = bytearray()
    async for chunk in response.content.iter_chunked(1 << 16):
        body += chunk
        if len(body) > limit_bytes:
            return Problem(f"an answer of more than {limit_bytes} bytes", foreign=True)
    filename = response.content_disposition.filename if response.content_disposition else None
    return Answer(response.content_type, filename or "", bytes(body))


def _harmless(errmsg: str, secret: str) -> str:
    """errmsg on one line, short, without anything that looks like a token, a secret or an openid."""
    text = " ".join(errmsg.split())
    if secret:
        text = text.replace(secret, "***")
    return _SECRETIVE.sub("***", text)[:_ERRMSG_CHARS]
