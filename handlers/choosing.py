"""The follower picks one of the offered questions, by its number or by tapping its text."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.context import Context, picked
from bot.dialogues import CHOOSING
from bot.filters import Talking
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text

CHOICES_LAST = timedelta(minutes=30)

router = Router(Band.DIALOGUE)


@router.on(Talking(CHOOSING, CHOICES_LAST))
async def choosing(context: Context) -> Reply | None:
    """Answers with the chosen entry; anything else goes its usual way."""
    dialogue = context.dialogue
    reply = await chosen(context, dialogue.known) if dialogue else None
    if reply:
        await context.unit.talk(None)
    return reply


async def chosen(context: Context, offered: Mapping[str, Any], before: int = 0) -> Text | None:
    """The entry that was picked of those offered (`slugs`, kept as `missed`), whose numbers come after `before`."""
    slugs = list(offered.get("slugs", []))
    titles = {context.library.title(slug): slug for slug in slugs if slug in context.library.entries}
    at = picked(context.text, before + len(slugs))
    slug = titles.get(context.said) if at is None else slugs[at - before] if at >= before else None
    if slug is None or slug not in context.library.entries:
        return None
    await (await context.unit.missed()).found(offered.get("missed"))
    return Text(context.library.text(slug, context.today), source=slug)
