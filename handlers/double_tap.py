"""A number sent twice within seconds is one answer: the second is not taken for the next question's."""

from datetime import timedelta

from bot.context import Context, fold, words_of
from bot.filters import OfWords
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text

WITHIN = timedelta(seconds=3)
MOST_DIGITS = 2
LOOK_BACK = 6
OWN, UNASKED = "double_tap.", "fallback."  # whose answers were to no choice
TWICE = "（收到两个「{said}」，按一个算。）\n{reply}"

router = Router(Band.SAFETY)


class ShortNumber(OfWords):
    """The message is a short number and nothing else."""

    def matches(self, context: Context) -> bool:
        """Whether it is."""
        return context.text.isdecimal() and len(context.text) <= MOST_DIGITS

    def __str__(self) -> str:
        return "a short number"


@router.on(ShortNumber())
async def double_tap(context: Context) -> Reply | None:
    """Says again what the same number was answered with just before; asked anew, it counts after those seconds."""
    turns = await context.services.journal.latest(context.follower, context.now - WITHIN, LOOK_BACK)
    before = next((turn for turn in turns if not turn.handler.startswith(OWN)), None)
    if before is None or before.handler.startswith(UNASKED) or not isinstance(before.reply, Text):
        return None
    if fold(words_of(before.inbound)) != context.text:
        return None
    return Text(TWICE.format(said=context.text, reply=before.reply.content), action=before.reply.action)
