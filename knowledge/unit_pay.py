"""Pay by the day, the hour, the trip, the piece in a follower's words: 一天200, 干了40天, 只给了1000."""

import re
from dataclasses import dataclass
from decimal import Decimal
from math import prod

from knowledge.bare_facts import CORRECTS
from knowledge.given import read_given
from knowledge.unit_counts import Counts, read_counts
from knowledge.unit_rates import FIGURE, each_for_one, read_rates
from knowledge.units import HOUR, TRIPS

MOST_RATES = 6
_UNPAID = re.compile(
    rf"欠(?!条)|拖|跑了(?!{TRIPS})|跑路|[只才](?:肯|能)?(?:给|发|付|结)"
    r"|[没不未](?:有|肯)?(?:发|给|结算?|支?付)(?:我们?|俺|大家|过|清|了)*(?:工资|工钱|钱|账|款)?(?:$|[,。;!?，\s])"
)
_SEVERAL = re.compile(  # whose pay, or which of two rates, is to be asked
    r"(?:[二两俩仨三四五六七八九十]|\d)+\s*(?:个|口|名)人|我们?俩|我们[两三四五六七八九十]个(?!月)|每人|一人|我[和跟]|两口子|夫妻|[和跟]我一起"
    r"|老公|老婆|媳妇|实际|只按|按\s*\d+\s*[块元]?(?:给|算|结|发)|只认|[涨降]到|变成|改成|有时|有的|有些|不等|不一样|不同"
)
_MORE_OR_LESS = re.compile(  # what else goes into the sum is to be asked
    r"保底|底薪|提成|抽(?![空烟查时])|阶梯|低于|[没不未]满|(?<![干做上])满\s*\d+\s*[^\d天日个年月]|返工|次品|废品|不合格|退货|超时"
    r"|奖|补[贴助]|全勤|罚|扣(?!押|着|住|身份|证|工资|我们?工资|了?不|下)"
)
_NOT_SO = re.compile(  # which of the figures, was not plain
    rf"[\n,，。]\s*{CORRECTS.pattern}[^\n,，。给付发结借]{{0,8}}{FIGURE}"
)


@dataclass(frozen=True, slots=True)
class UnitPay:
    """The pay of one unit (天, 小时, 件) and what was given since, in yuan, and how many were done: 28 days of 4 hours
    are two `counts`; none where that was not told, or unclearly.
    """

    rate: Decimal
    unit: str
    counts: Counts
    given: Decimal | None
    is_given_unclear: bool = False

    @property
    def count(self) -> Decimal | None:
        """How many units were done."""
        return prod(self.counts, start=Decimal(1)) if self.counts else None

    @property
    def how(self) -> str:
        """The sum as it is reckoned: 300×25－1000."""
        paid = f"－{self.given.normalize():f}" if self.given else ""
        return "×".join(f"{one.normalize():f}" for one in (self.rate, *self.counts)) + paid if self.counts else ""

    @property
    def owed(self) -> Decimal | None:
        """What is left to pay; None where the count was not told, or more was given."""
        if self.count is None or self.is_given_unclear:
            return None
        left = self.rate * self.count - (self.given or 0)
        return left if left > 0 else None


def read_unit_pay(text: str) -> UnitPay | None:
    """The pay by one unit that a (half-width, lower-case) text tells; None where it tells none, or several."""
    text = each_for_one(text)
    if any(one.search(text) for one in (_SEVERAL, _MORE_OR_LESS, _NOT_SO)):
        return None
    rates = list(read_rates(text))
    told = {(one.unit, one.yuan) for one in rates}
    if len(told) != 1 or len(rates) > MOST_RATES:
        return None
    unit, yuan = told.pop()
    if yuan is None or (unit == HOUR and "加班" in text):
        return None
    plain = text
    for one in rates:
        plain = plain[: one.start] + "。" * (one.end - one.start) + plain[one.end :]
    counts, plain = read_counts(plain, unit)
    return UnitPay(yuan, unit, counts, *read_given(plain))


def tells_unpaid(text: str) -> bool:
    """Whether a (half-width) text says that the work was not paid, or only in part."""
    return _UNPAID.search(text) is not None
