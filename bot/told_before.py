"""What was told before, for words that say little alone: 「能赔多少」, 「我该咋办」, 「老板不管」, 「工资5000」."""

import re
from collections.abc import Sequence
from datetime import timedelta
from itertools import takewhile
from typing import NamedTuple

from bot.context import Context, fold, words_of
from bot.core.clock import today, utc_now
from bot.dialogues import CHOOSING, COMPLAINT, FACTS
from bot.filters import OfWords, Talking
from bot.journal import Turn
from bot.wechat.reply import Text
from knowledge.bare_facts import corrected, is_bare_facts
from knowledge.reading import ANSWER_AT, FOLLOWS_AT, HELPS_AT, Reading
from knowledge.search import Hit
from knowledge.slots import Slots
from union.closing import closing

RECENT, LOOK_BACK = timedelta(hours=1), 12
SUGGESTED = "suggest"
FIRST_TOLD = Talking(FACTS, RECENT)
TOLD = ("answer", "calculate", SUGGESTED)
ANSWERS_A_QUESTION, ANSWERS_AN_OFFER = "calculating.calculating", "intake.intake"
STORY = re.compile(
    r"(?:[^一-鿿]*[一-鿿]){4}|[^\n]{0,4}欠[^\n]{0,3}\d{3}"
)  # fewer characters are no story; 老板欠9600 is
MOST = 30  # characters
_AROUND = (
    r"那|么|这|种|样|我|俺|他们?|公司|老板|单位|厂里|一共|总共|到底|大概|最多|最少|能|可以|该|应该|要|得|会|给|赔偿金?|补偿金?|赔|补|还|欠|差|剩|拿|领"
    r"|回|来|到|帮|下|看看|呢|吗|啊|呀|嘛|吧|个|的|了|钱|块|元|是|有|事|情况|现在|先|去|撒|哩|嘞|2?n(?:\+1)?|[,，。、?？!！~\s]"
)
_GAIN = "能(?:不能)?[要赔给拿](?:到|回|着)?[点些]?钱"  # to get it, not to pay it
_SUM = rf"{_GAIN}(?=[吗么嘛呢?？]|不?$)不?|多少|多儿?钱|几个钱|几个月工资|怎么算|咋算|算一?[算下]|算(?!了)"
_NEXT = "(?:怎么|咋|如何)(?:办|整|弄|做|处理|解决)|找[谁哪]|(?:啥|什么)办法|去哪|干啥|然后|下一步|接下来"
_LONG = "多久|多长时间|什么时候|啥时候|多会儿|太慢|等不[了及起]"
_FEE = "收费|花钱|收钱|要钱|费用|交钱|免费"
_OF_HELP = rf"{_AROUND}|登记|工会|解决|办|完|好|你们|需要|都|也|不"
SUM_OF_IT = re.compile(rf"(?=.{{1,{MOST}}}$)(?:{_AROUND})*(?:{_SUM})(?:{_AROUND})*")
NEXT_OF_IT = re.compile(rf"(?=.{{1,{MOST}}}$)(?:{_AROUND})*(?:{_NEXT})(?:{_NEXT}|{_AROUND})*")
TIME_OF_IT = re.compile(rf"(?=.{{1,{MOST}}}$)(?:{_OF_HELP})*(?:{_LONG})(?:{_OF_HELP})*")
FEE_OF_IT = re.compile(
    rf"(?=.{{1,{MOST}}}$)(?!.*{_GAIN})(?=.*(?:{_FEE}).*[吗不呢?？]|.*([要用收花交])不\1)(?:{_OF_HELP})*(?:[收花交]不)?(?:{_FEE})(?:{_OF_HELP}|[?？])*"
)
QUESTION = re.compile(
    r"[?？吗]|怎|咋|如何|多少|多钱|多久|谁|哪|(?<!没)(?<!没[说给有])(?:啥|什么)(?!都|也|[^，,]{0,3}[都也])"
    r"|([一-鿿])不\1|可不可以|有没有|[^，,]呢$|(?:能|可以|会|算|合|管|行|有|该|对|好|要|用)[^，,。]{0,5}(?<!从)不[撒呢啊呀嘛]?$"
).search
UNSURE = "这一问我答不准，要看具体情况。工作上的事接着问；想找人说，回复「人工」。"
GO_ON, HEARD, KEPT = "接着您刚才说的事：", "知道了。", "这句也记着了。"


class AsksSumOfIt(OfWords):
    """「能赔多少」 and the like: how much, and not of what."""

    def matches(self, context: Context) -> bool:
        """Whether it is asked."""
        return SUM_OF_IT.fullmatch(context.text) is not None

    def __str__(self) -> str:
        return "asks how much, and not of what"


class AsksOfHelp(OfWords):
    """How long our help takes, or what it costs, and not of what."""

    def matches(self, context: Context) -> bool:
        """Whether it is asked."""
        return any(one.fullmatch(context.text) for one in (TIME_OF_IT, FEE_OF_IT))

    def __str__(self) -> str:
        return "asks how long it takes or what it costs, and not of what"


class TellsBareFacts(OfWords):
    """Who one is, days, sums or how long, and of no matter."""

    def matches(self, context: Context) -> bool:
        """Whether it is only told that."""
        return is_bare_facts(context.text, today(utc_now()))  # what day it is hardly matters

    def __str__(self) -> str:
        return "tells who one is, days, sums or how long, and of no matter"


