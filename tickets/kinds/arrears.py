"""Wages that are owed, by whoever employs."""

from tickets.kind import Kind
from tickets.question import LEFT, OWED, PHONE, SUM, WHERE, WHICH_MONTHS

kind = Kind(
    "欠薪",
    topics=("拖欠工资", "最低工资", "押金扣证", "未签合同双倍工资", "新业态与灵活就业"),
    questions=(WHERE, SUM, OWED, LEFT, PHONE),
    beside=(WHICH_MONTHS,),
)
