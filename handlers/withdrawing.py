"""Taking a ticket back: one at a time, whether they were paid, whether somebody pressed them; then days to think."""

from bot.context import Context, picked
from bot.core.clock import chinese_day, today
from bot.core.followers import Dialogue
from bot.dialogues import STANDS, WITHDRAWING
from bot.filters import Says, Talking
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from handlers.asking import ticket_of
from knowledge.slots import read_slots
from tickets import number
from tickets.lapsing import article_of
from tickets.models import Ticket
from tickets.withdrawals import Paid, Withdrawals

ASK_PAID = """撤之前先问两句，编号 {number}。
钱（或者该给您的）拿到了吗？回复数字：
1. 全拿到了
2. 拿到一部分
3. 没拿到
改主意了，回复「不撤了」。"""
ASK_SUM = "拿到多少元？说个数就行，比如 5000。不想说回复「跳过」。"
ASK_PRESSED = """有没有人催您、吓唬您、或者让您一定要撤？这句只有工会工作人员看得到。
1. 没有，是我自己想撤
2. 有
3. 不想说"""
COOLING = """记下了。三天内（{day}前）随时回复「不撤了」就接着办；不回的话，到时替您撤回。{lapses}"""
LAPSES = "\n提醒一句：您最晚{day}前要{right}{article}，撤了这个日子也不会往后推。"
HELD = """知道了，这句只有工会工作人员看得到。单子先不撤，已经加急，请工作人员单独找您核实。
谁逼您都不用怕，有危险打 110；工会热线 12351。"""
PAID = (Paid.ALL, Paid.PART, Paid.NOTHING)
PRESSED = 1
SKIP = Says("跳过", "不想说", "不知道", "不方便说")

router = Router(Band.DIALOGUE)


@router.on(Talking(WITHDRAWING, STANDS[WITHDRAWING]))
async def withdrawing(context: Context) -> Reply | None:
    """Takes the answers; words that are none go their usual way, and the ticket stays open."""
    dialogue, ticket = context.dialogue, await ticket_of(context, context.dialogue)
    if dialogue is None or ticket is None:
        return None
    steps = {"which": _which, "paid": _paid, "sum": _sum, "pressed": _pressed}
    return await steps[dialogue.step](context, dialogue, ticket)


async def _which(context: Context, dialogue: Dialogue, ticket: Ticket) -> Reply | None:
    del ticket
    numbers = dialogue.known["numbers"]
    at = picked(context.text, len(numbers))
    chosen = await (await context.unit.tickets()).find(numbers[at]) if at is not None else None
    return await ask_paid(context, chosen) if chosen and chosen.follower == context.follower else None


async def ask_paid(context: Context, ticket: Ticket) -> Reply:
    """The first question about one ticket."""
    await context.begin(WITHDRAWING, "paid", number=ticket.number)
    return Text(ASK_PAID.format(number=number.shown(ticket.number)), action="intake")


async def _paid(context: Context, dialogue: Dialogue, ticket: Ticket) -> Reply | None:
    at = picked(context.text, len(PAID))
    if at is None and not SKIP.matches(context):
        return _anew(context, ASK_PAID.format(number=number.shown(ticket.number)))
    paid = Paid.UNSAID if at is None else PAID[at]
    step = "pressed" if paid in (Paid.NOTHING, Paid.UNSAID) else "sum"
    await context.begin(WITHDRAWING, step, number=ticket.number, paid=paid.name)
    return Text(ASK_PRESSED if step == "pressed" else ASK_SUM, action="intake")


def _anew(context: Context, question: str) -> Reply | None:
    """The question again after a number that stands for nothing; other words go their usual way."""
    return Text(question, action="intake") if context.text.isdecimal() else None


async def _sum(context: Context, dialogue: Dialogue, ticket: Ticket) -> Reply:
    paid_fen = read_slots(f"欠{context.said}", context.today).amount_fen
    await context.begin(WITHDRAWING, "pressed", **{**dialogue.known, "paid_fen": paid_fen})
    return Text(ASK_PRESSED, action="intake")


async def _pressed(context: Context, dialogue: Dialogue, ticket: Ticket) -> Reply | None:
    at = picked(context.text, 3)
    if at is None and not SKIP.matches(context):
        return _anew(context, ASK_PRESSED)
    known, pressed = dialogue.known, at == PRESSED
    withdrawals = await context.unit.using(Withdrawals, context.services.rules)
    row = await withdrawals.ask(ticket, Paid[known["paid"]], known.get("paid_fen"), pressed)
    await context.unit.talk(None)
    if row.pressed:
        return Text(HELD, action="intake")
    lapses = ""
    if ticket.lapses_at is not None and Paid[known["paid"]] is not Paid.ALL:
        lapses = LAPSES.format(
            day=chinese_day(today(ticket.lapses_at)), right=ticket.lapses, article=article_of(ticket.lapses_right)
        )
    return Text(COOLING.format(day=chinese_day(today(row.until)), lapses=lapses), action="intake")
