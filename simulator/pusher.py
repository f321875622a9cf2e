"""Delivers a push as the platform does: cut after 5 s, three times in all, the first valid answer wins."""

from __future__ import annotations

import asyncio
import secrets
import time
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Literal

import aiohttp
from yarl import URL

from simulator.config import PlatformConfig
from simulator.envelope import Sealed, sign
from simulator.follower import Bubble
from simulator.shapes import Shape
from simulator.verdict import Judge, Verdict
from simulator.wire import Wire

ANSWER_CAP_BYTES = 1024 * 1024
PUSH_HEADERS = {"User-Agent": "Mozilla/4.0", "Accept": "*/*", "Pragma": "no-cache"}
# Ten digits, as in the official examples.
NONCE_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Push:
    """One addressed push: deliver it once, twice, or after a later one."""

    openid: str
    shape: Shape
    sealed: Sealed
    msg_id: int | None
    created_s: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """One POST of a push; `problem` is empty when an answer with status 200 came in time."""

    number: int
    took_s: float
    status: int | None
    body: bytes
    problem: str = ""


Outcome = Literal["shown", "silent", "dropped", "fault", "hidden fault"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a push ended; `bubble` is what the follower saw, if anything."""

    push: Push
    attempts: tuple[Attempt, ...]
    outcome: Outcome
    reason: str = ""
    bubble: Bubble | None = None

    @property
    def text(self) -> str:
        """The words shown, empty when none were."""
        return self.bubble.text if self.bubble else ""


@dataclass(frozen=True, slots=True)
class Check:
    """How the account's URL answered the verification GET."""

    ok: bool
    reason: str = ""


class Pusher:
    """The platform's outgoing side; one HTTP session, opened at the first push."""

    def __init__(self, config: PlatformConfig, wire: Wire, judge: Judge) -> None:
        self.config = config
        self._wire = wire
        self._judge = judge
        self._session: aiohttp.ClientSession | None = None

    async def deliver(self, push: Push) -> tuple[tuple[Attempt, ...], Verdict]:
        """Send until answered. A verdict `refused` means the fault line."""
        attempts: list[Attempt] = []
        verdict = Verdict("refused", "not sent")
        for number in range(1, self.config.deliveries + 1):
            attempt = await self._attempt(push, number)
            attempts.append(attempt)
            verdict = self._weigh(push, attempt)
            if self._is_final(attempt, verdict):
                break
        return tuple(attempts), verdict

    def _is_final(self, attempt: Attempt, verdict: Verdict) -> bool:
        if attempt.problem:
            return False
        return verdict.outcome != "refused" or not self.config.repeat_malformed

    def _weigh(self, push: Push, attempt: Attempt) -> Verdict:
        if attempt.problem:
            return Verdict("refused", attempt.problem)
        verdict = self._judge.judge(attempt.body, push.openid, push.shape)
        self._wire.log(
            "reply",
            f"{verdict.outcome} {verdict.type}".strip(),
            ok=verdict.outcome in ("shown", "silent"),
            openid=push.openid,
            plain=verdict.plain,
            raw=attempt.body.decode(errors="replace"),
            reason=verdict.reason,
            took_ms=round(attempt.took_s * 1000),
        )
        return verdict

    async def _attempt(self, push: Push, number: int) -> Attempt:
        url = with_query(self.config.target_url, push.sealed.query)
        self._wire.log(
            "push" if number == 1 else "repeat",
            push.shape.title if number == 1 else f"{push.shape.title} ({number})",
            openid=push.openid,
            plain=push.sealed.plain,
            raw=f"POST {url}\n\n{push.sealed.body.decode()}",
        )
        started = time.monotonic()
        status, body, problem = await self._post(url, push.sealed)
        took_s = time.monotonic() - started
        if problem:
            self._wire.log("fault", problem, ok=False, openid=push.openid, reason=problem)
            await self._wait_out(took_s, number)
        return Attempt(number, took_s, status, body, problem)

    async def _wait_out(self, took_s: float, number: int) -> None:
        if self.config.wait_out_slot and number < self.config.deliveries:
            await asyncio.sleep(max(0.0, self.config.cut_s - took_s))

    async def _post(self, url: str, sealed: Sealed) -> tuple[int | None, bytes, str]:
        headers = {**PUSH_HEADERS, "Content-Type": sealed.content_type}
        try:
            async with asyncio.timeout(self.config.cut_s):
                request = self._http().post(
                    URL(url, encoded=True), data=sealed.body, headers=headers, allow_redirects=False
                )
                return await self._read(request)
        except TimeoutError:
            return None, b"", f"cut: no answer within {self.config.cut_s:g} s"
        except (aiohttp.ClientError, OSError, ValueError) as error:
            return None, b"", f"connection failed: {type(error).__name__}"

    async def _read(self, request: AbstractAsyncContextManager[aiohttp.ClientResponse]) -> tuple[int, bytes, str]:
        async with request as response:
            body = await response.content.read(ANSWER_CAP_BYTES)
            while not response.content.at_eof() and len(body) < ANSWER_CAP_BYTES:
                body += await response.content.read(ANSWER_CAP_BYTES)
            problem = "" if response.status == 200 else f"answered with HTTP status {response.status}"
            return response.status, body, problem

    async def check_url(self) -> Check:
        """The console's GET with echostr. Source: protocol.md §1.1."""
        stamp, nonce, echo = str(int(time.time())), fresh_nonce(), str(secrets.randbelow(10**18))
        signature = sign(self.config.token, stamp, nonce)
        query = f"signature={signature}&echostr={echo}&timestamp={stamp}&nonce={nonce}"
        url = with_query(self.config.target_url, query)
        check = await self._check(url, echo)
        self._wire.log("verify", "URL verification", ok=check.ok, raw=f"GET {url}", reason=check.reason)
        return check

    async def _check(self, url: str, echo: str) -> Check:
        try:
            async with asyncio.timeout(self.config.cut_s):
                status, body, problem = await self._read(
                    self._http().get(URL(url, encoded=True), allow_redirects=False)
                )
        except TimeoutError:
            return Check(False, "no answer in time")
        except (aiohttp.ClientError, OSError, ValueError) as error:
            return Check(False, f"connection failed: {type(error).__name__}")
        if problem:
            return Check(False, f"HTTP status {status}")
        return Check(True) if body == echo.encode() else Check(False, "the answer is not the echostr as it was")

    def _http(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            connector = aiohttp.TCPConnector(limit=0, force_close=True)
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
        return self._session

    async def close(self) -> None:
        """Close the HTTP session."""
        if self._session is not None:
            await self._session.close()


def with_query(url: str, query: str) -> str:
    """Add a query to an address that may have one already."""
    return f"{url}{'&' if '?' in url else '?'}{query}"


def fresh_nonce() -> str:
    """Digits, as the platform's."""
    return str(10 ** (NONCE_DIGITS - 1) + secrets.randbelow(9 * 10 ** (NONCE_DIGITS - 1)))
