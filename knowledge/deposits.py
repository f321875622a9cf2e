"""A deposit or a fine told beside pay that is owed too: 10月的没给,还倒扣我500押金; alone it is not what is owed."""

import re

from knowledge.money import Money

LOOK_BACK = 10
_BEFORE, _AFTER = re.compile(r"(?:押金|罚款|扣)[了掉我俺俄们是有交的]*$"), re.compile(r"的?(?:押金|罚款)")
_PAY_LACKS = re.compile(
    r"(?:\d月份?|个月|工资|工钱)[^，。,;\n]{0,4}(?:[没未不](?:有)?[发给结付]|拖)|(?:拖|欠(?!条))[^，。,;\n\d]{0,6}(?:工资|工钱|薪)"
)


def is_beside_pay(money: Money, text: str) -> bool:
    """Whether the sum was taken as a deposit or a fine while pay is owed too, which it does not count."""
    before = text[max(0, money.start - LOOK_BACK) : money.start]
    is_deposit = _AFTER.match(text, money.start + len(money.said)) or _BEFORE.search(before)
    return is_deposit is not None and _PAY_LACKS.search(text) is not None
