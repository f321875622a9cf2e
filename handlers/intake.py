"""Whether to register: the offer stands until 「1」 opens the ticket; then the questions of its kind follow."""

from dataclasses import replace
from typing import Any

from bot.context import MOST_CHARACTERS, Context
from bot.core.followers import Dialogue
from bot.dialogues import COMPLAINT, NEAR, STANDS, told_of
from bot.filters import Says, Talking
from bot.router import Band, Router
from bot.told_before import KEPT, QUESTION, AsksOfHelp, AsksSumOfIt, TellsBareFacts, follow_up, told_before, with_story
from bot.wechat.reply import Reply, Text
from handlers.asking import ask_next, begun
from handlers.calculate import STANDS_ON, counted_anew
from handlers.choosing import chosen
from handlers.complaint import FIXED, OFFER, near, reckoned
from handlers.of_help import WHO_SEES
from knowledge.bare_facts import corrected
from knowledge.phones import MOST_AROUND_A_NUMBER, blank_phones, own_phone
from knowledge.reading import Reading
from knowledge.secrecy import fears
from knowledge.slots import Slots
from tickets import number
from tickets.first_matter import kind_for
from tickets.kind import OTHER
from tickets.lapsed import days_told
from tickets.lines import Line
from tickets.register_words import asks_how, registers
from tickets.service import Opening
from tickets.told import line_for_staff, merged, retold, sum_told
from tickets.workings import Workings

USUAL = ("complaint", "human", "other")
CLEAR_YES = Says("1", "同意", "1登记")
YES = Says("要", "要得", "是", "是的", "好", "好的", "好嘞", "嗯", "可以", "行", "中")
NOT_NEEDED = "不登记 先不登记 暂时不登记 别登记 不想登记 不要登记 取消登记".split()
NO = Says(
    *("2", "不", "不用", "不要", "算了", "取消"),
    *(f"{first}{one}{last}" for first in ("", "算了", "算了，", "那") for one in NOT_NEEDED for last in ("", "了")),
)
STOP = Says("退出", "取消", "不补了", "算了")

CONSENT = "同意把说的情况交给工会工作人员，只用来办这件事"
REGISTERED = "登记好了，编号 {number}（{kind}{sum}）。"
COUNTED = "您刚才算的数，工作人员也看得到。"
NOT_NOW = "好，先不登记。想登记时再说一遍这件事，或者发「我要登记」。有问题接着问。"
STILL_OFFERED = f"{KEPT}要登记、派人跟进，回复 1；先不登记，回复 2。"
NEED_STORY = "还没听到是什么事。请用一两句话说说：哪个单位、什么事。"
PHONE_FIRST = f"电话记下了：{{phone}}。{NEED_STORY}"

MOST_DIGITS = 2
OFFERS = 2  # the own numbers of the offer: 1 and 2

router = Router(Band.DIALOGUE)


@router.on(Talking(COMPLAINT, STANDS[COMPLAINT]))
async def intake(context: Context) -> Reply | None:
    """Takes the words as the story or as a yes or no to the offer; other things go their usual way."""
    dialogue = context.dialogue
    if dialogue is None:
        return None
    return await (_story if dialogue.step == "story" else _offer)(context, dialogue)


async def _story(context: Context, dialogue: Dialogue) -> Reply | None:
    if STOP.matches(context):
        await context.unit.talk(None)
        return Text(NOT_NOW, action="intake")
    reading = context.reading
    if reading and reading.intent == "complaint":
        return None  # handlers/complaint.py gives help and the offer
    if phone := _bare_phone(context.said):
        await context.begin(COMPLAINT, "story", **{**dialogue.known, "phone": phone})
        return Text(PHONE_FIRST.format(phone=phone), action="intake")
    if len(context.text) < 4 or context.text.isdecimal():
        return Text(NEED_STORY, action="intake")
    best = near(reading)
    topic = best.topic if best else ""
    slots = reading.slots if reading else Slots()
    told = {"story": context.said[:MOST_CHARACTERS], "kind": kind_for(topic, context.said), "topic": topic}
    known = merged({**dialogue.known, **told}, slots)
    return await _open(context, known)


