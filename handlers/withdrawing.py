"""Taking a ticket back: one at a time, whether they were paid, whether somebody pressed them; then days to think."""

import re
from dataclasses import replace

from bot.context import MOST_CHARACTERS, Context, picked
from bot.core.clock import chinese_day, today
from bot.core.followers import Dialogue
from bot.dialogues import STANDS, WITHDRAWING
from bot.filters import Says, Talking
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from handlers.asking import ASKS, BACK, ticket_of
from knowledge.money import yuan
from knowledge.received import read_received
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
BAD_SUM = "这个数没看懂：要的是收到的钱，写个正数就行。"
NOTED = "这句也记在单子上了。"
PARTLY = f"知道了，只拿到一部分。{NOTED}\n"
ASK_SURELY = """登记的是{asked}，收到{paid}，对吗？回复数字：
1. 对，就收到这些
2. 不对，重新说"""
LEFT_OPEN = "\n\n刚才的撤回没办完：什么都没撤，单子照常在办。接着撤，发「撤」。"
STILL_ASKED = "撤回还没有完成，单子照常在办。接着撤，就回答这句：\n{question}"
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
LEAST_TOLD = 4  # characters; less tells nothing besides
BELOW_NOTHING = re.compile(r"[-−－负]\s*[\d零一二两三四五六七八九十百千万]").search
STILL_OWED = re.compile(
    r"还[差欠短缺]|(?<![不没])[差欠](?!不多)|(?<!没)剩|其余|余下|不够|一部分|[没未不](?:有)?(?:再)?(?:全|都)?[给付发结拿](?!清)"
)
GOT = re.compile(r"[拿收]到|[给付发结]了")
CLAUSE = re.compile(r"[，,。；;：:\s]")
PRESSURE = re.compile(
    r"逼|威胁|吓唬?|恐吓|强迫|要挟|报复|找[我俺]麻烦|(?:老板|工头|公司|单位|厂里|经理|领导|他们?)[^，。,]{0,6}(?:让|叫|要|催|不让|求)[我俺]?"
    r"[^，。,]{0,4}(?:撤|告|投诉)|(?<![您你请就])(?:催|让|叫|要)[我俺]们?[^，。,]{0,4}撤|不撤[^，。,]{0,2}(?:就|的话|不)|不让(?:我|俺)?们?(?:告|投诉|要|干|上班)"
)
NO_PRESSURE = re.compile(r"(?:没有?|没人|无人|不是|并非|谁也没|不存在)[^，。,]{0,6}$")
OWN_WISH = Says("没有", "没", "没人", "自己想撤", "我自己想撤", "是我自己想撤", "没有是我自己想撤", "自愿", "自愿的")
SURE = Says("对", "对的", "是", "是的", "没错")
SKIP = Says("跳过", "不想说", "不知道", "不方便说")

router = Router(Band.DIALOGUE)


@router.on(Talking(WITHDRAWING, STANDS[WITHDRAWING]))
async def withdrawing(context: Context) -> Reply | None:
    """Takes the answers, and asks again where there is none; a question of their own goes its usual way."""
    dialogue, ticket = context.dialogue, await ticket_of(context, context.dialogue)
    if dialogue is None or ticket is None:
        return None
    if BACK.matches(context) and dialogue.step != "which":
        return await ask_paid(context, ticket)
    if dialogue.step != "which" and _tells_pressure(context.said):
        return await _asked(context, dialogue, ticket, pressed=True)
    steps = {"which": _which, "paid": _paid, "sum": _sum, "surely": _surely, "pressed": _pressed}
    return await steps[dialogue.step](context, dialogue, ticket) or await _anew(context, dialogue, ticket)


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
        return None
    paid = Paid.UNSAID if at is None else PAID[at]
    step = "pressed" if paid in (Paid.NOTHING, Paid.UNSAID) else "sum"
    await context.begin(WITHDRAWING, step, number=ticket.number, paid=paid.name)
    return Text(ASK_PRESSED if step == "pressed" else ASK_SUM, action="intake")


async def _anew(context: Context, dialogue: Dialogue, ticket: Ticket) -> Reply | None:
    """The question again after words that do not answer it; what they tell besides is put on the ticket, also where
    it resembles a question we know a little.
    """
    intent = context.reading.intent if context.reading else "other"
    is_question = intent in ("calculate", "human") or (intent == "faq" and ASKS(context.said))
    if context.asks_else or is_question:
        return None
    tells = len(context.text) >= LEAST_TOLD and not BACK.matches(context)
    if tells:
        await (await context.unit.tickets()).say(ticket, "follower", context.said[:MOST_CHARACTERS])
    question = await standing(context, dialogue)
    return Text(f"{NOTED}\n{question}" if tells else question, action="intake")


