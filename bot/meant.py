"""Which calculation a message means, and what it tells of it."""

import re

from bot.context import Context
from knowledge.deaths import plainly
from knowledge.reading import SUGGEST_AT, Reading
from knowledge.slots import Slots
from knowledge.unit_pay import read_unit_pay, tells_unpaid
from rights.calculator import Calculator, discover
from rights.minimum import AREA
from tickets.begun import Begun
from tickets.claimed import claimed
from tickets.prefilled import prefill

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
DIED = re.compile(
    r"去世|过世|离世|死亡|身亡|猝死|遇难|工亡|(?:摔|砸|压|电|淹|烧|闷|撞|轧|毒|埋|炸|绞|卷|碾)死|(?<![急气烦愁吓冻饿热困累])死了"
)
SHORT = re.compile(r"[只才就实][^，。,;；]{0,6}(?:给|发|付|结|拿|领|打)")  # of pay, worth a closer look
OTHERS = re.compile(r"老公|老婆|媳妇|丈夫|妻子|爱人|对象|[我俺](?:爸|妈|哥|弟|姐|妹|儿子|女儿|朋友)|同事|工友|我们")
OWN_WILL = re.compile(r"(?:自己|主动|自愿|个人原因|我想|我要|打算|自动)[^，。,！？!?]{0,4}(?:辞职|离职|不干)")
FORCED = re.compile(r"被迫|逼|三十八|38条|[欠拖扣]|[没不未](?:给|发|交|缴|上|买)")
NO_EMPLOYEE = re.compile(
    r"返聘|退休(?:了|后|以后)(?:又|再|还|接着|去|来|干)|(?:已经|都|早就?)退休|领(?:着|了)?(?:养老金|退休金)|实习生|在校|勤工|[暑寒]假工"
    r"|东家|住家(?:保姆|阿姨)|(?:人家|雇主)[^，。,]{0,6}(?:保姆|月嫂|阿姨|家政)"
    r"|家里?(?:请|雇)[^，。,]{0,4}(?:保姆|月嫂|阿姨)"
)
AT_WORK = re.compile(r"矿上|车间|厂里|工伤|工亡|因工|工地|上班|干活|工作(?:时间|岗位|中|期间)")
OF_EMPLOYEES = ("severance", "no_contract")
NOT_OF_OWN_WILL = ("severance", "unemployment")
OTHER_PAY = re.compile(r"产假|生育|病假|养伤|停工留薪|工伤")  # what is due then is counted in another way
DISMISSED = re.compile(r"辞退|开除|不要我|[让叫]我们?(?:走|滚)|被辞|把我辞|不合格")
HURT = re.compile(r"受伤|工伤|摔|砸|轧|骨折|断了")
MOST_TOGETHER = 3
SERVED = frozenset({"began"})
OWN = {
    "arrears": frozenset({"months", "sum", "rate"}),
    "severance": SERVED,
    "no_contract": SERVED,
    "overtime": frozenset({"hours", "rest_days", "holidays"}),
}


def meant(context: Context) -> Calculator | None:
    """The calculator for what was asked: by a grade of disability, a death at work, else by the best entry's topic."""
    reading = context.reading
    if reading is None or not _is_near(reading):
        return None
    if DIED.search(plainly(context.said)):  # no sum of the living is theirs
        return discover()["injury_death"] if AT_WORK.search(context.said) else None
    if reading.slots.grade is not None:
        return discover()["injury"]
    if SHORT.search(context.said) and is_short(begin(context, discover()["arrears"])):
        return discover()["arrears"]
    named = [begun.calculator.name for begun in several(context)]
    if named in (["arrears"], ["no_contract"]):
        return discover()[named[0]]  # whatever else the best entry is about
    name = _countable(OF_TOPIC.get(reading.hits[0].topic, ""), context.said)
    if named == ["severance"] and reading.intent == "calculate" and name in ("", "injury"):
        name = named[0]  # its last day and pay are told, and the best entry is about nothing that can be counted
    if name == "injury" or (name in NOT_OF_OWN_WILL and resigned(context.said)):
        return None  # before it is graded, or where nobody made them go, there is nothing to count
    if name in OF_EMPLOYEES and NO_EMPLOYEE.search(context.said):
        return None  # a pensioner, a student or who works in a household is mostly no employee
    if name == "below_minimum" and not _has_its_minimum(reading.slots):
        return None
    return discover().get(name)


def _has_its_minimum(slots: Slots) -> bool:
    """Whether the minimum wage of the place that was told is known, or no place was told."""
    return slots.district in AREA.choices if slots.district else slots.city in (None, "银川")


def _countable(name: str, said: str) -> str:
    """The calculation of a topic, or that of the words where they tell of another matter than most in it."""
    if name == "probation" and DISMISSED.search(said):
        return "severance"
    return "" if name == "retirement" and HURT.search(said) else name


def begin(context: Context, calculator: Calculator) -> Begun:
    """A calculation with what the message tells of it."""
    slots = context.reading.slots if context.reading else Slots()
    filled = prefill(calculator, slots, context.today, context.said)
    return Begun(calculator, filled.given, filled.assumed, filled.doubts)


def several(context: Context) -> list[Begun]:
    """The calculations the message makes claims of, and tells something for that is more than who asks."""
    reading = context.reading
    if reading is None or not _is_near(reading) or reading.slots.grade is not None:
        return []
    if DIED.search(plainly(context.said)) or resigned(context.said) or NO_EMPLOYEE.search(context.said):
        return []
    if reading.slots.headcount is not None or OTHERS.search(context.said):
        return []  # whose sum is whose is not told
    other_pay = ("arrears",) if OTHER_PAY.search(context.said) else ()
    is_unpaid = reading.slots.is_reckoned or (tells_unpaid(context.text) and read_unit_pay(context.text) is not None)
    names = claimed(context.text) or (("arrears",) if is_unpaid else ())
    every = [begin(context, discover()[name]) for name in names if name not in other_pay]
    return [begun for begun in every if _told_own(begun)][:MOST_TOGETHER]


def _is_near(reading: Reading) -> bool:
    """Whether an entry comes near, or pay that is owed was told."""
    return bool(reading.hits) and (reading.hits[0].score >= SUGGEST_AT or reading.slots.is_reckoned)


def _told_own(begun: Begun) -> bool:
    """Whether something was told that is this claim's own: how long, how many months owed, how many hours."""
    told = {begun.field(name).told_as for name in begun.given}
    return bool(told & OWN[begun.calculator.name])


def is_enough(context: Context, begun: Begun) -> bool:
    """Whether nothing has to be asked for it."""
    return begun.is_enough(context.services.parameters, context.today)


def is_short(begun: Begun) -> bool:
    """Whether it is told what each month lacks, and not for how many months."""
    return begun.calculator.name == "arrears" and "months" in begun.doubts


def has_pay(begun: Begun) -> bool:
    """Whether a wage was told that goes into the sum."""
    return any(one.name in begun.given for one in begun.calculator.fields if one.told_as in ("wage", "pay"))


def resigned(said: str) -> bool:
    """Whether they go of their own will: without a fault of the employer nothing is due."""
    return bool(OWN_WILL.search(said)) and not FORCED.search(said)
