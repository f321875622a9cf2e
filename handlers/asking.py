"""The few questions a ticket of its kind needs, one at a time; every answer is on the ticket at once."""

import re
from dataclasses import replace
from typing import Any

from bot.context import MOST_CHARACTERS, Context
from bot.core.followers import Dialogue
from bot.dialogues import ADDING, ASKING, STANDS
from bot.filters import Mentions, Says, StartsWith, Talking
from bot.router import Band, Router
from bot.told_before import QUESTION
from bot.wechat.reply import Reply, Text
from knowledge.phones import MOST_AROUND_A_NUMBER, blank_phones, own_phone, wants_no_call
from knowledge.slots import Slots
from tickets import number
from tickets.amending import bare_sum
from tickets.doubles import Doubles
from tickets.firm_words import names_nobody, tells_more
from tickets.kind import kind_of
from tickets.lapsed import days_told
from tickets.lapsing import FROM_SLOTS
from tickets.lines import Line
from tickets.models import Ticket
from tickets.proof_words import asked
from tickets.question import PHONE, SUM, BadAnswer, Question
from tickets.service import SHOWN_APART
from tickets.states import OPEN
from tickets.told import CHANGED, all_told, answer_told, besides, noted
from union.place_words import asked as asks_where

MOST_OF_A_PLACE, MOST_OF_A_SHORT_NAME = 30, 10
MISSES = 2
ASKS = re.compile(r"[?？吗呢]|怎|咋|如何|能不能|多少").search
SKIP = StartsWith("跳过", "不知道", "不清楚", "没有", "不想说", "不方便", "忘了", "不晓得")
YES = Says("是", "是的", "对", "对的", "嗯", "没错", "就是", "是这么多")
UNSURE = Mentions("记不清", "不记得", "说不准", "不好说", "说不清")
UNNAMED = Mentions("匿名").matches  # not to be told on a ticket with a name
BACK = Says("上一步", "上一题", "上一个", "返回", "退回")
STOP = Says("退出", "取消", "不补了", "算了", "停")

NOTED = "记下了。"
FIRST = "这就是第一个问题。"
NO_CALL = "好，不留电话。"
PHONE_NOTED = "电话记下了：{phone}（编号 {number}）。工作人员按这个号找您。"
NOTED_AND_ASKED = "记下了：{told}。还差这一样：\n{asks}"
NOW = "现在记的是「{told}」。"
REVIEW = "都记下了，您看对不对：\n{lines}\n有不对的，回复前面的数字改；都对就不用回。"
REACHES = "工作人员会在这里{call}联系您。随时发「查进度」看办到哪一步。"
OR_CALL = "或者打电话"
NEXT = "先把证据留好：工资流水、考勤、聊天记录、合同、工牌，别删别丢。"
STOPPED = "好，就到这里。单子还在（编号 {number}），发「补充」接着说，发「查进度」看办到哪一步。"

router = Router(Band.DIALOGUE)


@router.on(Talking(ASKING, STANDS[ASKING]))
async def asking(context: Context) -> Reply | None:
    """Takes the words as the answer to the question that stands; a clear question of their own goes its usual way."""
    dialogue = context.dialogue
    ticket = await ticket_of(context, dialogue)
    if dialogue is None or ticket is None:
        return None
    question = kind_of(ticket.kind).question(dialogue.step)
    if STOP.matches(context) or question is None:
        await context.unit.talk(None)
        return Text(STOPPED.format(number=number.shown(ticket.number)), action="intake")
    if BACK.matches(context):
        return await _back(context, ticket, dialogue)
    if wants_no_call(context.said, asked=question.name == PHONE.name):
        await (await context.unit.tickets()).uncall(ticket, context.said[:MOST_CHARACTERS])
        return await ask_next(context, ticket, _passed(dialogue, PHONE.name), NO_CALL)
    if SKIP.matches(context) and not tells_more(context.said):
        return await ask_next(context, ticket, _passed(dialogue), "")
    if goes_elsewhere(context, question):
        return None
    if changed := await _changed_phone(context, ticket, question):
        return await ask(context, ticket, dialogue, question, changed)
    return await _take(context, ticket, dialogue, question)


def goes_elsewhere(context: Context, question: Question) -> bool:
    """Whether the words are a clear question of their own, or a wish to stay unnamed."""
    asks_else = context.asks_else and not _names_place(context, question.loose)
    return asks_else or bool(asked(context.text)) or UNNAMED(context)


async def _changed_phone(context: Context, ticket: Ticket, question: Question) -> str:
    """What is said where another number is given while something else is asked; empty where none is."""
    known = (await context.unit.tickets()).facts(ticket).get(PHONE.name)
    if PHONE.name in (question.name, *question.settles) or known in (None, own_phone(context.said)):
        return ""
    return str(getattr(await take_phone(context, ticket), "content", ""))


