"""「缺什么证据」「怎么取证」: what the ticket, or the matter that is named, still needs."""

from bot.context import Context
from bot.filters import OfWords, Says
from bot.router import Band, Router
from bot.wechat.reply import Reply
from handlers.coaching import OF_TICKET, Wanted, ask, tell, tell_of, told_before
from handlers.sorting import ask_for_a_name
from knowledge.reading import SUGGEST_AT
from rights.limits import Matter
from tickets import number
from tickets.evidence import Evidences
from tickets.kind import of_topic
from tickets.proof_words import CHECK, KEEP, LIST, Asked, asked
from tickets.proving import coached, matter_of
from tickets.service import Tickets

router = Router(Band.COMMAND)


class AsksForEvidence(OfWords):
    """Short words that ask which evidence, of something named before them."""

    def matches(self, context: Context) -> bool:
        """Whether they do."""
        return asked(context.text) is not None

    def __str__(self) -> str:
        return "asks which evidence, as 工伤证据清单"


@router.on(Says(*CHECK, *KEEP), AsksForEvidence())
async def coach(context: Context) -> Reply | None:
    """The list of the newest open ticket, else of the matter in the words, else asks which.

    A question that the knowledge answers is left to it, but for what a ticket still lacks.
    """
    words = asked(context.text)
    if words is None:
        return None
    is_question = bool(words.about) and context.asks_else and not context.text.endswith(LIST)
    if is_question and not words.lacks:
        return None
    wanted = await _of_ticket(context, words)
    if wanted is None and is_question:
        return None
    if wanted:
        return tell(wanted, words.keep)
    named = _named(context, words) or (told_before(context) if words.keep and not words.about else None)
    return await tell_of(context, named, words.keep) if named else await ask(context, words.keep)


async def _of_ticket(context: Context, words: Asked) -> Wanted | None:
    """The newest open ticket's; nothing where there is none, or another matter is named."""
    keys = context.services.keys
    async with context.services.database.view() as session:
        tickets = Tickets(session, keys, context.now, context.services.rules)
        ticket = next(iter(await tickets.of(context.follower, only_open=True)), None)
        if ticket is None or (words.about in list(Matter) and words.about != ticket.kind):
            return None
        rows = await Evidences(session, keys, context.now).of(ticket)
    title = OF_TICKET.format(number=number.shown(ticket.number), matter=ticket.kind)
    unnamed = "" if words.keep else await ask_for_a_name(context, ticket, rows)
    return Wanted(title, coached(tickets, ticket, rows), unnamed)


def _named(context: Context, words: Asked) -> Matter | None:
    """The matter the words name, or the offer that stands is about; nothing where it is none in particular."""
    if words.about in list(Matter):
        return Matter(words.about)
    reading, offer = context.reading, context.dialogue if context.is_asked else None
    best = reading.hits[0] if words.about and reading and reading.hits else None
    topic = best.topic if best and best.score >= SUGGEST_AT else ""
    kind = of_topic(topic)
    if not topic and offer:
        topic, kind = str(offer.known.get("topic", "")), str(offer.known.get("kind", ""))
    matter = matter_of(kind, topic)
    return matter if matter is not Matter.OTHER else None
