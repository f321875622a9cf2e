"""What the desk reaches beyond this machine: WeChat's API for its account, and the menu the account came with."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass

import aiohttp
from aiohttp import web

from bot.core.metrics import Metrics
from bot.wechat.account import Capability
from bot.wechat.client import Client
from bot.wechat.errors import ApiError, BadField, NoAnswer, NotAvailable, WeChatError
from bot.wechat.menu import Button

NOT_REACHED = "没有连上微信（{problem}）。可能是网络或微信一时不通，请过几分钟再试。"
MAYBE_DONE = "已经发给微信，但没有等到回话，不知道成没成。请过一会儿看看线上的样子，再决定要不要再来一次。"
NO_RIGHT = (
    "这个账号没有「{right}」接口权限。请到微信公众平台「设置与开发 → 接口权限」查看；"
    "没认证的先认证。账号类型变了，请管机器的人改配置文件 [wechat] account 再重启。"
)
BAD_FIELD = "有一处不合微信的规则：{field}（{rule}）。"
WITH_CODE = "{advice}（微信的回话：{code}{rid}）"
OTHER = "微信没有接受。"


@dataclass(frozen=True, slots=True)
class Outside:
    """Given by whoever wires the application; nothing of it where the desk stands alone."""

    connect: Callable[[aiohttp.ClientSession], Client] | None = None
    menu: Sequence[Button] = ()
    metrics: Metrics | None = None

    async def running(self, desk: web.Application) -> AsyncIterator[None]:
        """Keeps a client while the desk runs."""
        if self.connect is None:
            yield
            return
        async with aiohttp.ClientSession() as session:
            desk[WECHAT] = self.connect(session)
            yield


OUTSIDE = web.AppKey("outside", Outside)
WECHAT = web.AppKey("wechat", Client)


def said(error: WeChatError) -> str:
    """What the platform answered, or why it was not asked, in words for an admin."""
    match error:
        case ApiError():
            rid = f"，编号 {error.rid}" if error.rid else ""
            return WITH_CODE.format(advice=error.advice, code=error.errcode, rid=rid)
        case NotAvailable():
            return NO_RIGHT.format(right=Capability(error.capability).label)
        case NoAnswer():
            return MAYBE_DONE if error.may_have_arrived else NOT_REACHED.format(problem=error.problem)
        case BadField():
            return BAD_FIELD.format(field=error.field, rule=error.rule)
    return OTHER
