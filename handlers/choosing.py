"""The follower picks one of the offered questions, by its number or by tapping its text."""

from datetime import timedelta

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
    if dialogue is None:
        return None
    slugs = list(dialogue.known.get("slugs", []))
    titles = {context.library.title(slug): slug for slug in slugs if slug in context.library.entries}
    at = picked(context.text, len(slugs))
    slug = slugs[at] if at is not None else titles.get(context.said)
    if slug is None or slug not in context.library.entries:
        return None
    await context.unit.talk(None)
    await (await context.unit.missed()).found(dialogue.known.get("missed"))
    return Text(context.library.text(slug, context.today), source=slug)
