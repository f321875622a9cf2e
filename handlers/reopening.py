"""Whether an ended ticket is to be taken up again: 1 or 2, after a 「没解决」."""

from datetime import timedelta

from bot.context import Context, picked
from bot.dialogues import REOPENING
from bot.filters import Says, Talking
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from handlers.reopen import NOT_NOW, take_up
from tickets.states import OPEN

LASTS = timedelta(days=1)
YES = Says("是", "是的", "要", "好", "好的", "接着办", "要接着办")
NO = Says("不", "不用", "不用了", "不要", "算了", "跳过")

router = Router(Band.DIALOGUE)


@router.on(Talking(REOPENING, LASTS))
async def reopening(context: Context) -> Reply | None:
    """Takes it up on a yes; other words than yes or no go their usual way, and the ticket stays ended."""
    at, dialogue = picked(context.text, 2), context.dialogue
    if at is None and not YES.matches(context) and not NO.matches(context):
        return None
    ticket = await (await context.unit.tickets()).find(str(dialogue.known["number"])) if dialogue else None
    if ticket is None or ticket.follower != context.follower or ticket.state in OPEN:
        return None
    if at == 0 or YES.matches(context):
        return await take_up(context, ticket)
    await context.unit.talk(None)
    return Text(NOT_NOW, action="intake")
