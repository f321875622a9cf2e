"""The number of months, days, hours or years in an answer to a calculator's question: 三个月 as 3, 半年 as 6 months."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from math import prod

from knowledge.bare_facts import OF_GIVEN, is_bare_facts
from knowledge.dates import DATE_BLANK, blank_dates, read_dates
from knowledge.given import read_given
from knowledge.money import in_yuan, read_money
from knowledge.numerals import parse_number
from knowledge.prices import read_price
from knowledge.slots import read_slots
from knowledge.unit_counts import read_counts
from knowledge.unit_pay import read_unit_pay
from knowledge.units import DAY
from rights.inputs import Field, Kind
from tickets.begun import Begun
from tickets.owing import days_by_month, days_in_all, each_day
from tickets.prefilled import ABOUT_PAY, prefill

HALF = Decimal("0.5")
_BEFORE = r"(?:一个月|每个?月|平时|都是|大概|大约|差不多|约|就|有|满|[一总]共|欠了?|[干做待呆交缴休]了?|工作了?|加班)*"
_NUMERAL = r"[\d.零〇一二两三四五六七八九十百半]+"
_AFTER = r"(?:工资|工钱|工|了|吧|左右|的|没[发给])*"
_OF = {  # what is counted, by what the label asks; how the follower calls it
    "几小时": r"(?:个?(?:小时|钟头|钟))",
    "几天": r"(?:天|日|个工)",
    "几个月": r"(?:(?<=半)月|个月)",  # 3月 may be March
    "月数": r"(?:(?<=半)月|个月)",
    "几年": r"年",
    "多少年": r"年",
    "等级": r"级",
    "人数": r"(?:个人?|人)",
}
_MONTHS = ("几个月", "月数")
_WHICH_YEAR, _ONLY_IT = "哪一年", re.compile("(?:的|那一?年|是|就)*")
RATE, COUNT, GIVEN = "rate", "count", "given"
_SPAN = re.compile(rf"{_NUMERAL}(?:个半?月|年半?(?:零?{_NUMERAL}个?半?月)?)")
_WORKED = re.compile(rf"{_BEFORE}(?P<span>(?:快|将近|不到|没到|不满|未满)?{_SPAN.pattern}(?:多|出头)?){_AFTER}")


_PLAIN = re.compile(r"[-+\d.,，\s]*元?")
_OF_A_DAY = re.compile(  # 今天冷的很 answers nothing
    rf"{DATE_BLANK}|我们?|俺们?|咱们?|本人|是|就|在|从|自|于|到|起|那[天月时年]?|这[天里儿]|会儿?|当天|的?时候|大概|大约|差不多|左右|前后|好像|应该"
    r"|可能|记得|没记错|具体|正好|刚刚?|才|也|都|又|去|来|了|的|吧|呢|啊|呀|嘛|哦|嗯|对|日|号|月|早上|上午|中午|下午|晚上|凌晨|农历|阴历|阳历|公历"
    r"|一直|现在|目前|至今|开始|入职|入厂|进|出来|上岗|到岗|报到|上班|干活?|做事?|工作|打工|应聘|招|走人?|离职|离开|离厂|辞职?|辞退|开除|开了"
    r"|裁员?|炒|撵|赶|解除|解雇|终止|通知|被|把|让|叫|给|他们?|老板|公司|单位|厂|店|工地|学校|里|不干|不让|不做|别来|最后|一?天|一个?班"
    r"|为止|结束|到期|签|补|合同|岗|期|世|报|鱿鱼|工|个|家|子|出|生|日子?|受|伤|事故?|摔|砸|压|夹|撞|死|过世|没了|病|[\s,，。、.;；:：~!！-]"
)


def read_figure(field: Field, text: str, today: date) -> str:
    """The number as the field reads it; empty where the words are not just such a number with what it counts."""
    asked = next((asks for asks in _OF if asks in field.label), "")
    if _WHICH_YEAR in field.label:
        years = [one for one in read_dates(text, today) if one.precision == "year"]
        return years[0].iso if len(years) == 1 and _ONLY_IT.fullmatch(text.replace(years[0].said, "")) else ""
    if field.kind not in (Kind.NUMBER, Kind.COUNT) or not asked:
        return ""
    found = re.fullmatch(rf"{_BEFORE}(?P<much>{_NUMERAL})个?(?P<half>半)?{_OF[asked]}?(?P<more>半)?{_AFTER}", text)
    value = parse_number(found["much"]) if found else None
    if found and value is not None:
        return f"{value + HALF if found['half'] or found['more'] else value:f}"
    span = re.fullmatch(rf"{_BEFORE}(?P<span>{_SPAN.pattern}){_AFTER}", text) if asked in _MONTHS else None
    months = read_slots(f"欠{span['span']}工资", today).months if span else None
    return f"{months:g}" if months is not None else ""


def read_service(begun: Begun, field: Field, text: str, today: date) -> Begun | None:
    """The same calculation with the first day, where the answer is for how long somebody worked; else None.

    Of a last day that must be known, and was not told, today is taken, as where it is all told at once.
    """
    span = _WORKED.fullmatch(text)
    if field.told_as != "began" or span is None or read_dates(text, today):
        return None
    ended = next((begun.given.get(one.name, "") for one in begun.calculator.fields if one.told_as == "ended"), "")
    words = f"干了{span['span']}" + (f"，{ended}离职" if ended else "")
    filled = prefill(begun.calculator, read_slots(words, today), today, words)
    if field.name not in filled.given:
        return None
    for name, told in filled.given.items():
        begun = begun.told(name, told, filled.assumed.get(name, "")) if name not in begun.given else begun
    return begun


def read_rate(begun: Begun, field: Field, text: str) -> Begun | None:
    """The same calculation with a price (4块5, 一小时20) in the place of the one for a unit; else None."""
    if field.told_as != RATE:
        return None
    if pay := read_unit_pay(text):
        count = {"count": f"{pay.count.normalize():f}"} if pay.count is not None else {}
        return with_told(begun, {field.name: f"{pay.rate.normalize():f}", "unit": pay.unit, **count})
    price = read_price(text)
    return begun.told(field.name, f"{price.normalize():f}") if price else None


def read_count(begun: Begun, field: Field, text: str) -> Begun | None:
    """The same calculation with how many units were done (126, 130个小时, 一天4小时干了28天, 每月26天); else None."""
    if field.told_as != COUNT:
        return None
    if by_month := days_by_month(text, begun.doubts.get(field.name, "")):
        return begun.told(field.name, f"{by_month[0].normalize():f}", by_month[1])
    unit = _unit(begun)
    counts, _ = read_counts(text + unit if re.fullmatch(_NUMERAL, text) else text, unit)
    if not counts:
        return None
    count = prod(counts, start=Decimal(1))
    how = each_day(counts) or days_in_all(count, begun.doubts.get(field.name, ""))
    return begun.told(field.name, f"{count.normalize():f}", how)


def read_paid(begun: Begun, text: str) -> dict[str, str]:
    """What was given since, where just that is told behind a sum of wages."""
    field = next((one for one in begun.calculator.fields if one.told_as == GIVEN), None)
    paid, _ = read_given(text)
    return {field.name: f"{paid.normalize():f}"} if field and paid else {}


def with_told(begun: Begun, given: Mapping[str, str]) -> Begun:
    """The same with what was told; how many of another unit were done is to be asked."""
    if given.get("unit", _unit(begun)) != _unit(begun):
        begun = begun.settled("count")
    for name, text in given.items():
        begun = begun.told(name, text)
    return begun


def _unit(begun: Begun) -> str:
    return begun.given.get("unit", DAY)


def put_right(begun: Begun, told: str, today: date) -> Begun | None:
    """The same calculation with a figure (九级, 四年, 4800) of the kind of just one that was told; else None,
    as of what was given since.
    """
    if OF_GIVEN.search(told):
        return None
    fields = [begun.field(name) for name in begun.given]
    found = [begun.told(one.name, figure) for one in fields if (figure := read_figure(one, told, today))]
    found += [anew for one in fields if (anew := read_service(begun.without(one.name), one, told, today))]
    found += [anew for one in fields if (anew := read_count(begun, one, told))]
    sums = [one for one in fields if one.kind is Kind.MONEY]
    priced = [anew for one in fields if (anew := read_rate(begun, one, told))]
    if priced and len(sums) > 1 and read_unit_pay(told) is None:
        return None  # what one costs, or what was given?
    found += priced
    if not found and len(sums) == 1 and len(money := read_money(f"工资{told}")) == 1:
        return begun.told(sums[0].name, in_yuan(money[0].fen))
    return found[0] if len(found) == 1 else None


def as_typed(field: Field, said: str, text: str, today: date) -> tuple[str, str]:
    """The words (`text` is `said` folded) as a field reads them (今天 as a day, 六千五 as 6500); what is said of it."""
    if field.kind is Kind.MONEY and not _PLAIN.fullmatch(text):
        sums = [one for one in read_money(f"工资{text}") if one.precision in ("exact", "about")]
        if len(sums) == 1:
            yuan = in_yuan(sums[0].fen)
            return yuan, ABOUT_PAY.format(yuan=yuan) if sums[0].precision == "about" else ""
    if field.kind is Kind.DAY:
        dates = read_dates(text, today)
        found = [one.iso for one in dates if one.precision != "between"]
        is_answer = is_bare_facts(text, today) or not _OF_A_DAY.sub("", blank_dates(text, dates))
        if is_answer and len(found) == 1 and len(found[0]) >= len("2024-03"):
            return found[0], ""
    return said, ""
