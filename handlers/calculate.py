"""What is it in money? Counted from what the follower said; only what is missing is asked."""

import re
from dataclasses import dataclass, replace

from bot.context import Context
from bot.dialogues import COMPLAINT
from bot.filters import Clicks, OfWords, Says, Wants
from bot.meant import NO_EMPLOYEE, SHORT, begin, has_pay, is_enough, is_short, meant, resigned, several
from bot.router import Band, Router
from bot.told_before import SUM_OF_IT, AsksSumOfIt, offered, told_before, with_first, with_story
from bot.wechat.reply import Reply, Text
from handlers.beside_unnamed import before_a_name
from handlers.calculating import CHOOSING, NAME, ask_or_tell, tell_all
from handlers.complaint import OFFER, let_stand
from handlers.withdrawing import unfinished
from knowledge.bare_facts import CORRECTS
from knowledge.slots import Slots
from rights.calculator import discover, listed
from tickets.begun import Begun
from tickets.claimed import CLAIMED, CLOSES, claimed
from tickets.prefilled import prefill
from tickets.premises import CITY
from tickets.workings import ROOT

HOW_MUCH = re.compile(r"多少|[好几]多|多钱|几个钱|几个月工资|几天工资|怎么算|咋算|算一下|赔几|补几")
HOW_LONG = re.compile(r"几个月|多久|多长|多少个?月")
WHEN = re.compile(r"什么时候|啥时候|多会儿|几岁|多大|哪年|哪一年|何时|几几年|多少岁")
UNTAKEN = re.compile(r"年休?假[^，。,;；]{0,8}[没未不]|[没未不][^，。,;；]{0,6}年休?假")
LEAVING = re.compile(
    rf"{CLAIMED['severance'].pattern}|补偿|赔|n\+|2n|辞|裁|离职|离开|合同|[不没]干了|[让叫]我|走了?|不要|搬|降|调岗|停工|待岗|倒|关"
)
FIGURE = re.compile(r"\d|[百千万]").search
NEEDS_MORE = ("below_minimum", "annual_leave")  # that no message tells all of: which month, which year
SERVED_AND_PAID = frozenset({"joined", "average"})
LEAST_TOGETHER = 2
NAMES = {
    "overtime": ("加班费", "加班工资"),
    "severance": ("经济补偿", "经济补偿金", "补偿金", "赔偿金"),
    "arrears": ("欠薪", "拖欠工资", "欠的工资"),
    "annual_leave": ("年假工资", "年休假工资"),
    "no_contract": ("双倍工资", "二倍工资"),
}
ASKED_FOR = ("算", "算算", "算一下", "算一算", "我要算", "想算", "帮我算", "帮我算一下", "帮我算算")
IN_ALL = re.compile(
    r"(?:帮我|给我)?(?:算一?[下算])?(?:老板|单位|公司|厂里)?(?:一共|总共|到底)?欠我?多少钱?[，,]?(?:帮我)?(?:算一?[下算])?"
)
SEVERANCE = "补偿"
ALSO = "您还说了别的事，也能算：回复「算{name}」。"
STANDS_ON = "要登记、派人跟进，回复 1；先不登记，回复 2。"
OWED = ("amount_fen", "wage_fen", "months", "owed_from", "owed_to")
WHICH = "想算哪一样？回复数字：\n{choices}"
AT_ONCE = "也可以一句话说完，比如：干了3年2个月，月薪6500，被辞退能赔多少。"
FORMS = '<a href="{url}">点这里自己填表算</a>（不用登录，填的数不留）'

router = Router(Band.COMMAND)


@router.on(Says("算一算", "算算", "帮我算", "帮我算算", "计算器", "算钱", "我要算"), Clicks("count"))
async def choose(context: Context) -> Reply:
    """Counts what was told before; without that lists what can be counted, and the way to the forms."""
    if SUM_OF_IT.fullmatch(context.text) and (counted := await of_it(context)):
        return counted
    await context.begin(NAME, CHOOSING)
    choices = "\n".join(f"{at}. {one.title}" for at, one in enumerate(listed(), 1))
    lines = [WHICH.format(choices=choices), AT_ONCE]
    if context.services.settings.has_pages:
        lines.append(FORMS.format(url=f"{context.services.settings.server.public_url}{ROOT}"))
    return unfinished(context, Text("\n".join(lines), action="calculate"))


