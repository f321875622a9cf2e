"""Maternity leave in days and dates, and from what the allowance is counted.

Source: 女职工特别规定 7, 8; 社会保险法 54, 56.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from rights.calculator import Calculator
from rights.inputs import Field, Kind
from rights.working import Figures, Item, Step, Working, joined, shown

BIRTH, MISCARRIAGE = "生育", "流产"
BASE_DAYS, BEFORE_DAYS, DIFFICULT_DAYS, CHILD_DAYS = 98, 15, 15, 15  # 女职工特别规定 7(1)
EARLY_DAYS, LATE_DAYS = 15, 42  # 女职工特别规定 7(2): under four months, from four months
FUND, EMPLOYER = "生育保险基金", "单位"

WHAT = Field("what", "生育还是流产", Kind.CHOICE, choices=(BIRTH, MISCARRIAGE), default=BIRTH)
DUE = Field("due", "生育日期（或预产期）", Kind.DAY, optional=True)
START = Field("start", "产假第一天", Kind.DAY, optional=True)
DIFFICULT = Field("difficult", "是不是难产", Kind.FLAG, default=False)
CHILDREN = Field("children", "生了几个", Kind.COUNT, least=Decimal(1), most=Decimal(8), default=1)
FOUR = Field("four_months", "流产时怀孕满4个月没有", Kind.FLAG, optional=True)
INSURED = Field("insured", "单位有没有缴生育保险", Kind.FLAG, optional=True)
AVERAGE = Field(
    "employer_average",
    "单位上年度职工月平均工资（元）",
    Kind.MONEY,
    least=Decimal(1),
    most=Decimal(1_000_000),
    optional=True,
)
WAGE = Field("wage", "产假前每月工资（元）", Kind.MONEY, least=Decimal(1), most=Decimal(1_000_000), optional=True)

LOCAL_DAYS = "宁夏在国家产假之外有没有延长、延长多少天，这里没有可靠来源，没有算进去，请打12333问。"
NO_FUND_AMOUNT = (
    "生育津贴按单位上年度职工月平均工资由基金付，多少算不了，因为没有填这个平均数；一共发多少以经办机构核定为准。"
)
BY_OFFICE = "津贴按天怎么折算、一共发多少，以经办机构核定为准，这里只给每月的标准。"
NO_WAGE = "没缴生育保险的，产假工资由单位按产假前的工资付；多少算不了，因为没有填产假前的工资。"
TOO_EARLY = "产前最多休15天"
NEEDS_MONTHS = "流产的要填这一项"
NOT_FOR_MISCARRIAGE = "流产的不填这一项"


@dataclass(frozen=True, slots=True)
class Leave:
    """What was said."""

    what: str
    due: date | None
    start: date | None
    difficult: bool
    children: int
    four_months: bool | None
    insured: bool | None
    employer_average: Decimal | None
    wage: Decimal | None


def maternity(figures: Figures, _today: date, /, **values: Any) -> Working:
    """Days, first and last day, and the monthly allowance with who pays it.

    Raises:
        BadInput: a miscarriage without its months, leave more than 15 days ahead, several children of a miscarriage.
    """
    leave = Leave(**values)
    _refuse(leave)
    days, how = _days(leave)
    facts = [Step("产假", how, f"{days}天", ("女职工特别规定#7",))]
    if leave.what == BIRTH and leave.due:
        earliest = leave.due - timedelta(days=BEFORE_DAYS)
        facts.append(Step("最早哪天开始休", "产前可以休15天", earliest.isoformat(), ("女职工特别规定#7",)))
    if leave.start:
        last = leave.start + timedelta(days=days - 1)
        how = f"{leave.start.isoformat()}起连着{days}天，休息日、节假日都算"
        facts.append(Step("产假最后一天", how, last.isoformat(), ("女职工特别规定#7",)))
    items, notes = _allowance(leave)
    notes = (*notes, *((LOCAL_DAYS,) if leave.what == BIRTH else ()), *figures.notes())
    return Working(items, facts=tuple(facts), notes=notes)


def _refuse(leave: Leave) -> None:
    if leave.what == MISCARRIAGE:
        if leave.four_months is None:
            raise FOUR.bad(NEEDS_MONTHS)
        if leave.children > 1:
            raise CHILDREN.bad(NOT_FOR_MISCARRIAGE)
        if leave.difficult:
            raise DIFFICULT.bad(NOT_FOR_MISCARRIAGE)
    elif leave.due and leave.start and (leave.due - leave.start).days > BEFORE_DAYS:
        raise START.bad(TOO_EARLY)


def _days(leave: Leave) -> tuple[int, str]:
    if leave.what == MISCARRIAGE:
        return (LATE_DAYS, "怀孕满4个月流产") if leave.four_months else (EARLY_DAYS, "怀孕不满4个月流产")
    more = (
        (DIFFICULT_DAYS * leave.difficult, "难产"),
        (CHILD_DAYS * (leave.children - 1), f"多生{leave.children - 1}个"),
    )
    parts = [f"{BASE_DAYS}天", *(f"{why}{days}天" for days, why in more if days)]
    return BASE_DAYS + sum(days for days, _ in more), joined(parts)


def _allowance(leave: Leave) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    """What each month is counted from; nothing where nobody said whether she is insured."""
    if leave.insured is None:
        return (), ()
    amount = leave.employer_average if leave.insured else leave.wage
    if amount is None:
        return (), (NO_FUND_AMOUNT if leave.insured else NO_WAGE,)
    cited = ("女职工特别规定#8", *(("社会保险法#54", "社会保险法#56") if leave.insured else ()))
    name, how = ("生育津贴", "单位上年度职工月平均工资") if leave.insured else ("产假工资", "产假前每月工资")
    step = Step(name, how, f"每月{shown(amount)}元", cited)
    item = Item.of(name, amount, step, paid_by=FUND if leave.insured else EMPLOYER, monthly=True)
    return (item,), (BY_OFFICE,) if leave.insured else ()


FIELDS = (WHAT, DUE, START, DIFFICULT, CHILDREN, FOUR, INSURED, AVERAGE, WAGE)
calculator = Calculator("maternity", "产假多少天、钱谁发", FIELDS, maternity)
