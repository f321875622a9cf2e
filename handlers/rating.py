"""After a ticket is closed: how content, and why not."""

from datetime import timedelta

from bot.context import MOST_CHARACTERS, Context, picked
from bot.dialogues import RATING
from bot.filters import Talking
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from tickets.models import Ticket
from tickets.ratings import Content, Ratings

LASTS = timedelta(days=7)
WORDS = {content.label: content for content in Content}

THANKS = "谢谢您。以后有事随时说。"
ASK_WHY = "对不起，没让您满意。哪里没办好，说一句，记在单子上。还没解决、想接着办，发「重新办理」。"
KEPT = "记在单子上了，工会看得到。想接着办，发「重新办理」。"

router = Router(Band.DIALOGUE)


@router.on(Talking(RATING, LASTS))
async def rating(context: Context) -> Reply | None:
    """Takes 1, 2, 3 or the words; then, of one who is not content, why."""
    dialogue = context.dialogue
    if dialogue is None or context.asks_else:
        return None
    ticket = await (await context.unit.tickets()).find(str(dialogue.known["number"]))
    if ticket is None or ticket.follower != context.follower:
        return None
    if dialogue.step == "why":
        return await _why(context, await context.unit.using(Ratings, context.services.rules), ticket)
    at = picked(context.text, len(Content))
    content = Content(at + 1) if at is not None else WORDS.get(context.text)
    return await rate(context, ticket, content) if content is not None else None


async def rate(context: Context, ticket: Ticket, content: Content) -> Reply:
    """Keeps the verdict; of one who is not content, asks why."""
    await (await context.unit.using(Ratings, context.services.rules)).rate(ticket, content)
    if content is Content.YES:
        await context.unit.talk(None)
        return Text(THANKS, action="intake")
    await context.begin(RATING, "why", number=ticket.number)
    return Text(ASK_WHY, action="intake")


async def _why(context: Context, ratings: Ratings, ticket: Ticket) -> Reply | None:
    if context.reading and context.reading.intent == "complaint":
        return None
    await ratings.explain(ticket, context.said[:MOST_CHARACTERS])
    await context.unit.talk(None)
    return Text(KEPT, action="intake")
