"""「重新办理」: a ticket that was ended is taken up again."""

from datetime import timedelta

from bot.context import Context
from bot.dialogues import ADDING, REOPENING
from bot.filters import Says
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from tickets import number
from tickets.models import Ticket
from tickets.states import OPEN, REOPEN_DAYS, State
from tickets.withdrawals import Withdrawals

REOPENED = """好，重新办理，编号 {number}。
请说一句哪里还没解决，工作人员先看这句，比如「答应的5000元只给了2000」「离职证明还没开」。"""
ASK = """编号 {number}（{kind}）已经办结了。要接着办吗？
回复 1 接着办　2 不用
（接着办就请再说一句哪里没解决，比如「只给了一半」）"""
NOT_NOW = f"好，先不动。想接着办，{REOPEN_DAYS} 天内发「重新办理」；有别的事，直接说。"
UNSOLVED = Says("还没解决", "没解决", "没有解决")
STILL_OPEN = "编号 {number} 正在办着，不用重新办理。哪里还没解决，直接说。"
NOTHING = f"没有 {REOPEN_DAYS} 天内办结的单子。有事直接说，重新登记就行。"

WHY = "reason"  # the step of a dialogue whose next words are why

router = Router(Band.COMMAND)


@router.on(Says("重新办理", "重办", "重新办", "重新打开"), UNSOLVED)
async def reopen(context: Context) -> Reply | None:
    """Takes up again the ticket that was ended last, within thirty days; 「没解决」 is for the one that is
    open, else it is asked about."""
    tickets = await context.unit.tickets()
    mine = await tickets.of(context.follower)
    opened = next((one for one in mine if one.state in OPEN), None)
    if opened is not None and UNSOLVED.matches(context):
        return None
    ended = [one for one in mine if one.closed_at and one.state not in OPEN]
    ticket = max(ended, key=lambda one: one.closed_at or context.now, default=None)
    if ticket is None or ticket.closed_at is None or context.now - ticket.closed_at > timedelta(days=REOPEN_DAYS):
        words = NOTHING if opened is None else STILL_OPEN.format(number=number.shown(opened.number))
        return Text(words, action="intake")
    if UNSOLVED.matches(context):
        await context.begin(REOPENING, number=ticket.number)
        return Text(ASK.format(number=number.shown(ticket.number), kind=ticket.kind), action="intake")
    return await take_up(context, ticket)


async def take_up(context: Context, ticket: Ticket) -> Reply:
    """Takes an ended ticket up again; what is written next is why."""
    tickets = await context.unit.tickets()
    await (await context.unit.using(Withdrawals, context.services.rules)).end(ticket, "kept on")
    await tickets.move(ticket, State.TAKEN, "follower", context.said)
    await context.begin(ADDING, WHY, number=ticket.number)
    return Text(REOPENED.format(number=number.shown(ticket.number)), action="intake")
