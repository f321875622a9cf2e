"""Help of the union in a hard time: the seven aids."""

from tickets.kind import Kind
from tickets.question import PHONE, WHERE, choice

AID = choice(
    "aid",
    "想要的帮助",
    "想要哪方面的帮助？",
    "生活救助",
    "找工作",
    "创业",
    "子女上学",
    "大病救助",
    "法律援助",
    "讨要欠薪",
)
kind = Kind("求助", topics=("困难帮扶", "法律援助"), questions=(AID, WHERE, PHONE))
