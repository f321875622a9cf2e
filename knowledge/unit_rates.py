"""What one day, hour, trip or piece is paid with, in a follower's words: 一天200, 送一单4块5, 25块一平."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from knowledge.numerals import NUMBER
from knowledge.prices import PRICE, goes_on, read_price
from knowledge.units import DAY, HOUR, PER, unit_of

BOUNDS = {DAY: (20, 5_000), HOUR: (3, 1_000)}  # yuan
BOUNDS_OF_A_PIECE = (Decimal("0.01"), 50_000)
LEAST_BARE_YUAN = 10  # 一件3 may be 3毛
VAGUE = re.compile(
    r"大概|大约|差不多|左右|上下|不到|将近|估计|好像|记不清|至少|起码|最[少多高低]|出头|以[上内]|近(?=\d)"
)
FIGURE = r"[\d零一二两三四五六七八九十百千万几]"
TO = re.compile(rf"{FIGURE}\s*(?:元|块钱|块|[毛角])?\s*[-~—–至到、]\s*$|[几多]$")  # before the upper of two bounds
_ONE = re.compile(  # 三百五一天, 三毛五一件
    rf"(?:(?<=[百千\d元块钱毛角分])|(?<=[十百千块毛角][一二三四五六七八九])|(?<=[块毛角]半))一(?={PER})"
)
_NOUN = r"(?P<noun>的?[^\W\da-z_零一二两三四五六七八九十百千万几半每天]{0,6}?)"
_RATE = re.compile(
    rf"(?:(?:(?<![\d.第零一二三四五六七八九十百千万])[一1]|每)(?P<per>{PER})|日薪|(?<!假)日工资|日结|工价|(?P<hour>时薪|小时工资))"
    rf"{_NOUN}(?:每天|一天|一个工)?(?:说好|约定|讲好)?(?:{VAGUE.pattern})?"
    rf"[是给算开按发挣为有才只能:]{{0,3}}(?:我们?|俺)?[是给]?(?:{VAGUE.pattern})?\s*(?={FIGURE})(?P<before>{PRICE})"
    rf"|(?<![\d.])(?P<after>{PRICE})\s*(?:/|每|(?<!\d)1)\s*(?P<each>{PER})(?![都也不没])"
)
_OF_A_DAY = re.compile("的?(?:工资|工钱|薪|活)?")
_OTHER = re.compile(r"[扣罚赔抽押垫租油卖买退利欠没不未都也跑走重装转借]|(?<![运工])费")  # 一趟过路费, 一件没做
_BARE = re.compile(rf"{NUMBER}\s*")
_MEASURE = re.compile(rf"\s*(?:个?半?(?:小时|钟)|[半人顿年月岁点号度%]|分钟|个(?!$|[,。])|多?个|{PER})")
_BETWEEN = re.compile(rf"\s*(?:元|块钱|块)?\s*(?:多|来|几|余|出头|左右|上下|以[上下内]|[-~—–至到、]\s*{FIGURE})")
_COIN_BEFORE = re.compile(r"[元块毛角]\s*$")  # 4块 5一单
_ENDS = re.compile(r"[,。;!?，；！？\n]")
_GIVEN = re.compile(
    r"\s+(?=中间|期间|后来|先|生活费[给发领支拿借]|[领支借拿给发][了过]|预支|借支)"
)  # told behind it without a comma
_NO_WAGE = re.compile(r"房租|住宿|租|生活费|护理|误工|违约|罚|扣|花|加班|保底|饭(?![店馆庄])|伙食|补助|补贴|车费|利息")


@dataclass(frozen=True, slots=True)
class Rate:
    """The pay of one unit in yuan, None where it is not plain (200多, 3到5毛), and where all of it and its price stand
    in the text.
    """

    unit: str
    yuan: Decimal | None
    start: int
    end: int
    at: int


def each_for_one(text: str) -> str:
    """每 for the 一 of 三百五一天, which is no 三百五十一; everything stays in its place."""
    return _ONE.sub("每", text)


def read_rates(text: str) -> Iterator[Rate]:
    """Every pay of a unit that a text tells, in order; the text as `each_for_one` gives it."""
    for found in _RATE.finditer(text):
        said = found["per"] or found["each"]
        unit = unit_of(said) if said else HOUR if found["hour"] else DAY
        group = "before" if found["before"] else "after"
        noun, is_bare = found["noun"] or "", _BARE.fullmatch(found[group]) is not None
        if unit is None or (is_bare and group == "before" and _MEASURE.match(text, found.end())):
            continue
        if not _OF_A_DAY.fullmatch(noun) and (unit == DAY or _OTHER.search(noun)):
            continue
        yuan = _price(text, found, group) if _is_plain(found[group], unit, is_bare=is_bare) else None
        least, most = BOUNDS.get(unit, BOUNDS_OF_A_PIECE)
        yuan = yuan if yuan is not None and least <= yuan <= most else None
        yield Rate(unit, yuan, found.start(), found.end(), found.start(group))


def clause(text: str, at: int) -> str:
    """The clause around a place."""
    return _ENDS.split(text[:at])[-1] + _GIVEN.split(_ENDS.split(text[at:])[0])[0]


def _is_plain(said: str, unit: str, *, is_bare: bool) -> bool:
    """Whether a number alone is surely yuan."""
    if not is_bare or unit in BOUNDS:
        return True
    number = read_price(said)
    return unit != "个" and ("." in said or (number is not None and number >= LEAST_BARE_YUAN))


def _price(text: str, found: re.Match[str], group: str) -> Decimal | None:
    start, end = found.span(group)
    around = clause(text, found.start())
    if _NO_WAGE.search(around) or VAGUE.search(around) or _BETWEEN.match(text, end):
        return None
    if any(one.search(text, max(0, start - 8), start) for one in (TO, _COIN_BEFORE)):
        return None
    if "," in found[group] or (group == "before" and goes_on(text, end)):
        return None  # 18，126小时 looks like 18,126
    return read_price(found[group])
