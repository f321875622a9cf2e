"""The follower has an open ticket in mind: what they write next is put on it, until they turn to something else."""

from datetime import timedelta

from bot.context import MOST_CHARACTERS, Context, picked
from bot.filters import Says, Talking
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from handlers.asking import ADDING, RESUME, correct, ticket_of
from tickets import number
from tickets.proof_words import asked

LASTS = timedelta(hours=2)
WRITTEN = "记在您的单子上了（编号 {number}），工作人员看得到。还有要补充的，接着发；想问别的，直接问就行。"
DONE = "好的。随时发「查进度」看办到哪一步了。"

router = Router(Band.DIALOGUE)


@router.on(Talking(ADDING, LASTS))
async def adding(context: Context) -> Reply | None:
    """Adds to the ticket; a clear question of its own, or words after two hours, go their usual way."""
    dialogue = context.dialogue
    if dialogue is None or context.asks_else or RESUME.matches(context) or asked(context.text):
        return None
    ticket = await ticket_of(context, dialogue)
    if ticket is None:
        return None
    if Says("好", "好的", "没有了", "没了", "谢谢", "行", "完了").matches(context):
        await context.unit.talk(None)
        return Text(DONE, action="intake")
    review = dialogue.known.get("review", [])
    at = picked(context.text, len(review))
    if at is not None:
        return await correct(context, ticket, review[at])
    await (await context.unit.tickets()).say(ticket, "follower", context.said[:MOST_CHARACTERS])
    return Text(WRITTEN.format(number=number.shown(ticket.number)), action="intake")
