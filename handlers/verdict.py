"""「评价」「满意」「不满意」: a verdict on the ticket closed last, also by a tap while another question waits."""

from datetime import timedelta

from bot.context import Context
from bot.dialogues import RATING
from bot.filters import Says
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from handlers.rating import WORDS, rate
from tickets import number
from tickets.ratings import Ratings
from tickets.states import REOPEN_DAYS, State

ASK = "编号 {number} 的诉求办结了，满意吗？回复 1 满意　2 一般　3 不满意"
RATED = "编号 {number} 您评过了：{content}。想改，回复 1 满意　2 一般　3 不满意"
NOTHING = "没有刚办结的单子。对公众号有话说，直接说就行。"

router = Router(Band.COMMAND)


@router.on(Says("评价", "我要评价", *WORDS))
async def verdict(context: Context) -> Reply | None:
    """Takes it, or asks for it; without such a ticket the words go their usual way."""
    tickets = await (await context.unit.tickets()).of(context.follower)
    closed = [one for one in tickets if one.state == State.CLOSED and one.closed_at]
    ticket = max(closed, key=lambda one: one.closed_at or context.now, default=None)
    recent = ticket is not None and ticket.closed_at and context.now - ticket.closed_at < timedelta(days=REOPEN_DAYS)
    if ticket is None or not recent:
        return None if context.text in WORDS else Text(NOTHING)
    if context.text in WORDS:
        return await rate(context, ticket, WORDS[context.text])
    await context.begin(RATING, number=ticket.number)
    given = await (await context.unit.using(Ratings, context.services.rules)).of(ticket)
    words = RATED.format(number=number.shown(ticket.number), content=given.label) if given else ""
    return Text(words or ASK.format(number=number.shown(ticket.number)), action="intake")
