"""Counting in the chat: which calculator a question wants, what the follower has said already, how a result is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from knowledge.law_names import label_of
from knowledge.slots import Slots
from rights.calculator import Calculator
from rights.inputs import Field, Kind
from rights.spans import months_after
from rights.working import Item, Working, shown

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
COUNTED = "用的数：{given}。"
TODAY = "没说哪天离职，先按今天（{day}）算"
BEGAN = "没说入职日期，按干了{months}个月往回推到{day}"
WHY = "怎么算的："
ASSUMED = "这样算的前提：{assumed}。"
BASIS = "依据：{articles}"
AFTER = "这是按您说的估的数，最后以仲裁、法院或社保核定为准。数不对，回复「重算」；要找人看，回复「人工」。"
MOST_STEPS, MOST_NOTES, MOST_ARTICLES = 3, 2, 4


@dataclass(frozen=True, slots=True)
class Filled:
    """What is known for a calculator: the fields as typed, and in words what was assumed."""

    given: Mapping[str, str]
    assumed: tuple[str, ...] = ()


def prefill(calculator: Calculator, slots: Slots, today: date) -> Filled:
    """Whatever the slots say of this calculator's fields."""
    said = _said(slots)
    fields = {field.name: field for field in calculator.fields}
    given = {name: text for name, text in said.items() if name in fields}
    assumed = []
    if "end" in fields and "begin" in fields and "end" not in given and (given.get("begin") or slots.service_months):
        given["end"] = today.isoformat()
        assumed.append(TODAY.format(day=today.isoformat()))
    if "begin" in fields and "begin" not in given and slots.service_months:
        end = date.fromisoformat(given["end"])
        begin = months_after(end + timedelta(days=1), -int(slots.service_months))
        given["begin"] = begin.isoformat()
        assumed.append(BEGAN.format(months=_plain(slots.service_months), day=begin.isoformat()))
    return Filled(given, tuple(assumed))


def _said(slots: Slots) -> dict[str, str]:
    """The slots under the names that calculators' fields have."""
    wage = _yuan(slots.wage_fen)
    found = {
        "begin": _day(slots.began),
        "end": _day(slots.ended),
        "injured": _day(slots.injured_on),
        "average": wage,
        "wage": wage,
        "months": _plain(slots.months) if slots.months is not None else None,
        "total": _yuan(slots.amount_fen) if wage is None else None,
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


def told(calculator: Calculator, given: Mapping[str, str], working: Working, assumed: tuple[str, ...]) -> str:
    """The result for a phone: the sums, at most three lines of how, what was assumed, the articles."""
    said = "，".join(_given(field, given[field.name]) for field in calculator.fields if field.name in given)
    lines = [f"{calculator.title}", *map(_sum, working.items)]
    lines += [f"{fact.title}：{fact.result}" for fact in working.facts]
    if len(working.items) > 1 and not working.or_else:
        lines.append(f"合计：{_range(working.low, working.high)}")
    steps = list(dict.fromkeys(step for item in working.items for step in item.steps))
    if steps:
        lines += ["", WHY, *(f"· {step.title}：{step.formula}，{step.result}" for step in steps[:MOST_STEPS])]
    lines += ["", COUNTED.format(given=said)]
    if every := (*assumed, *working.assumed):
        lines.append(ASSUMED.format(assumed="；".join(one.rstrip("。") for one in every)))
    lines += working.notes[:MOST_NOTES]
    lines.append(BASIS.format(articles="、".join(map(_article, working.citations[:MOST_ARTICLES]))))
    return "\n".join([*lines, "", AFTER])


def _given(field: Field, text: str) -> str:
    return f"{field.label.partition('（')[0]}{text}{'元' if field.kind is Kind.MONEY else ''}"


def _sum(item: Item) -> str:
    return f"{item.name}：{_range(item.low, item.high)}"


def _range(low: Decimal, high: Decimal) -> str:
    return f"{shown(low)}元" if low == high else f"{shown(low)}到{shown(high)}元"


def _article(citation: str) -> str:
    statute, _, number = citation.partition("#")
    return f"《{statute}》{label_of(number)}"
