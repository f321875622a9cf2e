"""What a worker is told of the days of their rights: the next to keep, and those that have passed by what they told."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.core.clock import chinese_day
from rights.deadlines import most_pressing
from tickets.lapsing import FROM_SLOTS, article_of, limits
from tickets.told import said_of

NEXT = "按您说的日子，最晚{day}前要{right}{article}，过了可能就不支持了，我们也会盯着。"
PASSED = {
    "arbitration": "申请劳动仲裁一般是1年内{article}，按您说的日子，{day}就满了。"
    "这中间向单位要过、投诉过，或者单位答应过给，从那天起重新算1年：把聊天、录音、投诉的凭据找出来，跟工作人员说是哪天。",
    "recognition": "申请工伤认定是1年内{article}，按您说的日子，{day}就满了。"
    "单位骗您说已经报了、为确认劳动关系打官司，这些不怪您的耽误不算在里面：把凭据找出来，跟工作人员说。",
}
"""By the name of the right. Of others that have passed 「我的期限」 tells."""
PERHAPS = "{right}只有1年{article}，您只说了{said}，可能已经满了，也可能还没满：想起是哪天马上说，没满的今天就去申请。"
KNOWN_BY = ("ended", "injured_on")  # of months that are owed nobody knows whether the worker is still there
YEAR = len("2025")


def days_told(kind: str, facts: Mapping[str, Any], today: date) -> str:
    """What has passed by the days that were told, with what may have kept it, and the next day to keep; empty where
    none runs from them.
    """
    found, slot = limits(kind, facts, today), next((one for one in KNOWN_BY if facts.get(one)), "")
    surely = {one.right.name: one for one in limits(kind, _at_latest(facts), today) if one.lost}
    lost = [one for one in found if slot and one.lost and one.right.name in PASSED]
    told = [
        (PASSED[one.right.name], surely[one.right.name]) if one.right.name in surely else (PERHAPS, one) for one in lost
    ]
    if next_ := most_pressing(found):
        told.append((NEXT, next_))
    said = said_of(facts, slot) if slot else ""
    return "\n".join(
        text.format(right=one.right.title, article=article_of(one.right.name), said=said, day=chinese_day(one.day))
        for text, one in told
        if one.day
    )


def _at_latest(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts with the last day that each month or year may mean."""
    return {**facts, **{slot: _last(str(facts[slot])) for slot in FROM_SLOTS if facts.get(slot)}}


def _last(said: str) -> str:
    """2025-11-30 of 2025-11, 2025-12-31 of 2025; a day is itself."""
    year, month, *day = (*map(int, said.split("-")), *([12] if len(said) == YEAR else []))
    return said if day else date(year, month, monthrange(year, month)[1]).isoformat()
