"""Stretches of time in a follower's words: how long wages are owed, how long they have worked there."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from knowledge.numerals import NUMBER, parse_number

Role = Literal["owed", "served", "other"]

MONTHS_A_YEAR = 12
LONGEST_YEARS = 60
BEFORE, AFTER = 9, 7

_SPAN = re.compile(
    rf"(?<![\d第])(?:(?P<years>{NUMBER})\s*(?P<many>多)?年(?!\d{{1,2}}月)"
    rf"(?:(?P<year_and_half>半)|\s*(?:零|又|加|多)?\s*(?P<rest>{NUMBER})\s*个(?P<rest_half>半)?多?月)?"
    rf"|(?P<half_year>(?<!上)(?<!下)半年)|(?P<half_month>(?<!个)半个?月)"
    rf"|(?P<months>{NUMBER})\s*(?:个(?P<and_half>半)?多?|(?<=[俩仨两]))月(?P<half_after>半)?)"
)
_CALENDAR_YEAR = re.compile(r"0\d|[1-9]\d")
_LASTING = re.compile(r"[了多来半的]|工龄|以上|\s*$|[，。！？,.!?]")
_NOT_ONE = re.compile(
    r"(?:提前|每|第|试用期?|合同期?|产假|期限|签的?|签了|前|后|上|下|不满|怀孕|孕|医生说休息|休息|判|坐)$"
)
_OWED = re.compile(r"欠|拖|没有?[发给结付开]|未[发给结付]|不[发给结付]|压|押")
_OF_A_CONTRACT = re.compile(r"(?:期)?的?(?:固定|无固定)?(?:期限)?(?:劳动)?合同|期")
_OWED_AFTER = re.compile(r"[的多]*\s*(?:工资|工钱|薪|血汗钱|没有?[发给结付开拿]|未[发给结付]|不[发给结付])")
_SERVED = re.compile(r"工作|上班|干了?|入职|工龄|做了?|[待呆]了|在职|打工|服务|上了|来了|满")
_SERVED_AFTER = re.compile(r"[的多]*工龄|多?了?(?:没有?|未|都没)签")
_PAY_FOLLOWS = re.compile(r"\s*(?:才|只|就|给|是|大概)?\s*(?:\d|[一二两三四五六七八九]千|底薪|休|放|工资\d)")


@dataclass(frozen=True, slots=True)
class Span:
    """One stretch of time in months and whether wages are owed for it or it was worked."""

    months: Decimal
    role: Role


def read_spans(text: str) -> list[Span]:
    """Every definite stretch of whole or half months or years, in order; dates and 几个月 are none."""
    spans = []
    for match in _SPAN.finditer(text):
        before = re.split(r"[，。！？；,;!?]", text[max(0, match.start() - BEFORE) : match.start()])[-1]
        months = _months(text, match, before)
        if months is not None and not (_NOT_ONE.search(before) or _OF_A_CONTRACT.match(text, match.end())):
            spans.append(Span(months, _role(text[match.end() : match.end() + AFTER], before)))
    return spans


def _months(text: str, match: re.Match[str], before: str) -> Decimal | None:
    if match["half_year"]:
        return Decimal(6)
    if match["half_month"]:
        return Decimal("0.5")
    if match["years"]:
        return _years(text, match, before)
    months = parse_number(match["months"])
    if months is None or not 0 < months <= LONGEST_YEARS * MONTHS_A_YEAR:
        return None
    if months == 1 and (_PAY_FOLLOWS.match(text, match.end()) or not (_OWED.search(before) or _SERVED.search(before))):
        return None  # 一个月三千 is a rate
    return months + (Decimal("0.5") if match["and_half"] or match["half_after"] else 0)


def _years(text: str, match: re.Match[str], before: str) -> Decimal | None:
    years = parse_number(match["years"])
    if years is None or not 0 < years <= LONGEST_YEARS:
        return None
    two_digits = _CALENDAR_YEAR.fullmatch(match["years"]) is not None
    if two_digits and not (match["rest"] or _LASTING.match(text, match.end()) or _SERVED.search(before)):
        return None  # 17年 is most often 2017
    total = years * MONTHS_A_YEAR + (6 if match["year_and_half"] else 0)
    if match["rest"] is None:
        return total
    rest = parse_number(match["rest"])
    return None if rest is None else total + rest + (Decimal("0.5") if match["rest_half"] else 0)


def _role(after: str, before: str) -> Role:
    if _OWED.search(before) or _OWED_AFTER.match(after):
        return "owed"
    return "served" if _SERVED.search(before) or _SERVED_AFTER.match(after) else "other"
