"""The follower has an open ticket in mind: what they write next is put on it, until they turn to something else."""

from dataclasses import replace
from datetime import timedelta

from bot.context import MOST_CHARACTERS, Context, picked
from bot.core.clock import chinese_day, today
from bot.core.followers import Dialogue
from bot.filters import Says, Talking
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from handlers.asking import ADDING, correct, ticket_of
from tickets import number
from tickets.models import Ticket
from tickets.proof_words import asked

LASTS = timedelta(hours=2)
ANSWERED, ANSWERED_LASTS = "answered", timedelta(days=3)  # staff wrote: what comes next is most likely for them
MOST_HELD = 5
THANKS = Says("好", "好的", "没有了", "没了", "谢谢", "行", "完了", "收到", "知道了")
WRITTEN = "记在您的单子上了（编号 {number}），工作人员看得到。还有要补充的，接着发；想问别的，直接问就行。"
WHICH = "您有{count}张在办的单子，这句记在哪一张？回复数字：\n{choices}"
LINE = "{at}. {number}　{kind}　{day}登记"
DONE = "好的。随时发「查进度」看办到哪一步了。"

router = Router(Band.DIALOGUE)


@router.on(Talking(ADDING, LASTS), Talking(ANSWERED, ANSWERED_LASTS))
async def adding(context: Context) -> Reply | None:
    """Adds to the ticket; a clear question of its own, or words after a while, go their usual way."""
    dialogue = context.dialogue
    if dialogue is None or context.asks_else or asked(context.text):
        return None
    if dialogue.step == "which":
        return await _which(context, dialogue)
    ticket = await ticket_of(context, dialogue)
    if ticket is None:
        return None
    if THANKS.matches(context):
        await context.unit.talk(None)
        return Text(DONE, action="intake")
    review = dialogue.known.get("review", [])
    at = picked(context.text, len(review))
    if at is not None:
        return await correct(context, ticket, review[at])
    if dialogue.known.get("unsure"):
        opened = await (await context.unit.tickets()).of(context.follower, only_open=True)
        if len(opened) > 1:
            return await _ask_which(context, [one.number for one in opened], [])
    return await _write(context, ticket, [context.said])


async def _ask_which(context: Context, numbers: list[str], held: list[str]) -> Reply:
    """Asks, and holds the words meanwhile."""
    held = [*held, context.said][-MOST_HELD:]
    await context.begin(ADDING, "which", number=numbers[0], numbers=numbers, held=held)
    tickets = await context.unit.tickets()
    found = [one for name in numbers if (one := await tickets.find(name))]
    lines = [
        LINE.format(at=at, number=number.shown(one.number), kind=one.kind, day=chinese_day(today(one.opened_at)))
        for at, one in enumerate(found, 1)
    ]
    return Text(WHICH.format(count=len(found), choices="\n".join(lines)), action="intake")


async def _which(context: Context, dialogue: Dialogue) -> Reply | None:
    """Takes the number; other words are held too, and once that is too many they go on the newest ticket."""
    numbers, held = dialogue.known["numbers"], dialogue.known["held"]
    at = picked(context.text, len(numbers))
    if at is None and len(held) < MOST_HELD:
        return await _ask_which(context, numbers, held)
    chosen = Dialogue(ADDING, known={"number": numbers[at or 0]})
    ticket = await ticket_of(context, chosen)
    await context.unit.talk(None if ticket is None else replace(chosen, since_s=int(context.now.timestamp())))
    return await _write(context, ticket, held if at is not None else [*held, context.said]) if ticket else None


async def _write(context: Context, ticket: Ticket, words: list[str]) -> Reply:
    tickets = await context.unit.tickets()
    for said in words:
        await tickets.say(ticket, "follower", said[:MOST_CHARACTERS])
    return Text(WRITTEN.format(number=number.shown(ticket.number)), action="intake")