class Before(NamedTuple):
    """What was told: each matter that was answered with what was told of it after, the oldest first, and the entry that
    the last was answered with.
    """

    matters: Sequence[str] = ()
    source: str = ""

    @property
    def matter(self) -> str:
        """The last one; "" where none was told."""
        return self.matters[-1] if self.matters else ""


def offered(context: Context) -> str:
    """The story that is offered to be registered; "" where none is."""
    dialogue = context.dialogue
    standing = dialogue if context.is_asked and dialogue and dialogue.name == COMPLAINT else None
    return str(standing.known.get("story", "")) if standing else ""


def told_first(context: Context) -> str:
    """The facts that were told before any matter; "" where none were."""
    return str(context.dialogue.known["told"]) if context.dialogue and FIRST_TOLD.matches(context) else ""


async def with_first(context: Context) -> Context:
    """The words read behind the facts that were told before any matter."""
    told = told_first(context)
    return await with_story(context, told) if told else context


async def surer(context: Context) -> Reading | None:
    """The words read behind the facts told before any matter, where these make it surer; else alone."""
    alone, whole = context.reading, (await with_first(context)).reading
    if alone is None or whole is None or not whole.hits:
        return alone
    return whole if not alone.hits or whole.hits[0].score > alone.hits[0].score else alone


async def told_before(context: Context) -> Before:
    """What was answered or counted within the hour, with the words and bare facts around it."""
    return _before_of(await _latest(context), context)


async def stated_before(context: Context) -> str:
    """The same without its questions, as far as no offer to register it was answered since."""
    turns = list(takewhile(lambda turn: turn.handler != ANSWERS_AN_OFFER, await _latest(context)))
    lines = "\n".join(_before_of(turns, context).matters).splitlines()
    return "\n".join(dict.fromkeys(line for line in lines if len(line) > MOST or not QUESTION(line)))


async def _latest(context: Context) -> Sequence[Turn]:
    return await context.services.journal.latest(context.follower, context.now - RECENT, LOOK_BACK)


def _before_of(turns: Sequence[Turn], context: Context) -> Before:
    matters: list[list[str]] = []
    facts: list[str] = []  # told before their matter
    for turn in reversed(turns):
        said = words_of(turn.inbound)
        if turn.handler == ANSWERS_A_QUESTION or _asks_of_it(fold(said)) or (matters and _only_asks(said, context)):
            continue
        if _goes_on(turn, context) or (matters and _is_unsure(turn)):
            (matters[-1] if matters else facts).append(said)
        elif _is_told(turn) and STORY.match(said):
            matters.append([*facts, said])
            facts = []
    source = next((turn.reply.source for turn in turns if isinstance(turn.reply, Text) and turn.reply.source), "")
    return Before(["\n".join(lines) for lines in matters], source)


def _asks_of_it(said: str) -> bool:
    return any(one.fullmatch(said) for one in (SUM_OF_IT, NEXT_OF_IT, TIME_OF_IT, FEE_OF_IT))


def _only_asks(said: str, context: Context) -> bool:
    """Whether it is a short question with no fact in it."""
    short = len(said) <= MOST and QUESTION(said)
    return bool(short) and context.services.shelf.now.reader.read(said).slots == Slots()


def _goes_on(turn: Turn, context: Context) -> bool:
    """Whether the words belong to what was told before: we took them so, or they are bare facts."""
    said = turn.reply.content if isinstance(turn.reply, Text) else ""
    return said.startswith((GO_ON, HEARD)) or KEPT in said or is_bare_facts(fold(words_of(turn.inbound)), context.today)


def _is_unsure(turn: Turn) -> bool:
    return isinstance(turn.reply, Text) and turn.reply.action == SUGGESTED


def _is_told(turn: Turn) -> bool:
    return isinstance(turn.reply, Text) and bool(turn.reply.source or turn.reply.action in TOLD)


async def with_story(context: Context, story: str) -> Context:
    """The words read behind the story; what was corrected of its bare facts counts as corrected."""
    return await context.about(corrected(f"{story}\n{context.said}", context.today))


async def follow_up(context: Context, story: str, source: str = "") -> Text | None:
    """The answer to the words as said of the story, where it is sure: to 「我该咋办」 the story's own, else another
    than the `source` it was answered with.
    """
    best = await _own_answer(context, story) if NEXT_OF_IT.fullmatch(context.text) else followed(context, story, source)
    if not best:
        return None
    if context.dialogue and context.dialogue.name == CHOOSING:
        await context.unit.talk(None)  # a number is no longer one of those that were offered
    help_ = context.library.first(best, context.today)
    return Text("\n".join([GO_ON, help_, "", closing(context.library.entries[best])]), source=best)


def follows(context: Context, story: str, source: str = "") -> list[Hit]:
    """The entries in force, but `source`, that the words may ask for as said of the story; the best first, whose score
    is the chance that it helps.
    """
    hits = context.services.shelf.now.reader.follow(context.said, story)
    return [hit for hit in hits if hit.slug != source and context.library.is_live(hit.slug, context.today)]


def followed(context: Context, story: str, source: str = "") -> str:
    """The entry that surely helps with the words as said of the story; "" where none does."""
    best = next(iter(follows(context, story, source)), None)
    sure_at = FOLLOWS_AT if QUESTION(context.said) else HELPS_AT
    return best.slug if best and best.score >= sure_at else ""


async def _own_answer(context: Context, story: str) -> str:
    """The entry that the story alone finds; "" where it is not sure."""
    whole = (await context.about(story)).reading
    is_sure = whole and whole.intent != "other" and whole.hits and whole.hits[0].score >= ANSWER_AT
    return whole.hits[0].slug if whole and is_sure else ""
