"""Hurt at work, or ill from it."""

from tickets.kind import Kind
from tickets.question import PHONE, WHERE, Question, choice, day_as

INJURED = Question(
    "injured_on",
    "受伤",
    "哪天受的伤（职业病说确诊那天）？比如「10月15日」。这关系到最晚哪天要申请认定。",
    day_as("injured_on"),
    ("injured_on",),
)
RECOGNISED = choice("recognised", "工伤认定", "工伤认定做了吗？", "还没申请", "正在办", "已经认定", "没给认定")
PAID = choice("treated", "医药费", "医药费现在谁出的？", "单位全出", "单位出一部分", "自己出的", "社保报的")
kind = Kind("工伤", topics=("工伤认定", "工伤待遇", "职业病"), questions=(WHERE, INJURED, RECOGNISED, PAID, PHONE))
