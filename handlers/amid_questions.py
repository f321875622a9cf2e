"""What is asked amid the questions of a ticket and says little without it: 「能赔多少」; the question stands."""

import re
from dataclasses import replace

from bot.context import MOST_CHARACTERS, Context
from bot.dialogues import ASKING, STANDS
from bot.filters import Says, Talking
from bot.meant import is_enough
from bot.router import Band, Router
from bot.told_before import (
    MOST,
    NEXT_OF_IT,
    QUESTION,
    UNSURE,
    AsksSumOfIt,
    TellsBareFacts,
    follow_up,
    follows,
    with_story,
)
from bot.wechat.reply import Reply, Text
from handlers.asking import NOTED, SKIP, ticket_of
from handlers.calculate import begun_in
from handlers.calculating import ask_or_tell
from handlers.of_help import told_of_help
from handlers.withdraw import begin as withdraw
from knowledge.bare_facts import CORRECTS
from knowledge.missed import Why
from knowledge.slots import Slots
from tickets import number
from tickets.amending import amends
from tickets.kind import kind_of
from tickets.models import Ticket
from tickets.question import BadAnswer, Question
from tickets.register_words import registers
from tickets.told import noted
from union.place_words import asked as asks_where

SURELY = re.compile(r"[?？]|吗$|怎么|咋|能不能|要不要|该不该")
OF_THE_QUESTION = re.compile("什么意思|啥意思|没看懂|看不懂|没听懂|听不懂|问(?:这|它|那)|干啥用|有(?:啥|什么)用").search
PASSED = re.compile("不知道|不清楚|不晓得|不记得|记不|忘了|说不|[算想弄]不[清起]|跳过")
STILL = "接着刚才问的：{asks}"
PERHAPS = """您是不是想问：
{titles}
是哪一句，把它照着发过来。都不是，工作人员会看，这一问记在单子上了。"""
KEPT_FOR_STAFF = "这一问记在单子上了，工作人员看得到。"
SUM_LATER = "先把这几样说清楚，才算得出来。"

NEAR_AT, MOST_NEAR = 0.4, 3  # nearer than for a choice by number: the question that stands is in their way

FACTS = ("amount_fen", "wage_fen", "months", "began", "ended", "service_months")
REGISTERED = "已经登记了（编号 {number}）。"
NOT_AFTER_ALL = Says("不登记了", "不想登记了", "不要登记了", "取消登记")

router = Router(Band.DIALOGUE)


@router.on(Talking(ASKING, STANDS[ASKING]))
async def amid(context: Context) -> Reply | None:
    """Answers it by the story of the ticket, and puts the question once more; anything else is for the questions."""
    if NOT_AFTER_ALL.matches(context):
        return await withdraw(context)
    if asks_where(context.text):
        return None
    asks_sum, helps = AsksSumOfIt().matches(context), told_of_help(context.text)
    corrects = CORRECTS.match(context.text) is not None and TellsBareFacts().matches(context)
    wants_it = registers(context.said)
    is_no_name = bool(QUESTION(context.said)) and not _may_name(context)
    asks = bool(asks_sum or helps) or corrects or wants_it or is_no_name or _is_question(context.text)
    stands = await _standing(context) if asks else None
    if stands is None:
        return None
    ticket, question = stands
    tickets = await context.unit.tickets()
    story, still = tickets.read(ticket, ticket.story), await still_asked(context)
    reply: Reply | None
    if wants_it:
        reply = Text(REGISTERED.format(number=number.shown(ticket.number)), action="intake")
    elif corrects and question.loose:  # it corrects no name: of a sum or a day it is the question's own answer
        reply = await _learnt(context, ticket, story)
    elif corrects:
        return None
    elif asks_sum:
        begun = begun_in(await with_story(context, story), context.text)
        enough = begun is not None and is_enough(context, begun)
        reply = await ask_or_tell(context, begun) if begun and enough else Text(SUM_LATER, action="intake")
    elif helps:
        reply = await _helped(context, ticket, helps)
    else:
        reply = await follow_up(context, story)
        if reply is None and is_no_name and not context.asks_else and _answers_nothing(context, question):
            reply = await _unsure(context, ticket, story)
    return replace(reply, content=f"{reply.content}\n\n{still}") if isinstance(reply, Text) else None


