"""A follower comes or goes."""

from bot.context import Context
from bot.core.followers import keep_scene
from bot.filters import Sends
from bot.forgetting import forget
from bot.router import Band, Router
from bot.wechat.message import Subscribe, Unsubscribe
from bot.wechat.reply import Reply, Silence, Text

WELCOME = """您好，欢迎来到{union}「娘家人」。
工资、工伤、合同、社保的事，用大白话直接问，比如：
老板拖欠我三个月工资一万八

我先告诉您怎么办、依据哪条法，再帮您登记，工会派人跟进，不收钱。
「查进度」看办到哪一步　「人工」找工会的人
急事打工会热线 12351；有危险先打 110、120。
您说的话只用来帮您办事；取消关注，聊天记录就删掉。"""

router = Router(Band.COMMAND)


@router.on(Sends(Subscribe))
async def subscribe(context: Context) -> Reply:
    """Welcomes, and keeps from which card or poster the follower came."""
    scene = getattr(context.message, "scene", None)
    await keep_scene(await context.unit.session(), context.follower, scene)
    return Text(WELCOME.format(union=context.services.settings.union.name))


@router.on(Sends(Unsubscribe))
async def unsubscribe(context: Context) -> Reply:
    """Deletes what we keep of a follower who left. An open ticket stays, detached, and its history says so.

    Source: platform rule on unsubscribe (protocol 0, point 10); 个人信息保护法 47.
    """
    await forget(context.services, await context.unit.session(), context.follower, context.now)
    return Silence()
