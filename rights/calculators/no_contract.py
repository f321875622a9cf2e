"""The second wage where no written contract was signed.

Source: 劳动合同法 10, 14, 82; 劳动合同法实施条例 6, 7; 劳动争议解释（二） 6, 7, 9.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from rights.calculator import Calculator
from rights.inputs import Field, Kind, in_order
from rights.spans import months_after
from rights.stretches import DAY, Stretch, by_calendar_month, by_own_month, paid
from rights.working import CannotTell, Figures, Item, Step, Working, shown

LAW_FROM = date(2008, 1, 1)
FREE_MONTHS, DEEMED_AFTER_MONTHS = 1, 12
MOST_MONTHS = DEEMED_AFTER_MONTHS - FREE_MONTHS
"""Eleven months at most. Source: 劳动合同法实施条例 7."""

BEGIN = Field("begin", "开始上班的日期", Kind.DAY, told_as="began")
WAGE = Field("wage", "月工资（应得的，元）", Kind.MONEY, least=Decimal(1), most=Decimal(1_000_000), told_as="wage")
SIGNED = Field("signed", "补签书面合同的日期（没签不填）", Kind.DAY, optional=True, told_as="signed")
LEFT = Field("left", "离职日期（还在干不填）", Kind.DAY, optional=True, told_as="ended")
WORKDAYS = Field("workdays", "最后不满一个月里实际工作几天", Kind.COUNT, most=Decimal(31), optional=True)
REFUSED = Field("refused", "单位书面要求签、是自己不签", Kind.FLAG, default=False)

BY_OWN, BY_CALENDAR = "第二倍工资（按入职日起算的月）", "第二倍工资（按日历月）"
SECOND = "第二倍工资"
CITED = ("劳动合同法#82", "劳动争议解释（二）#6")
WINDOW_CITED = ("劳动合同法#82", "劳动合同法实施条例#6", "劳动合同法实施条例#7")
TWO_WAYS = (
    "《解释（二）》第六条只说按月算、不满一个月的按实际工作日算，没说从哪天起算一个月：两种算法都列出来，只能要一样。"
)
STALE = (
    "要这份钱有一年时效（《劳动争议调解仲裁法》第二十七条）：一年以前的那部分，单位可能说过了时效。抓紧，先打12348问。"
)
EXTRA_ONLY = "这里算的是多要的那一倍，正常的工资另算。"
IF_REFUSED = "如果单位书面要求签、是你自己不签：0元"
UNTIL_TODAY = "没有填补签和离职的日期，算到今天（{}）。"
TOO_OLD = "算不了，因为2008年以前入职的，当时的规定不一样，请打12348问法律援助。"
NOT_SIGNING = "单位要拿出证据证明是你自己不签；拿不出来，第二倍工资还是要给。"
OTHER_CASES = "合同到期没续签、该签无固定期限没签的，另外算，请问工会或12348。"


def no_contract(
    _figures: Figures,
    today: date,
    *,
    begin: date,
    wage: Decimal,
    signed: date | None,
    left: date | None,
    workdays: int | None,
    refused: bool,
) -> Working:
    """The second wage of the second to the twelfth month, by both ways of counting a month.

    Raises:
        CannotTell: work that began under the old rules, or no calendar for the working days.
    """
    last = _last(begin, signed, left, today)
    if begin < LAW_FROM:
        raise CannotTell(TOO_OLD)
    assumed = (UNTIL_TODAY.format(today.isoformat()),) if signed is None and left is None else ()
    if refused:
        step = Step("自己不签", "因本人故意或重大过失没签的，没有第二倍工资", "0.00元", ("劳动争议解释（二）#7",))
        return Working((Item.of(SECOND, Decimal(0), step),), assumed=assumed, notes=(NOT_SIGNING,))
    first, end = months_after(begin, FREE_MONTHS), months_after(begin, DEEMED_AFTER_MONTHS) - DAY
    window = Stretch(first, min(last, end), whole=False)
    items, notes = _items(begin, window, wage, workdays)
    facts = _deemed(end + DAY) if last > end else ()
    stale = (STALE,) if months_after(window.first, DEEMED_AFTER_MONTHS) < today else ()
    notes = (*stale, *notes, EXTRA_ONLY, OTHER_CASES)
    return Working(items, facts=facts, assumed=assumed, notes=notes, or_else=len(items) > 1, ifs=(IF_REFUSED,))


def so_far(_figures: Figures, today: date, known: Mapping[str, Any]) -> tuple[Step, ...]:
    """The months of the second wage, before the wage is known, where they are whole."""
    begin = known.get("begin")
    if begin is None or begin < LAW_FROM:
        return ()
    last = _last(begin, known.get("signed"), known.get("left"), today)
    first, end = months_after(begin, FREE_MONTHS), months_after(begin, DEEMED_AFTER_MONTHS) - DAY
    if last < end:
        return ()
    window = Stretch(first, end, whole=False)
    return (Step(SECOND, f"{window}，满一年的最多算到这里", f"{MOST_MONTHS}个月工资", WINDOW_CITED),)


def _last(begin: date, signed: date | None, left: date | None, today: date) -> date:
    """The last day worked without a contract."""
    for field, day in ((SIGNED, signed), (LEFT, left)):
        if day is not None:
            in_order(BEGIN, begin, field, day)
    ends = [day for day in (signed and signed - DAY, left) if day]
    if not ends and today < begin:
        raise BEGIN.bad(f"不能晚于今天（{today.isoformat()}）")
    return min(ends, default=today)


def _items(
    begin: date, window: Stretch, wage: Decimal, workdays: int | None
) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    """Both readings where they differ, one where they do not, and what has to be said."""
    if window.last < window.first:
        step = Step("没超过一个月", "用工满一个月的次日起才有", "0.00元", WINDOW_CITED)
        return (Item.of(SECOND, Decimal(0), step),), ()
    own = by_own_month(begin, FREE_MONTHS, window.last)
    calendar = by_calendar_month(window.first, window.last)
    if own == calendar:
        return (_item(SECOND, own, window, wage, workdays),), ()
    first = _item(BY_OWN, own, window, wage, workdays)
    try:
        second = _item(BY_CALENDAR, calendar, window, wage, None)
    except CannotTell as cannot:
        return (first,), (f"{BY_CALENDAR}：{cannot}",)
    if first.low == second.low:
        return (replace(first, name=SECOND),), ()
    return (first, second), (TWO_WAYS,)


def _item(name: str, months: tuple[Stretch, ...], window: Stretch, wage: Decimal, workdays: int | None) -> Item:
    amount, steps = paid(months, wage, workdays, CITED)
    most = wage * MOST_MONTHS
    start = Step("起止", "满一个月的次日起，到补签前一日，最多到满一年前一日", str(window), WINDOW_CITED)
    if amount > most:
        cap = Step("最多", f"{shown(wage)}×{MOST_MONTHS}个月", f"{shown(most)}元", ("劳动合同法实施条例#7",))
        return Item.of(name, most, start, *steps, cap)
    return Item.of(name, amount, start, *steps)


def _deemed(day: date) -> tuple[Step, ...]:
    cited = ("劳动合同法#14", "劳动合同法实施条例#7", "劳动争议解释（二）#9")
    how = "满一年还没签，视为已经签了无固定期限合同；这天以后没有第二倍工资，可以要求补签"
    return (Step("无固定期限合同", how, f"{day.isoformat()}起", cited),)


calculator = Calculator(
    "no_contract", "没签合同的第二倍工资", (BEGIN, WAGE, SIGNED, LEFT, WORKDAYS, REFUSED), no_contract, so_far
)
