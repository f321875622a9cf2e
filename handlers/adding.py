"""The follower has an open ticket in mind: what they write next is put on it, until they turn to something else."""

from datetime import timedelta

from bot.context import MOST_CHARACTERS, Context
from bot.filters import Says, Talking
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from tickets import number
from tickets.states import OPEN

LASTS = timedelta(hours=2)
WRITTEN = "记在您的单子上了（编号 {number}），工作人员看得到。还有要补充的，接着发；想问别的，直接问就行。"
DONE = "好的。随时发「查进度」看办到哪一步了。"

router = Router(Band.DIALOGUE)


@router.on(Talking("adding", LASTS))
async def adding(context: Context) -> Reply | None:
    """Adds to the ticket; a clear question of its own, or words after two hours, go their usual way."""
    dialogue = context.dialogue
    if dialogue is None or context.asks_else:
        return None
    tickets = await context.unit.tickets()
    ticket = await tickets.find(str(dialogue.known["number"]))
    if ticket is None or ticket.follower != context.follower or ticket.state not in OPEN:
        return None
    if Says("好", "好的", "没有了", "没了", "谢谢", "行", "完了").matches(context):
        await context.unit.talk(None)
        return Text(DONE, action="intake")
    await tickets.say(ticket, "follower", context.said[:MOST_CHARACTERS])
    return Text(WRITTEN.format(number=number.shown(ticket.number)), action="intake")
