"""「1」 after an answer that offered to register: the same as 「登记」, for people are used to numbers."""

from bot.context import Context
from bot.filters import Says
from bot.router import Band, Router
from bot.told_before import RECENT
from bot.wechat.reply import Reply, Text
from handlers import complaint

OFFERS = "「登记」"

router = Router(Band.KNOWLEDGE)


@router.on(Says("1"))
async def one(context: Context) -> Reply | None:
    """Offers to register what was answered last."""
    turns = await context.services.journal.latest(context.follower, context.now - RECENT, 1)
    told = [turn.reply for turn in turns if isinstance(turn.reply, Text)]
    offered = [reply for reply in told if reply.source or OFFERS in reply.content]  # a long answer names it further on
    return await complaint.begin(context) if offered else None
