"""What was told before, for words that say little alone: 「能赔多少」, 「我该咋办」, 「老板不管」, 「工资5000」."""

import re
from datetime import timedelta

from bot.context import Context, fold, words_of
from bot.core.clock import today, utc_now
from bot.dialogues import CHOOSING, COMPLAINT
from bot.filters import OfWords
from bot.wechat.reply import Text
from knowledge.bare_facts import is_bare_facts
from knowledge.reading import ANSWER_AT
from union.closing import closing

RECENT, LOOK_BACK = timedelta(hours=1), 12
TOLD = ("answer", "calculate")
ANSWERS_A_QUESTION = "calculating.calculating"
STORY = re.compile(r"(?:[^一-鿿]*[一-鿿]){4}")  # fewer characters are no story
MOST = 30  # characters
_AROUND = (
    r"那|么|这|种|样|我|俺|他们?|公司|老板|单位|厂里|一共|总共|到底|大概|最多|最少|能|可以|该|应该|要|得|会|给|赔偿?|补偿?|拿|领|回|来|到|帮|下"
    r"|看看|呢|吗|啊|呀|嘛|吧|个|的|了|钱|块|元|是|有|事|情况|现在|先|去|[,，。、?？!！~\s]"
)
_SUM = "多少|几个钱|几个月工资|怎么算|咋算|算一?[算下]|算(?!了)"
_NEXT = "(?:怎么|咋|如何)(?:办|整|弄|做|处理|解决)|找[谁哪]|(?:啥|什么)办法|去哪|干啥|然后|下一步|接下来"
SUM_OF_IT = re.compile(rf"(?=.{{1,{MOST}}}$)(?:{_AROUND})*(?:{_SUM})(?:{_AROUND})*")
NEXT_OF_IT = re.compile(rf"(?=.{{1,{MOST}}}$)(?:{_AROUND})*(?:{_NEXT})(?:{_NEXT}|{_AROUND})*")
GO_ON = "接着您刚才说的事："
MOST_OF_A_HIT = 5


class AsksSumOfIt(OfWords):
    """「能赔多少」 and the like: how much, and not of what."""

    def matches(self, context: Context) -> bool:
        """Whether it is asked."""
        return SUM_OF_IT.fullmatch(context.text) is not None

    def __str__(self) -> str:
        return "asks how much, and not of what"


class TellsBareFacts(OfWords):
    """Days, sums or how long, and of no matter."""

    def matches(self, context: Context) -> bool:
        """Whether it is only told that."""
        return is_bare_facts(context.text, today(utc_now()))  # what day it is hardly matters

    def __str__(self) -> str:
        return "tells days, sums or how long, and of no matter"


def offered(context: Context) -> str:
    """The story that is offered to be registered; "" where none is."""
    dialogue = context.dialogue
    standing = dialogue if context.is_asked and dialogue and dialogue.name == COMPLAINT else None
    return str(standing.known.get("story", "")) if standing else ""


async def asked_before(context: Context) -> str:
    """The words that were answered or counted last, within the hour, and bare facts that came after; "" for none."""
    facts: list[str] = []
    for turn in await context.services.journal.latest(context.follower, context.now - RECENT, LOOK_BACK):
        said = words_of(turn.inbound)
        if turn.handler == ANSWERS_A_QUESTION or SUM_OF_IT.fullmatch(fold(said)) or NEXT_OF_IT.fullmatch(fold(said)):
            continue
        if is_bare_facts(fold(said), context.today):
            facts.append(said)
        elif isinstance(turn.reply, Text) and (turn.reply.source or turn.reply.action in TOLD) and STORY.match(said):
            return "\n".join([said, *reversed(facts)])
    return ""


async def follow_up(context: Context, story: str) -> Text | None:
    """The answer to the words as said of the story: to 「我该咋办」, or where alone and together they come near it."""
    asks_what_now = NEXT_OF_IT.fullmatch(context.text)
    whole = (await context.about(story if asks_what_now else f"{story}\n{context.said}")).reading
    if whole is None or whole.intent == "other" or not whole.hits or whole.hits[0].score < ANSWER_AT:
        return None
    best = whole.hits[0].slug
    near = {hit.slug for hit in context.reading.hits[:MOST_OF_A_HIT]} if context.reading else set()
    if best not in near and not asks_what_now:
        return None
    if context.dialogue and context.dialogue.name == CHOOSING:
        await context.unit.talk(None)  # a number is no longer one of those that were offered
    help_ = context.library.first(best, context.today)
    return Text("\n".join([GO_ON, help_, "", closing(context.library.entries[best])]), source=best)
