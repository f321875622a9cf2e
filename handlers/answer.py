"""A question the knowledge base knows: its answer, and what else was asked in the same message."""

from bot.context import Context
from bot.dialogues import CHOOSING
from bot.filters import Writes
from bot.router import Band, Router
from bot.wechat.reply import PAGE_LIMIT_BYTES, Reply, Text
from handlers.places import way
from knowledge.reading import ANSWER_AT, Reading

MORE = """要工会登记、派人跟进，回复「登记」。没说到点上？换个说法再问，或者回复「人工」。
说句「有用」「没用」，我们好改。"""
ALSO = "您还说到另一件事：「{title}」。回复 1 看这个。"
BOTH = "您还说到另一件事：「{title}」"

router = Router(Band.KNOWLEDGE)


@router.on(Writes())
async def answer(context: Context) -> Reply | None:
    """Answers when the best hit is sure enough and the message is about work at all."""
    reading = context.reading
    if reading is None or reading.intent == "other" or not reading.hits or reading.hits[0].score < ANSWER_AT:
        return None
    parts = [context.library.text(reading.hits[0].slug, context.today), *await _second(context, reading)]
    return Text("\n\n".join([*parts, _closing(context, reading)]), source=reading.hits[0].slug)


def _closing(context: Context, reading: Reading) -> str:
    """Where to go, if that is a next step of the answer; what to do where it was not the right one."""
    entry = context.library.entries[reading.hits[0].slug]
    return f"{way(entry.topic)}\n{MORE}" if "office" in entry.next else MORE


async def _second(context: Context, reading: Reading) -> list[str]:
    """The second matter's answer where both fit one page, else its title and how to get it."""
    library, second = context.library, reading.second
    if second is None or not library.is_live(second.slug, context.today) or context.is_asked:
        return []
    title = library.title(second.slug)
    both = [BOTH.format(title=title), library.text(second.slug, context.today)]
    first = library.text(reading.hits[0].slug, context.today)
    if len("\n\n".join([first, *both, _closing(context, reading)]).encode()) <= PAGE_LIMIT_BYTES:
        return both
    await context.begin(CHOOSING, slugs=[second.slug])
    return [ALSO.format(title=title)]
