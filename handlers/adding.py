"""The follower has an open ticket in mind: what they write next is put on it, until they turn to something else."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.context import MOST_CHARACTERS, Context, fold, picked
from bot.core.clock import chinese_day, today
from bot.core.followers import Dialogue
from bot.dialogues import ADDING, ANSWERED
from bot.filters import Says, Talking
from bot.router import Band, Router
from bot.told_before import NEXT_OF_IT, QUESTION, AsksSumOfIt, TellsBareFacts, follow_up, with_story
from bot.wechat.reply import Reply, Text
from handlers.amending import MOVED, amend
from handlers.asking import ASKS, BACK, correct, take_beside, take_phone, tells_phone, ticket_of
from handlers.calculate import begun_in
from handlers.calculating import ask_or_tell, so_far
from handlers.nothing_asked import PASSES, UNKNOWN
from handlers.of_help import told_of_help
from handlers.reopen import WHY
from knowledge.bare_facts import is_bare_facts
from tickets import number
from tickets.changes import LONGEST
from tickets.lines import Line
from tickets.models import Ticket
from tickets.proof_words import asked
from tickets.question import LABELLED, WHERE

LASTS = timedelta(hours=2)
ANSWERED_LASTS = timedelta(days=3)  # staff wrote: what comes next is most likely for them
MOST_MOVED = 5
LEAST_ASKED = 2  # characters; 在吗 asks nothing
THANKS = Says("好", "好的", "没有了", "没了", "谢谢", "行", "完了", "收到", "知道了")
WRITTEN = "记在您的单子上了（编号 {number}），工作人员看得到。还有要补充的，接着发；想问别的，直接问就行。"
WHY_NOTED = "记下了，工作人员先看这句（编号 {number}）。还有要补充的，接着发；想问别的，直接问就行。"
WHICH = "说的要是另一张，回复数字：\n{choices}"
SAY_PAY = "再发一句受伤前一年平均一个月多少钱，比如「一个月5000」，就给您算出来。"
GRADED = "injury"
LINE = "{at}. {number}　{kind}　{day}登记"
DONE = "好的。随时发「查进度」看办到哪一步了。"

router = Router(Band.DIALOGUE)


@router.on(Talking(ADDING, LASTS), Talking(ANSWERED, ANSWERED_LASTS))
async def adding(context: Context) -> Reply | None:
    """Adds to the ticket; a clear question of its own, or words after a while, go their usual way."""
    dialogue = context.dialogue
    if dialogue is None or asked(context.text):
        return None
    ticket = await ticket_of(context, dialogue) if _may_change(context, dialogue) else None
    if ticket and (amended := await amend(context, dialogue, ticket)):
        return amended
    is_for_staff = dialogue.name == ANSWERED or dialogue.step == WHY or tells_phone(context)
    if context.asks_else and (not is_for_staff or ASKS(context.said)):
        return None  # what is told to staff resembles many answers: after their words only a question goes on
    ticket = await ticket_of(context, dialogue)
    if ticket is None:
        return None
    return await _added(context, dialogue, ticket)


def _may_change(context: Context, dialogue: Dialogue) -> bool:
    """Whether short words that ask nothing may change what was told."""
    return not dialogue.step and len(context.said) <= LONGEST and not ASKS(context.said)


async def _added(context: Context, dialogue: Dialogue, ticket: Ticket) -> Reply | None:
    if THANKS.matches(context):
        await context.unit.talk(None)
        return Text(DONE, action="intake")
    if context.text in PASSES | UNKNOWN:
        return await _passed_by(context, dialogue, ticket)
    if taken := await take_phone(context, ticket):
        return taken
    if dialogue.step == WHY:
        return await _why(context, ticket)
    if dialogue.step == "which":
        return await _which(context, dialogue, ticket)
    if taken := await _about_summary(context, dialogue, ticket):
        return taken
    if dialogue.known.get("unsure"):
        opened = await (await context.unit.tickets()).of(context.follower, only_open=True)
        if len(opened) > 1:
            return await _ask_which(context, ticket, opened, [])
    return await _names_employer(context, ticket) or await _of_ticket(context, ticket) or await _write(context, ticket)


async def _of_ticket(context: Context, ticket: Ticket) -> Reply | None:
    """The answer to a question that says little without the ticket; other words go on it as well, and so do those that
    come next.
    """
    if helps := told_of_help(context.text):
        noted = None if QUESTION(context.said) else await _write(context, ticket)
        return Text("\n\n".join([*([noted.content] if isinstance(noted, Text) else []), helps]), action="intake")
    story = await _told_on(context, ticket)
    if counted := await _counted(context, ticket, story):
        return counted
    asks = len(context.text) > LEAST_ASKED and (QUESTION(context.said) or NEXT_OF_IT.fullmatch(context.text))
    answered = await follow_up(context, story) if asks else None
    if answered is None:
        return None
    written = str(getattr(await _write(context, ticket), "content", ""))
    return replace(answered, content=f"{written}\n\n{answered.content}")


async def _told_on(context: Context, ticket: Ticket) -> str:
    """What the ticket was opened with, and the bare facts that they put behind it."""
    tickets = await context.unit.tickets()
    lines = [one for one in await tickets.history(ticket) if one.actor == "follower" and one.what == Line.SAID]
    said = [tickets.read(ticket, one.body) for one in lines]
    return "\n".join(
        [tickets.read(ticket, ticket.story), *(one for one in said if is_bare_facts(fold(one), context.today))]
    )


async def _counted(context: Context, ticket: Ticket, story: str) -> Reply | None:
    """The sum, where it is asked, or a fact told of a graded disability, and nothing has to be asked; of the grade
    alone what it gives by itself. Facts go on the ticket, and so do the words that come next.
    """
    asks, tells = AsksSumOfIt().matches(context), TellsBareFacts().matches(context)
    begun = begun_in(await with_story(context, story), context.text) if asks or tells else None
    is_graded = begun is not None and begun.calculator.name == GRADED
    if begun is None or not (asks or is_graded):
        return None
    enough = begun.is_enough(context.services.parameters, context.today)
    if not (enough or is_graded):
        return None
    reply = await ask_or_tell(context, begun) if enough else Text(so_far(context, begun) + SAY_PAY, action="calculate")
    written = await _write(context, ticket) if tells else None
    await context.begin(ADDING, number=ticket.number)
    parts = [one.content for one in (written, reply) if isinstance(one, Text)]
    return replace(reply, content="\n\n".join(parts)) if isinstance(reply, Text) else reply


async def _why(context: Context, ticket: Ticket) -> Reply:
    """Puts down why the ticket was taken up again."""
    await (await context.unit.tickets()).say(ticket, "follower", context.said[:MOST_CHARACTERS])
    await context.begin(ADDING, number=ticket.number)
    return Text(WHY_NOTED.format(number=number.shown(ticket.number)), action="intake")


async def _about_summary(context: Context, dialogue: Dialogue, ticket: Ticket) -> Reply | None:
    """A number of the summary is corrected; an answer to what was asked along with it is taken."""
    review, beside = dialogue.known.get("review", []), dialogue.known.get("beside")
    at = picked(context.text, len(review))
    if at is not None:
        return await correct(context, ticket, review[at])
    return await take_beside(context, ticket, beside) if beside else None


async def _names_employer(context: Context, ticket: Ticket) -> Reply | None:
    """「单位：…」 said of itself, where no employer was told before, is what the question of the employer asks."""
    if not LABELLED.match(context.said) or (await context.unit.tickets()).facts(ticket).get(WHERE.name):
        return None
    return await take_beside(context, ticket, WHERE.name)


async def _passed_by(context: Context, dialogue: Dialogue, ticket: Ticket) -> Reply | None:
    """「上一步」 after the summary asks its last question anew; else nothing is asked that could be passed."""
    review = dialogue.known.get("review", [])
    return await correct(context, ticket, review[-1]) if review and BACK.matches(context) else None


async def _ask_which(context: Context, ticket: Ticket, opened: Sequence[Ticket], said: list[str]) -> Reply:
    """Puts the words on this ticket, and offers to put them on another one."""
    others = [one for one in opened if one.id != ticket.id]
    said = [*said, context.said[:MOST_CHARACTERS]][-MOST_MOVED:]
    await context.begin(ADDING, "which", number=ticket.number, others=[one.number for one in others], said=said)
    lines = [
        LINE.format(at=at, number=number.shown(one.number), kind=one.kind, day=chinese_day(today(one.opened_at)))
        for at, one in enumerate(others, 1)
    ]
    written = str(getattr(await _write(context, ticket), "content", ""))
    return Text("\n".join([written, WHICH.format(choices="\n".join(lines))]), action="intake")


async def _which(context: Context, dialogue: Dialogue, ticket: Ticket) -> Reply | None:
    """Takes the number of another ticket; other words go on the same one."""
    others, said = dialogue.known["others"], dialogue.known["said"]
    at = picked(context.text, len(others))
    tickets = await context.unit.tickets()
    if at is None:
        found = [one for name in others if (one := await tickets.find(name))]
        return await _ask_which(context, ticket, found, said)
    meant = Dialogue(ADDING, known={"number": others[at]})
    other = await ticket_of(context, meant)
    if other is None:
        return None
    for words in said:
        await tickets.say(other, "follower", words)
    await tickets.say(ticket, "follower", MOVED.format(count=len(said), number=number.shown(other.number)))
    await context.unit.talk(replace(meant, since_s=int(context.now.timestamp())))
    return Text(WRITTEN.format(number=number.shown(other.number)), action="intake")


async def _write(context: Context, ticket: Ticket) -> Reply:
    await (await context.unit.tickets()).say(ticket, "follower", context.said[:MOST_CHARACTERS])
    return Text(WRITTEN.format(number=number.shown(ticket.number)), action="intake")
