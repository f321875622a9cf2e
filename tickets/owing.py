"""What a follower's words say of wages that are owed: the sum itself, what is left of it, or what each month lacks."""

import re
from collections.abc import Mapping
from decimal import Decimal

from knowledge.money import in_yuan, read_money, remainder, yuan
from knowledge.month_list import sums_by_month
from knowledge.numerals import NUMBER, parse_number
from knowledge.shortfall import maybe_lawful, read_short
from knowledge.slots import Slots
from knowledge.unit_counts import Counts
from knowledge.units import DAY
from rights.calculators.arrears import SUBCONTRACTOR, UNLICENSED

OTHER_SUM = "欠薪按您说的{owed}元算；按月薪乘{months}个月是{by_months}元，对不上的核对一下"
SHORT_PAY = "您说月薪{wage}元、只发了{paid}元，欠的按每月差的{lacks}元算"
EACH_DAY = "小时按每天{}小时、干了{}天算"
DAYS_OF = "您说的是{months}个月，按天算的，要知道这{months}个月一共干了几天（也可以说「每月26天」）"
DAYS_A_MONTH = "天数按每月{days}天、{months}个月算"
DAYS_IN_ALL = "天数按{months}个月一共{days}天算，是每月{days}天的要重算"
MOST_DAYS = 31
_ASKED_OF = re.compile(
    DAYS_OF.partition("{months}")[0] + r"(?P<months>\d+(?:\.\d+)?)个月，按天"
)  # the dialogue keeps no months beside a rate
_DAYS_EACH_MONTH = re.compile(
    rf"(?:那?[两几]个月)?(?:平均)?(?:每个?月|一个?月|月月)(?:都|各|是|有|干|上|做|出勤|满|了)*(?P<days>{NUMBER})(?:天|个工|个班|个)[。.了吧]*"
)
BOTH_WAYS = "您说了按月的工资，又说了按{unit}算的"
MAY_BE_LAWFUL = "您说到「{said}」：该扣的、没上班的不算欠，真少发的是多少得您说"
BY_FOREMAN = "您说到包工头，谁来付按工程包给个人算；是正规分包单位的，由总包先付"
ON_SITE = "您说到工地，谁来付按分包单位欠的算；总包自己招的，总包付"
_FOREMAN = re.compile(r"包工头|工头|包活的")
_SITE = re.compile(r"工地|项目部|总包|分包|劳务公司|钢筋工?|木工|瓦工|架子工|抹灰|砌墙|建筑")
BY_UNIT = ("rate", "unit", "count", "given")
LEFT = "您说的「{said}」，还欠的像是{left}"
_ORDERED = re.compile(
    r"(?:责令|限期|改正指令|指令书)(?![^，,。！？!?；;]{0,6}(?:停[产业工止]|关[停闭]|搬|整顿|环保|安全))[^。！？!?]*"
    r"(?:[还仍就]?(?:不|没|未)(?:有)?(?:给|付|发|结|支付|执行|理)|逾期|过期)"
)
_NO_ORDER = re.compile(  # 没责令, or only wished for: 能不能责令
    r"(?:[没未不](?:有|肯|愿意?|去|管|给|敢|能|会|被|下达?|发出?|作出|做出|过|他们?|老板|单位|公司|劳动局|人社局|监察(?:大?队|局)?)*"
    r"|(?:能|可以|(?<![社工])会|请|想|让|叫|求|如果|要是|怎么|咋|什么时候)[^，,。！？!?；;]{0,8})$"
)