async def correct(context: Context, ticket: Ticket, name: str, amid: Dialogue | None = None) -> Reply | None:
    """Asks one question anew, whose answer was not right; what was passed before is not asked again."""
    kind, facts = kind_of(ticket.kind), (await context.unit.tickets()).facts(ticket)
    question = kind.question(name)
    if question is None:
        return None
    told, dialogue = answer_told(question, facts), amid or await _answered(context, ticket)
    return await ask(context, ticket, dialogue, question, told and NOW.format(told=told))


async def ask_next(context: Context, ticket: Ticket, dialogue: Dialogue, lead: str) -> Reply:
    """Asks the first question that is neither answered nor passed; else shows all that was told."""
    kind, facts = kind_of(ticket.kind), (await context.unit.tickets()).facts(ticket)
    passed = dialogue.known["passed"]
    question = next((one for one in kind.missing(facts) if one.name not in passed), None)
    if question is not None:
        return await ask(context, ticket, dialogue, question, lead)
    beside = kind.left(facts)
    known: dict[str, Any] = {"review": [one.name for one in kind.asked(facts)]} | (
        {"beside": beside.name} if beside else {}
    )
    await context.begin(ADDING, number=ticket.number, **known)
    lead = "" if lead == NOTED else lead  # the summary says so itself
    told = REVIEW.format(lines=all_told(kind.asked(facts), facts))
    days = days_told(ticket.kind, facts, context.today) if FROM_SLOTS.keys() & dialogue.known["asked"] else ""
    reaches = REACHES.format(call=OR_CALL if facts.get(PHONE.name) else "")
    lines = [lead, told, days, reaches, NEXT, beside.asks if beside else ""]
    return Text("\n".join(filter(None, lines)), action="intake")


async def ask(context: Context, ticket: Ticket, dialogue: Dialogue, question: Question, lead: str) -> Reply:
    """Asks this question, with `lead` before it."""
    asked = [*(name for name in dialogue.known["asked"] if name != question.name), question.name]
    passed = [name for name in dialogue.known["passed"] if name != question.name]
    known = {**dialogue.known, "number": ticket.number, "asked": asked, "passed": passed, "change": None}
    await context.begin(ASKING, question.name, **known)
    facts = (await context.unit.tickets()).facts(ticket)
    return Text("\n".join(filter(None, [lead, question.asked(facts)])), action="intake")


async def take_beside(context: Context, ticket: Ticket, name: str) -> Reply | None:
    """Takes the words as the answer to what was asked beside the summary, if they are one."""
    question = kind_of(ticket.kind).question(name)
    try:
        if question is None or not question.read(context.said, context.today):
            return None
    except BadAnswer as wrong:
        return Text(str(wrong), action="intake")
    return await _take(context, ticket, await _answered(context, ticket), question)


def tells_phone(context: Context) -> bool:
    """Whether `take_phone` will take the words."""
    return own_phone(context.said) is not None or wants_no_call(context.said)


async def take_phone(context: Context, ticket: Ticket) -> Reply | None:
    """Notes the number the follower gives, also instead of an earlier one, or that they leave none; other words that
    come with it stay.
    """
    tickets, phone = await context.unit.tickets(), own_phone(context.said)
    if wants_no_call(context.said):
        await tickets.uncall(ticket, context.said[:MOST_CHARACTERS])
        return Text(NO_CALL, action="intake")
    if phone is None:
        return None
    before = tickets.facts(ticket).get(PHONE.name)
    await tickets.call(ticket, phone)
    if before not in (None, phone):
        text = CHANGED.format(label=PHONE.label, before=before, after=phone)
        await tickets.write(ticket, "follower", Line.CORRECTED, text)
    elif len(blank_phones(context.said).strip()) > MOST_AROUND_A_NUMBER:
        await tickets.say(ticket, "follower", context.said)
    return Text(PHONE_NOTED.format(phone=phone, number=number.shown(ticket.number)), action="intake")


async def ticket_of(context: Context, dialogue: Dialogue | None) -> Ticket | None:
    """The open ticket a dialogue is about, or the one it was merged into, if it is still this follower's."""
    if dialogue is None:
        return None
    tickets = await context.unit.tickets()
    ticket = await tickets.find(str(dialogue.known["number"]))
    if ticket is not None and ticket.state not in OPEN:
        doubles = await context.unit.using(Doubles, context.services.rules)
        ticket = await tickets.find((await doubles.into([ticket])).get(ticket.id, ticket.number))
    return ticket if ticket and ticket.follower == context.follower and ticket.state in OPEN else None


async def _take(context: Context, ticket: Ticket, dialogue: Dialogue, question: Question) -> Reply:
    tickets = await context.unit.tickets()
    facts = tickets.facts(ticket)
    try:
        told = _read(context, question, facts)
    except BadAnswer as wrong:
        return Text(str(wrong) or question.asked(facts), action="intake")
    if not told or UNSURE.matches(context) or (not question.is_settled(told) and told.items() <= facts.items()):
        return await _missed(context, ticket, dialogue, question)
    before = answer_told(question, facts) if question.is_settled(facts) else ""
    told = _more(context, facts) | question.replaced(facts, told) | told
    held = await (await context.unit.confirmed()).learn(ticket, told, context.said[:MOST_CHARACTERS])
    if before and not held:
        after = answer_told(question, tickets.facts(ticket))
        text = CHANGED.format(label=question.label, before=before, after=after)
        await tickets.write(ticket, "follower", Line.CORRECTED, text)
    return await ask_next(context, ticket, _asked(dialogue, missed=0), held or NOTED)


