"""How many months of unemployment benefit, until when, and its sum where the official amount is given.

Source: 社会保险法 45-47, 50, 51; 失业保险条例 14, 16-18; 延迟退休办法 7.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from rights.calculator import Calculator
from rights.inputs import Field, Kind
from rights.spans import months_after
from rights.working import Figures, Item, Step, Working, joined, shown

STEPS = ((120, 24), (60, 18), (12, 12), (0, 0))  # paid months from, months of benefit: 社会保险法 46
MOST_MONTHS, FIRST_PART = 24, 12
REFORM_FROM = date(2025, 1, 1)
FUND = "失业保险基金"
PAID_ARTICLES = ("社会保险法#46", "失业保险条例#17")

PAID = Field("paid_months", "失业前累计缴失业保险的月数", Kind.COUNT, most=Decimal(720), told_as="paid_in")
LEFT_OVER = Field("left_over", "上次失业没领完的月数", Kind.COUNT, most=Decimal(MOST_MONTHS), default=0)
OWN_WILL = Field("own_will", "是不是自己主动不干的", Kind.FLAG, default=False)
REGISTERED = Field("registered", "办失业登记的日期", Kind.DAY, optional=True)
RETIRES = Field("retires", "法定退休日期", Kind.DAY, optional=True)
MONTHLY = Field(
    "monthly",
    "当地失业保险金每月（元，有正式通知才填）",
    Kind.MONEY,
    least=Decimal(1),
    most=Decimal(20_000),
    optional=True,
)
LATER = Field(
    "monthly_later",
    "第13个月起每月（元，和前面不同才填）",
    Kind.MONEY,
    least=Decimal(1),
    most=Decimal(20_000),
    optional=True,
)

NO_AMOUNT = "每月多少算不了，因为宁夏的标准还没有可靠来源：法律只说高于城市低保、低于最低工资。请打12333问。"
MUST = "要同时满足：单位和本人缴满一年，不是自己愿意丢的工作，已办失业登记并要求找工作。"
OWN_REASON = "自己主动辞职的不能领。单位有错逼得你走的，先问12333或工会，别急着认“自愿”。"
IF_OWN_WILL = "如果是自己主动辞职走的：不能领，是0元"
CARRIED = "缴费不满一年不能新领；上次没领完的{months}个月能不能接着领，请打12333问。"
SOON = "领取期限从办登记那天算，离职后尽快去办。"
STOPS = "重新就业、开始领养老金等情形，停止领取。"
NOT_FULL = "钱数按领满期限算；因退休提前停止或延长的，以实际领的月数为准。"
BEFORE_REGISTERED = "不能早于办失业登记的日期"
WITHOUT_FIRST = "要先填每月的数"


@dataclass(frozen=True, slots=True)
class Unemployed:
    """What was said."""

    paid_months: int
    left_over: int
    own_will: bool
    registered: date | None
    retires: date | None
    monthly: Decimal | None
    monthly_later: Decimal | None


def months_due(paid_months: int, left_over: int = 0) -> int:
    """The longest time by months paid, with what was left over, 24 in all; none below a year.

    Source: 社会保险法 46.
    """
    fresh = next(months for paid, months in STEPS if paid_months >= paid)
    return min(fresh + left_over, MOST_MONTHS) if fresh else 0


def unemployment(figures: Figures, _today: date, /, **values: Any) -> Working:
    """Months, last day, and the sum where the monthly amount is given.

    Raises:
        BadInput: retirement before registration, or a later rate without the first.
    """
    case = Unemployed(**values)
    _refuse(case)
    months = 0 if case.own_will else months_due(case.paid_months, case.left_over)
    facts = (_months_step(case, months), *_until(case, months))
    notes = _notes(case, months)
    ifs = (IF_OWN_WILL,) if months else ()
    return Working(_sum(case, months), facts=facts, notes=(*notes, *figures.notes()), ifs=ifs)


def _refuse(case: Unemployed) -> None:
    if case.registered and case.retires and case.retires < case.registered:
        raise RETIRES.bad(BEFORE_REGISTERED)
    if case.monthly_later and not case.monthly:
        raise LATER.bad(WITHOUT_FIRST)


def _months_step(case: Unemployed, months: int) -> Step:
    if case.own_will:
        return Step("领取期限", "自己主动不干的", "0个月", ("社会保险法#45", "失业保险条例#14"))
    if not months:
        return Step("领取期限", f"缴费{case.paid_months}个月，不满一年", "0个月", ("社会保险法#45",))
    years, rest = divmod(case.paid_months, 12)
    how = f"累计缴费{years}年{rest}个月" + (f"，加上次没领完的{case.left_over}个月" if case.left_over else "")
    return Step("领取期限", f"{how}，最多24个月", f"最长{months}个月", PAID_ARTICLES)


def _until(case: Unemployed, months: int) -> tuple[Step, ...]:
    """The last day, carried on to retirement where less than a year is missing, and never beyond it."""
    if not (case.registered and months):
        return ()
    end = months_after(case.registered, months)
    how, cited = f"{case.registered.isoformat()}办登记，从那天起{months}个月", ["社会保险法#50"]
    if case.retires and case.retires < end:
        end, how = case.retires, f"{how}，领养老金后停止"
        cited.append("社会保险法#51")
    elif case.retires and end >= REFORM_FROM and case.retires < months_after(end, 12):
        end, how = case.retires, f"{how}，离退休不满一年，延长到法定退休"
        cited.append("延迟退休办法#7")
    return (Step("最晚领到", how, (end - timedelta(days=1)).isoformat(), tuple(cited)),)


def _sum(case: Unemployed, months: int) -> tuple[Item, ...]:
    if not (case.monthly and months):
        return ()
    first, later = min(months, FIRST_PART), max(months - FIRST_PART, 0)
    parts = [(case.monthly, first), *([(case.monthly_later or case.monthly, later)] if later else [])]
    amount = sum((rate * count for rate, count in parts), Decimal(0))
    how = joined(f"{shown(rate)}元×{count}个月" for rate, count in parts)
    step = Step("失业保险金", how, f"{shown(amount)}元", ("社会保险法#46", "社会保险法#47"))
    return (Item.of("失业保险金（领满）", amount, step, paid_by=FUND),)


def _notes(case: Unemployed, months: int) -> tuple[str, ...]:
    if case.own_will:
        return (MUST, OWN_REASON)
    if not months:
        return (MUST, *((CARRIED.format(months=case.left_over),) if case.left_over else ()))
    cut = (NOT_FULL,) if case.monthly and case.retires else ()
    return (MUST, SOON, STOPS, *cut, *(() if case.monthly else (NO_AMOUNT,)))


FIELDS = (PAID, LEFT_OVER, OWN_WILL, REGISTERED, RETIRES, MONTHLY, LATER)
calculator = Calculator("unemployment", "失业保险金能领几个月", FIELDS, unemployment)
