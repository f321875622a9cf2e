"""WeChat's API for one account, by subject.

The way of a call is in `transport.py`: token, one refresh, back-off, bounds, no secret let out.
"""

import asyncio

import aiohttp

from bot.core.clock import Clock, utc_now
from bot.wechat.account import Account
from bot.wechat.calls import Bounds
from bot.wechat.customer import CustomerMessages
from bot.wechat.jssdk import JsSdk
from bot.wechat.limits import Limits
from bot.wechat.media import Media
from bot.wechat.menu import Menu
from bot.wechat.notices import MP_BASE, Notices
from bot.wechat.oauth import OPEN_BASE, OAuth
from bot.wechat.profiles import Profiles
from bot.wechat.scene_qr import SceneQrs
from bot.wechat.transport import API_BASE, Sleep, Transport
from bot.wechat.upkeep import Upkeep


class Client:
    """One per process and account; `session` is closed by whoever opened it."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        appid: str,
        secret: str,
        account: Account,
        *,
        api_base: str = API_BASE,
        mp_base: str = MP_BASE,
        open_base: str = OPEN_BASE,
        limits: Limits | None = None,
        bounds: Bounds | None = None,
        clock: Clock = utc_now,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        limits = limits or Limits()
        self.transport = Transport(
            session, appid, secret, account, api_base=api_base, bounds=bounds, clock=clock, sleep=sleep
        )
        self.account = account
        self.customer = CustomerMessages(self.transport, limits)
        self.notices = Notices(self.transport, limits, mp_base)
        self.media = Media(self.transport, limits)
        self.menu = Menu(self.transport, limits)
        self.scene_qrs = SceneQrs(self.transport, limits, mp_base)
        self.oauth = OAuth(self.transport, limits, open_base)
        self.jssdk = JsSdk(self.transport)
        self.profiles = Profiles(self.transport, limits)
        self.upkeep = Upkeep(self.transport)

    def __repr__(self) -> str:
        return f"<Client {self.transport.appid}, {self.account.kind}>"
