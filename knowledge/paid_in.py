"""For how many months somebody paid unemployment insurance: 交了5年失业保险, 缴费60个月."""

import re
import unicodedata
from decimal import Decimal

from knowledge.spans import Span, read_spans

_MATTER = re.compile(r"失业")
_BEFORE = re.compile(
    r"(?:交|缴|买|上|参)(?:费|纳|保)?"
    r"(?:了|满|过|够|有|到|足|得|的|一共|总共|累计|时间|年限|快|将近|不到|差不多|失业|社会|保险|社保|五险|险|金|[:：])*$"
)
_AFTER = re.compile(r"的?(?:失业保险|失业险|失业金|社会保险|社保|五险)")
_CLAUSE = re.compile(r"[，。！？；,;!?\s]")
_UNDER = re.compile(r"(?:快|将近|不到|不满|没到|未满|没满|差不多)要?(?:交|缴|买)?(?:了|满|够)*$")
_NOT_PAID = re.compile(r"[断停漏没未少](?:给|有)?(?:我们?)?(?:交|缴|买|上)|补[交缴]|[欠差](?:交|缴|费)")


def read_paid_in(text: str) -> str:
    """The whole months, where one time is told plainly; 快5年 is a month short of it, 5年多 counts as 5 years."""
    text = unicodedata.normalize("NFKC", text).lower()
    if not _MATTER.search(text):
        return ""
    told = {_months(text, one) for one in read_spans(text) if _is_paid(text, one)}
    months = told.pop() if len(told) == 1 else None
    return f"{int(months)}" if months is not None else ""


def _is_paid(text: str, one: Span) -> bool:
    clause = _CLAUSE.split(text[: one.start])[-1]
    if _NOT_PAID.search(clause):
        return False
    paid = _BEFORE.search(clause) is not None
    return paid or _AFTER.match(text, one.start + len(one.said)) is not None


def _months(text: str, one: Span) -> Decimal | None:
    """None where it is no one number."""
    under = _UNDER.search(text, 0, one.start) is not None
    if one.precision == "between" or (one.precision == "about" and not under):
        return None
    return one.months - 1 if under else one.months
