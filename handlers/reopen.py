"""「重新办理」: a ticket that was ended is taken up again."""

from datetime import timedelta

from bot.context import Context
from bot.filters import Says
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from handlers.asking import ADDING
from tickets import number
from tickets.states import OPEN, REOPEN_DAYS, State

REOPENED = "好，重新办理，编号 {number}。哪里还没解决，接着说，都记在这张单子上。"
NOTHING = f"没有 {REOPEN_DAYS} 天内办结的单子。有事直接说，重新登记就行。"

router = Router(Band.COMMAND)


@router.on(Says("重新办理", "重办", "重新办", "还没解决", "没解决", "没有解决", "重新打开"))
async def reopen(context: Context) -> Reply:
    """Takes up again the ticket that was ended last, within thirty days."""
    tickets = await context.unit.tickets()
    ended = [one for one in await tickets.of(context.follower) if one.closed_at and one.state not in OPEN]
    ticket = max(ended, key=lambda one: one.closed_at or context.now, default=None)
    if ticket is None or ticket.closed_at is None or context.now - ticket.closed_at > timedelta(days=REOPEN_DAYS):
        return Text(NOTHING, action="intake")
    await tickets.move(ticket, State.TAKEN, "follower", context.said)
    await context.begin(ADDING, number=ticket.number)
    return Text(REOPENED.format(number=number.shown(ticket.number)), action="intake")
