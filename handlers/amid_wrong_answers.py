"""Another answer is called wrong amid the questions of a ticket: 「金额不对，是18500」, 「电话填错了」, 「更正」."""

from bot.context import MOST_CHARACTERS, Context
from bot.core.followers import Dialogue
from bot.dialogues import ASKING, STANDS
from bot.filters import Says, Talking
from bot.router import Band, Router
from bot.wechat.reply import Reply
from handlers.asking import NOW, ask, ask_next, goes_elsewhere, ticket_of
from tickets.amending import after, amends, which
from tickets.kind import kind_of
from tickets.lines import Line
from tickets.models import Ticket
from tickets.question import BadAnswer, Question
from tickets.told import CHANGED, MISSING, all_told, answer_told

ONLY_AMENDS = Says("更正", "我要更正", "改一下", "要改", "我要改", "写错了", "说错了", "记错了", "不对", "错了")
AMENDED = "改好了，{label}：{told}。"
WHICH_WRONG = """要改哪一样？直接说，比如「金额不对，是18500」。现在记的：
{lines}
没有要改的，就接着答："""

router = Router(Band.DIALOGUE)


@router.on(Talking(ASKING, STANDS[ASKING]))
async def amid_wrong_answers(context: Context) -> Reply | None:
    """Corrects it, or asks which; None where the words answer what is asked."""
    dialogue, ticket = context.dialogue, await ticket_of(context, context.dialogue)
    question = kind_of(ticket.kind).question(dialogue.step) if dialogue and ticket else None
    if dialogue is None or ticket is None or question is None:
        return None
    if not amends(context.text) or goes_elsewhere(context, question):
        return None
    return await _amended(context, ticket, dialogue, question)


async def _amended(context: Context, ticket: Ticket, dialogue: Dialogue, asked: Question) -> Reply | None:
    tickets = await context.unit.tickets()
    kind, facts = kind_of(ticket.kind), tickets.facts(ticket)
    meant = which(kind.asked(facts), context.said)
    if meant is None and not ONLY_AMENDS.matches(context):
        return None
    if meant is None:
        lines = all_told(kind.asked(facts), facts)
        return await ask(context, ticket, dialogue, asked, WHICH_WRONG.format(lines=lines))
    if meant.name == asked.name and after(context.said):
        return None
    before = answer_told(meant, facts)
    try:
        told = meant.read(after(context.said), context.today)
    except BadAnswer as wrong:
        return await ask(context, ticket, dialogue, meant, str(wrong))
    if not told:
        return await ask(context, ticket, dialogue, meant, before and NOW.format(told=before))
    confirmed, told = await context.unit.confirmed(), meant.replaced(facts, told) | told
    if held := await confirmed.learn(ticket, told, context.said[:MOST_CHARACTERS]):
        return await ask_next(context, ticket, dialogue, held)
    now = answer_told(meant, tickets.facts(ticket))
    text = CHANGED.format(label=meant.label, before=before or MISSING, after=now)
    await tickets.write(ticket, "follower", Line.CORRECTED, text)
    return await ask_next(context, ticket, dialogue, AMENDED.format(label=meant.label, told=now))
