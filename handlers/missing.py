"""Keeps what could not be answered, in the transaction that the handler has opened, without who asked."""

from bot.context import Context
from knowledge.missed import Missed, Why


async def keep(context: Context, why: Why) -> str:
    """Keeps the question with its best guess; gives its id, for the dialogue to remember."""
    best = next(iter(context.reading.hits if context.reading else ()), None)
    slug, score = (best.slug, best.score) if best else (None, None)
    missed = Missed(await context.unit.session(), context.services.keys)
    return await missed.keep(context.said, why, context.today, slug, score)


async def found(context: Context) -> None:
    """Drops the question of the dialogue that stands: it has found its answer."""
    name = context.dialogue.known.get("missed") if context.dialogue else None
    if name:
        await Missed(await context.unit.session(), context.services.keys).found(str(name))
