"""What is it in money? Counted from what the follower said; only what is missing is asked."""

import re
from dataclasses import dataclass, replace

from bot.context import Context
from bot.dialogues import COMPLAINT
from bot.filters import Clicks, OfWords, Says, Wants
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from handlers.beside_unnamed import before_a_name
from handlers.calculating import CHOOSING, NAME, ask_or_tell, tell_all
from handlers.complaint import OFFER, AsksSumOfIt, asked_before, let_stand
from handlers.withdrawing import unfinished
from knowledge.reading import SUGGEST_AT
from knowledge.slots import Slots
from rights.calculator import Calculator, discover, listed
from tickets.begun import Begun
from tickets.claimed import claimed
from tickets.prefilled import CITY, prefill
from tickets.workings import ROOT

OF_TOPIC = {
    "经济补偿与赔偿金": "severance",
    "解除与辞退": "severance",
    "拖欠工资": "arrears",
    "农民工工程欠薪": "arrears",
    "最低工资": "below_minimum",
    "加班工资与工时": "overtime",
    "休息休假": "annual_leave",
    "未签合同双倍工资": "no_contract",
    "试用期": "probation",
    "工伤待遇": "injury",
    "失业保险": "unemployment",
    "退休与养老": "retirement",
}
DIED = re.compile(r"去世|过世|离世|死亡|身亡|猝死|死了|没了命|遇难|工亡")
HOW_MUCH = re.compile(r"多少|[好几]多|多钱|几个钱|几个月工资|几天工资|怎么算|咋算|算一下|赔几|补几")
HOW_LONG = re.compile(r"几个月|多久|多长|多少个?月")
SHORT = re.compile(r"[只才就实][^，。,;；]{0,6}(?:给|发|付|结|拿|领|打)")  # of pay, worth a closer look
OTHERS = re.compile(r"老公|老婆|媳妇|丈夫|妻子|爱人|对象|[我俺](?:爸|妈|哥|弟|姐|妹|儿子|女儿|朋友)|同事|工友|我们")
WHEN = re.compile(r"什么时候|啥时候|多会儿|几岁|多大|哪年|哪一年|何时|几几年|多少岁")
OWN_WILL = re.compile(r"(?:自己|主动|自愿|个人原因|我想|我要|打算|自动)[^，。,！？!?]{0,4}(?:辞职|离职|不干)")
FORCED = re.compile(r"被迫|逼|三十八|38条|[欠拖扣]|[没不未](?:给|发|交|缴|上|买)")
NO_EMPLOYEE = re.compile(
    r"返聘|退休(?:了|后|以后)(?:又|再|还|接着|去|来|干)|(?:已经|都|早就?)退休|领(?:着|了)?(?:养老金|退休金)|实习生|在校|勤工|[暑寒]假工"
)
AT_WORK = re.compile(r"工伤|工亡|因工|工地|上班|干活|工作(?:时间|岗位|中|期间)")
OF_EMPLOYEES = ("severance", "no_contract")
NOT_OF_OWN_WILL = ("severance", "unemployment")
LEAST_TOGETHER, MOST_TOGETHER = 2, 3
SERVED = frozenset({"began"})
OWN = {
    "arrears": frozenset({"months", "sum"}),
    "severance": SERVED,
    "no_contract": SERVED,
    "overtime": frozenset({"hours", "rest_days", "holidays"}),
}
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
STANDS_ON = "要登记、派人跟进，回复 1；先不登记，回复 2。"
OWED = ("amount_fen", "wage_fen", "months", "owed_from", "owed_to")
WHICH = "想算哪一样？回复数字：\n{choices}"
AT_ONCE = "也可以一句话说完，比如：干了3年2个月，月薪6500，被辞退能赔多少。"
FORMS = '<a href="{url}">点这里自己填表算</a>（不用登录，填的数不留）'

router = Router(Band.COMMAND)


@router.on(Says("算一算", "算算", "帮我算", "帮我算算", "计算器", "算钱", "我要算"), Clicks("count"))
async def choose(context: Context) -> Reply:
    """Lists what can be counted, and the way to the forms."""
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
    every, reading = _several(context), context.reading
    if len(every) < LEAST_TOGETHER or reading is None:
        return None
    enough = all(_is_enough(context, begun) for begun in every)
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
    dialogue = context.dialogue
    offered = str(dialogue.known.get("story", "")) if context.is_asked and dialogue else ""
    story = offered or await asked_before(context)
    if not story:
        return None
    whole = await context.about(f"{story}\n{context.said}")
    calculator = _meant(whole)
    if calculator is None:
        return None
    begun = _begun(whole, calculator)
    reply = await ask_or_tell(context, begun)
    if not (offered and dialogue and _is_enough(context, begun) and isinstance(reply, Text)):
        return reply
    await context.begin(COMPLAINT, "offer", **dialogue.known)
    return replace(reply, content=f"{reply.content}\n\n{STANDS_ON}")


