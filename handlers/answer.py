"""A question the knowledge base knows: its answer, and what else was asked in the same message."""

from bot.context import Context
from bot.dialogues import CHOOSING
from bot.filters import Writes
from bot.router import Band, Router
from bot.told_before import MOST, followed, offered, surer
from bot.wechat.reply import PAGE_LIMIT_BYTES, Reply, Text
from handlers.amid_questions import still_asked
from knowledge.reading import ANSWER_AT, Reading
from union.closing import closing

ALSO = "您还说到另一件事：「{title}」。回复 1 看这个。"
BOTH = "您还说到另一件事：「{title}」"

router = Router(Band.KNOWLEDGE)


@router.on(Writes())
async def answer(context: Context) -> Reply | None:
    """Answers when the best hit is sure enough and the message is about work at all; facts told first tell more. Amid a
    story that is offered to be registered, what a few words mean is for the story to say; amid the questions of a
    ticket the answer is short, and the question is put once more.
    """
    if context.reading is None or context.reading.intent == "other":
        return None
    reading = await surer(context)
    if reading is None or not reading.hits or reading.hits[0].score < ANSWER_AT:
        return None
    story = offered(context) if len(context.said) <= MOST else ""
    best = context.library.entries[(story and followed(context, story)) or reading.hits[0].slug]
    if still := await still_asked(context):
        help_ = context.library.first(best.slug, context.today)
        return Text("\n".join([help_, "", closing(best), "", still]), source=best.slug)
    further = await _second(context, reading) if best.slug == reading.hits[0].slug else []
    parts = [context.library.text(best.slug, context.today), *further]
    return Text("\n\n".join([*parts, closing(best)]), source=best.slug)


async def _second(context: Context, reading: Reading) -> list[str]:
    """The second matter's answer where both fit one page, else its title and how to get it."""
    library, second = context.library, reading.second
    if second is None or not library.is_live(second.slug, context.today) or context.is_asked:
        return []
    title = library.title(second.slug)
    both = [BOTH.format(title=title), library.text(second.slug, context.today)]
    best = library.entries[reading.hits[0].slug]
    first = library.text(best.slug, context.today)
    if len("\n\n".join([first, *both, closing(best)]).encode()) <= PAGE_LIMIT_BYTES:
        return both
    await context.begin(CHOOSING, slugs=[second.slug])
    return [ALSO.format(title=title)]
