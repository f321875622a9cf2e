"""Annual leave: how many days, and the pay for days not taken.

Source: 带薪年休假条例 2, 3, 4, 5; 年休假实施办法 3, 4, 5, 10, 11, 12.
"""

from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal

from rights.calculator import Calculator
from rights.inputs import Field, Kind, in_order
from rights.workdays import PAID_DAYS
from rights.working import Figures, Item, Step, Working, shown

TIERS = ((20, 15), (10, 10), (1, 5))
"""Years of work in all, days of leave. Source: 带薪年休假条例 3."""
YEAR_DAYS = 365
"""In leap years too. Source: 年休假实施办法 5, 12."""
RATE, ALREADY_PAID = Decimal(3), Decimal(1)
"""300 %, the normal pay of the day in it. Source: 年休假实施办法 10."""
FIRST_YEAR = 2008

YEAR = Field("year", "哪一年的年休假", Kind.COUNT, least=Decimal(FIRST_YEAR), most=Decimal(2100))
YEARS = Field("years", "一共工作满几年（所有单位加起来）", Kind.NUMBER, most=Decimal(60))
JOINED = Field("joined", "进这个单位的日期", Kind.DAY, optional=True, told_as="began")
LEFT = Field("left", "离职日期（还在干不填）", Kind.DAY, optional=True, told_as="ended")
TAKEN = Field("taken", "这一年已经休了几天年休假", Kind.NUMBER, most=Decimal(60), default=Decimal(0), told_as="taken")
AVERAGE = Field(
    "average",
    "前12个月平均工资（去掉加班费，元）",
    Kind.MONEY,
    least=Decimal(1),
    most=Decimal(1_000_000),
    optional=True,
    told_as="wage",
    stands_for="您说的工资当作前12个月的平均（要去掉加班费）",
)
CONTINUOUS = Field("continuous", "已经连续工作满12个月（换单位没断也算）", Kind.FLAG, default=True)
EXCLUDED = Field(
    "excluded",
    "这一年寒暑假比年休假多，或请事假20天以上没扣工资，或病假超过规定的月数",
    Kind.FLAG,
    default=False,
    help="病假：累计工作不满10年的2个月，10年到20年的3个月，20年以上的4个月",
)
WAIVED = Field("waived", "单位安排休、自己书面提出不休", Kind.FLAG, default=False)
UNPAID = Field("unpaid", "那几天上班的正常工资也没发", Kind.FLAG, default=False)

UNUSED_PAY, ENTITLED, UNUSED = "未休年休假工资", "全年年休假", "没休的年休假"
TIER_CITED = ("带薪年休假条例#3", "年休假实施办法#4")
PAY_CITED = ("带薪年休假条例#5", "年休假实施办法#10", "年休假实施办法#11")
LEFT_BEFORE, JOINED_AFTER = "不能早于{}年", "不能晚于{}年"
NORMAL_PAID = "300%里有100%是那天的正常工资，已经发了的只再补200%。"
WAIVER = "自己书面提出不休的，单位只付正常工资；单位要拿得出这份书面材料。"
OWN_RULES = "合同、集体合同或单位制度规定的天数、报酬更高的，按更高的。"
BORDER_YEAR = "这一年里工龄刚好满10年或20年的，前后两段的天数不一样，请分开核对。"
NOT_OVER_YET = "这一年还没过完，单位年底前还可以安排休。"


def annual_leave(
    _figures: Figures,
    today: date,
    *,
    year: int,
    years: Decimal,
    joined: date | None,
    left: date | None,
    taken: Decimal,
    average: Decimal | None,
    continuous: bool,
    excluded: bool,
    waived: bool,
    unpaid: bool,
) -> Working:
    """The days of one calendar year, and what is owed for those not taken."""
    first, last = _part_of_year(year, joined, left)
    full, full_step = _entitled(years, continuous, excluded)
    unused, due_step = _unused(full, first, last, taken)
    facts = (full_step, due_step)
    not_over = left is None and today <= last
    notes = (*((NOT_OVER_YET,) if not_over and unused else ()), *((OWN_RULES, BORDER_YEAR) if full else ()))
    if average is None:
        return Working(facts=facts, notes=notes)
    if waived:
        step = Step("自己不休", WAIVER, "0.00元", ("年休假实施办法#10",))
        return Working((Item.of(UNUSED_PAY, Decimal(0), *facts, step),), notes=notes)
    item = Item.of(UNUSED_PAY, _rate(unpaid) * average * unused / PAID_DAYS, *facts, *_pay(average, unused, unpaid))
    return Working((item,), notes=notes if unpaid else (NORMAL_PAID, *notes))


