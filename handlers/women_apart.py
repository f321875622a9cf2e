"""What a woman worker tells of herself goes on no open ticket of another kind, but is offered a ticket of its own."""

import re
from dataclasses import dataclass

from bot.context import Context
from bot.dialogues import ADDING, ANSWERED, ASKING, WITHDRAWING
from bot.filters import Filter, Sign
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from handlers.asking import ASKS, ticket_of
from handlers.beside_unnamed import before_a_name
from handlers.complaint import OFFER, UNSURE, let_stand, near
from tickets.kind import of_topic
from tickets.kinds.women import kind as women

ABOUT_TICKET = (ADDING, ANSWERED, ASKING, WITHDRAWING)
APART = "这件事单独登记，不记到您原来那张单子上。"
ABUSED = re.compile(r"性骚扰|猥亵|强奸|强暴|非礼|动手动脚|摸我").search

router = Router(Band.SAFETY)


@dataclass(frozen=True, slots=True)
class TellsOfWomen(Filter):
    """Words for an open ticket that tell of a matter of women workers, and are no question of their own."""

    def fits_sign(self, sign: Sign) -> bool:
        """Whether a talk about a ticket stands."""
        return sign.dialogue in ABOUT_TICKET

    def matches(self, context: Context) -> bool:
        """Whether they do."""
        dialogue, best = context.dialogue, near(context.reading)
        if dialogue is None or dialogue.name not in ABOUT_TICKET or context.reading is None:
            return False
        if context.asks_else and ASKS(context.said):
            return False
        is_of_women = best is not None and of_topic(best.topic) == women.name
        told = is_of_women and (context.reading.intent == "complaint" or context.asks_else)
        return told or ABUSED(context.said) is not None

    def __str__(self) -> str:
        return "tells of a matter of women workers while a ticket is open"


@router.on(TellsOfWomen())
async def apart(context: Context) -> Reply | None:
    """Helps with it and offers to register it by itself; on a ticket of its kind it is as any other words."""
    ticket = await ticket_of(context, context.dialogue)
    if ticket is None or ticket.kind == women.name:
        return None
    if asked := await before_a_name(context):
        return asked
    best = await let_stand(context, context.said, context.reading, women.name)
    help_ = context.library.first(best.slug, context.today) if best else UNSURE
    return Text(f"{APART}\n\n{help_}\n\n{OFFER}", action="intake", source=best.slug if best else "")