def settled(words: str, said: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """What is `said` by name where wages are owed, and why sum or months have to be asked.

    A sum that is told goes before wage times months, these before pay by the day, the hour, the piece; of pay that
    came short each month lacks the difference.
    """
    if added := sums_by_month(words):
        return _without(said, "wage", "months", *BY_UNIT) | {"sum": f"{added[0].normalize():f}"}, {}
    if owed := _owed(words):
        return _without(said, "wage", "months", *BY_UNIT) | {"sum": owed}, {}
    if "rate" in said and "wage" not in said:
        return _without(said, "sum", "months"), _days_of(said)
    if {"wage", "months", "rate", "count"} <= said.keys():
        return _without(said, "sum", "wage", "months", *BY_UNIT), {"sum": BOTH_WAYS.format(unit=said["unit"])}
    whole, said = _without(said, *BY_UNIT[:-1]), _without(said, *BY_UNIT)
    if left := remainder(words):
        return _without(said, "sum", "wage", "months"), {"sum": LEFT.format(said=left.said, left=yuan(left.fen))}
    if "sum" not in said and (lawful := maybe_lawful(words)):
        return _without(said, "wage", "months"), {"sum": MAY_BE_LAWFUL.format(said=lawful)}
    short = read_short(words) if "sum" not in said else None
    if short is None:
        return (whole if {"wage", "months"} <= said.keys() else dict(said)), {}
    wage, paid, lacks = (in_yuan(fen) for fen in (short.wage_fen, short.paid_fen, short.lacks_fen))
    return _without(said, "sum", "months") | {"wage": lacks}, {
        "months": SHORT_PAY.format(wage=wage, paid=paid, lacks=lacks)
    }


def _days_of(said: Mapping[str, str]) -> dict[str, str]:
    """Why the days have to be asked where a rate a day stands beside months: nobody works all of a month's days."""
    is_open = "months" in said and "count" not in said and said.get("unit") == DAY
    return {"count": DAYS_OF.format(months=said["months"])} if is_open else {}


def days_by_month(text: str, doubt: str) -> tuple[Decimal, str] | None:
    """The days in all of an answer (每月26天) to what `_days_of` asks, and how they are counted, else None."""
    each, asked = _DAYS_EACH_MONTH.fullmatch(text), _ASKED_OF.match(doubt)
    number = parse_number(each["days"]) if each else None
    if number is None or asked is None or not 0 < number <= MOST_DAYS:
        return None
    how = DAYS_A_MONTH.format(days=f"{number.normalize():f}", months=asked["months"])
    return number * Decimal(asked["months"]), how


def days_in_all(days: Decimal, doubt: str) -> str:
    """Says that so few days are taken for those of all the months, not of each."""
    asked = _ASKED_OF.match(doubt)
    is_few = asked is not None and Decimal(asked["months"]) > 1 and days <= MOST_DAYS
    return DAYS_IN_ALL.format(months=asked["months"], days=f"{days.normalize():f}") if asked and is_few else ""


def each_day(counts: Counts) -> str:
    """Says that hours are so many a day times the days; empty where they are not."""
    return EACH_DAY.format(*(f"{one.normalize():f}" for one in counts)) if len(counts) > 1 else ""


def site_of(words: str) -> tuple[str, str]:
    """(whose debt it is on a building site, as the calculator names it, and that this is taken for granted); empty
    where no site is told of.

    Source: 农民工工资条例 30, 36.
    """
    if _FOREMAN.search(words):
        return UNLICENSED, BY_FOREMAN
    return (SUBCONTRACTOR, ON_SITE) if _SITE.search(words) else ("", "")


def _without(said: Mapping[str, str], *names: str) -> dict[str, str]:
    return {name: text for name, text in said.items() if name not in names}


def is_ordered(words: str) -> bool:
    """Whether the labour authority ordered that it be paid, and it was not."""
    found = _ORDERED.search(words)
    return found is not None and _NO_ORDER.search(words, 0, found.start()) is None


def other_sum(slots: Slots, owed: str) -> str:
    """What is said where wage times months comes to something else than the sum that was told."""
    if not (owed and slots.wage_fen and slots.months) or slots.wage_fen * slots.months == float(owed) * 100:
        return ""
    by_months = f"{Decimal(slots.wage_fen) * Decimal(str(slots.months)) / 100:,.2f}"
    return OTHER_SUM.format(owed=owed, months=f"{slots.months:g}", by_months=by_months)


def _owed(words: str) -> str:
    """The sum owed as it was told; empty where none or several were."""
    owed = [one.fen for one in read_money(words) if one.role == "owed" and one.precision == "exact"]
    return in_yuan(owed[0]) if len(owed) == 1 else ""
