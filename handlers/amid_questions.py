"""What is asked amid the questions of a ticket and says little without it: 「能赔多少」; the question stands."""

import re
from dataclasses import replace

from bot.context import Context
from bot.dialogues import ASKING, STANDS
from bot.filters import Says, Talking
from bot.meant import is_enough
from bot.router import Band, Router
from bot.told_before import MOST, NEXT_OF_IT, AsksOfHelp, AsksSumOfIt, follow_up, with_story
from bot.wechat.reply import Reply, Text
from handlers.asking import ticket_of
from handlers.calculate import begun_in
from handlers.calculating import ask_or_tell
from handlers.of_help import of_help
from handlers.withdraw import begin as withdraw
from tickets.kind import kind_of

SURELY = re.compile(r"[?？]|吗$|怎么|咋|能不能|要不要|该不该")
STILL = "接着刚才问的：{asks}"
SUM_LATER = "先把这几样说清楚，才算得出来。"

NOT_AFTER_ALL = Says("不登记了", "不想登记了", "不要登记了", "取消登记")

router = Router(Band.DIALOGUE)


@router.on(Talking(ASKING, STANDS[ASKING]))
async def amid(context: Context) -> Reply | None:
    """Answers it by the story of the ticket, and puts the question once more; anything else is for the questions."""
    if NOT_AFTER_ALL.matches(context):
        return await withdraw(context)
    asks_sum, asks_help = AsksSumOfIt().matches(context), AsksOfHelp().matches(context)
    dialogue, asks = context.dialogue, asks_sum or asks_help or _is_question(context.text)
    ticket = await ticket_of(context, dialogue) if asks else None
    question = kind_of(ticket.kind).question(dialogue.step) if ticket and dialogue else None
    if ticket is None or question is None:
        return None
    tickets = await context.unit.tickets()
    story, still = tickets.read(ticket, ticket.story), STILL.format(asks=question.asked(tickets.facts(ticket)))
    reply: Reply | None
    if asks_sum:
        begun = begun_in(await with_story(context, story), context.text)
        enough = begun is not None and is_enough(context, begun)
        reply = await ask_or_tell(context, begun) if begun and enough else Text(SUM_LATER, action="intake")
    elif asks_help:
        reply = await of_help(context)
    else:
        reply = await follow_up(context, story)
    return replace(reply, content=f"{reply.content}\n\n{still}") if isinstance(reply, Text) else None


def _is_question(text: str) -> bool:
    """Whether it is one surely, not an answer that happens to hold such a word."""
    return bool(NEXT_OF_IT.fullmatch(text)) or (len(text) <= MOST and bool(SURELY.search(text)))
