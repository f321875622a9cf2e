"""A life may be in danger: a short human answer with the numbers to call, and an urgent ticket at once. No forms."""

import re

from bot.context import MOST_CHARACTERS, Context
from bot.dialogues import ADDING, STANDS, UNNAMED
from bot.filters import InDanger, OfWords, Talking
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from handlers.anonymous import BIND, LOOK, TellsUnnamed, by_receipt
from handlers.beside_unnamed import before_a_name
from handlers.complaint import OFFER, let_stand, near
from handlers.unnamed import open_unnamed
from knowledge.danger import BEATEN, MOURNED, help_for
from knowledge.reading import ANSWER_AT
from tickets import number, receipts
from tickets.kind import URGENT
from tickets.models import Ticket
from tickets.service import Opening

FOUND = """您的情况已按加急登记，编号 {number}，工作人员先看这一条。请把您的电话和现在的位置发过来，好找到您。"""
FOLLOWED = """已按加急登记，编号 {number}，工作人员先看这一条。人安全了，请把地点、单位名和电话发过来。
工会热线 12351。伤者的治疗和工伤认定，我们跟着办。"""
OF_DEAD = """已按加急登记，编号 {number}，工作人员先看这一条。请把地点、单位名和您的电话发过来。
工会热线 12351。工伤认定和赔偿，我们跟着办。"""
ON_TICKET = """这句记在您的单子上了（编号 {number}），已经加急，工作人员先看。请把电话和现在的位置发过来。
要问打人怎么赔、算不算工伤，直接问。"""
UNNAMED_TICKET = """已按加急登记，没有留您的名字，工作人员先看这一条。
编号 {number}
回执码 {code}（只显示这一次，请截图）
要我们来找您，就发：查单 {number} {code} 再写上电话和位置"""
ON_UNNAMED = """已记在刚才匿名的单子上，加急，工作人员先看这一条。没有记您是谁。
要我们来找您，就发：查单 {number} 回执码 再写上电话和位置"""
FIND_ME = "或者发「找我」，再写电话和位置：会记下您是谁，马上找您。"

FINDS = re.compile(r"(?:来|快来|快)?找(?:我|到我)(?:[\s,，:：。]+.*|\d.*)?", re.DOTALL).fullmatch
UNNAMED_WAITS = Talking(UNNAMED, STANDS[UNNAMED])

router = Router(Band.SAFETY)


@router.on(InDanger())
async def safety(context: Context) -> Reply | None:
    """Answers at once and puts the words on the follower's urgent ticket, a new one if there is none open.

    Who tells it without a name, or filed so just before, stays without one: it is an anonymous urgent ticket, or goes
    on the one of the receipt. Where this process cannot know whether they did, they are asked for their name, not
    put down under it. Who was beaten or threatened has their open ticket made urgent, and staff are told.
    """
    if UNNAMED_WAITS.matches(context):
        return await _unnamed(context)
    if context.text.startswith((LOOK, BIND)) and receipts.read(context.said):
        told = str(getattr(await by_receipt(context), "content", ""))
        return Text(f"{_help(context)}\n\n{told}", action="safety")
    if lately := await context.services.receipts.filed_lately(context.follower, context.now):
        return await _on_unnamed(context, lately)
    if _is_violence(context):
        return await _on_theirs(context) or await _offered(context)
    if await context.services.receipts.may_have_filed(context.now):
        return await _unnamed(context, FIND_ME)
    help_ = _help(context)
    followed = OF_DEAD if help_ == MOURNED else FOLLOWED if _is_accident(context) else FOUND
    return await _named(context, f"{help_}\n\n{followed}")


class AsksToBeFound(OfWords):
    """「找我」, alone or with a telephone and a place behind it."""

    def matches(self, context: Context) -> bool:
        """Whether it is that."""
        return FINDS(context.text) is not None

    def __str__(self) -> str:
        return "asks to be found, as 找我"


@router.on(AsksToBeFound())
async def find(context: Context) -> Reply | None:
    """An urgent ticket under their name for one who was in danger without one, half an hour ago at most."""
    filed = context.services.receipts
    if not (await filed.filed_lately(context.follower, context.now) or await filed.may_have_filed(context.now)):
        return None
    filed.let_name(context.follower)
    return await _named(context, FOUND)


async def _unnamed(context: Context, more: str = "") -> Reply:
    """An urgent ticket without a name; `more` is a further way to be found."""
    ticket, code = await open_unnamed(context, urgent=True)
    told = UNNAMED_TICKET.format(number=number.shown(ticket.number), code=receipts.shown(code))
    return Text("\n".join(filter(None, [f"{_help(context)}\n\n{told}", more])), action="safety")


async def _on_unnamed(context: Context, lately: str) -> Reply:
    """Puts the words on the ticket without a name that they opened just before."""
    context.unit.unlinked = True
    tickets = await context.unit.tickets()
    ticket = await tickets.find(lately)
    if ticket is not None:
        await tickets.hurry(ticket)
        await tickets.say(ticket, "follower", context.said[:MOST_CHARACTERS])
    return Text(f"{_help(context)}\n\n{ON_UNNAMED.format(number=number.shown(lately))}", action="safety")


async def _named(context: Context, words: str) -> Reply:
    ticket = await _urgent(context)
    await context.begin(ADDING, number=ticket.number)
    return Text(words.format(number=number.shown(ticket.number)), action="safety")


async def _urgent(context: Context) -> Ticket:
    tickets = await context.unit.tickets()
    opened = await tickets.of(context.follower, only_open=True)
    ticket = next((one for one in opened if one.urgent), None)
    if ticket is None:
        return await tickets.open(Opening(URGENT, context.said, context.follower, urgent=True))
    await tickets.say(ticket, "follower", context.said)
    return ticket


async def _on_theirs(context: Context) -> Reply | None:
    """Makes their open ticket urgent, the one they talk of or else the newest, and puts the words on it."""
    tickets = await context.unit.tickets()
    opened = await tickets.of(context.follower, only_open=True)
    about = context.dialogue.known.get("number") if context.dialogue else None
    spoken_of = next((one for one in opened if one.number == about), None)
    if not opened or TellsUnnamed().matches(context):
        return None
    if spoken_of is None and await context.services.receipts.may_have_filed(context.now):
        return None
    ticket = spoken_of or opened[0]
    await tickets.hurry(ticket)
    await tickets.say(ticket, "follower", context.said[:MOST_CHARACTERS])
    await context.begin(ADDING, number=ticket.number)
    return Text(f"{BEATEN}\n\n{ON_TICKET.format(number=number.shown(ticket.number))}", action="safety")


async def _offered(context: Context) -> Reply | None:
    """What to do now, and the offer to register it, urgent then; None where the answer that fits tells it already."""
    reading, best = context.reading, near(context.reading)
    if TellsUnnamed().matches(context) or await before_a_name(context):
        return None
    sure = best and reading and (reading.intent == "complaint" or best.score >= ANSWER_AT)
    if best and sure and "110" in context.library.first(best.slug, context.today):
        return None
    await let_stand(context, context.said, reading)
    return Text(f"{BEATEN}\n\n{OFFER}", action="safety")


def _is_violence(context: Context) -> bool:
    return context.reading is not None and context.reading.danger == "violence"


def _is_accident(context: Context) -> bool:
    return context.reading is not None and context.reading.danger == "accident_now"


def _help(context: Context) -> str:
    danger = context.reading.danger if context.reading else None
    return help_for(danger or "self_harm", context.said)
