"""A tap on answers that were sent with an earlier question never answers the one that is asked now."""

from dataclasses import dataclass

from bot.context import Context
from bot.dialogues import INSTALMENT, RATING
from bot.filters import Filter
from bot.router import Band, Router
from bot.wechat.message import Text as TextMessage
from bot.wechat.outgoing import asked_about
from bot.wechat.reply import Reply, Text
from handlers.rating import WORDS, rate
from handlers.receiving import CAME, DID_NOT
from tickets import number
from tickets.states import OPEN

ANSWERS = {RATING: frozenset(WORDS), INSTALMENT: frozenset((*CAME, *DID_NOT))}
OLD = "您点的是以前那个问题，没有记成现在的回答。"
GO_ON = "眼前问您的，请打字回答。"
WHICH_DAY = "钱到没到，请打字说一句是哪一笔。"

router = Router(Band.SAFETY)


@dataclass(frozen=True, slots=True)
class Taps(Filter):
    """The words came by a tap on offered answers, not by typing."""

    def matches(self, context: Context) -> bool:
        """Whether they did."""
        return isinstance(context.message, TextMessage) and context.message.menu_id is not None

    def __str__(self) -> str:
        return "taps an offered answer"


@router.on(Taps())
async def old_tap(context: Context) -> Reply | None:
    """Leaves a tap to the question it was sent with while that stands; else a verdict goes to its own ticket."""
    about = _ticket_of(context)
    if not any(context.text in words for words in ANSWERS.values()) or _is_of(context, about):
        return None
    if context.is_asked:
        return Text(f"{OLD}{GO_ON}", action="intake")
    if context.text in WORDS:
        return await _verdict(context, about) if about else None
    return Text(f"{OLD}{WHICH_DAY}", action="intake")


def _ticket_of(context: Context) -> str:
    """The number of the ticket in the tap's id; empty where none is in it."""
    return number.read(asked_about(str(getattr(context.message, "menu_id", "")))) or ""


def _is_of(context: Context, about: str) -> bool:
    """Whether the tapped words answer the question that stands, about the same ticket as far as that is known."""
    dialogue = context.dialogue
    if dialogue is None or dialogue.step or context.text not in ANSWERS.get(dialogue.name, ()):
        return False
    return about in ("", dialogue.known.get("number"))


async def _verdict(context: Context, about: str) -> Reply | None:
    """The verdict on the ticket that was asked about, if it is theirs and ended."""
    ticket = await (await context.unit.tickets()).find(about)
    if ticket is None or ticket.follower != context.follower or ticket.state in OPEN:
        return Text(OLD, action="intake")
    return await rate(context, ticket, WORDS[context.text])
