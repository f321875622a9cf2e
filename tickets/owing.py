"""What a follower's words say of wages that are owed: the sum itself, what is left of it, or what each month lacks."""

import re
from collections.abc import Mapping
from decimal import Decimal

from knowledge.money import read_money, remainder
from knowledge.shortfall import read_short
from knowledge.slots import Slots

OTHER_SUM = "欠薪按您说的{owed}元算；按月薪乘{months}个月是{by_months}元，对不上的核对一下"
SHORT_PAY = "您说月薪{wage}元、只发了{paid}元，欠的按每月差的{lacks}元算"
LEFT = "您说的「{said}」，还欠的像是{left}"
_ORDERED = re.compile(
    r"(?:责令|限期|改正指令|指令书)[^。！？!?]*(?:[还仍就]?(?:不|没|未)(?:有)?(?:给|付|发|结|支付|执行|理)|逾期|过期)"
)


def settled(words: str, said: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """What is `said` by name where wages are owed, and why sum or months have to be asked.

    A sum that is told goes before wage times months; of pay that came short each month lacks the difference.
    """
    if owed := _owed(words):
        return {name: text for name, text in said.items() if name not in ("wage", "months")} | {"sum": owed}, {}
    if left := remainder(words):
        rest = {name: text for name, text in said.items() if name not in ("sum", "wage", "months")}
        return rest, {"sum": LEFT.format(said=left.said, left=left.yuan)}
    short = read_short(words) if "sum" not in said else None
    if short is None:
        return dict(said), {}
    wage, paid, lacks = (_yuan(fen) for fen in (short.wage_fen, short.paid_fen, short.lacks_fen))
    rest = {name: text for name, text in said.items() if name not in ("sum", "months")}
    return rest | {"wage": lacks}, {"months": SHORT_PAY.format(wage=wage, paid=paid, lacks=lacks)}


def is_ordered(words: str) -> bool:
    """Whether the labour authority ordered that it be paid, and it was not."""
    return _ORDERED.search(words) is not None


def other_sum(slots: Slots, owed: str) -> str:
    """What is said where wage times months comes to something else than the sum that was told."""
    if not (owed and slots.wage_fen and slots.months) or slots.wage_fen * slots.months == float(owed) * 100:
        return ""
    by_months = f"{Decimal(slots.wage_fen) * Decimal(str(slots.months)) / 100:,.2f}"
    return OTHER_SUM.format(owed=owed, months=f"{slots.months:g}", by_months=by_months)


def _owed(words: str) -> str:
    """The sum owed as it was told; empty where none or several were."""
    owed = [one.fen for one in read_money(words) if one.role == "owed" and one.precision == "exact"]
    return _yuan(owed[0]) if len(owed) == 1 else ""


def _yuan(fen: int) -> str:
    return f"{Decimal(fen) / 100:f}"