@dataclass(frozen=True, slots=True)
class AsksInAll(OfWords):
    """「一共欠我多少算一下」 and the like, without a figure."""

    def matches(self, context: Context) -> bool:
        """Whether it is asked."""
        return IN_ALL.fullmatch(context.text) is not None

    def __str__(self) -> str:
        return "asks what is owed in all"


@router.on(Says(*(f"{cue}{name}" for names in NAMES.values() for name in names for cue in ASKED_FOR)))
async def named(context: Context) -> Reply | None:
    """Begins the calculation that is named."""
    name = next((one for one, names in NAMES.items() if context.text.endswith(names)), "")
    return unfinished(context, await ask_or_tell(context, Begun(discover()[name]))) if name else None


@router.on(AsksInAll())
async def in_all(context: Context) -> Reply | None:
    """Counts what is owed by the facts of the newest open ticket; without one, the words go their usual way."""
    tickets = await context.unit.tickets()
    opened = await tickets.of(context.follower, only_open=True)
    facts = tickets.facts(opened[0]) if opened else {}
    known = {slot: facts[slot] for slot in OWED if facts.get(slot) is not None}
    if "amount_fen" in facts.get("derived", ()):
        known.pop("amount_fen", None)
    elif "amount_fen" in known:
        known = {"amount_fen": known["amount_fen"]}  # the sum that was told goes before wage times months
    if not known:
        return None
    filled = prefill(discover()["arrears"], Slots(**known), context.today)
    begun = Begun(discover()["arrears"], filled.given, filled.assumed, filled.doubts)
    return unfinished(context, await ask_or_tell(context, begun))


@dataclass(frozen=True, slots=True)
class ClaimsSeveral(OfWords):
    """Claims of two kinds or more in one message about work."""

    def matches(self, context: Context) -> bool:
        """Whether it makes them."""
        is_of_work = context.reading is not None and context.reading.intent in ("complaint", "calculate", "faq")
        return is_of_work and len(claimed(context.text)) >= LEAST_TOGETHER

    def __str__(self) -> str:
        return "makes two claims or more"


@router.on(ClaimsSeveral())
async def together(context: Context) -> Reply | None:
    """Counts two or three claims of one message, where its figures go into each of them.

    What is missing is asked only of who wants a sum; a complaint is counted as far as it was told, and the offer to
    register comes with it.
    """
    reading, context = context.reading, await with_first(context)
    every = several(context)
    if len(every) < LEAST_TOGETHER or reading is None:
        return None
    enough = all(is_enough(context, begun) for begun in every)
    if reading.intent == "complaint" and CLOSES.search(context.text):
        return None  # what to do before the firm is gone goes before what is due
    if not enough and (reading.intent != "calculate" or context.is_asked):
        return None
    complains = reading.intent == "complaint"
    if complains and (asked := await before_a_name(context)):
        return asked
    reply = await tell_all(context, every, last=not complains)
    if not complains or not isinstance(reply, Text):
        return reply
    await let_stand(context, context.said, reading)
    return Text(f"{reply.content}\n\n{OFFER}", action="intake")


@router.on(AsksSumOfIt())
async def of_it(context: Context) -> Reply | None:
    """Counts what was told before: the story that is offered to be registered, or what was answered last."""
    story, matters = offered(context), (await told_before(context)).matters
    whole = "\n".join(matters)
    if story:
        more = not await _all_told(context, story) and await _all_told(context, whole)
        return await sum_of(context, whole if more else story)
    if not matters:
        return None
    if len(matters) > 1 and NO_EMPLOYEE.search(whole):
        return await sum_of(context, whole)
    if len(matters) > 1 and len(await _all_told(context, whole)) >= LEAST_TOGETHER:
        return await sum_of(context, whole)
    counted = await sum_of(context, matters[-1])
    return await sum_of(context, whole) if counted is None and len(matters) > 1 else counted


