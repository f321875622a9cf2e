"""A WeChat that answers what the test says."""

from dataclasses import dataclass, field
from typing import Any

from bot.wechat.errors import WeChatError
from bot.wechat.scene_qr import SceneQr


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

    def trouble(self) -> None:
        if self.fails is not None:
            raise self.fails

    async def get(self) -> Any:
        return {"menu": {"button": self.live}} if self.live else None

    async def create(self, buttons: list[dict[str, Any]]) -> None:
        self.trouble()
        self.live = buttons


@dataclass
class FakeCodes:
    """Makes codes."""

    wechat: FakeWeChat

    async def create(self, scene: str) -> SceneQr:
        self.wechat.trouble()
        self.wechat.made.append(scene)
        return SceneQr("T", "https://mp.example/T", f"http://weixin.example/q/{len(self.wechat.made)}", None)
