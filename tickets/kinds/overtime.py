"""Overtime, rest days and leave."""

from tickets.kind import Kind
from tickets.question import LEFT, PHONE, WAGE, WHERE, choice

WHEN = choice("when", "加班是", "主要是哪种加班？", "平时下班以后", "周末休息日", "法定节假日", "年休假没休")
kind = Kind("加班", topics=("加班工资与工时", "休息休假"), questions=(WHERE, WHEN, WAGE, LEFT, PHONE))