def _read(context: Context, question: Question, facts: dict[str, Any]) -> dict[str, Any]:
    """What the words answer; a yes answers what the question itself named.

    Raises:
        BadAnswer: they cannot be an answer.
    """
    if YES.matches(context) and (offered := question.offered(facts)):
        return offered
    return {} if question.loose and _complains(context) else question.read(context.said, context.today)


async def _missed(context: Context, ticket: Ticket, dialogue: Dialogue, question: Question) -> Reply:
    """Words that do not answer it are kept, and what else they tell; the question is put once more, then let go."""
    tickets = await context.unit.tickets()
    facts = tickets.facts(ticket)
    more = _more(context, facts)
    if question.loose and any(one.name == SUM.name for one in kind_of(ticket.kind).missing(facts)):
        more = bare_sum(context.said, context.today) | more
    around = blank_phones(context.said).strip()
    if not more or (more.keys() <= SHOWN_APART and len(around) > MOST_AROUND_A_NUMBER):
        await tickets.say(ticket, "follower", context.said[:MOST_CHARACTERS])
    if more:
        await tickets.learn(ticket, more, context.said[:MOST_CHARACTERS])
        return await _ask_again(context, ticket, dialogue, question, noted(more))
    missed = int(dialogue.known.get("missed", 0)) + 1
    if missed >= MISSES or UNSURE.matches(context):
        return await ask_next(context, ticket, _passed(dialogue), NOTED)
    return await _ask_again(context, ticket, _asked(dialogue, missed=missed), question, "")


async def _ask_again(context: Context, ticket: Ticket, dialogue: Dialogue, question: Question, told: str) -> Reply:
    """Says what was noted and asks the same question in other words, unless that settled it."""
    facts = (await context.unit.tickets()).facts(ticket)
    if question.is_settled(facts):
        return await ask_next(context, ticket, dialogue, NOTED)
    await ask(context, ticket, dialogue, question, "")
    asks = question.asked_again(context.said, facts)
    return Text(NOTED_AND_ASKED.format(told=told, asks=asks) if told else f"{NOTED}\n{asks}", action="intake")


async def _back(context: Context, ticket: Ticket, dialogue: Dialogue) -> Reply:
    kind, asked = kind_of(ticket.kind), list(dialogue.known["asked"])
    before = [name for name in asked if name != dialogue.step]
    question = kind.question(before[-1] if before else dialogue.step)
    if question is None:
        return await ask_next(context, ticket, dialogue, "")
    told = answer_told(question, (await context.unit.tickets()).facts(ticket))
    lead = "" if before else FIRST
    known = {**dialogue.known, "asked": before[:-1], "missed": 0}
    return await ask(
        context, ticket, replace(dialogue, known=known), question, lead or (told and NOW.format(told=told))
    )


def begun(ticket: Ticket) -> Dialogue:
    """The questions of a ticket from their beginning."""
    return Dialogue(ASKING, known={"number": ticket.number, "asked": [], "passed": []})


async def _answered(context: Context, ticket: Ticket) -> Dialogue:
    """The questions as if all were asked: what was passed is not asked again."""
    missing = kind_of(ticket.kind).missing((await context.unit.tickets()).facts(ticket))
    return Dialogue(ASKING, known={"number": ticket.number, "asked": [], "passed": [one.name for one in missing]})


def _asked(dialogue: Dialogue, missed: int) -> Dialogue:
    return replace(dialogue, known={**dialogue.known, "missed": missed})


def _passed(dialogue: Dialogue, name: str | None = None) -> Dialogue:
    known = {**dialogue.known, "passed": [*dialogue.known["passed"], name or dialogue.step], "missed": 0}
    return replace(dialogue, known=known)


def _more(context: Context, facts: dict[str, Any]) -> dict[str, Any]:
    """What the words tell besides, of what is not known yet."""
    return besides(facts, context.reading.slots if context.reading else Slots())


def _complains(context: Context) -> bool:
    return context.reading is not None and context.reading.intent == "complaint" and not _names_place(context)


def _names_place(context: Context, takes_any: bool = False) -> bool:
    """Whether short words that ask nothing name a firm or a place, or with `takes_any` stand where a name is asked."""
    slots = context.reading.slots if context.reading else Slots()
    short = len(context.text) <= MOST_OF_A_SHORT_NAME or names_nobody(context.said)
    named = slots.employer or slots.district or (takes_any and short and not QUESTION(context.said))
    asks = ASKS(context.said) or asks_where(context.text)
    return bool(named and len(context.text) <= MOST_OF_A_PLACE and not asks)
