"""「继续」: the next page of a long answer."""

from bot.context import Context
from bot.filters import Says
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text

NO_MORE = "没有下一段了。有问题接着问。"

router = Router(Band.COMMAND)


@router.on(Says("继续", "下一段", "下一页", "接着说"))
async def more(context: Context) -> Reply:
    """Sends the next page."""
    page = await (await context.unit.outbox()).next_page(context.follower)
    return Text(page or NO_MORE)
