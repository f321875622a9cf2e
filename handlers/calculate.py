"""What is it in money? Counted from what the follower said; only what is missing is asked."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from bot.context import Context
from bot.filters import Says, Wants
from bot.router import Band, Router
from bot.wechat.reply import Reply, Text
from handlers.calculating import CHOOSING, NAME, ask_or_tell, is_enough
from knowledge.reading import SUGGEST_AT
from knowledge.slots import Slots
from rights.calculator import Calculator, discover
from rights.inputs import Field
from rights.spans import months_after

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
TODAY = "没说哪天离职，先按今天（{day}）算"
BEGAN = "没说入职日期，按干了{months}个月往回推到{day}"
DAYS_A_MONTH = 30  # of the half month in 一年零半个月
WHICH = "想算哪一样？回复数字：\n{choices}"

router = Router(Band.COMMAND)


@router.on(Says("算一算", "算算", "帮我算", "帮我算算", "计算器", "算钱", "我要算"))
async def choose(context: Context) -> Reply:
    """Lists what can be counted."""
    calculators = list(discover().values())
    await context.begin(NAME, CHOOSING)
    choices = "\n".join(f"{at}. {one.title}" for at, one in enumerate(calculators, 1))
    return Text(WHICH.format(choices=choices), action="calculate")


@router.on(Wants("calculate"))
async def calculate(context: Context) -> Reply | None:
    """Counts when the question is one we can count and brought a figure along; else the knowledge answers."""
    reading = context.reading
    best = reading.hits[0] if reading and reading.hits and reading.hits[0].score >= SUGGEST_AT else None
    calculator = discover().get(OF_TOPIC.get(best.topic, "")) if best else None
    if reading is None or calculator is None:
        return None
    filled = prefill(calculator, reading.slots, context.today)
    if not filled.given or (context.is_asked and not is_enough(context, calculator, filled.given)):
        return None
    return await ask_or_tell(context, calculator, filled.given, filled.assumed)


@dataclass(frozen=True, slots=True)
class Filled:
    """What is known for a calculator: the fields as typed, and for those that were assumed, how."""

    given: dict[str, str]
    assumed: dict[str, str] = field(default_factory=dict)


def prefill(calculator: Calculator, slots: Slots, today: date) -> Filled:
    """Whatever the slots say of this calculator's fields; length of service stands for its first day."""
    said = _said(slots)
    given = {one.name: said[one.told_as] for one in calculator.fields if one.told_as in said}
    assumed = {}
    began, ended = _named(calculator, "began"), _named(calculator, "ended")
    if began and ended and ended.needed and ended.name not in given and (began.name in given or slots.service_months):
        given[ended.name] = today.isoformat()
        assumed[ended.name] = TODAY.format(day=today.isoformat())
    if began and began.name not in given and slots.service_months:
        end = date.fromisoformat(given[ended.name]) if ended and ended.name in given else today
        days = round(slots.service_months % 1 * DAYS_A_MONTH)
        begin = months_after(end + timedelta(days=1), -int(slots.service_months)) - timedelta(days=days)
        given[began.name] = begin.isoformat()
        assumed[began.name] = BEGAN.format(months=_plain(slots.service_months), day=begin.isoformat())
    return Filled(given, assumed)


def _named(calculator: Calculator, told_as: str) -> Field | None:
    return next((one for one in calculator.fields if one.told_as == told_as), None)


def _said(slots: Slots) -> dict[str, str]:
    """The slots as a field reads them."""
    wage = _yuan(slots.wage_fen)
    found = {
        "began": _day(slots.began),
        "ended": _day(slots.ended),
        "injured": _day(slots.injured_on),
        "wage": wage,
        "months": _plain(slots.months) if slots.months is not None else None,
        "sum": _yuan(slots.amount_fen) if wage is None else None,
        "grade": str(slots.grade) if slots.grade is not None else None,
    }
    return {name: text for name, text in found.items() if text}


def _day(said: str | None) -> str | None:
    """Only a whole date: a month or a year alone is asked for."""
    return said if said and len(said) == len("2026-11-22") else None


def _yuan(fen: int | None) -> str | None:
    return f"{Decimal(fen) / 100:f}" if fen is not None else None


def _plain(number: float) -> str:
    return f"{number:g}"