async def standing(context: Context, dialogue: Dialogue | None) -> str:
    """The question of a withdrawal that waits for its answer; empty where none does."""
    if dialogue is None or dialogue.name != WITHDRAWING or not context.is_asked:
        return ""
    known = dialogue.known
    if dialogue.step == "which":
        return str(known.get("asks", ""))
    paid_fen, asked_fen = known.get("paid_fen"), known.get("asked_fen")
    surely = ASK_SURELY.format(asked=yuan(asked_fen), paid=yuan(paid_fen)) if paid_fen and asked_fen else ""
    first = ASK_PAID.format(number=number.shown(str(known["number"])))
    return {"paid": first, "sum": ASK_SUM, "surely": surely, "pressed": ASK_PRESSED}[dialogue.step]


def unfinished(context: Context, reply: Reply) -> Reply:
    """The reply to another wish, which says so if it just ended the questions of a withdrawal."""
    dialogue = context.dialogue
    if dialogue is None or dialogue.name != WITHDRAWING or not context.is_asked or not isinstance(reply, Text):
        return reply
    return replace(reply, content=reply.content + LEFT_OPEN)


async def _sum(context: Context, dialogue: Dialogue, ticket: Ticket) -> Reply | None:
    """What was paid; None where the words tell no sum, or ask."""
    if context.asks_else and ASKS(context.said):
        return None
    if owed := STILL_OWED.search(context.said):
        return await _partly(context, dialogue, ticket, context.said[: owed.start()])
    paid_fen = read_received(context.said, context.today)
    if BELOW_NOTHING(context.said) or (paid_fen is None and context.text.isdecimal()):
        return Text(f"{BAD_SUM}\n{ASK_SUM}", action="intake")
    if paid_fen is None and not SKIP.matches(context):
        return None
    asked_fen = sum(claim.amount_fen or 0 for claim in ticket.claims)
    known = {**dialogue.known, "paid_fen": paid_fen, "asked_fen": asked_fen}
    if paid_fen is None or known["paid"] != Paid.ALL.name or paid_fen >= asked_fen:
        await context.begin(WITHDRAWING, "pressed", **known)
        return Text(ASK_PRESSED, action="intake")
    await context.begin(WITHDRAWING, "surely", **known)
    return Text(ASK_SURELY.format(asked=yuan(asked_fen), paid=yuan(paid_fen)), action="intake")


async def _partly(context: Context, dialogue: Dialogue, ticket: Ticket, before: str) -> Reply:
    """Something is still owed, whatever they chose: paid in part, of which only a sum told `before` that was paid."""
    told = before if GOT.search(before) else before[: max((at.end() for at in CLAUSE.finditer(before)), default=0)]
    paid_fen = read_received(told, context.today) if told else None
    await (await context.unit.tickets()).say(ticket, "follower", context.said[:MOST_CHARACTERS])
    await context.begin(WITHDRAWING, "pressed", **{**dialogue.known, "paid": Paid.PART.name, "paid_fen": paid_fen})
    return Text(PARTLY + ASK_PRESSED, action="intake")


async def _surely(context: Context, dialogue: Dialogue, ticket: Ticket) -> Reply | None:
    """All was paid, they say, though it is less than what was registered: only that, or another sum."""
    del ticket
    at = picked(context.text, 2)
    if at is None and not SURE.matches(context):
        return None
    step = "sum" if at == 1 else "pressed"
    await context.begin(WITHDRAWING, step, **dialogue.known)
    return Text(ASK_SUM if step == "sum" else ASK_PRESSED, action="intake")


async def _pressed(context: Context, dialogue: Dialogue, ticket: Ticket) -> Reply | None:
    at = picked(context.text, 3)
    if at is None and not SKIP.matches(context) and not _denies_pressure(context):
        return None
    return await _asked(context, dialogue, ticket, at == PRESSED)


def _tells_pressure(said: str) -> bool:
    """Whether words tell of pressure: 老板逼我撤的, 不撤就不给钱; not 没人逼我."""
    return any(not NO_PRESSURE.search(said[: found.start()]) for found in PRESSURE.finditer(said))


def _denies_pressure(context: Context) -> bool:
    return OWN_WISH.matches(context) or PRESSURE.search(context.said) is not None


async def _asked(context: Context, dialogue: Dialogue, ticket: Ticket, pressed: bool) -> Reply:
    """Notes the wish, and what was told along with it."""
    known = {"paid": Paid.UNSAID.name, **dialogue.known}
    if _tells_pressure(context.said):
        await (await context.unit.tickets()).say(ticket, "follower", context.said[:MOST_CHARACTERS])
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
