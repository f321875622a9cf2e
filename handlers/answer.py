"""A question the knowledge base knows: its answer."""

from bot.context import Context
from bot.filters import Writes
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from knowledge.reading import ANSWER_AT

MORE = "没说到点上？换个说法再问，或者回复「人工」找工会的人。"

router = Router(Band.KNOWLEDGE)


@router.on(Writes())
async def answer(context: Context) -> Reply | None:
    """Answers when the best hit is sure enough and the message is about work at all."""
    reading = context.reading
    if reading is None or reading.intent == "other" or not reading.hits or reading.hits[0].score < ANSWER_AT:
        return None
    text = context.library.text(reading.hits[0].slug, context.today)
    return Text(f"{text}\n\n{MORE}")
