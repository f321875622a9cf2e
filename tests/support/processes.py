"""Processes of one installation in one test: an Answering with a handler of the test's own, over a real database."""

import itertools
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from harness import NoJobs, knowledge, settings_of
from sqlalchemy import select

from bot.answering import Answering
from bot.app import make_services
from bot.context import Context
from bot.core.clock import utc_now
from bot.core.metrics import Metrics
from bot.filters import Anything
from bot.router import Band, Dispatcher, Router
from bot.wechat.message import Text
from bot.wechat.reply import Reply
from bot.working import Working

FAST = {"answer_within_s": 1.0, "shed_after_s": 0.5}
FASTER = {"answer_within_s": 0.2, "shed_after_s": 0.1}
numbers = itertools.count(1)
Handle = Callable[[Context], Awaitable[Reply | None]]


def message(openid: str = "worker-1", content: str = "问", msg_id: str = "") -> Text:
    return Text(
        account="gh_1",
        openid=openid,
        created_s=1_700_000_000,
        msg_id=msg_id or str(next(numbers)),
        content=content,
        raw={
            "ToUserName": "gh_1",
            "FromUserName": openid,
            "CreateTime": "1700000000",
            "MsgType": "text",
            "Content": content,
            "MsgId": msg_id or "1",
        },
    )


class Bench:
    """An Answering over a real database with one handler of the test's own."""

    def __init__(
        self, url: str, handle: Handle, folder: Path, keys: dict[str, str], patience: dict[str, float], **wechat: Any
    ) -> None:
        self.settings = settings_of(folder, url, answering=patience, wechat=wechat, keys=keys)
        self.services = make_services(self.settings, knowledge())
        router = Router(Band.COMMAND)
        router.on(Anything())(handle)
        self.jobs = NoJobs()
        working = Working(self.services, Dispatcher([router]), self.jobs, metrics := Metrics(), utc_now)
        self.answering = Answering(self.services, working, metrics, utc_now)

    async def rows(self, model: Any) -> list[Any]:
        async with self.services.database.view() as session:
            return list((await session.scalars(select(model))).all())

    async def close(self) -> None:
        await self.answering.finish(2)
        await self.services.database.close()
