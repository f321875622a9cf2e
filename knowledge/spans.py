"""Stretches of time in a follower's words: how long wages are owed, how long they have worked there."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from knowledge.lacking import lacks_something_else
from knowledge.numerals import NUMBER, parse_bounds

Role = Literal["owed", "served", "other"]
Precision = Literal["exact", "about", "at_least", "between"]

MONTHS_A_YEAR = 12
DAYS_A_MONTH = 30
LONGEST_YEARS = 60
BEFORE, AFTER = 24, 9
NEAR = 10  # so close before must stand what was done so long

_FIGURE = r"(?:\d{3}|[一二两三四五六七八九]千)"
_WAGE = (  # 干了5年 一个月5200
    rf"(?:\d{{3}}|[一二两三四五六七八九]千"
    rf"|[一1]个?月(?:[^，,。；;\d]{{0,6}}?{_FIGURE}|[^，,。；;]{{0,4}}[休歇放]))"
)
_SPAN = re.compile(
    rf"(?<![\d第几数])(?:(?P<years>{NUMBER})(?:\s*[-~—–至到]\s*(?P<upper_years>{NUMBER}))?\s*(?P<many>几|多|来|余)?\s*年(?!\d{{1,2}}月)"
    rf"(?:(?P<year_and_half>半)|\s*(?:零|又|加|多)?\s*(?!{_WAGE})(?P<rest>{NUMBER})\s*个(?P<rest_half>半)?多?月|[零又加](?P<and_half_month>半)个?月)?"
    rf"|(?P<half_year>(?<!上)(?<!下)(?P<most>大)?半年)|(?P<half_month>(?<!个)半个?(?P<half_more>多)?月)"
    rf"|(?P<months>{NUMBER})(?:\s*[-~—–至到]\s*(?P<upper>{NUMBER}))?\s*(?:(?P<some>几|来)?个(?P<and_half>半)?(?P<more>多)?|(?<=[俩仨两]))月"
    rf"(?P<half_after>半)?)(?:[零又加多]{{0,2}}(?P<days>{NUMBER})[天日](?!年?休?假|加班|班))?(?P<still_more>多|以上(?!的))?"
)
_LASTING = re.compile(r"[了多来半的]|工龄|以上|\s*$|[，。！？,.!?]")
_CALENDAR_YEAR = re.compile(r"0\d|[1-9]\d")
_NOT_ONE = re.compile(
    r"(?:提前|每|第|试用期?|合同期?|产假|期限|签的?|签了|(?<!之)前|(?<!之)后|上|下|不满|怀孕|孕|医生说休息|休息|判|坐|还是|还差|补缴|再"
    r"|(?:未|必须|要求|规定|约定|说好|需|要|须)[^，,。]{0,8}[满足]|[未要]干?够)$"
)
_PAY_OFF = re.compile(
    r"(?:(?<!没)(?<!未)(?<!不)(?<!没有)(?:发|给|结|付|补|拿|领|赔偿?|补偿?|丢)(?:了|过|我|我们|给我|你|他)*(?:近|最多|最少|\+)?|超过)$"
)
_NOT_PAID = re.compile(r"[没未不](?:有)?[发给结付]|欠|拖")
_OWED = re.compile(r"(?:欠(?![交缴])|拖|没有?[发给结付开]|未[发给结付]|不[发给结付]|压|押)(?!金|力|榨)")
_OF_A_CONTRACT = re.compile(
    r"(?:期)?的?(?:固定|无固定)?(?:期限)?(?:劳动)?合同|期|以上的|(?:的?工资)?(?:的|的?双倍)?(?:经济)?(?:赔偿|补偿)"
    r"|[^，,。]{0,1}(?:才能|才可|才)|的?(?:试用|实习)期|的?(?:产|年|病|婚)?假|的(?:保证|年终奖|奖金)"
)
_OWED_AFTER = re.compile(
    r"[的多都]*\s*(?:工资|工钱|薪水?|血汗钱|提成)?[^，,。！？!?；;]{0,3}(?:没有?[发给结付开拿]|未[发给结付]|不[发给结付还])(?![签交缴办买上排活休安请])"
)
_SERVED = re.compile(
    r"工作(?!人员|日|单位|证)|上班|(?<!能)干了?|入职|工龄|(?<!叫)做了?|[待呆]了|在职|打工|服务了|上了|来了|做事|任劳任怨|勤勤恳恳|务工|当了|在[^，,。；;]{0,4}(?:厂|公司|单位|店|馆|超市|工地|学校|医院)(?:里|上)?(?:已经|都)?$"
)
_SERVED_BEFORE_COMMA = re.compile(r"(?:员工|职工|上班|工作|入职|在职|干活)[^，,。！？!?；;]{0,3}[，,]$")
_SENT_AWAY = re.compile(r"辞退|开除|被[辞裁炒]|裁员|撵走|劝退")
_AT_BEGINNING = re.compile(r"[，,。;；\n]\s*我?$")
_BEFORE_PAY = re.compile(r"[了的多]*(?:工龄)?[\s，,]+(?:一个?月|每个?月|月薪|月?工资)[^\d，,。;；\n]{0,3}\d{3}")
_SERVED_AFTER = re.compile(r"[的多]*(?:工龄(?!补偿|赔偿)|事到现在)|多?了?(?:没有?|未|都没)签")
_HERE = re.compile(r"[在来](?:这|那[儿里边])[儿里边]?(?:已经|都|也|有|一共|总共|差不多|快)*$")
_WITHIN = re.compile(r"[多的之以]*(?:[内里中后前]|期间|当中)")
_PAY_FOLLOWS = re.compile(
    r"\s*(?:才|只|就|给|是|大概)?\s*(?:\d|[一二两三四五六七八九]千|底薪|休|放|工资\d)"
    rf"|[^，,。；;\s\d]{{0,3}}{NUMBER}个?(?:半)?(?:小时|钟头|班|次|趟)"  # 一个月加30个小时
)
_ABOUT_BEFORE = re.compile(r"(?:近|将近|大概|大约|约|快到?|差不多|接近)$")
_ABOUT_AFTER = re.compile(r"左右|上下")
_CLAUSE = re.compile(r"[，。！？；,;!?]")


@dataclass(frozen=True, slots=True)
class Span:
    """One stretch of time, whether wages are owed for it or it was worked, and the characters it was read from.

    `days` come on top of the months. `counted`: so many months' wages (欠两个月), not how long ago (拖欠两年了).
    Where `precision` is between, `months` and `high_months` are the bounds.
    """

    months: Decimal
    role: Role
    precision: Precision
    said: str
    start: int
    high_months: Decimal
    days: int = 0
    counted: bool = True


def read_spans(text: str) -> list[Span]:
    """Every stretch of months or years that has a number, in order; dates and 几个月 are none."""
    return [span for match in _SPAN.finditer(text) if (span := _span(text, match)) is not None]


def _span(text: str, match: re.Match[str]) -> Span | None:
    before = text[max(0, match.start() - BEFORE) : match.start()]
    clause = _CLAUSE.split(before)[-1]
    bounds = _months(text, match, clause)
    if bounds is None or _is_no_own_time(text, match.end(), clause):
        return None
    role = _role(text[match.end() : match.end() + AFTER], before, clause)
    if role == "other" and _is_of_the_job(text, match):
        role = "served"
    days = parse_bounds(match["days"]) if match["days"] else None
    return Span(
        bounds[0],
        role,
        _precision(text, match, clause, bounds),
        match[0],
        match.start(),
        bounds[1],
        int(days[0]) if days else 0,
        counted=not text.startswith(("了", "多了", "以来"), match.end()),
    )


def _is_of_the_job(text: str, match: re.Match[str]) -> bool:
    """Whether these years begin a clause with the pay behind them, after it was told that they were sent away."""
    if not match["years"] or not _AT_BEGINNING.search(text, 0, match.start()) or _NOT_PAID.search(text):
        return False  # so many months may be since when, or owed
    return _BEFORE_PAY.match(text, match.end()) is not None and _SENT_AWAY.search(text, 0, match.start()) is not None


def _is_no_own_time(text: str, end: int, clause: str) -> bool:
    """A notice, a contract's term, months' pay that was given, a condition: not how long it lasted."""
    if _PAY_OFF.search(clause) and not _NOT_PAID.search(clause):
        return True
    return _NOT_ONE.search(clause) is not None or _OF_A_CONTRACT.match(text, end) is not None


def _months(text: str, match: re.Match[str], clause: str) -> tuple[Decimal, Decimal] | None:
    if match["half_year"]:
        return Decimal(6), Decimal(6)
    if match["half_month"]:
        return Decimal("0.5"), Decimal("0.5")
    if match["years"]:
        return _years(text, match, clause)
    bounds = parse_bounds(match["months"], match["upper"])
    if bounds is None or not 0 < bounds[1] <= LONGEST_YEARS * MONTHS_A_YEAR:
        return None
    if bounds[1] == 1 and (
        _PAY_FOLLOWS.match(text, match.end()) or not (_OWED.search(clause) or _SERVED.search(clause[-NEAR:]))
    ):
        return None  # 一个月三千 is a rate
    half = Decimal("0.5") if match["and_half"] or match["half_after"] else Decimal(0)
    return bounds[0] + half, bounds[1] + half


def _years(text: str, match: re.Match[str], clause: str) -> tuple[Decimal, Decimal] | None:
    bounds = parse_bounds(match["years"], match["upper_years"])
    if bounds is None or not 0 < bounds[1] <= LONGEST_YEARS:
        return None
    two_digits = _CALENDAR_YEAR.fullmatch(match["years"]) is not None
    told_on = match["rest"] or match["days"]
    if two_digits and not (told_on or _LASTING.match(text, match.end()) or _SERVED.search(clause[-NEAR:])):
        return None  # 17年 is most often 2017
    more = Decimal(6) if match["year_and_half"] else Decimal("0.5") if match["and_half_month"] else Decimal(0)
    if match["rest"] is not None:
        rest = parse_bounds(match["rest"])
        if rest is None:
            return None
        more = rest[0] + (Decimal("0.5") if match["rest_half"] else 0)
    return bounds[0] * MONTHS_A_YEAR + more, bounds[1] * MONTHS_A_YEAR + more


def _precision(text: str, match: re.Match[str], clause: str, bounds: tuple[Decimal, Decimal]) -> Precision:
    if bounds[0] < bounds[1]:
        return "between"
    if _ABOUT_BEFORE.search(clause) or _ABOUT_AFTER.match(text, match.end()):
        return "about"
    more = ("many", "more", "some", "still_more", "most", "half_more")
    return "at_least" if any(match[name] for name in more) else "exact"


def _role(after: str, before: str, clause: str) -> Role:
    near = clause[-NEAR:]
    if (unpaid := _OWED_AFTER.match(after)) and not lacks_something_else(clause + unpaid[0], after):
        return "owed"
    if _OWED.search(clause) and not lacks_something_else(clause, after):
        return "owed"
    if _SERVED.search(near) or _SERVED_AFTER.match(after) or (_HERE.search(near) and not _WITHIN.match(after)):
        return "served"
    return "served" if not clause and _SERVED_BEFORE_COMMA.search(before) else "other"
