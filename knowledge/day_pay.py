"""Pay by the day in a follower's words: 一天200, 干了40天, 只给了1000."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from knowledge.given import read_given
from knowledge.money import Money, read_money
from knowledge.numerals import NUMBER, parse_number

LEAST_YUAN, MOST_YUAN, MOST_DAYS, MOST_RATES = 20, 5_000, 1_000, 6
_YUAN = r"\s*(?:元|块钱|块)?"
_NOT_OF_WORK = "(?![地友人程资钱作厂头伤会龄期号种业])"
_UNIT = rf"(?:天|日(?!期)|工{_NOT_OF_WORK})"
_ONE = re.compile(  # 三百五一天
    rf"(?:(?<=[百千\d])|(?<=[百千][一二三四五六七八九])|(?<=[元块]))一(?=个?{_UNIT})"
)
_NO_PAY = r"(?!\s*(?:个?半?小时|个?钟|[半人次单趟件顿年月天岁点号度米袋吨%]|个(?!$|[,。])|多?个))"
_RATE = re.compile(
    rf"(?:(?:每|一|1)个?{_UNIT}的?(?:工资|工钱|薪|活)?|日薪|日工资|日结|工价)(?:每天|一天|一个工)?"
    rf"(?:说好|约定|讲好|大概)?[是给算开按发挣为有才只能:]{{0,3}}(?:我们?|俺)?[是给]?\s*(?P<before>{NUMBER}){_NO_PAY}"
    rf"|(?P<after>{NUMBER}){_YUAN}\s*(?:/|每|1)\s*个?{_UNIT}(?![都也不没])"
)
_DAYS = re.compile(
    rf"(?P<days>{NUMBER})(?P<more>多|来|几)?个?(?P<half>半)?"
    rf"(?:天(?P<half_after>半)?|个?班(?![长组])|大工|小工|工日|工{_NOT_OF_WORK})"
)
_BY_MONTH = re.compile(
    rf"(?P<month>\d{{1,2}}月|[上这]个月)份?(?:[干做上出]了?)?(?:满|有)?\s*(?P<days>{NUMBER})(?!\d)(?:个)?(?:天(?!半)|班|工{_NOT_OF_WORK})"
)
_WORKED = re.compile(
    r"(?:干|做|上|出|打|忙|共|计|欠|差|剩|有|结|是)[了着过满]?(?:我们?|俺|他|活|工|班|的|到|一共|总共|整整|大概|足足)*$"
)
_WITHIN = re.compile("中间|其中|前面?\\d+天|[少多扣]算")  # so many of the days
_OF_WORK = re.compile(r"\s*的?(?:工资|工钱|活|钱|班)|[^,。;!?]{0,2}(?:没|不|未)(?:给|发|结)")
_NO_WORK = re.compile(
    r"(?:休|请|旷|歇|停|罚|扣|病|住院|拖|等|过|晚|迟|前|假|每个?月|一个?月|每周|一周|(?<![上这本])(?<![上这本]个)月零?|年|零|月又|[一每]天|每|第|提)"
    r"[^,。;!?]{0,4}$"
)
_AFTER_MONTHS = re.compile(r"(?<![上这本])(?<![上这本]个)月[^,。;!?]{0,4}$|零$")
_BETWEEN = re.compile(r"\s*(?:元|块钱|块)?\s*(?:多|来|几|出头|[-~—–至到]\s*\d)")
_UNPAID = re.compile(
    r"欠(?!条)|拖|跑了|跑路|[只才](?:肯|能)?(?:给|发|付|结)"
    r"|[没不未](?:有|肯)?(?:发|给|结|付)(?:我们?|俺|大家|过|清|了)*(?:工资|工钱|钱|账|款)?(?:$|[,。;!?，\s])"
)
_ENDS = re.compile(r"[,。;!?，；！？\n]")
_NO_WAGE = re.compile(r"房租|住宿|租|生活费|护理|误工|违约|罚|扣|加班|保底|饭|伙食|补助|补贴|车费|利息")
_SEVERAL = re.compile(  # whose pay, or which of two rates, is to be asked
    r"(?:[二两俩仨三四五六七八九十]|\d)+\s*(?:个|口|名)人|我们?俩|我们[两三四五六七八九十]个(?!月)|每人|一人|我[和跟]|两口子|夫妻|[和跟]我一起"
    r"|老公|老婆|媳妇|实际|只按|只认|[涨降]到|变成|改成"
)


@dataclass(frozen=True, slots=True)
class DayPay:
    """The pay of a day and what was given since, in yuan, and the days worked: None where not told, or unclearly."""

    rate: Decimal
    days: Decimal | None
    given: Decimal | None
    is_given_unclear: bool = False

    @property
    def how(self) -> str:
        """The sum as it is reckoned: 300×25－1000."""
        paid = f"－{self.given.normalize():f}" if self.given else ""
        return f"{self.rate.normalize():f}×{self.days.normalize():f}{paid}" if self.days is not None else ""

    @property
    def owed(self) -> Decimal | None:
        """What is left to pay; None where the days were not told, or more was given."""
        if self.days is None or self.is_given_unclear:
            return None
        left = self.rate * self.days - (self.given or 0)
        return left if left > 0 else None


def read_day_pay(text: str) -> DayPay | None:
    """The pay by the day that a (half-width, lower-case) text tells; None where it tells none, or several."""
    text = _ONE.sub("每", text)
    if _SEVERAL.search(text):
        return None
    found = list(_RATE.finditer(text))
    if not 0 < len(found) <= MOST_RATES:
        return None
    sums = {one.start: one for one in read_money(text)}
    rates = {_rate(text, one, sums) for one in found}
    rate = rates.pop() if len(rates) == 1 else None
    if rate is None or not LEAST_YUAN <= rate <= MOST_YUAN:
        return None
    plain = _RATE.sub(lambda found: "。" * len(found[0]), text)
    return DayPay(rate, _days(plain), *read_given(plain))


def _rate(text: str, found: re.Match[str], sums: Mapping[int, Money]) -> Decimal | None:
    """In yuan, with 角 (180块5); None where it lies between (200多, 200到250)."""
    group = "before" if found["before"] else "after"
    if _NO_WAGE.search(_clause(text, found.start())):
        return None
    told = sums.get(found.start(group))
    if told is not None:
        return Decimal(told.fen) / 100 if told.precision in ("exact", "about") else None
    return None if _BETWEEN.match(text, found.end(group)) else parse_number(found[group])


def _clause(text: str, at: int) -> str:
    """The clause around a place."""
    before, after = _ENDS.split(text[:at])[-1], _ENDS.split(text[at:])[0]
    return before + after


def tells_unpaid(text: str) -> bool:
    """Whether a (half-width) text says that the work was not paid, or only in part."""
    return _UNPAID.search(text) is not None


def _days(text: str) -> Decimal | None:
    """How many days were worked; None where it is not one plain number, or one of each of several months."""
    by_month = {found["month"]: parse_number(found["days"]) for found in _BY_MONTH.finditer(text)}
    listed, told = [days for days in by_month.values() if days is not None], len(_DAYS.findall(text))
    if 1 < len(listed) == told:  # 6月干了25天,7月干了28天
        return sum(listed, Decimal(0))
    found: list[Decimal | None] = []
    for one in _DAYS.finditer(text):
        if _before(_NO_WORK, text, one):
            if _before(_AFTER_MONTHS, text, one) or _WITHIN.search(text) or found:
                return None  # 两个月零5天; 干了30天,休息了4天: how many days were worked is to be asked
            continue
        if not (_before(_WORKED, text, one) or _OF_WORK.match(text, one.end())):
            return None  # days of what?
        count = parse_number(one["days"])
        half = Decimal("0.5") if one["half"] or one["half_after"] else Decimal(0)
        found.append(None if count is None or one["more"] else count + half)
    days = found[0] if len(found) == 1 else None
    return days if days is not None and 0 < days <= MOST_DAYS else None


def _before(words: re.Pattern[str], text: str, found: re.Match[str]) -> bool:
    return words.search(text, max(0, found.start() - 12), found.start()) is not None
