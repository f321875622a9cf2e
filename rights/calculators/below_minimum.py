"""Pay under the minimum wage: what does not count in it, and how much is short.

Source: 最低工资规定 3, 5, 12, 13; 劳动合同法 85; 劳务派遣暂行规定 12.
"""

from datetime import date
from decimal import Decimal
from itertools import groupby

from rights.calculator import Calculator
from rights.inputs import Field, Kind
from rights.late_payment import NOT_YET, ORDERED, extra
from rights.minimum import AREA, MINIMUM, minimum_wage
from rights.stretches import first_days
from rights.working import CannotTell, Figures, Item, Step, Working, joined, shown

MONTH = Field("month", "从哪个月起（填那个月任一天）", Kind.DAY)
MONTHS = Field("months", "一共几个月都是这样", Kind.COUNT, least=Decimal(1), most=Decimal(240), default=1)
PAY = Field(
    "pay",
    "一个月应发多少（扣个人社保、公积金、个税以前，元）",
    Kind.MONEY,
    most=Decimal(1_000_000),
    told_as="pay",
    stands_for="您说的数当作干满一个月的应发数（扣社保、个税以前），里面没有加班费和津贴；有的要减掉，差得更多",
)
OVERTIME = Field("overtime", "其中加班费（元）", Kind.MONEY, default=Decimal(0))
ALLOWANCES = Field("allowances", "其中中班夜班、高温低温、井下、有毒有害津贴（元）", Kind.MONEY, default=Decimal(0))
BENEFITS = Field("benefits", "其中国家规定的福利待遇（元）", Kind.MONEY, default=Decimal(0))
HOURS = Field("hours", "小时工填当月干了几小时", Kind.NUMBER, least=Decimal("0.1"), most=Decimal(744), optional=True)
ABSENT = Field("absent", "因为自己的原因没干满", Kind.FLAG, default=False)
SENT_BACK = Field("sent_back", "被退回派遣公司、没活干", Kind.FLAG, default=False)

SHORT = "低于最低工资的差额"
CITED = ("最低工资规定#12", "劳动合同法#85")
OWN_ABSENCE = "算不了，因为自己的原因没干满的那个月，不适用最低工资，按实际干的天数算工资。"
MORE_THAN_PAY = "几项加起来比应发的{}元还多"
ENOUGH = "够最低工资，没有差额"
FIVE_TIMES = "《最低工资规定》第十三条写的是赔欠薪的1到5倍；《劳动合同法》是更高的法律，写的是50%到100%，这里按它算。"


def below_minimum(
    figures: Figures,
    _today: date,
    *,
    month: date,
    months: int,
    pay: Decimal,
    overtime: Decimal,
    allowances: Decimal,
    benefits: Decimal,
    hours: Decimal | None,
    area: str,
    minimum: Decimal | None,
    ordered: bool,
    absent: bool,
    sent_back: bool,
) -> Working:
    """The shortfall of each month against the minimum wage then in force.

    Raises:
        CannotTell: the worker's own absence, or no honest figure for that place and day.
    """
    if absent:
        raise CannotTell(OWN_ABSENCE)
    counted, left_out = _counted(pay, overtime, allowances, benefits)
    due = [_minimum(figures, area, day, minimum, hours) for day in first_days(month, months)]
    steps = [left_out, *(_short(rate, len(list(same)), counted, hours) for rate, same in groupby(due))]
    if sent_back:
        steps.append(Step("没活干也要付", "派遣公司按月付不低于最低工资", "派遣公司付", ("劳务派遣暂行规定#12",)))
    short = sum((max(rate - counted, Decimal(0)) for rate in due), Decimal(0))
    item = Item.of(SHORT, short, *steps, paid_by="派遣公司" if sent_back else "单位")
    if not (ordered and item.low):
        return _working((item,), (NOT_YET,) if item.low else (), figures)
    return _working((item, extra(item.low, item.paid_by)), (FIVE_TIMES,), figures)


def _working(items: tuple[Item, ...], notes: tuple[str, ...], figures: Figures) -> Working:
    return Working(items, notes=(*notes, *figures.notes()), used=tuple(figures.used))


def _counted(pay: Decimal, overtime: Decimal, allowances: Decimal, benefits: Decimal) -> tuple[Decimal, Step]:
    """What of the pay counts for the minimum wage.

    Raises:
        BadInput: the parts are more than the whole.
    """
    parts = {"加班费": overtime, "津贴": allowances, "福利待遇": benefits}
    out = overtime + allowances + benefits
    if out > pay:
        raise OVERTIME.bad(MORE_THAN_PAY.format(shown(pay)))
    less = "".join(f"－{name}{shown(amount)}" for name, amount in parts.items() if amount)
    return pay - out, Step("算进最低工资的", f"应发{shown(pay)}{less}", f"{shown(pay - out)}元", CITED[:1])


def _minimum(figures: Figures, area: str, on: date, told: Decimal | None, hours: Decimal | None) -> Decimal:
    """What a month must at least be paid."""
    if hours is None:
        return minimum_wage(figures, area, on, told)
    return minimum_wage(figures, area, on, told, "小时最低工资") * hours


def _short(due: Decimal, months: int, counted: Decimal, hours: Decimal | None) -> Step:
    line = f"最低工资{shown(due)}" + (f"（{hours.normalize():f}小时）" if hours else "")
    if counted >= due:
        return Step("差额", f"{line}，算进来的{shown(counted)}", ENOUGH, CITED)
    parts = [f"（{line}－{shown(counted)}）×{months}个月"]
    return Step("差额", joined(parts), f"{shown((due - counted) * months)}元", CITED)


calculator = Calculator(
    "below_minimum",
    "工资低于最低工资差多少",
    (MONTH, MONTHS, PAY, OVERTIME, ALLOWANCES, BENEFITS, HOURS, AREA, MINIMUM, ORDERED, ABSENT, SENT_BACK),
    below_minimum,
)
