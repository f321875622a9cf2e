"""On the day a payment was agreed for the worker is asked whether it came: 1 or 2."""

from datetime import timedelta

from bot.context import Context, picked
from bot.dialogues import ANSWERED, INSTALMENT
from bot.filters import Talking
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from handlers.asking import ticket_of
from tickets.instalments import Instalments

LASTS = timedelta(days=7)
CAME = ("1", "到了", "到账了", "收到了", "收到", "给了", "拿到了")
DID_NOT = ("2", "没到", "没有", "没到账", "没收到", "没给", "还没")
PAID = "好，记下了。{left}"
LEFT = "还有 {count} 期，到日子再问您。"
ALL_PAID = "约定的都到账了。没别的事，工作人员会办结。"
UNPAID = "记下了，工作人员会去催，也会回您。把银行流水留着。"

router = Router(Band.DIALOGUE)


@router.on(Talking(INSTALMENT, LASTS))
async def receiving(context: Context) -> Reply | None:
    """Takes yes or no; other words go their usual way."""
    dialogue, ticket = context.dialogue, await ticket_of(context, context.dialogue)
    came = picked(context.text, 1) == 0 or context.text in CAME
    if dialogue is None or ticket is None or not (came or context.text in DID_NOT):
        return None
    instalments = await context.unit.using(Instalments, context.services.rules)
    row = await instalments.get(ticket, int(dialogue.known["instalment"]))
    if row is None:
        return None
    await instalments.settle(ticket, row, "follower", came)
    await context.begin(ANSWERED, number=ticket.number)
    if not came:
        return Text(UNPAID, action="intake")
    left = sum(one.paid is None for one in await instalments.of(ticket))
    return Text(PAID.format(left=LEFT.format(count=left) if left else ALL_PAID), action="intake")
