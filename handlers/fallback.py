"""Nothing else answered: 「您是不是想问」, then another way of asking, then a person. Never silence."""

import re
from collections.abc import Sequence
from datetime import timedelta

from bot.context import Context
from bot.dialogues import CHOOSING, COMPLAINT, NEAR
from bot.filters import Anything, Sends, Talking, Writes
from bot.router import Band, Router
from bot.told_before import GO_ON, QUESTION, STORY, SUM_OF_IT, UNSURE, follow_up, follows, offered, told_before
from bot.wechat.message import Event, Image, Link, Message, ShortVideo, Video, Voice
from bot.wechat.reply import Reply, Silence, Text
from handlers.before_a_matter import FACTS_HEARD, held
from handlers.calculate import STANDS_ON
from handlers.intake import OFFERS, add_to_story
from handlers.withdrawing import unfinished
from knowledge.missed import Why
from knowledge.reading import SUGGEST_AT

CHOICES, CHOICES_OF_A_STORY = 4, 3
MISSED = Talking(CHOOSING, timedelta(minutes=30))
GREETING = """您好，我是工会的「娘家人」。工作上的事直接用大白话问我，比如：
· 老板欠我三个月工资一万八
· 工伤怎么认定
· 没签合同怎么办
也可以发「查进度」「人工」。急事打工会热线 12351。"""
HELLO = re.compile(
    r"(?=.{0,20}$)(?:你好|您好|在吗|在不在|有人吗?|在么|嗨|hi|hello|喂|哈喽|早上好?|早|晚上好|好的?|行|知道|收到|谢|感谢|多谢|辛苦|再见|拜拜|哈|呵|哦|嗯|啊|呀|了"
    r"|你|您|们|是谁|[!！?？。,，~～\s])*"
)
THANKS = re.compile("谢|辛苦")
YES_YES = re.compile(r"(?:好的?|行|嗯|哦|知道|收到|了|啊|呀|[!！。,，~～\s])+")
AT_HAND = "好的，有事随时在这里说。急事打工会热线 12351。"
WELCOME = "不客气。工作上有事随时在这里说；急事打工会热线 12351。"
NO_SUM = "这件事能要多少，要看具体情况，这里算不出准数。回复「人工」问工会的工作人员；要算别的，发「算一算」。"
SUGGEST = "您是不是想问（回复数字）：\n{choices}\n都不是，就换个说法再说一遍，或者回复「人工」。"
OF_IT = f"{GO_ON}\n您是不是想问（回复数字）：\n{{choices}}\n都不是，回复「人工」找工会的人问。"
REPHRASE = """没太听明白。请换个说法，说清三样：在什么单位干活、出了什么事、想要什么。比如：
在工地干了两个月，包工头不给钱，想要回工资。
想找人说，回复「人工」。"""
TO_HUMAN = "还是没弄懂您的意思，别着急。回复「人工」，我把您转给工会的工作人员；也可以直接打工会热线 12351。"
HEARD = "语音收到了，但这会儿还听不懂。请打字再说一遍，或者回复「人工」。"
NOT_KEPT = """收到了，可您还没有在办的单子，这里先存不下。请把原件留好，别删。
先用文字说说是什么事，登记好了再发一遍，就会放进您的单子里。"""

router = Router(Band.FALLBACK)


@router.on(Writes())
async def unknown(context: Context) -> Reply:
    """Offers what comes near; the second time asks for other words; the third time offers a person."""
    reading = context.reading
    if reading is None or HELLO.fullmatch(context.text):
        return Text(_civil(context), action="fallback")
    if taken := await _of_before(context):
        return taken
    if reading.intent == "other" and (kept := await held(context)):
        return kept
    if reading.intent == "other":
        return Text(GREETING, action="fallback")
    dialogue = context.dialogue if MISSED.matches(context) else None
    misses = int(dialogue.known.get("misses", 0)) if dialogue else 0
    near = [hit.slug for hit in reading.hits if hit.score >= SUGGEST_AT][:CHOICES]
    why = Why.HANDED_OVER if misses >= 2 else Why.OFFERED if near else Why.REPHRASED
    missed = await (await context.unit.missed()).unanswered(context.said, why, context.today, reading)
    await context.begin(CHOOSING, slugs=near, misses=misses + 1, missed=missed)
    return unfinished(context, _told(context, near, misses))


def _civil(context: Context) -> str:
    if THANKS.search(context.text):
        return WELCOME
    if offered(context) and context.text:
        return STANDS_ON
    return AT_HAND if YES_YES.fullmatch(context.text) else GREETING


async def _of_before(context: Context) -> Reply | None:
    """The words as said of what was told before: answered, or put to it."""
    before, dialogue = await told_before(context), context.dialogue
    story = offered(context) or before.matter
    if not story:
        return None
    answered = await follow_up(context, story, before.source)
    is_vague = context.reading is not None and context.reading.intent == "other"
    if answered is None and SUM_OF_IT.fullmatch(context.text):
        return Text(NO_SUM, action="fallback")
    if answered is None and QUESTION(context.said):
        answered = await _suggested(context, story, before.source) or (_unsure(context) if is_vague else None)
    if offered(context) and dialogue and not (answered and QUESTION(context.said)):
        return await add_to_story(context, dialogue)
    if answered is None and is_vague and STORY.match(context.said):
        return Text(FACTS_HEARD, action="intake")
    return answered


async def _suggested(context: Context, story: str, source: str) -> Text | None:
    """What comes near a question about the story, to choose from; an offer to register it keeps its own numbers."""
    slugs = [hit.slug for hit in follows(context, story, source) if hit.score >= SUGGEST_AT][:CHOICES_OF_A_STORY]
    if not slugs or context.reading is None:
        return None
    missed = await (await context.unit.missed()).unanswered(context.said, Why.OFFERED, context.today, context.reading)
    dialogue, first, further = context.dialogue, 1, []
    if offered(context) and dialogue:
        await context.begin(COMPLAINT, dialogue.step, **{**dialogue.known, NEAR: {"slugs": slugs, "missed": missed}})
        first, further = OFFERS + 1, [STANDS_ON]
    else:
        await context.begin(CHOOSING, slugs=slugs, missed=missed)
    return Text("\n".join([OF_IT.format(choices=_numbered(context, slugs, first)), *further]), action="suggest")


def _unsure(context: Context) -> Text:
    return Text("\n".join([UNSURE, *([STANDS_ON] if offered(context) else [])]), action="fallback")


def _told(context: Context, near: Sequence[str], misses: int) -> Text:
    if misses >= 2:
        return Text(TO_HUMAN, action="human")
    if near:
        return Text(SUGGEST.format(choices=_numbered(context, near)), action="suggest")
    return Text(REPHRASE, action="fallback")


def _numbered(context: Context, slugs: Sequence[str], first: int = 1) -> str:
    return "\n".join(f"{at}. {context.library.title(slug)}" for at, slug in enumerate(slugs, first))


@router.on(Sends(Voice))
async def voice(_context: Context) -> Reply:
    """A recording the platform did not recognise."""
    return Text(HEARD, action="fallback")


@router.on(Sends(Image, Video, ShortVideo, Link))
async def media(_context: Context) -> Reply:
    """Nobody's ticket is open: what to do so that it can be kept."""
    return Text(NOT_KEPT, action="fallback")


@router.on(Sends(Message))
async def unsupported(_context: Context) -> Reply:
    """A kind of message the platform does not hand on, such as a sticker or a file."""
    return Text(GREETING, action="fallback")


@router.on(Sends(Event), Anything())
async def event(_context: Context) -> Reply:
    """Events that ask for no answer."""
    return Silence()
