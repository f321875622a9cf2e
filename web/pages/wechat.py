"""Who opens a page, as WeChat says it: web authorization, where the account has it."""

import hmac
from collections.abc import AsyncIterator, Callable

import aiohttp
from aiohttp import web

from bot.core.crypt import Keyring
from bot.core.log import get
from bot.wechat.errors import WeChatError
from bot.wechat.oauth import OAuth
from tickets.entering import ROOT, toward

BACK = f"{ROOT}/oauth"
MakeOAuth = Callable[[aiohttp.ClientSession], OAuth]

_log = get("pages")


class NotKnown(Exception):
    """WeChat did not say who it is."""


class Snapshot(Exception):
    """WeChat showed a snapshot of the page to a virtual person, who is nobody.

    Source: protocol notes 2.7: never bind the openid of a snapshot page.
    """


class WeChat:
    """The way to WeChat and back; `make` gives its interface over an HTTP session once the application runs."""

    def __init__(self, make: MakeOAuth, keys: Keyring, public_url: str) -> None:
        self._make, self._keys, self._public_url = make, keys, public_url
        self._oauth: OAuth | None = None

    async def running(self, _app: web.Application) -> AsyncIterator[None]:
        """Holds the HTTP session while the application runs."""
        async with aiohttp.ClientSession() as http:
            self._oauth = self._make(http)
            yield

    def there(self, visit: str, to: str = "") -> str:
        """Where to send a browser; what WeChat sends back is bound to it. `to` is the page it is meant to see then."""
        return self._ready.authorize_url(f"{self._public_url}{BACK}{toward(to)}", self._state(visit))

    async def who(self, visit: str, state: str, code: str) -> str:
        """The openid behind a browser that came back.

        Raises:
            NotKnown: another browser was sent there, or the code is none, or spent.
            Snapshot: it is nobody's.
        """
        if not code or not hmac.compare_digest(self._state(visit).encode(), state.encode()):
            raise NotKnown
        try:
            grant = await self._ready.exchange(code)
        except WeChatError as error:
            _log.warning("authorization_failed", problem=type(error).__name__)
            raise NotKnown from None
        if grant.is_snapshot:
            raise Snapshot
        return grant.openid

    def _state(self, visit: str) -> str:
        return self._keys.index(f"page state {visit}")

    @property
    def _ready(self) -> OAuth:
        if self._oauth is None:
            raise RuntimeError("the application does not run")
        return self._oauth
