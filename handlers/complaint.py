"""A wrong was done to the follower: help with its article first, then the offer to register it as a ticket."""

import re
from datetime import timedelta
from typing import Any

from bot.context import MOST_CHARACTERS, Context, fold, words_of
from bot.dialogues import COMPLAINT
from bot.filters import Clicks, OfWords, Says, Wants
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from handlers.beside_unnamed import before_a_name
from handlers.withdrawing import unfinished
from knowledge.reading import SUGGEST_AT, Reading
from knowledge.search import Hit
from knowledge.slots import Slots
from tickets.first_matter import kind_for
from tickets.told import merged

OFFER = """要工会登记、派人跟进吗？不收钱。
回复 1　登记（记下您是谁；同意交给工会工作人员，只用来办这件事；不留名发「匿名」）
回复 2　先不登记"""
UNSURE = "您说的事，工会能帮着看。"
TELL = """您把事情用一两句话说出来就行：哪个单位、什么事、欠多少或者伤在哪、从什么时候开始。
说完我帮您登记：只交给工会工作人员，用来办这件事。"""

BEFORE = "登记您刚才说的这件事：「{said}」"
SHOWN = 40  # characters of it that are quoted
STORY = re.compile(r"(?:[^一-鿿]*[一-鿿]){4}")  # fewer are no story
RECENT, LOOK_BACK = timedelta(hours=1), 12
TOLD = ("answer", "calculate")
_AROUND = (
    r"那|么|这|种|样|我|一共|总共|到底|大概|最多|最少|公司|老板|单位|厂里|他们?|能|可以|该|应该|要|得|会|给|赔偿?|补偿?|拿|领|回|帮|下"
    r"|看看|呢|吗|啊|呀|嘛|吧|个|的|钱|块|元|是|有|[,，。?？!！\s]"
)
SUM_OF_IT = re.compile(rf"(?:{_AROUND})*(?:多少|几个钱|几个月工资|怎么算|咋算|算一?[算下]|算)(?:{_AROUND})*")
TELL_BEHALF = """替工友登记，要他本人同意。先说他的事：哪个单位、什么事、欠多少或者伤在哪。
说完再问他的称呼和电话。"""

router = Router(Band.COMMAND)


class AsksSumOfIt(OfWords):
    """「能赔多少」 and the like: how much, and not of what."""

    def matches(self, context: Context) -> bool:
        """Whether it is asked."""
        return SUM_OF_IT.fullmatch(context.text) is not None

    def __str__(self) -> str:
        return "asks how much, and not of what"


@router.on(
    Says("登记", "我要登记", "帮我登记", "要登记", "登记诉求", "我要投诉", "投诉", "我要维权", "维权"),
    Clicks("complain"),
)
async def begin(context: Context) -> Reply | None:
    """Offers to register what was answered just before; without that, asks for the story in the follower's words."""
    if context.is_asked:
        return None  # it is the answer to our offer
    context.services.receipts.let_name(context.follower)
    story = await asked_before(context)
    if story is None:
        await context.begin(COMPLAINT, "story")
        return Text(TELL, action="intake")
    reading = await context.services.shelf.now.reader.understand(story, context.today)
    await let_stand(context, story, reading)
    return Text(f"{BEFORE.format(said=story[:SHOWN])}\n\n{OFFER}", action="intake")


@router.on(Says("代工友登记", "帮工友登记", "替工友登记", "代登记", "替别人登记", "帮别人登记", "代人登记"))
async def begin_for_another(context: Context) -> Reply:
    """The same for a workmate: a union representative, a neighbour, a child."""
    context.services.receipts.let_name(context.follower)
    await context.begin(COMPLAINT, "story", behalf=True)
    return unfinished(context, Text(TELL_BEHALF, action="intake"))


@router.on(Wants("complaint"))
async def offer(context: Context) -> Reply:
    """Gives the first screen of the best answer and offers to register."""
    if asked := await before_a_name(context):
        return asked
    best = await let_stand(context, context.said, context.reading)
    help_ = context.library.first(best.slug, context.today) if best else UNSURE
    return Text(f"{help_}\n\n{OFFER}", action="intake", source=best.slug if best else "")


async def let_stand(context: Context, story: str, reading: Reading | None, kind: str = "") -> Hit | None:
    """Lets the offer to register this story stand, as one of `kind` where that is known already; gives the answer that
    fits it best, if one does.
    """
    best, dialogue = near(reading), context.dialogue
    topic, story = best.topic if best else "", story[:MOST_CHARACTERS]
    told: dict[str, Any] = {"story": story, "kind": kind or kind_for(topic, story), "topic": topic}
    if dialogue and dialogue.name == COMPLAINT:
        kept = ("behalf", "phone") if dialogue.step == "story" else ("behalf",)
        told |= {slot: dialogue.known[slot] for slot in kept if dialogue.known.get(slot)}
    if reading and reading.danger:
        told["urgent"] = True
    await context.begin(COMPLAINT, "offer", **merged(told, reading.slots if reading else Slots()))
    return best


def near(reading: Reading | None) -> Hit | None:
    """The hit that a story is likely about; its topic tells the ticket's kind. None where none comes near enough."""
    return reading.hits[0] if reading and reading.hits and reading.hits[0].score >= SUGGEST_AT else None


async def asked_before(context: Context) -> str | None:
    """The words that were answered or counted last, within the hour."""
    turns = await context.services.journal.latest(context.follower, context.now - RECENT, LOOK_BACK)
    told = [turn for turn in turns if isinstance(turn.reply, Text) and (turn.reply.source or turn.reply.action in TOLD)]
    words = (words_of(turn.inbound) for turn in told)
    return next((said for said in words if STORY.match(said) and not SUM_OF_IT.fullmatch(fold(said))), None)
