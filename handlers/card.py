"""Which card or poster a follower comes from: scanned, or its name typed where the account has no codes."""

from bot.context import Context
from bot.core.followers import keep_scene
from bot.filters import Sends, StartsWith
from bot.router import Band, Router
from bot.wechat.message import Scan
from bot.wechat.reply import Reply, Text
from tickets.cards import MOST_OF_A_NAME, WORD

HELLO = "您好，记下您是从「{name}」来的。有什么事，用大白话直接说，比如：老板拖欠我三个月工资一万八。"
NAME = "请把卡上的名字一起发来，比如「心连心卡 东门工地」。"

router = Router(Band.COMMAND)


@router.on(Sends(Scan), StartsWith(WORD))
async def card(context: Context) -> Reply:
    """Keeps it for the next ticket."""
    message = context.message
    name = (message.scene or "") if isinstance(message, Scan) else context.said.removeprefix(WORD)
    name = name.strip(" 　:：「」")[:MOST_OF_A_NAME]
    if not name:
        return Text(NAME)
    await keep_scene(await context.unit.session(), context.follower, name)
    return Text(HELLO.format(name=name))
