"""The few questions of a registration: the ticket is opened first, so nothing is lost if the follower stops here."""

import re
from typing import Any

from bot.context import MOST_CHARACTERS, STANDS, Context
from bot.core.clock import chinese_day
from bot.core.followers import Dialogue
from bot.filters import Says, StartsWith, Talking
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from knowledge.slots import Slots, read_slots
from tickets import number
from tickets.kinds import OTHER, of_topic
from tickets.lapsing import lapse
from tickets.models import Ticket
from tickets.service import Opening
from tickets.told import line_for_staff, merged, sum_told

MOST_OF_A_PLACE = 30
ASKS = re.compile(r"[?？吗呢]|怎|咋|如何|能不能|多少").search
USUAL = ("complaint", "human", "other")
CLEAR_YES = Says("1", "登记", "同意", "要登记", "我要登记", "帮我登记", "给我登记", "登记吧", "1登记")
YES = Says("要", "要得", "是", "是的", "好", "好的", "好嘞", "嗯", "可以", "行", "中", "好嘞登记吧", "好的登记")
NO = Says("2", "不", "不用", "不要", "不登记", "先不登记", "不想登记", "别登记", "算了", "取消")
SKIP = StartsWith("跳过", "不知道", "不清楚", "没有", "不想说", "不方便", "忘了", "不晓得")
STOP = Says("退出", "取消", "不补了", "算了")

REGISTERED = "登记好了，编号 {number}（{kind}{sum}）。"
LAPSES = "\n按您说的日子，最晚{day}前要{right}，过了可能就不支持了，我们也会盯着。"
ASK_WHERE = "再补一句，办得快：单位或工地叫什么，在哪个区（县、市）？不知道就回复「跳过」。"
ASK_SUM = "您说的「{said}」，准数是多少元？说个数就行，比如 3500。说不准就回复「跳过」。"
ASK_PHONE = "留个电话，工作人员好找您？不想留就回复「跳过」。"
SUM_CUE = "欠"  # read before a bare number, so that it is taken for the sum it answers
MOST_AROUND_PHONE = 20  # a longer text with a phone in it tells where, too
NOTED, NOTED_PHONE = "记下了。", "电话记下了。"
BAD_PHONE = "这个号码像是少了或多了数字，请再发一次，或者回复「跳过」。"
NEXT = """工作人员会在这里或者打电话联系您。随时发「查进度」看办到哪一步。
先把证据留好：工资流水、考勤、聊天记录、合同、工牌，别删别丢。"""
NOT_NOW = "好，先不登记。想登记时再说一遍这件事，或者发「我要登记」。有问题接着问。"
STILL_OFFERED = "这句也记着了。要登记、派人跟进，回复 1；先不登记，回复 2。"
NEED_STORY = "还没听到是什么事。请用一两句话说说：哪个单位、什么事。"
STOPPED = "好，就到这里。单子还在（编号 {number}），随时可以接着补充，发「查进度」就能看到。"

router = Router(Band.DIALOGUE)


@router.on(Talking("complaint", STANDS["complaint"]))
async def intake(context: Context) -> Reply | None:
    """Takes the follower's words as the answer to the question that stands; other things go their usual way."""
    dialogue = context.dialogue
    if dialogue is None:
        return None
    if dialogue.step in ("where", "sum", "phone") and context.asks_else and not _names_place(context):
        return None
    steps = {"story": _story, "offer": _offer, "aside": _offer, "where": _where, "sum": _sum, "phone": _phone}
    return await steps[dialogue.step](context, dialogue)


def _names_place(context: Context) -> bool:
    """Whether short words that ask nothing name a firm or a place, whatever answers they also resemble."""
    slots = context.reading.slots if context.reading else Slots()
    return bool((slots.employer or slots.district) and len(context.text) <= MOST_OF_A_PLACE and not ASKS(context.text))


async def _story(context: Context, dialogue: Dialogue) -> Reply | None:
    if STOP.matches(context):
        await context.unit.talk(None)
        return Text(NOT_NOW, action="intake")
    reading = context.reading
    if reading and reading.intent == "complaint":
        return None  # handlers/complaint.py gives help and the offer
    if len(context.text) < 4:
        return Text(NEED_STORY, action="intake")
    topic = reading.hits[0].topic if reading and reading.hits else None
    slots = reading.slots if reading else Slots()
    known = merged({"story": context.said[:MOST_CHARACTERS], "kind": of_topic(topic), "topic": topic or ""}, slots)
    return await _open(context, Dialogue("complaint", known=known))


async def _offer(context: Context, dialogue: Dialogue) -> Reply | None:
    if NO.matches(context):
        await context.unit.talk(None)
        return Text(NOT_NOW, action="intake")
    if CLEAR_YES.matches(context) or (dialogue.step == "offer" and YES.matches(context)):
        return await _open(context, dialogue)
    reading = context.reading
    if reading is None or context.asks_else or reading.intent in USUAL:
        # Their handlers answer, and the offer stands; but 「好的」 may now be meant for them: only a clear yes counts.
        await context.begin("complaint", "aside", **dialogue.known)
        return None
    story = f"{dialogue.known['story']}\n{context.said}"[:MOST_CHARACTERS]
    await context.begin("complaint", "offer", **merged({**dialogue.known, "story": story}, reading.slots))
    return Text(STILL_OFFERED, action="intake")


