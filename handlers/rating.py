"""After a ticket is closed: how content, and why not."""

import re
from datetime import timedelta

from bot.context import MOST_CHARACTERS, Context, picked
from bot.dialogues import RATING
from bot.filters import Talking
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from tickets import number
from tickets.lines import Line
from tickets.models import Ticket
from tickets.ratings import Content, Ratings

LASTS = timedelta(days=7)
WORDS = {content.label: content for content in Content}

THANKS = "记下了：编号 {number}，满意。谢谢您，以后有事随时说。"
AGAIN = "没看懂是哪一个：满意回复 1，一般回复 2，不满意回复 3。"
WORDS_KEPT = "这句也记在单子上了，谢谢您。给个数更清楚：满意回复 1，一般 2，不满意 3；不回也行。"
ASK_WHY = "记下了：{content}。对不起，没让您满意。哪里没办好，说一句，记在单子上。还没解决、想接着办，发「重新办理」。"
KEPT = "记在单子上了，工会看得到。想接着办，发「重新办理」。"

PRAISES = re.compile(r"谢|快|好|不错|可以|还行|凑合|慢|差|辛苦|赞|棒")
MOST_OF_PRAISE = 30

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
    return await rate(context, ticket, content) if content is not None else await _unclear(context, ticket)


async def _unclear(context: Context, ticket: Ticket) -> Reply | None:
    """Another number asks again; short words that praise or thank are kept, once; all else goes its usual way."""
    if context.text.isdecimal() and len(context.text) == 1:
        return Text(AGAIN, action="intake")
    if len(context.text) > MOST_OF_PRAISE or not PRAISES.search(context.text):
        return None
    await (await context.unit.tickets()).write(ticket, "follower", Line.RATED, context.said)
    return Text(WORDS_KEPT, action="intake")


async def rate(context: Context, ticket: Ticket, content: Content) -> Reply:
    """Keeps the verdict; of one who is not content, asks why."""
    await (await context.unit.using(Ratings, context.services.rules)).rate(ticket, content)
    if content is Content.YES:
        await context.unit.talk(None)
        return Text(THANKS.format(number=number.shown(ticket.number)), action="intake")
    await context.begin(RATING, "why", number=ticket.number)
    return Text(ASK_WHY.format(content=content.label), action="intake")


async def _why(context: Context, ratings: Ratings, ticket: Ticket) -> Reply | None:
    if context.reading and context.reading.intent == "complaint":
        return None
    await ratings.explain(ticket, context.said[:MOST_CHARACTERS])
    await context.unit.talk(None)
    return Text(KEPT, action="intake")