def _part_of_year(year: int, joined: date | None, left: date | None) -> tuple[date, date]:
    """The first and the last day of that year with this employer.

    Raises:
        BadInput: the employment does not touch that year.
    """
    if joined is not None and left is not None:
        in_order(JOINED, joined, LEFT, left)
    if left is not None and left.year < year:
        raise LEFT.bad(LEFT_BEFORE.format(year))
    if joined is not None and joined.year > year:
        raise JOINED.bad(JOINED_AFTER.format(year))
    first, last = date(year, 1, 1), date(year, 12, 31)
    return max(joined or first, first), min(left or last, last)


def _entitled(years: Decimal, continuous: bool, excluded: bool) -> tuple[int, Step]:
    """The days of a full year."""
    if not continuous:
        return 0, Step(ENTITLED, "没有连续工作满12个月", "0天", ("带薪年休假条例#2", "年休假实施办法#3"))
    if excluded:
        return 0, Step(ENTITLED, "有不享受当年年休假的情形", "0天", ("带薪年休假条例#4",))
    days = next((days for least, days in TIERS if years >= least), 0)
    how = f"累计工作{years.normalize():f}年：满1年5天，满10年10天，满20年15天"
    return days, Step(ENTITLED, how, f"{days}天", TIER_CITED)


def _unused(full: int, first: date, last: date, taken: Decimal) -> tuple[Decimal, Step]:
    """Days not taken; in a part of a year only whole ones."""
    off = f"－已休{taken.normalize():f}" if taken else ""
    ends_early, starts_late = last < date(last.year, 12, 31), first > date(first.year, 1, 1)
    if not (ends_early or starts_late):
        unused = max(full - taken, Decimal(0))
        return unused, Step(UNUSED, f"全年{full}天{off}", f"{unused.normalize():f}天", TIER_CITED[:1])
    days = (last - first + timedelta(days=1)).days
    share = min(Decimal(days * full) / YEAR_DAYS, Decimal(full))
    cited = ("年休假实施办法#12",) if ends_early else ("年休假实施办法#5",)
    entitled = share if ends_early else share.to_integral_value(ROUND_FLOOR)
    whole = max(entitled - taken, Decimal(0))
    unused = whole.to_integral_value(ROUND_FLOOR) if ends_early else whole
    counted = f"{days}÷{YEAR_DAYS}×{full}＝{shown(share)}{off}，不足1天的不算"
    how = f"{first.isoformat()}到{last.isoformat()}共{days}天，{counted}"
    return unused, Step(UNUSED, how, f"{unused.normalize():f}天", cited)


def _rate(unpaid: bool) -> Decimal:
    return RATE if unpaid else RATE - ALREADY_PAID


def _pay(average: Decimal, unused: Decimal, unpaid: bool) -> tuple[Step, ...]:
    day, all_, owed = f"{shown(average)}÷{PAID_DAYS}", RATE * average * unused / PAID_DAYS, _rate(unpaid)
    sum_ = owed * average * unused / PAID_DAYS
    return (
        Step("日工资", day, f"{shown(average / PAID_DAYS)}元", PAY_CITED[2:]),
        Step("300%一共", f"{day}×300%×{unused.normalize():f}天", f"{shown(all_)}元", PAY_CITED),
        Step("还要付", f"{day}×{owed * 100:.0f}%×{unused.normalize():f}天", f"{shown(sum_)}元", PAY_CITED[1:2]),
    )


calculator = Calculator(
    "annual_leave",
    "年休假几天、没休给多少",
    (YEAR, YEARS, JOINED, LEFT, TAKEN, AVERAGE, CONTINUOUS, EXCLUDED, WAIVED, UNPAID),
    annual_leave,
)
