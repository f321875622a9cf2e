"""A credential that expires, fetched once however many ask for it at the same time.

Kept in this process only: `stable_token` answers every process with the same token and the rest of its life,
so processes need share nothing. Source: https://developers.weixin.qq.com/doc/service/api/base/api_getstableaccesstoken
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.core.clock import Clock, utc_now
from bot.wechat.errors import BadAnswer

# In its last 5 minutes stable_token hands out the next token, and both are valid; a margin over 300 s would get
# the old one again at every call. Source: as above.
MARGIN_S = 240


@dataclass(frozen=True, slots=True)
class Grant:
    """What one fetch gave: the secret value and its life in seconds."""

    value: str = field(repr=False)
    life_s: int

    @classmethod
    def of(cls, payload: Mapping[str, Any], name: str, call: str) -> "Grant":
        """The credential `name` out of the answer to `call`.

        Raises:
            BadAnswer: it has none, or no life.
        """
        value, life_s = payload.get(name), payload.get("expires_in")
        if not isinstance(value, str) or not value or not isinstance(life_s, int):
            raise BadAnswer(call, f"no {name} or no expires_in in the answer")
        return cls(value, life_s)


@dataclass(frozen=True, slots=True)
class Lease:
    """A value in use; `serial` tells two fetches apart even when WeChat gave the same value twice."""

    value: str = field(repr=False)
    serial: int
    renew_at: datetime


class Credential:
    """An access token or a JS-SDK ticket: cached until shortly before its end, one fetch in flight."""

    def __init__(self, fetch: Callable[[], Awaitable[Grant]], clock: Clock = utc_now, margin_s: int = MARGIN_S) -> None:
        self._fetch = fetch
        self._clock = clock
        self._margin_s = margin_s
        self._lease: Lease | None = None
        self._serial = 0
        self._running: asyncio.Task[Lease] | None = None

    async def get(self) -> Lease:
        """The lease in force, fetched if there is none or it is near its end.

        Raises:
            WeChatError: what the fetch raised; all who waited for that fetch get it.
        """
        if self._lease is not None and self._clock() < self._lease.renew_at:
            return self._lease
        if self._running is None:
            self._running = asyncio.create_task(self._renew())
            self._running.add_done_callback(self._finish)
        return await asyncio.shield(self._running)

    def drop(self, lease: Lease) -> None:
        """Stops using `lease`; does nothing when a newer one has come, so two refusals cost one refresh."""
        if self._lease is not None and self._lease.serial == lease.serial:
            self._lease = None

    def put(self, grant: Grant) -> Lease:
        """Puts a grant got some other way in force."""
        self._serial += 1
        life_s = max(grant.life_s - self._margin_s, grant.life_s / 2)
        self._lease = Lease(grant.value, self._serial, self._clock() + timedelta(seconds=life_s))
        return self._lease

    async def _renew(self) -> Lease:
        return self.put(await self._fetch())

    def _finish(self, task: asyncio.Task[Lease]) -> None:
        self._running = None
        if not task.cancelled():
            task.exception()  # else asyncio complains when every waiter has gone