async def still_asked(context: Context) -> str:
    """The question of a ticket that waits for its answer, put once more; empty where none does."""
    stands = await _standing(context)
    if stands is None:
        return ""
    ticket, question = stands
    return STILL.format(asks=question.asked((await context.unit.tickets()).facts(ticket)))


async def _standing(context: Context) -> tuple[Ticket, Question] | None:
    dialogue = context.dialogue
    if dialogue is None or dialogue.name != ASKING or not context.is_asked:
        return None
    ticket = await ticket_of(context, dialogue)
    question = kind_of(ticket.kind).question(dialogue.step) if ticket else None
    return (ticket, question) if ticket and question else None


async def _helped(context: Context, ticket: Ticket, helps: str) -> Text:
    """Tells of our help; what is said beyond a question is for staff."""
    if not QUESTION(context.said):
        await (await context.unit.tickets()).say(ticket, "follower", context.said[:MOST_CHARACTERS])
    return Text(helps)


async def _learnt(context: Context, ticket: Ticket, story: str) -> Reply:
    """Puts corrected days and sums on the ticket, with whatever they tell as said of its story."""
    tickets = await context.unit.tickets()
    whole, facts = (await with_story(context, story)).reading, tickets.facts(ticket)
    slots = whole.slots.as_json() if whole else {}
    more = {slot: slots[slot] for slot in FACTS if slot in slots and facts.get(slot) is None}
    if more:
        await tickets.learn(ticket, more, context.said[:MOST_CHARACTERS])
    else:
        await tickets.say(ticket, "follower", context.said[:MOST_CHARACTERS])
    return Text(noted(more) if more else NOTED, action="intake")


def _answers_nothing(context: Context, question: Question) -> bool:
    """Whether words that ask can be no answer to the question, nor tell anything else; a name may be any words."""
    if question.loose:
        return True
    slots = context.reading.slots if context.reading else Slots()
    if slots != Slots() or SKIP.matches(context) or amends(context.text) or OF_THE_QUESTION(context.text):
        return False
    try:
        return not question.read(context.said, context.today)
    except BadAnswer:
        return False


async def _unsure(context: Context, ticket: Ticket, story: str) -> Reply:
    """Keeps on the ticket what is not answered here, and names what comes near; numbers are for the question."""
    await (await context.unit.tickets()).say(ticket, "follower", context.said[:MOST_CHARACTERS])
    hits = [*(context.reading.hits if context.reading else ()), *follows(context, story)]
    live = (hit for hit in hits if hit.score >= NEAR_AT and context.library.is_live(hit.slug, context.today))
    near = list(dict.fromkeys(hit.slug for hit in sorted(live, key=lambda hit: -hit.score)))[:MOST_NEAR]
    if not near or context.reading is None:
        return Text(f"{UNSURE}\n{KEPT_FOR_STAFF}", action="fallback")
    await (await context.unit.missed()).unanswered(context.said, Why.OFFERED, context.today, context.reading)
    titles = "\n".join(f"· {context.library.title(slug)}" for slug in near)
    return Text(PERHAPS.format(titles=titles), action="suggest")


def _may_name(context: Context) -> bool:
    """Whether words that look like a question may name a firm, or pass the question: 不知道叫啥, 金凤区哪家饭店."""
    slots = context.reading.slots if context.reading else Slots()
    return bool(slots.employer or slots.district or slots.phone or PASSED.search(context.text))


def _is_question(text: str) -> bool:
    """Whether it is one surely, not an answer that happens to hold such a word."""
    return bool(NEXT_OF_IT.fullmatch(text)) or (len(text) <= MOST and bool(SURELY.search(text)))
