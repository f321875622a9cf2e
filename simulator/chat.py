"""A conversation in the terminal, through the real webhook: what `niangjia chat` runs."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from simulator.errors import Impossible
from simulator.follower import Bubble, Follower
from simulator.platform import Platform
from simulator.spoken import spoken

WELCOME = "您是{name}。直接打字发消息；/help 看命令，/quit 退出。"
HELP = """/follow  /unfollow      关注、取消关注
/menu                  看菜单；/menu KEY 点菜单（序号、KEY 或名称）
/item ID               点消息里的选项
/photo FILE            发照片
/location [纬度 经度 地名]
/who [NAME]            换一个人（没有就新建）；不写名字列出所有人
/clock +1d             拨钟：+30m +2h +1d，/clock 0 回到现在
/quit                  退出"""
NOT_NOW = "现在不能这样做：{reason}"
NO_COMMAND = "没有命令 {name}。/help 看有哪些。"
NO_FILE = "读不到文件 {name}。"
NO_MENU = "（还没有菜单）"
BAD_CLOCK = "写成 +30m、+2h、+1d 或 0。"
BAD_PLACE = "写成：/location 38.48 106.23 兴庆区"
NO_ITEM = "没有这个选项。"
NOW_IS = "现在是 {now}"
PLACE = (38.487194, 106.230909, "宁夏银川市兴庆区")
BYE = "下次接着聊：同一条命令，后面加 --follower {name}"
FIRST_NAME = "我"
OPENID_LENGTH = 28
STEP = re.compile(r"([+-]?\d+)([mhd])")
STEP_S = {"m": 60, "h": 3600, "d": 86_400}
PHOTO_CAP_BYTES = 10 * 1024 * 1024

Ask = Callable[[], Awaitable[str | None]]
Show = Callable[[str], None]
Follows = Callable[[str], Awaitable[bool]]


async def nobody_follows(_openid: str) -> bool:
    """Whether an openid follows an account that has no followers yet."""
    return False


async def chat(
    platform: Platform, ask: Ask, show: Show, name: str = FIRST_NAME, follows: Follows = nobody_follows
) -> None:
    """Talk until /quit or until `ask` gives None (end of input); late messages appear as they come.

    A name is the same person in every run; `follows` tells who followed the account before this one.
    """
    talk = _Talk(platform, show, follows)
    async with talk.listening():
        await talk.become(name)
        show(WELCOME.format(name=name))
        while (line := await ask()) is not None:
            if line.strip() in ("/quit", "/q"):
                show(BYE.format(name=talk.name))
                return
            await talk.line(line.strip())


def openid_of(name: str) -> str:
    """The openid of whoever is called so."""
    digest = hashlib.sha256(f"niangjia chat {name}".encode()).digest()
    return f"o{base64.urlsafe_b64encode(digest).decode()}"[:OPENID_LENGTH]


class _Talk:
    def __init__(self, platform: Platform, show: Show, follows: Follows) -> None:
        self._platform, self._follows = platform, follows
        self._show = show
        self._who: Follower | None = None
        self._queue: asyncio.Queue[tuple[str, Any] | None] | None = None
        self._commands: dict[str, Callable[[str], Coroutine[Any, Any, Any]]] = {
            "follow": lambda _: platform.follow(self._openid),
            "unfollow": lambda _: platform.unfollow(self._openid),
            "menu": self._menu,
            "item": self._item,
            "photo": self._photo,
            "location": self._location,
            "who": self._whom,
            "clock": self._clock,
            "help": self._help,
        }

    @property
    def _openid(self) -> str:
        return self._who.openid if self._who else ""

    @property
    def name(self) -> str:
        """Who talks."""
        return self._who.name if self._who else FIRST_NAME

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        with self._platform.feed.listen() as queue:
            self._queue = queue
            task = asyncio.create_task(self._tell(queue))
            try:
                yield
            finally:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)

    async def _tell(self, queue: asyncio.Queue[tuple[str, Any] | None]) -> None:
        while (item := await queue.get()) is not None:
            self._hear(item)

    def _hear(self, item: tuple[str, Any] | None) -> None:
        if item and item[0] == "bubble" and item[1]["bubble"]["source"] != "self":
            self._say(item[1]["openid"], Bubble(**item[1]["bubble"]))

    def _say(self, openid: str, bubble: Bubble) -> None:
        words = spoken(bubble)
        if openid != self._openid:
            words = f"（给{self._platform.follower(openid).name}）{words}"
        self._show(words)

    async def line(self, line: str) -> None:
        if not line:
            return
        try:
            await (self._command(line[1:]) if line.startswith("/") else self._text(line))
        except Impossible as error:
            self._show(NOT_NOW.format(reason=error))
        while self._queue is not None and not self._queue.empty():
            self._hear(self._queue.get_nowait())

    async def _text(self, line: str) -> None:
        await self._platform.push_text(self._openid, line)

    async def _command(self, line: str) -> None:
        name, _, rest = line.partition(" ")
        command = self._commands.get(name)
        if command is None:
            self._show(NO_COMMAND.format(name=f"/{name}"))
            return
        await command(rest.strip())

    async def become(self, name: str) -> None:
        known = [f for f in self._platform.followers.values() if f.name == name]
        if known:
            self._who = known[0]
            return
        openid = openid_of(name)
        followed = await self._follows(openid)
        self._who = self._platform.add_follower(name, openid, followed)
        if not followed:
            await self._platform.follow(openid)

    async def _whom(self, name: str) -> None:
        if name:
            await self.become(name)
        for follower in self._platform.followers.values():
            mark = "→" if follower is self._who else " "
            self._show(f"{mark} {follower.name}")

    async def _menu(self, key: str) -> None:
        if key:
            await self._platform.tap_menu(self._openid, key)
            return
        leaves = self._platform.menu.leaves()
        lines = [f"  {place}  {button['name']}  ({button['type']})" for place, button in leaves]
        self._show("\n".join(lines) or NO_MENU)

    async def _item(self, wanted: str) -> None:
        for bubble in reversed(self._platform.follower(self._openid).inbox):
            for item in bubble.content.get("list", []):
                if item["id"] == wanted:
                    await self._platform.push_text(self._openid, item["content"], menu_id=wanted)
                    return
        self._show(NO_ITEM)

    async def _photo(self, name: str) -> None:
        try:
            content = await asyncio.to_thread(_read, name)
        except OSError:
            self._show(NO_FILE.format(name=name))
            return
        await self._platform.push_image(self._openid, content)

    async def _location(self, rest: str) -> None:
        parts = rest.split(maxsplit=2)
        try:
            latitude, longitude = (float(parts[0]), float(parts[1])) if parts else PLACE[:2]
        except (ValueError, IndexError):
            self._show(BAD_PLACE)
            return
        label = parts[2] if len(parts) > 2 else PLACE[2]
        await self._platform.push_location(self._openid, latitude, longitude, label)

    async def _clock(self, rest: str) -> None:
        found = STEP.fullmatch(rest)
        if rest == "0":
            self._platform.clock.reset()
        elif found:
            self._platform.clock.advance(int(found.group(1)) * STEP_S[found.group(2)])
        else:
            self._show(BAD_CLOCK)
            return
        self._show(NOW_IS.format(now=self._platform.clock.local().strftime("%Y-%m-%d %H:%M")))

    async def _help(self, _: str) -> None:
        self._show(HELP)


def _read(name: str) -> bytes:
    with Path(name).expanduser().open("rb") as file:
        return file.read(PHOTO_CAP_BYTES)
