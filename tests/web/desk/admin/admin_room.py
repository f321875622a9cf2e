"""A WeChat that answers what the test says."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from desk_room import START

from bot.wechat.errors import WeChatError
from bot.wechat.scene_qr import SceneQr
from bot.wechat.tokens import Lease
from bot.wechat.upkeep import DailyQuota


@dataclass
class FakeWeChat:
    """What the desk asks of WeChat: the menu, codes; `fails` is raised by the next call."""

    live: list[dict[str, Any]] | None = None
    fails: WeChatError | None = None
    made: list[str] = field(default_factory=list)

    @property
    def menu(self) -> "FakeWeChat":
        return self

    @property
    def scene_qrs(self) -> "FakeCodes":
        return FakeCodes(self)

    @property
    def transport(self) -> "FakeWeChat":
        return self

    @property
    def token(self) -> "FakeToken":
        return FakeToken(self)

    @property
    def upkeep(self) -> "FakeWeChat":
        return self

    async def quota(self, _path: str) -> DailyQuota:
        return DailyQuota(1000, 950, 50)

    def trouble(self) -> None:
        if self.fails is not None:
            raise self.fails

    async def get(self) -> Any:
        return {"menu": {"button": self.live}} if self.live else None

    async def create(self, buttons: list[dict[str, Any]]) -> None:
        self.trouble()
        self.live = buttons


@dataclass
class FakeToken:
    """A token that holds for an hour."""

    wechat: FakeWeChat

    async def get(self) -> Lease:
        self.wechat.trouble()
        return Lease("t0ken", 1, START + timedelta(hours=1))


@dataclass
class FakeCodes:
    """Makes codes."""

    wechat: FakeWeChat

    async def create(self, scene: str) -> SceneQr:
        self.wechat.trouble()
        self.wechat.made.append(scene)
        return SceneQr("T", "https://mp.example/T", f"http://weixin.example/q/{len(self.wechat.made)}", None)
