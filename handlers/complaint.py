"""A wrong was done to the follower: help with its article first, then the offer to register it as a ticket."""

import re
from typing import Any

from bot.context import MOST_CHARACTERS, Context
from bot.dialogues import ADDING, ANSWERED, COMPLAINT, told_of
from bot.filters import Clicks, OfWords, Says, Wants
from bot.router import Band, Router
from bot.told_before import offered, stated_before, surer, told_before, told_first, with_first
from bot.wechat.reply import Reply, Text
from handlers.beside_unnamed import before_a_name
from handlers.withdrawing import unfinished
from knowledge.bare_facts import corrected
from knowledge.money import yuan
from knowledge.reading import SUGGEST_AT, Reading
from knowledge.search import Hit
from knowledge.slots import Slots
from tickets.first_matter import kind_for
from tickets.kind import OTHER, URGENT
from tickets.register_words import registers
from tickets.told import retold

OFFER = """要工会登记、派人跟进吗？不收钱。
回复 1　登记（记下您是谁；同意交给工会工作人员，只用来办这件事；不留名发「匿名」）
回复 2　先不登记"""
UNSURE = "您说的事，工会能帮着看。"
TELL = """您把事情用一两句话说出来就行：哪个单位、什么事、欠多少或者伤在哪、从什么时候开始。
说完我帮您登记：只交给工会工作人员，用来办这件事。"""

RECKONED = "按您说的，欠的是{sum}（{how}）。怎么算的，回复「能要多少」。"

BEFORE = "登记您刚才说的这件事：「{said}」"
SEVERAL = "登记您刚才说的这几句：\n{said}"
SHOWN = 40  # characters of it that are quoted
ALREADY = "您的事已经登记了，发「查进度」看办到哪一步。要补充，接着发；另有一件事要登记，直接说是什么事。"
TELL_BEHALF = """替工友登记，要他本人同意。先说他的事：哪个单位、什么事、欠多少或者伤在哪。
说完再问他的称呼和电话。"""

HEAVIER = ("女职工", URGENT, "工伤")  # the heaviest first: guarded at the desk, then with the shortest days
FIXED = ("story", "kind", "topic", "phone", "behalf", "urgent")  # whatever the story tells

router = Router(Band.COMMAND)


class Registers(OfWords):
    """Short words that want it registered, and say nothing of what."""

    def matches(self, context: Context) -> bool:
        """Whether they do."""
        return registers(context.said)

    def __str__(self) -> str:
        return "wants it registered, as 算了还是登记吧"


@router.on(
    Says("登记", "我要登记", "帮我登记", "要登记", "登记诉求", "我要投诉", "投诉", "我要维权", "维权"),
    Registers(),
    Clicks("complain"),
)
async def begin(context: Context) -> Reply | None:
    """Offers to register what was answered just before; without that, asks for the story in the follower's words."""
    if context.is_asked:
        return None  # it is the answer to our offer
    context.services.receipts.let_name(context.follower)
    matters = (await told_before(context)).matters
    if not matters and context.dialogue and context.dialogue.name in (ADDING, ANSWERED):
        return Text(ALREADY, action="intake")
    if not matters:
        await context.begin(COMPLAINT, "story")
        return Text(TELL, action="intake")
    quoted = [_beginning("，".join(one.splitlines())) for one in matters]
    story = "\n".join(matters)
    reading = await context.services.shelf.now.reader.understand(corrected(story, context.today), context.today)
    await let_stand(context, story, reading)
    said = BEFORE.format(said=quoted[0])
    if len(quoted) > 1:
        said = SEVERAL.format(said="\n".join(f"· {one}" for one in quoted))
    return Text(f"{said}\n\n{OFFER}", action="intake")


@router.on(Says("代工友登记", "帮工友登记", "替工友登记", "代登记", "替别人登记", "帮别人登记", "代人登记"))
async def begin_for_another(context: Context) -> Reply:
    """The same for a workmate: a union representative, a neighbour, a child."""
    context.services.receipts.let_name(context.follower)
    await context.begin(COMPLAINT, "story", behalf=True)
    return unfinished(context, Text(TELL_BEHALF, action="intake"))


@router.on(Wants("complaint"))
async def offer(context: Context) -> Reply:
    """Gives the first screen of the best answer and offers to register."""
    if asked := await before_a_name(context):
        return asked
    best = await let_stand(context, context.said, await surer(context))
    help_ = context.library.first(best.slug, context.today) if best else UNSURE
    sum_ = reckoned((await with_first(context)).reading)
    lines = [help_, *([sum_] if sum_ else []), OFFER]
    return Text("\n\n".join(lines), action="intake", source=best.slug if best else "", is_personal=bool(sum_))


def _beginning(said: str) -> str:
    """As much of it as is quoted: whole clauses, so that no number is cut."""
    if len(said) <= SHOWN:
        return said
    whole = re.match(rf"(?s).{{1,{SHOWN}}}(?=[，,。；;！？!?\s])", said)
    return f"{whole[0] if whole else said[:SHOWN]}…"


def reckoned(reading: Reading | None) -> str:
    """What wage and time that were told come to; empty where no sum follows from them."""
    slots = reading.slots if reading else Slots()
    source = slots.source("amount_fen")
    if source is None or slots.amount_fen is None or not slots.is_reckoned:
        return ""
    return RECKONED.format(sum=yuan(slots.amount_fen), how=source.said)


async def let_stand(context: Context, story: str, reading: Reading | None, kind: str = "") -> Hit | None:
    """Lets the offer to register this story stand, as one of `kind` where that is known already; gives the answer that
    fits it best, if one does.
    """
    best, dialogue = near(reading), context.dialogue
    topic = best.topic if best else ""
    earlier, known = _told_first(context)
    if not earlier and story == context.said:
        earlier = await stated_before(context)
    story = (story if story.startswith(earlier) else f"{earlier}\n{story}")[:MOST_CHARACTERS]
    kind, first = kind or kind_for(topic, story), str(known.get("kind", ""))
    if kind == OTHER and reckoned(reading):
        kind = "欠薪"
    if first:  # names the ticket, unless this one weighs more
        kind = min({first, kind} & set(HEAVIER), key=HEAVIER.index, default=first)
    told: dict[str, Any] = {**known, "story": story, "kind": kind, "topic": known.get("topic") or topic}
    if dialogue and dialogue.name == COMPLAINT and dialogue.step == "story" and dialogue.known.get("phone"):
        told["phone"] = dialogue.known["phone"]
    if dialogue and dialogue.name == COMPLAINT and dialogue.known.get("behalf"):
        told["behalf"] = True
    if reading and reading.danger:
        told["urgent"] = True
    if earlier:
        reading = (await context.about(corrected(story, context.today))).reading
    fixed = {name: told[name] for name in FIXED if name in told}
    await context.begin(COMPLAINT, "offer", **retold(told, fixed, reading.slots if reading else Slots()))
    return best


def _told_first(context: Context) -> tuple[str, dict[str, Any]]:
    """What was told before this complaint and belongs to it, and all that is known of the offer it stands in."""
    dialogue = context.dialogue
    if first := told_first(context):
        return first, {}
    return (offered(context), told_of(dialogue)) if dialogue and offered(context) else ("", {})


def near(reading: Reading | None) -> Hit | None:
    """The hit that a story is likely about; its topic tells the ticket's kind. None where none comes near enough."""
    return reading.hits[0] if reading and reading.hits and reading.hits[0].score >= SUGGEST_AT else None
