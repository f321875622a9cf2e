"""Wages owed on a building site, where a foreman hires and several firms answer for it."""

import re
from datetime import date
from typing import Any

from knowledge.numerals import parse_number
from tickets.kind import Kind
from tickets.question import LEFT, OWED, PHONE, SUM, WHERE, WHICH_MONTHS, Question, read_name, slots_after

BOSS = Question(
    "boss", "带工的", "谁找您去干活的？说包工头或班组长的姓、怎么称呼就行。", read_name("boss"), ("boss",), loose=True
)
_COUNT = re.compile(r"(?:一共|总共|大概)?(?P<count>\d{1,4}|[一二两三四五六七八九十百]{1,4})(?:个|口|名)?人?")
_ALONE = re.compile(r"[就只]?(?:有|是)?(?:我|俺)(?:自己|一个(?:人)?|一人)|没有?别人")


def read_headcount(text: str, today: date) -> dict[str, Any]:
    """Reads how many they are: a bare number too, 就我一个 as one."""
    found = _COUNT.fullmatch(text.strip())
    count = 1 if _ALONE.search(text) else int(parse_number(found["count"]) or 0) if found else 0
    return {"headcount": count} if count else slots_after("一共", "headcount")(text, today)


HEADCOUNT = Question(
    "headcount",
    "人数",
    "一起被欠的一共几个人？只有您自己就回复 1。",
    read_headcount,
    ("headcount",),
)
kind = Kind(
    "工程欠薪",
    topics=("农民工工程欠薪",),
    questions=(WHERE, BOSS, HEADCOUNT, SUM, OWED, LEFT, PHONE),
    beside=(WHICH_MONTHS,),
)
