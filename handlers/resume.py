"""「补充」: the questions of the open ticket go on where they were left; with none left, what was told is shown."""

from bot.context import Context
from bot.dialogues import COMPLAINT
from bot.filters import Says
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from handlers.asking import ask_next, begun
from handlers.withdrawing import unfinished
from tickets.kind import kind_of

NO_TICKET = "您现在没有在办的单子。要登记，直接说是什么事就行。"

router = Router(Band.COMMAND)


@router.on(Says("补充", "接着补", "补充情况", "继续补充", "继续登记", "接着登记", "改一下", "我要改", "修改"))
async def resume(context: Context) -> Reply | None:
    """Asks on, or shows what was told, to be corrected; while an offer to register stands, the words are for that."""
    if context.dialogue and context.dialogue.name == COMPLAINT and context.is_asked:
        return None
    tickets = await context.unit.tickets()
    opened = await tickets.of(context.follower, only_open=True)
    lacking = (one for one in opened if next(kind_of(one.kind).missing(tickets.facts(one)), None))
    ticket = next(lacking, next(iter(opened), None))
    if ticket is None:
        return Text(NO_TICKET, action="intake")
    return unfinished(context, await ask_next(context, ticket, begun(ticket), ""))
