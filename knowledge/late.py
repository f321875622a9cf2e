"""An injury told to be a year old, or nearly: before what it brings comes whether it can still be reported."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from knowledge.dates import When, read_dates
from knowledge.search import Hit, Index

LATE = "injury-late-application"
OF_FIRST_DAYS = frozenset(
    {
        "injury-what-can-i-get",
        "injury-just-happened",
        "injury-first-day",
        "injury-recognition-apply",
        "injury-employer-denies",
        "injury-working-for-foreman",
        "injury-medical-cost",
        "injury-what-counts",
        "recognition-company-says-no-need",
    }
)
"""The entries for who can still report it; 30 days and a year is what they tell."""
YEAR = 1  # 工伤保险条例 article 17
SOON = timedelta(days=31)
NEAR = 22  # so close before the injury, or behind it, must the day stand

_HURT = re.compile(
    r"摔|砸|[轧夹扎崴扭割切绞]|压(?=[到伤断坏折了])(?!了工资)|撞|碰[到伤]|烫|烧[伤着到]|触电|电[伤击到着]了?|[受负]了?伤|工伤(?!伤残|待遇|保险|标准|条例|认定|赔偿标准)|伤(?=[了到着的])|骨折|(?<!资)断了"
)
_ANOTHER = re.compile(
    "入职|进[的了]?厂|来的|来这|开始|签|上班(?!时|的时|路|途)|干起|到现在|辞|离职|买的|交的|[。！!？?；;\n]"
)
_DONE = re.compile(
    r"(?<![没未不])(?<!没有)(?<!不给)(?<!不让)(?:认定|鉴定|评残|评级)(?:了|书|下来|完|过|结论|成|为|上|是)|(?<!没)(?<!没有)(?<!未)(?:[报办]|申请)(?:了|过|上了?|成)(?:的?工伤|认定)"
    r"|工伤证|认了工伤|认成|(?:[一二三四五六七八九十]|\d{1,2})级|仲裁|判决|起诉|打官司|私了|协议|赔[了完过少]|补偿(?:了|过|较?少)|复工后"
)
_FOREMAN = re.compile("工头|包活|私人|个人|雇主|转包|分包|挂靠")
_ONES = "[一二两三四五六七八九十\\d]"
_YEARS = rf"(?:{_ONES}{{1,2}}年(?:多|半)?|好?几年|多年)"
_YEARS_AGO = re.compile(rf"{_YEARS}(?:以|之)?前")
_SINCE = re.compile(rf"[^。！!？?；;\n干班厂做交签]{{0,8}}?{_YEARS}(?:多|来)?了")
_IS_ON = re.compile(r"[^。！!？?；;\n]{0,8}(?:是|在|于|时间|日期|[：:，,\s])[在于是]?")


def late_first(hits: Sequence[Hit], index: Index, text: str, day: date) -> tuple[Hit, ...]:
    """The hits of a half-width text of that day, what answers a late report first where the best ones are for the first
    days of an injury that is told to be old; who tells that it was recognised or settled has another matter.
    """
    late = index.hit(LATE, hits[0].score) if hits and hits[0].slug in OF_FIRST_DAYS else None
    if late is None or (hits[0].slug == "injury-working-for-foreman" and _FOREMAN.search(text)):
        return tuple(hits)
    return (late, *(one for one in hits if one.slug != LATE)) if is_old(text, day) else tuple(hits)


def is_old(text: str, day: date) -> bool:
    """Whether an injury is told of a year ago, or nearly, and nothing of its recognition."""
    if _DONE.search(text):
        return False
    dates = [one for one in read_dates(text, day) if one.precision != "between"]
    return any(_was_long_ago(text, dates, hurt, day) for hurt in _HURT.finditer(text))


def _was_long_ago(text: str, dates: Sequence[When], hurt: re.Match[str], day: date) -> bool:
    if _SINCE.match(text, hurt.end()):
        return True
    before = [one for one in dates if hurt.start() - NEAR <= one.end <= hurt.start()]
    if before:
        return not _ANOTHER.search(text, before[-1].end, hurt.start()) and _is_over(before[-1], day)
    ago = [one.end() for one in _YEARS_AGO.finditer(text, max(0, hurt.start() - NEAR), hurt.start())]
    if ago:
        return not _ANOTHER.search(text, ago[-1], hurt.start())
    behind = next((one for one in dates if hurt.end() <= one.start <= hurt.end() + NEAR), None)
    return behind is not None and bool(_IS_ON.fullmatch(text, hurt.end(), behind.start)) and _is_over(behind, day)


def _is_over(when: When, day: date) -> bool:
    """Whether the year since the first day it may have been is over, or soon will be."""
    month_day = (when.first.month, min(when.first.day, 28))
    return date(when.first.year + YEAR, *month_day) <= day + SOON
