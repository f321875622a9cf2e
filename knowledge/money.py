"""Sums of money in a follower's words, told apart from dates, ages, hours and telephone numbers."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from knowledge.numerals import NUMBER, parse_number

Role = Literal["total", "owed", "month", "rate", "other"]

HIGHEST_YUAN = 100_000_000
LOWEST_BARE_YUAN = 100
LOWEST_PIECE_YUAN = 10  # 一块, 两块 without 钱 are pieces or "together", not money
BEFORE, AFTER = 10, 6
HOTLINES = frozenset({12315, 12329, 12333, 12345, 12348, 12350, 12351, 12366, 12393})

_SUM = re.compile(
    rf"(?P<sign>[¥￥]\s*)?(?<![\da-z.])(?P<number>{NUMBER})\s*(?:(?:多|来|余)(?P<scale>[万千百])?)?\s*"
    r"(?P<unit>元|块钱|块|圆|人民币|rmb|大洋)?"
)
_VAGUE_BEFORE = re.compile(r"[几数第]$|\d\s*[-~—–至到、.:：]\s*$")
_RANGE_AFTER = re.compile(r"\s*[-~—–至到]\s*[\d一二三四五六七八九十]")
_MEASURE = re.compile(
    r"\s*(?:[年月日号岁个天人名位次级条点时分秒%％平米斤吨楼栋层期周届页份户台辆倍件单家间口号班方套元块克里路线"
    r"多几]|小时|星期|公里|左右[的个人岁天]|以[上下内]人|工友|同事|员工|工人|职工|农民工|兄弟)"
)
_CUE = re.compile(r"欠|薪|工资|押金|扣|罚|赔|给|发|付|共|计|差|钱|补|额|拿|款|费|金|收入|底|挣|开|结")
_OPEN_END = re.compile(r"\s*(?:$|[，。！？；、,.!?;\s)）左没不都还一])")
_TOTAL = re.compile(r"总共|一共|共计|合计|总计|总额|共")
_OWED = re.compile(r"欠|拖|没[发给结付开]|未[发给结付]|不[发给结付]|还差|差[我咱俺]|剩|尾款|讨|要回")
_OWED_AFTER = re.compile(r"\s*(?:多|左右|块钱?|元)?[^，。！？；,;]{0,4}(?:没[发给结付]|未[发给结付]|不[发给结付])")
_MONTHS_PAY = re.compile(r"[个仨俩两]月[份的]*(?:工资|工钱|薪水|薪)")
_MONTH = re.compile(
    r"月薪|月工资|每个?月|(?<![一-鿿\d])一个?月|一月|月收入|底薪|基本工资|月均|平均工资|工资|薪水|待遇|工资卡|月"
)
_MONTH_AFTER = re.compile(r"\s*(?:/|每|一|1)?个?月(?!\d)")
_RATE = re.compile(
    r"(?:每|一|1)?(?:天|日(?!期)|小时|时薪|晚|单|平方?|方|件|趟|点工)(?:工资|薪|工)?[是给算开按才只]*$|日薪$|日工资$"
)
_RATE_AFTER = re.compile(r"\s*(?:/|每|一|1)个?(?:天|日|小时|时|晚|单|平|方|件|工|趟)")


@dataclass(frozen=True, slots=True)
class Money:
    """One sum and what it is: a total, a sum owed, a month's wage, a rate (day, hour, piece) or another."""

    fen: int
    role: Role


def read_money(text: str) -> list[Money]:
    """Every definite sum of the (normalised, lower-case) text, in order; 万把块 and 好几千 are not definite."""
    found = []
    for match in _SUM.finditer(text):
        yuan = _definite(text, match)
        if yuan is not None:
            fen = int((yuan * 100).to_integral_value(ROUND_HALF_UP))
            found.append(Money(fen, _role(text, match)))
    return found


def _definite(text: str, match: re.Match[str]) -> Decimal | None:
    value = parse_number(match["number"] + (match["scale"] or ""))
    before = text[max(0, match.start() - BEFORE) : match.start()]
    if value is None or not 0 < value < HIGHEST_YUAN:
        return None
    if _VAGUE_BEFORE.search(before) or _RANGE_AFTER.match(text, match.end()):
        return None
    if match["unit"]:
        return None if match["unit"] == "块" and value < LOWEST_PIECE_YUAN else value
    if match["sign"]:
        return value
    return value if _bare_is_money(text, match, value, before) else None


def _bare_is_money(text: str, match: re.Match[str], value: Decimal, before: str) -> bool:
    """A number without 元 is money if it is large, nothing counted follows, and the words before speak of money."""
    if value < LOWEST_BARE_YUAN or value in HOTLINES or _MEASURE.match(text, match.end()):
        return False
    if _CUE.search(before):
        return True
    return "万" in match[0] and _OPEN_END.match(text, match.end()) is not None


def _role(text: str, match: re.Match[str]) -> Role:
    before = _clause(text[max(0, match.start() - BEFORE) : match.start()])
    end = match.end()
    if _RATE_AFTER.match(text, end) or _RATE.search(before):
        return "rate"
    if _TOTAL.search(before):
        return "total"
    if _MONTH_AFTER.match(text, end):
        return "month"
    if _OWED.search(before) or _MONTHS_PAY.search(before) or _OWED_AFTER.match(text, end):
        return "owed"
    return "month" if _MONTH.search(before) else "other"


def _clause(before: str) -> str:
    return re.split(r"[，。！？；,;!?]", before)[-1]
