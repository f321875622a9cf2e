"""What is asked amid the questions of a ticket and says little without it: 「能赔多少」; the question stands."""

from dataclasses import replace

from bot.context import Context
from bot.dialogues import ASKING, STANDS
from bot.filters import Talking
from bot.meant import is_enough
from bot.router import Band, Router
from bot.told_before import NEXT_OF_IT, AsksSumOfIt, follow_up
from bot.wechat.reply import Reply, Text
from handlers.asking import ticket_of
from handlers.calculate import begun_of
from handlers.calculating import ask_or_tell
from tickets.kind import kind_of

STILL = "接着刚才问的：{asks}"
SUM_LATER = "先把这几样说清楚，才算得出来。"

router = Router(Band.DIALOGUE)


@router.on(Talking(ASKING, STANDS[ASKING]))
async def amid(context: Context) -> Reply | None:
    """Answers it by the story of the ticket, and puts the question once more; anything else is for the questions."""
    asks_sum = AsksSumOfIt().matches(context)
    dialogue, asks = context.dialogue, asks_sum or NEXT_OF_IT.fullmatch(context.text)
    ticket = await ticket_of(context, dialogue) if asks else None
    question = kind_of(ticket.kind).question(dialogue.step) if ticket and dialogue else None
    if ticket is None or question is None:
        return None
    tickets = await context.unit.tickets()
    story, still = tickets.read(ticket, ticket.story), STILL.format(asks=question.asked(tickets.facts(ticket)))
    reply: Reply | None
    if asks_sum:
        begun = await begun_of(context, story)
        enough = begun is not None and is_enough(context, begun)
        reply = await ask_or_tell(context, begun) if begun and enough else Text(SUM_LATER, action="intake")
    else:
        reply = await follow_up(context, story)
    return replace(reply, content=f"{reply.content}\n\n{still}") if isinstance(reply, Text) else None