async def _open(context: Context, dialogue: Dialogue) -> Reply:
    tickets = await context.unit.tickets()
    opening = _opening(context, dialogue.known)
    ticket = await tickets.open(opening)
    lead = REGISTERED.format(number=number.shown(ticket.number), kind=ticket.kind, sum=sum_told(dialogue.known))
    if opening.lapse:
        lead += LAPSES.format(right=opening.lapse.right, day=chinese_day(opening.lapse.day))
    if told := line_for_staff(dialogue.known):
        await tickets.say(ticket, "system", told)
    known = {**dialogue.known, "number": ticket.number}
    return await _ask_next(context, Dialogue("complaint", "opened", known), lead)


def _opening(context: Context, known: dict[str, Any]) -> Opening:
    months, kind = known.get("months"), str(known.get("kind", OTHER))
    return Opening(
        kind=kind,
        story=known["story"],
        follower=context.follower,
        district=known.get("district"),
        employer=known.get("employer"),
        phone=known.get("phone"),
        amount_fen=known.get("amount_fen"),
        months=f"{months:g}" if months is not None else None,
        lapse=lapse(kind, known, context.today),
    )


async def _where(context: Context, dialogue: Dialogue) -> Reply | None:
    if STOP.matches(context):
        return await _stop(context, dialogue)
    if SKIP.matches(context):
        return await _ask_next(context, dialogue.to("where", skipped_where=True), "")
    ticket = await _ticket(context, dialogue)
    if ticket is None:
        return None
    if context.reading and context.reading.intent == "complaint" and not _names_place(context):
        await (await context.unit.tickets()).say(ticket, "follower", context.said[:MOST_CHARACTERS])
        return Text(f"{NOTED}\n{ASK_WHERE}", action="intake")
    if context.text.isdecimal() and len(context.text) < 5:
        return Text(ASK_WHERE, action="intake")  # a second tap of 「1」 is no employer
    slots = read_slots(context.said, context.today)
    tickets = await context.unit.tickets()
    if slots.phone:
        await tickets.call(ticket, slots.phone)
        dialogue = dialogue.to("where", phone=slots.phone)
        if not slots.employer and len(context.text) <= MOST_AROUND_PHONE:
            return await _ask_next(context, dialogue, NOTED_PHONE)
    whole = context.said[:60] if slots.phone is None else None  # a site and its company may both be named
    await tickets.place(ticket, whole or slots.employer or context.said[:60], slots.district)
    return await _ask_next(context, dialogue.to("where", employer=context.said[:60]), NOTED)


async def _sum(context: Context, dialogue: Dialogue) -> Reply | None:
    """The sum itself, after 三四千: one that is still unclear is only kept in words, not asked a second time."""
    if STOP.matches(context):
        return await _stop(context, dialogue)
    ticket = await _ticket(context, dialogue)
    if ticket is None:
        return None
    asked = dialogue.to("sum", asked_sum=True)
    if SKIP.matches(context):
        return await _ask_next(context, asked, "")
    tickets = await context.unit.tickets()
    await tickets.say(ticket, "follower", context.said[:MOST_CHARACTERS])
    amount = read_slots(f"{SUM_CUE}{context.said}", context.today).amount_fen
    if amount is not None:
        await tickets.claim(ticket, amount)
    return await _ask_next(context, asked, NOTED)


async def _phone(context: Context, dialogue: Dialogue) -> Reply | None:
    if STOP.matches(context):
        return await _stop(context, dialogue)
    if SKIP.matches(context):
        return await _ask_next(context, dialogue.to("phone", skipped_phone=True), "")
    ticket = await _ticket(context, dialogue)
    if ticket is None:
        return None
    phone = read_slots(context.said).phone
    tickets = await context.unit.tickets()
    if phone is None and any(mark.isdigit() for mark in context.text) and len(context.text) < 20:
        return Text(BAD_PHONE, action="intake")
    if phone is None:
        await tickets.say(ticket, "follower", context.said)
        return Text(f"这句也记在单子上了。\n{ASK_PHONE}", action="intake")
    await tickets.call(ticket, phone)
    return await _ask_next(context, dialogue.to("phone", phone=phone), NOTED_PHONE)


async def _ask_next(context: Context, dialogue: Dialogue, lead: str) -> Reply:
    """Asks for the first thing still missing; with nothing missing, says what comes next."""
    known = dialogue.known
    asked = None
    if not known.get("employer") and not known.get("skipped_where"):
        asked = ("where", ASK_WHERE)
    elif (said := known.get("unsure", {}).get("amount_fen")) and not known.get("asked_sum"):
        asked = ("sum", ASK_SUM.format(said=said))
    elif not known.get("phone") and not known.get("skipped_phone"):
        asked = ("phone", ASK_PHONE)
    if asked:
        await context.begin("complaint", asked[0], **known)
        return Text("\n".join(filter(None, [lead, asked[1]])), action="intake")
    await context.begin("adding", number=known["number"])
    return Text("\n".join(filter(None, [lead, NEXT])), action="intake")


async def _stop(context: Context, dialogue: Dialogue) -> Reply:
    await context.unit.talk(None)
    return Text(STOPPED.format(number=number.shown(str(dialogue.known["number"]))), action="intake")


async def _ticket(context: Context, dialogue: Dialogue) -> Ticket | None:
    tickets = await context.unit.tickets()
    ticket = await tickets.find(str(dialogue.known["number"]))
    return ticket if ticket is not None and ticket.follower == context.follower else None
