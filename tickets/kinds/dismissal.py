"""Sent away, or made to go."""

from tickets.kind import Kind
from tickets.question import BEGAN, LEFT, PHONE, WAGE, WHERE, choice

HOW = choice(
    "how", "怎么说的", "单位怎么跟您说的？", "给了书面通知", "只是口头说", "不让进门或踢出群", "逼着自己写辞职"
)
kind = Kind(
    "辞退",
    topics=(
        "解除与辞退",
        "经济补偿与赔偿金",
        "辞职与离职手续",
        "试用期",
        "调岗降薪",
        "规章制度与罚款",
    ),
    questions=(WHERE, LEFT, BEGAN, WAGE, HOW, PHONE),
)
