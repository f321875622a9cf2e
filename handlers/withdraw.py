"""「撤回」「不撤了」: a worker wants a ticket back, or changed their mind."""

from bot.context import Context
from bot.dialogues import ADDING, WITHDRAWING
from bot.filters import Says
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from handlers.withdrawing import ask_paid
from tickets import number
from tickets.models import Ticket
from tickets.withdrawals import Withdrawals

NO_TICKET = "您现在没有在办的单子，不用撤。"
WHICH = "要撤哪一张？回复数字：\n{choices}"
KEPT = "好，不撤了，接着给您办。编号 {number}，随时发「查进度」。"

router = Router(Band.COMMAND)


@router.on(
    Says(
        "撤",
        "撤回",
        "接着撤",
        "撤诉",
        "撤销",
        "撤单",
        "不告了",
        "不办了",
        "我要撤回",
        "撤回诉求",
        "撤销登记",
        "申请撤回",
    )
)
async def begin(context: Context) -> Reply:
    """Asks which ticket, or the first question."""
    opened = await (await context.unit.tickets()).of(context.follower, only_open=True)
    if not opened:
        return Text(NO_TICKET, action="intake")
    if len(opened) == 1:
        return await ask_paid(context, opened[0])
    lines = [f"{at}. {number.shown(one.number)}　{one.kind}" for at, one in enumerate(opened, 1)]
    asks, numbers = WHICH.format(choices="\n".join(lines)), [one.number for one in opened]
    await context.begin(WITHDRAWING, "which", numbers=numbers, number=numbers[0], asks=asks)
    return Text(asks, action="intake")


@router.on(Says("不撤了", "不撤回了", "不撤", "取消撤回", "接着办", "继续办"))
async def keep_on(context: Context) -> Reply | None:
    """Ends every wish to withdraw that still runs."""
    withdrawals, tickets = await context.unit.using(Withdrawals, context.services.rules), await context.unit.tickets()
    kept = [
        ticket
        for ticket in await tickets.of(context.follower, only_open=True)
        if await withdrawals.end(ticket, "kept on") or _is_about(context, ticket)
    ]
    if not kept:
        opened = await tickets.of(context.follower, only_open=True)
        if not opened or not context.text.startswith("不撤"):
            return None
        return await _going_on(context, opened[0])
    for ticket in kept:
        await tickets.say(ticket, "follower", context.said, "kept")
    return await _going_on(context, kept[0])


async def _going_on(context: Context, ticket: Ticket) -> Reply:
    """What they write next is for the ticket, as before they thought of taking it back."""
    await context.begin(ADDING, number=ticket.number)
    return Text(KEPT.format(number=number.shown(ticket.number)), action="intake")


def _is_about(context: Context, ticket: Ticket) -> bool:
    dialogue = context.dialogue
    return dialogue is not None and dialogue.name == WITHDRAWING and dialogue.known["number"] == ticket.number