async def _all_told(context: Context, story: str) -> list[Begun]:
    """The claims of a story that hold all they need."""
    return [one for one in several(await with_story(context, story)) if is_enough(context, one)]


async def sum_of(context: Context, story: str) -> Reply | None:
    """What the story comes to, or the question for what it lacks; None where nothing is counted of such a matter."""
    whole, dialogue = await with_story(context, story), context.dialogue
    every = [one for one in several(whole) if is_enough(context, one)]
    one = begun_in(whole, context.text)
    if len(every) < LEAST_TOGETHER:
        every = [one] if one and is_enough(context, one) else []
    if not every:
        return await ask_or_tell(context, one) if one else None
    reply = await (tell_all(context, every) if len(every) >= LEAST_TOGETHER else ask_or_tell(context, every[0]))
    told = {begun.calculator.name for begun in every}
    further = [ALSO.format(name=NAMES[name][0]) for name in claimed(whole.text) if name not in told]
    if offered(context) and dialogue:
        await context.begin(COMPLAINT, "offer", **dialogue.known)
        further.append(STANDS_ON)
    return replace(reply, content="\n\n".join([reply.content, *further])) if isinstance(reply, Text) else reply


async def counted_anew(context: Context, story: str) -> Reply | None:
    """What the story comes to with the correction that the words make; None where they make none or it lacks more."""
    if not CORRECTS.match(context.text):
        return None
    one = begun_in(await with_story(context, story), context.text)
    return await sum_of(context, story) if one and is_enough(context, one) else None


def begun_in(whole: Context, asked: str) -> Begun | None:
    """What a story tells of the calculation that it and the words behind it mean; None where they mean none."""
    asks_severance = SEVERANCE in asked and not resigned(whole.said)
    calculator = discover()["severance"] if asks_severance else meant(whole)
    if calculator and calculator.name == "severance" and not (asks_severance or LEAVING.search(whole.text)):
        calculator = discover()["arrears"] if FIGURE(whole.text) else None  # pay alone, near to an entry on severance
    return begin(whole, calculator) if calculator else None


@router.on(Wants("calculate"))
async def calculate(context: Context) -> Reply | None:
    """Counts when the question is one we can count and brought a figure along; else the knowledge answers."""
    context = await with_first(context)
    calculator = meant(context)
    if calculator is None:
        return None
    begun = begin(context, calculator)
    enough = is_enough(context, begun)
    if not begun.given or (context.is_asked and not enough) or (CITY in begun.assumed and not enough):
        return None
    return await ask_or_tell(context, begun)


@dataclass(frozen=True, slots=True)
class AsksHowMuch(OfWords):
    """A question of the rules that asks how much, how long or when, or tells of pay that came short."""

    def matches(self, context: Context) -> bool:
        """Whether it does."""
        is_question = context.reading is not None and context.reading.intent == "faq"
        return is_question and any(one.search(context.said) for one in (HOW_MUCH, WHEN, HOW_LONG, SHORT, UNTAKEN))

    def __str__(self) -> str:
        return "asks how much, how long or when"


@router.on(AsksHowMuch())
async def told_all(context: Context) -> Reply | None:
    """Counts a question of the rules too, where it asks how much, or when, and holds every number: that says more."""
    context = await with_first(context)
    calculator = meant(context)
    if calculator is None:
        return None
    begun = begin(context, calculator)
    if not _asks_for_it(context, begun) or (begun.doubtful and context.is_asked):
        return None
    asks = begun.doubtful or (begun.calculator.name in NEEDS_MORE and not context.is_asked)
    return await ask_or_tell(context, begun) if asks or is_enough(context, begun) else None


def _asks_for_it(context: Context, begun: Begun) -> bool:
    """Whether the words ask for what this calculation gives, or tell of pay that came short, and what it takes."""
    said, name = context.said, begun.calculator.name
    if name == "retirement":
        return WHEN.search(said) is not None
    if name == "unemployment":
        return bool(begun.given) and (HOW_LONG.search(said) or HOW_MUCH.search(said)) is not None
    if name == "annual_leave" and begun.given.keys() >= SERVED_AND_PAID:
        return True
    return (HOW_MUCH.search(said) is not None and has_pay(begun)) or is_short(begun)