@router.on(Wants("calculate"))
async def calculate(context: Context) -> Reply | None:
    """Counts when the question is one we can count and brought a figure along; else the knowledge answers."""
    calculator = _meant(context)
    if calculator is None:
        return None
    begun = _begun(context, calculator)
    enough = _is_enough(context, begun)
    if not begun.given or (context.is_asked and not enough) or (CITY in begun.assumed and not enough):
        return None
    return await ask_or_tell(context, begun)


@dataclass(frozen=True, slots=True)
class AsksHowMuch(OfWords):
    """A question of the rules that asks how much, how long or when, or tells of pay that came short."""

    def matches(self, context: Context) -> bool:
        """Whether it does."""
        is_question = context.reading is not None and context.reading.intent == "faq"
        return is_question and any(one.search(context.said) for one in (HOW_MUCH, WHEN, HOW_LONG, SHORT))

    def __str__(self) -> str:
        return "asks how much, how long or when"


@router.on(AsksHowMuch())
async def told_all(context: Context) -> Reply | None:
    """Counts a question of the rules too, where it asks how much, or when, and holds every number: that says more."""
    calculator = _meant(context)
    if calculator is None:
        return None
    begun = _begun(context, calculator)
    if not _asks_for_it(context, begun) or (begun.doubtful and context.is_asked):
        return None
    return await ask_or_tell(context, begun) if begun.doubtful or _is_enough(context, begun) else None


def _asks_for_it(context: Context, begun: Begun) -> bool:
    """Whether the words ask for what this calculation gives, or tell of pay that came short, and what it takes."""
    said, name = context.said, begun.calculator.name
    if name == "retirement":
        return WHEN.search(said) is not None
    if name == "unemployment":
        return bool(begun.given) and (HOW_LONG.search(said) or HOW_MUCH.search(said)) is not None
    return (HOW_MUCH.search(said) is not None and _has_pay(begun)) or _is_short(begun)


def _is_short(begun: Begun) -> bool:
    """Whether it is told what each month lacks, and not for how many months."""
    return begun.calculator.name == "arrears" and "months" in begun.doubts


def _begun(context: Context, calculator: Calculator) -> Begun:
    """A calculation with what the message tells of it."""
    slots = context.reading.slots if context.reading else Slots()
    filled = prefill(calculator, slots, context.today, context.said)
    return Begun(calculator, filled.given, filled.assumed, filled.doubts)


def _several(context: Context) -> list[Begun]:
    """The calculations the message makes claims of, and tells something for that is more than who asks."""
    reading = context.reading
    if reading is None or not reading.hits or reading.hits[0].score < SUGGEST_AT or reading.slots.grade is not None:
        return []
    if DIED.search(context.said) or _resigned(context.said) or NO_EMPLOYEE.search(context.said):
        return []
    if reading.slots.headcount is not None or OTHERS.search(context.said):
        return []  # whose sum is whose is not told
    every = [_begun(context, discover()[name]) for name in claimed(context.text)]
    return [begun for begun in every if _told_own(begun)][:MOST_TOGETHER]


def _told_own(begun: Begun) -> bool:
    """Whether something was told that is this claim's own: how long, how many months owed, how many hours."""
    told = {begun.field(name).told_as for name in begun.given}
    return bool(told & OWN[begun.calculator.name])


def _is_enough(context: Context, begun: Begun) -> bool:
    return begun.is_enough(context.services.parameters, context.today)


def _has_pay(begun: Begun) -> bool:
    """Whether a wage was told that goes into the sum."""
    return any(one.name in begun.given for one in begun.calculator.fields if one.told_as == "wage")


def _meant(context: Context) -> Calculator | None:
    """The calculator for what was asked: by a grade of disability, a death at work, else by the best entry's topic."""
    reading = context.reading
    if reading is None or not reading.hits or reading.hits[0].score < SUGGEST_AT:
        return None
    if DIED.search(context.said):  # no sum of the living is theirs
        return discover()["injury_death"] if AT_WORK.search(context.said) else None
    if reading.slots.grade is not None:
        return discover()["injury"]
    if SHORT.search(context.said) and _is_short(_begun(context, discover()["arrears"])):
        return discover()["arrears"]
    named = [begun.calculator.name for begun in _several(context)]
    if named in (["arrears"], ["no_contract"]):
        return discover()[named[0]]  # whatever else the best entry is about
    name = OF_TOPIC.get(reading.hits[0].topic, "")
    if named == ["severance"] and reading.intent == "calculate" and name in ("", "injury"):
        name = named[0]  # its last day and pay are told, and the best entry is about nothing that can be counted
    if name == "injury" or (name in NOT_OF_OWN_WILL and _resigned(context.said)):
        return None  # before it is graded, or where nobody made them go, there is nothing to count
    if name in OF_EMPLOYEES and NO_EMPLOYEE.search(context.said):
        return None  # a pensioner or a student is mostly no employee
    return discover().get(name)


def _resigned(said: str) -> bool:
    """Whether they go of their own will: without a fault of the employer nothing is due."""
    return bool(OWN_WILL.search(said)) and not FORCED.search(said)
