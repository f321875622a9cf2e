"""「有用」「没用」 after an answer: counted once; on 「没用」 the question is kept and the reason asked for, once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.context import Context, words_of
from bot.core.clock import today
from bot.dialogues import CHOOSING, FEEDBACK
from bot.filters import Says
from bot.journal import Turn
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from knowledge.missed import Why

LASTS = timedelta(days=1)
LOOK_BACK = 12  # messages
OFFERING = ("fallback.", "answer.")  # handlers that offer choices
LEFT = (CHOOSING, FEEDBACK)  # dialogues that asking for a reason may end
OTHERS_STAND = timedelta(hours=2)

THANKS = "好，谢谢您说一声。还有问题接着问。"
ASK_REASON = """记下了，这条答得不好，我们会改。方便的话说说哪里不好，回复数字（不说也行）：
1　答非所问
2　看不懂
3　和我的情况不一样
4　数字或条文不对
也可以换个说法再问，或者回复「人工」找工会的人。"""
NOTED = "记下了，这条答得不好，我们会改。换个说法再问，或者回复「人工」找工会的人，都行。"
ALREADY = "这条您说过了，已经记着。换个说法再问，或者回复「人工」找工会的人，都行。"

router = Router(Band.COMMAND)


@dataclass(frozen=True, slots=True)
class Meant:
    """The answer that is spoken of, the question behind it, and the verdicts on it so far, the newest first."""

    answer: Turn
    slug: str
    question: str
    said: tuple[str, ...]


@router.on(
    Says("有用", "有用的", "很有用", "有帮助", "管用", "解决了", "有用,谢谢", "有用谢谢"),
    Says("谢谢,有用", "谢谢 有用", "谢谢有用"),
)
async def useful(context: Context) -> Reply | None:
    """Counts a useful answer; who said 「没用」 before may think better of it."""
    meant = await _meant(context)
    if meant is None:
        return None
    if meant.said[:1] != ("useful",):
        await _count(context, meant, useful=1, not_useful=-1 if meant.said else 0)
        await context.unit.talk(context.dialogue)  # of two at once the second begins anew, and finds it said
    return Text(THANKS)


@router.on(
    Says("没用", "没有用", "没用处", "没啥用", "没什么用", "无用", "没帮助", "没有帮助", "不管用", "没说到点上"),
    Says("不对", "说得不对", "说的不对", "答得不对", "答的不对", "答错了", "说错了", "不是我问的", "不是这个意思"),
)
async def useless(context: Context) -> Reply | None:
    """Counts an answer of no use and keeps its question; asks why, unless another dialogue stands."""
    meant = await _meant(context)
    if meant is None:
        return None
    if meant.said[:1] == ("useless",):
        return Text(ALREADY)
    await _count(context, meant, useful=-1 if meant.said else 0, not_useful=1)
    kept = None if "useless" in meant.said else await _keep(context, meant)
    if kept is None or _stands(context):
        await context.unit.talk(context.dialogue)
        return Text(NOTED)
    await context.begin(FEEDBACK, missed=kept, slug=meant.slug, day=_day(meant).isoformat())
    return Text(ASK_REASON)


async def _meant(context: Context) -> Meant | None:
    """The latest answer of the day, unless something else was talked of since."""
    turns = await context.services.journal.latest(context.follower, context.now - LASTS, LOOK_BACK)
    said: list[str] = []
    for at, turn in enumerate(turns):
        if isinstance(turn.reply, Text) and turn.reply.source:
            return Meant(turn, turn.reply.source, _question(turns[at:]), tuple(said))
        room, _, name = turn.handler.partition(".")
        if room == "feedback":
            said.append(name)
        elif not _in_passing(context, turn):
            return None
    return None


def _in_passing(context: Context, turn: Turn) -> bool:
    """Further pages, help, thanks and greetings: behind them the answer is still what is spoken of."""
    if turn.reply.action == "fallback":
        words = words_of(turn.inbound)
        return not words or context.services.shelf.now.reader.read(words).intent == "other"
    return turn.reply.action == "answer"


def _question(turns: Sequence[Turn]) -> str:
    """What the first turn answered; for one of the offered choices, what they were offered for."""
    answer, *before = turns
    asked = answer
    if answer.handler.startswith("choosing."):
        asked = next((turn for turn in before if turn.handler.startswith(OFFERING)), answer)
    return words_of(asked.inbound)


async def _count(context: Context, meant: Meant, useful: int, not_useful: int) -> None:
    missed = await context.unit.missed()
    await missed.count(meant.slug, _day(meant), useful=useful, not_useful=not_useful)


async def _keep(context: Context, meant: Meant) -> str | None:
    if not meant.question:
        return None
    missed = await context.unit.missed()
    return await missed.keep(meant.question, Why.NOT_USEFUL, context.today, meant.slug)


def _day(meant: Meant) -> date:
    return today(meant.answer.received_at)


def _stands(context: Context) -> bool:
    """Whether another dialogue waits for the follower, which asking for a reason would end."""
    dialogue = context.dialogue
    return dialogue is not None and dialogue.name not in LEFT and context.awaits(OTHERS_STAND)
