"""The story of an anonymous ticket sent again within minutes: it is not put down once more under a name."""

from bot.context import Context
from bot.filters import Writes
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text

ALREADY = """这段话刚才已经匿名登记了，没有再记一遍，也没有记您是谁。
看答复、补充材料，用刚才给您的编号和回执码，发「查单」。想留名另外登记，换个说法说一遍。"""
URGENT = """工作人员先看刚才那一条。有危险现在就打 110、120；工会热线 12351。
要我们来找您，就发：查单 编号 回执码 再写上电话和位置"""

router = Router(Band.SAFETY)


@router.on(Writes())
async def again(context: Context) -> Reply | None:
    """Says that it is on a ticket already, and keeps nothing of the repeat."""
    if not await context.services.receipts.is_filed(context.follower, context.text, context.now):
        return None
    context.unit.unlinked = True
    danger = context.reading is not None and context.reading.danger is not None
    return Text(f"{URGENT}\n\n{ALREADY}" if danger else ALREADY, action="safety" if danger else "intake")
