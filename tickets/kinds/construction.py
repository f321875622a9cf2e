"""Wages owed on a building site, where a foreman hires and several firms answer for it."""

from tickets.kind import Kind
from tickets.question import LEFT, OWED, PHONE, SUM, WHERE, WHICH_MONTHS, Question, read_name, slots_after

BOSS = Question(
    "boss", "带工的", "谁找您去干活的？说包工头或班组长的姓、怎么称呼就行。", read_name("boss"), ("boss",), loose=True
)
HEADCOUNT = Question(
    "headcount",
    "人数",
    "一起被欠的一共几个人？只有您自己就回复 1。",
    slots_after("一共", "headcount"),
    ("headcount",),
)
kind = Kind(
    "工程欠薪",
    topics=("农民工工程欠薪",),
    questions=(WHERE, BOSS, HEADCOUNT, SUM, OWED, LEFT, PHONE),
    beside=(WHICH_MONTHS,),
)
