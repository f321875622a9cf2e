"""A life may be in danger: a short human answer with the numbers to call, and an urgent ticket at once. No forms."""

from bot.context import Context
from bot.dialogues import ADDING
from bot.filters import InDanger
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from tickets import number
from tickets.kind import URGENT
from tickets.service import Opening

SELF_HARM = """您先停一停，千万别做伤害自己的事。您的命比钱要紧，钱我们帮您一起要。

现在就打：
110 警察　120 急救
12351 工会热线
身边有人的话，先和他待在一起。

您的情况已按加急登记，编号 {number}，工作人员先看这一条。请把您的电话和现在的位置发过来，好找到您。"""
ACCIDENT = """先救人！
马上打 120；有火、有人被埋被困打 119；有危险打 110。
别硬拖硬搬伤者，别让其他人再进危险的地方，断电、停机器。

已按加急登记，编号 {number}，工作人员先看这一条。人安全了，请把地点、单位名和电话发过来。
工会热线 12351。伤者的治疗和工伤认定，我们跟着办。"""

router = Router(Band.SAFETY)


@router.on(InDanger())
async def safety(context: Context) -> Reply:
    """Answers at once and puts the words on the follower's urgent ticket, a new one if there is none open."""
    tickets = await context.unit.tickets()
    opened = await tickets.of(context.follower, only_open=True)
    ticket = next((one for one in opened if one.urgent), None)
    if ticket is None:
        ticket = await tickets.open(Opening(URGENT, context.said, context.follower, urgent=True))
    else:
        await tickets.say(ticket, "follower", context.said)
    await context.begin(ADDING, number=ticket.number)
    danger = context.reading.danger if context.reading else None
    words = ACCIDENT if danger == "accident_now" else SELF_HARM
    return Text(words.format(number=number.shown(ticket.number)), action="safety")
