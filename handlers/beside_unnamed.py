"""Who just filed without a name, or meant to, is not registered by name unawares: they are asked first."""

import re
from datetime import timedelta

from bot.context import Context
from bot.dialogues import STANDS, UNNAMED
from bot.filters import Writes
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from handlers.anonymous import page
from handlers.asking import ASKS
from handlers.spoken_of_unnamed import HOW
from tickets import number

KNOWN_FOR = timedelta(days=3)  # so long 「匿名」 without a story is thought of
SHORTEST = 4  # characters; less says nothing of a matter
ABOUT = re.compile(r"登记|编号|回执|匿名|举报|反映|投诉|处理|受理|办到|办得|进度|进展|结果|答复|回复").search
CIVIL = ("谢", "多谢", "好的", "好嘞", "收到", "知道了", "您好", "你好", "没有了", "没别的")

SAME = """是刚才匿名那件事吗？这句还没有记。
是，就发：查单 {number} 回执码 要说的话
另外的事，不留名就再发「匿名」；要登记，会记下您是谁，回复「登记」再说一遍。"""
LAPSED = """隔得太久，刚才的匿名登记已经过了，这句没有记。
不留名，再发一次「匿名」，接着把事情说一遍。
要登记，会记下您是谁，回复「登记」再说一遍。"""

router = Router(Band.FALLBACK)


@router.on(Writes())
async def beside(context: Context) -> Reply | None:
    """Asks about words that tell something and that nobody else understood; tells who asks how to look into it."""
    if len(context.text) < SHORTEST or context.text.startswith(CIVIL):
        return None
    if not ASKS(context.said):
        return await before_a_name(context)
    if not ABOUT(context.said) or await context.services.receipts.filed_lately(context.follower, context.now) is None:
        return None
    context.unit.unlinked = True
    return Text(HOW.format(url=page(context)), action="intake")


async def before_a_name(context: Context) -> Reply | None:
    """What comes before any offer to register by name; keeps nothing of the words. None where nothing is at stake."""
    filed = await context.services.receipts.filed_lately(context.follower, context.now)
    if filed is None and not _has_lapsed(context):
        return None
    context.unit.unlinked = True
    if filed is not None:
        return Text(SAME.format(number=number.shown(filed)), action="intake")
    await context.unit.talk(None)
    return Text(LAPSED, action="intake")


def _has_lapsed(context: Context) -> bool:
    """Whether a story without a name was waited for, and came too late."""
    dialogue = context.dialogue
    if dialogue is None or dialogue.name != UNNAMED:
        return False
    waited = context.now.timestamp() - dialogue.since_s
    return STANDS[UNNAMED].total_seconds() < waited < KNOWN_FOR.total_seconds()