def _bare_phone(said: str) -> str | None:
    """A number of their own with next to nothing around it, which is no story."""
    return own_phone(said) if len(blank_phones(said).strip()) <= MOST_AROUND_A_NUMBER else None


async def _offer(context: Context, dialogue: Dialogue) -> Reply | None:
    if answered := await chosen(context, dialogue.known.get(NEAR, {}), OFFERS):
        return answered
    dialogue = replace(dialogue, known=told_of(dialogue))
    if NO.matches(context):
        await context.unit.talk(None)
        return Text(NOT_NOW, action="intake")
    is_yes = CLEAR_YES.matches(context) or registers(context.said)
    if is_yes or (dialogue.step == "offer" and YES.matches(context)):
        return await _open(context, dialogue.known)
    if fears(context.text):
        await context.begin(COMPLAINT, "offer", **(await _told_further(context, dialogue))[0])
        return Text(f"{WHO_SEES}\n\n{STANDS_ON}", action="intake")
    if asks_how(context.said):
        await context.begin(COMPLAINT, "offer", **dialogue.known)
        return Text(OFFER, action="intake")
    if context.text.isdecimal() and len(context.text) <= MOST_DIGITS:
        return Text(STANDS_ON, action="intake")  # a number of a choice that is over, or of none
    reading = context.reading
    if reading and TellsBareFacts().matches(context):
        counted = await counted_anew(context, str(dialogue.known["story"]))
        kept = await add_to_story(context, dialogue)  # last: the offer stands again, with the words in its story
        return counted or kept
    questions = QUESTION(context.said) or AsksSumOfIt().matches(context) or AsksOfHelp().matches(context)
    if reading is None or questions or context.asks_else or reading.intent in USUAL:
        # Their handlers answer, and the offer stands; but 「好的」 may now be meant for them: only a clear yes counts.
        tells = reading is not None and not questions and reading.intent not in USUAL
        known = (await _told_further(context, dialogue))[0] if tells else dialogue.known
        await context.begin(COMPLAINT, "aside", **known)
        return None
    return await add_to_story(context, dialogue)


async def add_to_story(context: Context, dialogue: Dialogue) -> Reply:
    """Puts the words behind the story that is offered to be registered."""
    known, reading = await _told_further(context, dialogue)
    helps = await follow_up(context, str(dialogue.known["story"]), (await told_before(context)).source)
    await context.begin(COMPLAINT, "offer", **known)
    lines = [reckoned(reading), *([helps.content, ""] if helps else []), STILL_OFFERED]
    return Text("\n".join(filter(None, lines)), action="intake", source=helps.source if helps else "")


async def _told_further(context: Context, dialogue: Dialogue) -> tuple[dict[str, Any], Reading | None]:
    """What is known of the story with these words behind it, read anew as a whole."""
    told = told_of(dialogue)
    before = str(told["story"])
    story = f"{before}\n{context.said}"[:MOST_CHARACTERS]
    reading = (await with_story(context, before)).reading
    kept = {name: told[name] for name in FIXED if name in told}
    own = context.reading.slots if context.reading else Slots()
    earlier = merged(told, own) if corrected(story, context.today) == story else {}
    return retold(earlier, {**kept, "story": story}, reading.slots if reading else Slots()), reading


async def _open(context: Context, known: dict[str, Any]) -> Reply:
    tickets = await context.unit.tickets()
    facts = {slot: value for slot, value in known.items() if slot not in ("story", "kind", "urgent")}
    kind, urgent = str(known.get("kind", OTHER)), bool(known.get("urgent"))
    opening = Opening(kind, known["story"], context.follower, urgent, facts=facts)
    ticket = await tickets.open(opening)
    await tickets.write(ticket, "follower", Line.CONSENTED, CONSENT)
    lead = REGISTERED.format(number=number.shown(ticket.number), kind=ticket.kind, sum=sum_told(known))
    if days := days_told(ticket.kind, facts, context.today):
        lead += f"\n{days}"
    if await (await context.unit.using(Workings)).about(ticket):
        lead += COUNTED
    if told := line_for_staff(known):
        await tickets.write(ticket, "system", Line.READ, told)
    return await ask_next(context, ticket, begun(ticket), lead)
