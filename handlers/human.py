"""「人工」: a person is asked for. The words go on a ticket, so that the call is not lost."""

from bot.context import Context
from bot.dialogues import ADDING
from bot.filters import Clicks, Says, Wants
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from handlers.withdrawing import unfinished
from tickets import number
from tickets.kind import OTHER
from tickets.service import Opening

CALLED = """好，这就转给工会的工作人员，编号 {number}。
请把您的事情和电话发过来，发什么都会记在这张单子上，工作人员看了就回您。
等不及就打工会热线 12351。"""
REMINDED = """您的单子（编号 {number}）还在办，已经记下您在催人工了。
要补充什么，接着发。等不及就打工会热线 12351。"""
ASKED = "要求人工"

router = Router(Band.COMMAND)


@router.on(
    Says("人工", "转人工", "找人工", "人工服务", "人工客服", "客服", "找真人", "转人工服务"),
    Clicks("human"),
    Wants("human"),
)
async def human(context: Context) -> Reply:
    """Opens a ticket, or reminds on the one that is open."""
    tickets = await context.unit.tickets()
    opened = await tickets.of(context.follower, only_open=True)
    if opened:
        ticket, words = opened[0], REMINDED
        await tickets.say(ticket, "follower", context.said or ASKED)
    else:
        ticket = await tickets.open(Opening(OTHER, context.said or ASKED, context.follower))
        words = CALLED
    await context.begin(ADDING, number=ticket.number)
    return unfinished(context, Text(words.format(number=number.shown(ticket.number)), action="human"))
