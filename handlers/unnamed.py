"""The story of an anonymous ticket: opened at once, with a receipt code that is shown this once."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot import forgetting
from bot.context import MOST_CHARACTERS, Context, fold
from bot.core.clock import chinese_day, today
from bot.dialogues import STANDS, UNNAMED
from bot.filters import Says, Talking
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from handlers.anonymous import page
from handlers.complaint import near
from knowledge.features import asks
from knowledge.slots import Slots
from tickets import number, receipts
from tickets.first_matter import kind_for
from tickets.kind import URGENT
from tickets.lapsing import article_of
from tickets.lines import Line
from tickets.models import Ticket
from tickets.service import Opening
from tickets.told import line_for_staff, merged, sum_told

LASTS = STANDS[UNNAMED]
FORGOTTEN = timedelta(hours=1)  # what was said just before may have been about it
LEAST_OF_A_STORY = 4
YES = Says("1", "登记", "好", "好的", "是", "可以", "同意", "就这样")
STOP = Says("退出", "取消", "算了", "不了", "不登记", "不举报了")

NEED_STORY = "太短了，看不出是什么事。请用一两句话说：哪个单位、什么事。不登记了，回复「退出」。"
NOT_NOW = "好，没有登记。"
REGISTERED = """登记好了，没有留您的名字。
编号 {number}（{kind}{sum}）
回执码 {code}
请马上抄下来或截图。只显示这一次，丢了谁也找不回来；别给别人看。{lapses}

看答复、补充材料：<a href="{url}">点这里输编号和回执码</a>，或者在这里发
查单 {number} {code}
工会的答复不会主动推给您，请隔几天来看一次。"""
LAPSES = "\n按您说的日子，最晚{day}前要{right}{article}，过了可能就不支持了。"

router = Router(Band.DIALOGUE)


@router.on(Talking(UNNAMED, LASTS))
async def take(context: Context) -> Reply | None:
    """Takes the words as the story; a clear question of their own goes its usual way."""
    if STOP.matches(context):
        await context.unit.talk(None)
        return Text(NOT_NOW, action="intake")
    if context.asks_else and asks(context.said):
        return None
    if held := (context.dialogue.known if context.dialogue else {}).get("story", ""):
        context = await _with(context, held)
    if len(context.text) < LEAST_OF_A_STORY:
        return Text(NEED_STORY, action="intake")
    ticket, code = await open_unnamed(context, urgent=bool(context.reading and context.reading.danger))
    told = REGISTERED.format(
        number=number.shown(ticket.number),
        kind=ticket.kind,
        sum=sum_told(_known(context)),
        code=receipts.shown(code),
        lapses=_lapses(ticket),
        url=page(context),
    )
    return Text(told, action="intake")


async def _with(context: Context, held: str) -> Context:
    """The message as if it told what was held, too; a yes adds nothing to it."""
    said = held if YES.matches(context) else f"{held}\n{context.said}"[:MOST_CHARACTERS]
    reading = await context.services.shelf.now.reader.understand(said, context.today)
    return replace(context, said=said, text=fold(said), reading=reading)


async def open_unnamed(context: Context, urgent: bool = False) -> tuple[Ticket, str]:
    """Opens a ticket of the words without a follower, and lets go of what ties them to one; gives its receipt code."""
    code = receipts.new_code()
    kept = await asyncio.to_thread(receipts.hashed, code)  # before the transaction: there is one writer
    tickets, known = await context.unit.tickets(), _known(context)
    kind = URGENT if urgent else kind_for(str(known["topic"]), context.said)
    opening = Opening(kind, context.said[:MOST_CHARACTERS], urgent=urgent, facts=known)
    ticket = await tickets.open(opening)
    await receipts.keep(await context.unit.session(), ticket, kept)
    if told := line_for_staff(known):
        await tickets.write(ticket, "system", Line.READ, told)
    await forgetting.unlink(await context.unit.session(), context.follower, context.now - FORGOTTEN)
    await context.unit.talk(None)
    context.unit.unlinked = True
    context.services.receipts.file(context.follower, context.text, ticket.number, context.now)
    return ticket, code


def _lapses(ticket: Ticket) -> str:
    if ticket.lapses_at is None:
        return ""
    day, article = chinese_day(today(ticket.lapses_at)), article_of(ticket.lapses_right)
    return LAPSES.format(day=day, right=ticket.lapses, article=article)


def _known(context: Context) -> dict[str, Any]:
    reading = context.reading
    best = near(reading)
    return merged({"topic": best.topic if best else ""}, reading.slots if reading else Slots())
