"""A wrong was done to the follower: help with its article first, then the offer to register it as a ticket."""

from typing import Any

from bot.context import MOST_CHARACTERS, Context
from bot.filters import Clicks, Says, Wants
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from knowledge.reading import SUGGEST_AT
from knowledge.slots import Slots
from tickets.kind import of_topic
from tickets.told import merged

OFFER = """要工会帮您登记、派人跟进吗？不收钱。
回复 1　登记（同意把您说的情况交给工会工作人员，只用来帮您办这件事）
回复 2　先不登记，接着问"""
UNSURE = "您说的事，工会能帮着看。"
TELL = """您把事情用一两句话说出来就行：哪个单位、什么事、欠多少或者伤在哪、从什么时候开始。
说完我帮您登记：只交给工会工作人员，用来办这件事。"""

TELL_BEHALF = """替工友登记，要他本人同意。先说他的事：哪个单位、什么事、欠多少或者伤在哪。
说完再问他的称呼和电话。"""

router = Router(Band.COMMAND)


@router.on(Says("我要登记", "登记诉求", "我要投诉", "投诉", "我要维权", "维权"), Clicks("complain"))
async def begin(context: Context) -> Reply:
    """Asks for the story in the follower's own words."""
    await context.begin("complaint", "story")
    return Text(TELL, action="intake")


@router.on(Says("代工友登记", "帮工友登记", "替工友登记", "代登记", "替别人登记", "帮别人登记", "代人登记"))
async def begin_for_another(context: Context) -> Reply:
    """The same for a workmate: a union representative, a neighbour, a child."""
    await context.begin("complaint", "story", behalf=True)
    return Text(TELL_BEHALF, action="intake")


@router.on(Wants("complaint"))
async def offer(context: Context) -> Reply:
    """Gives the first screen of the best answer and offers to register."""
    reading = context.reading
    best = reading.hits[0] if reading and reading.hits and reading.hits[0].score >= SUGGEST_AT else None
    topic = best.topic if best else ""
    told: dict[str, Any] = {"story": context.said[:MOST_CHARACTERS], "kind": of_topic(topic), "topic": topic}
    if context.dialogue and context.dialogue.name == "complaint" and context.dialogue.known.get("behalf"):
        told["behalf"] = True
    await context.begin("complaint", "offer", **merged(told, reading.slots if reading else Slots()))
    help_ = context.library.first(best.slug, context.today) if best else UNSURE
    return Text(f"{help_}\n\n{OFFER}", action="intake")
