"""Sums of no known kind: whether they are claimed, or were taken beside pay that is owed too."""

import re
from collections.abc import Sequence

from knowledge.bare_facts import CORRECTS
from knowledge.further_sums import names_a_thing
from knowledge.money import Money
from knowledge.payments import is_promised
from knowledge.unit_rates import each_for_one, read_rates

LOOK_BACK = 10
ROUND_AN_ANSWER = 3  # so few characters more, and the sum or the stretch of time told is the answer to a question
CLAIM_BEFORE, CLAIM_AFTER = 10, 6
_CLAIM = re.compile(r"押|罚|扣|赔|药|医|花|垫|损失|款|滞纳|补偿|差|讨|骗|没[给发结]|不[给发结退]|未[给发支]|被|收")
_PUTS_RIGHT = re.compile(rf"[，。,;\n]\s*{CORRECTS.pattern}$")
_EACH_MONTH = re.compile(r"每个?月[^，。,;\d]{0,4}$")
_BEFORE, _AFTER = re.compile(r"(?:押金|罚款|扣)[了掉我俺俄们是有交的]*$"), re.compile(r"的?(?:押金|罚款)")
_PAY_LACKS = re.compile(
    r"(?:\d月份?|个月|工资|工钱)[^，。,;\n]{0,4}(?:[没未不](?:有)?[发给结付]|拖)|(?:拖|欠(?!条))[^，。,;\n\d]{0,6}(?:工资|工钱|薪)"
)


def claimed(sums: Sequence[Money], text: str) -> Money | None:
    """A sum of no known kind, if the words around it speak of a loss or it is all that is said."""
    money = next((one for one in sums if one.role == "other"), None)
    if money is None or len(text) <= len(money.said) + ROUND_AN_ANSWER:
        return money
    told = text[max(0, money.start - CLAIM_BEFORE) : money.start]
    if _PUTS_RIGHT.search(told) or is_promised(told) or _EACH_MONTH.search(told):
        return None  # of what was told before, owed by nobody, or only a part: 每个月扣我300
    end = money.start + len(money.said)
    around = f"{told} {text[end : end + CLAIM_AFTER]}"
    return money if _CLAIM.search(around) else None


def is_beside_pay(money: Money, sums: Sequence[Money], text: str) -> bool:
    """Whether the sum was taken as a deposit or a fine while pay is owed too, which it does not count: 10月的没给,
    还倒扣我500押金; 一个工420, 领了9500, 扣了1200; 三个月工资没发, 每月5000, 提成3000也没给.
    """
    if money.role == "other" and any(one.role == "paid" for one in sums) and any(read_rates(each_for_one(text))):
        return True
    before = text[max(0, money.start - LOOK_BACK) : money.start]
    is_deposit = _AFTER.match(text, money.start + len(money.said)) or _BEFORE.search(before)
    is_part = is_deposit is not None or (names_a_thing(money, text) and any(one.role == "month" for one in sums))
    return is_part and _PAY_LACKS.search(text) is not None
