"""Pay for overtime: longer days, rest days without leave instead, and the statutory days off.

Source: 劳动法 41, 44, 48; 工资支付暂行规定 13; 放假办法 2; 工资折算通知 2.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rights.calculator import Calculator
from rights.inputs import Field, Kind
from rights.minimum import AREA, MINIMUM, floor
from rights.stretches import first_days
from rights.workdays import HOURS_A_DAY, PAID_DAYS, statutory_in
from rights.working import CannotTell, Figures, Item, Step, Working, joined, shown

WORKDAY_RATE, REST_RATE, STATUTORY_RATE = Decimal("1.5"), Decimal(2), Decimal(3)
"""Source: 劳动法 44."""
MOST_HOURS_A_MONTH = Decimal(36)
"""Source: 劳动法 41."""
STANDARD, AVERAGED, FREE = "标准工时", "批准过的综合工时", "批准过的不定时"

WAGE = Field(
    "wage",
    "合同约定的月工资（元）",
    Kind.MONEY,
    least=Decimal(1),
    most=Decimal(1_000_000),
    told_as="wage",
    stands_for="您说的工资当作合同约定的月工资（不含加班费）",
)
HOURS = Field(
    "hours", "一个月里工作日加班几小时", Kind.NUMBER, most=Decimal(496), optional=True, help="没有写0", told_as="hours"
)
REST_DAYS = Field(
    "rest_days",
    "一个月里休息日加班几天（8小时算1天）",
    Kind.NUMBER,
    most=Decimal(62),
    optional=True,
    help="没有写0",
    told_as="rest_days",
)
COMPENSATED = Field("compensated", "其中给了补休的几天", Kind.NUMBER, most=Decimal(62), default=Decimal(0))
HOLIDAYS = Field(
    "holidays",
    "法定节假日一共加班几天（8小时算1天）",
    Kind.NUMBER,
    most=Decimal(2_000),
    optional=True,
    help="没有写0",
    told_as="holidays",
)
MONTHS = Field("months", "一共几个月都是这样", Kind.COUNT, least=Decimal(1), most=Decimal(600), default=1)
MONTH = Field("month", "从哪个月起（填那个月任一天）", Kind.DAY, optional=True)
SYSTEM = Field("system", "工时制度", Kind.CHOICE, choices=(STANDARD, AVERAGED, FREE), default=STANDARD)
PAID = Field("paid", "已经给过的加班费（元）", Kind.MONEY, default=Decimal(0))

ON_WORKDAYS, ON_REST_DAYS, ON_HOLIDAYS, STILL_OWED = "工作日加班费", "休息日加班费", "法定节假日加班费", "还欠的加班费"
CITED = ("劳动法#44", "工资支付暂行规定#13")
NOTHING = "加班小时、休息日、法定节假日至少填一样"
MORE_LEAVE_THAN_WORK = "不能比休息日加班的{}天多"
TOO_MANY_HOLIDAYS = "这段时间只有{}天法定节假日（{}），连着放的其他几天算休息日加班"
MINIMUM_MOVED = "这几个月里最低工资调过，请按调整前后分两次算"
NOT_BY_DAY = "综合工时的休息日上班不按天算200%，请把超过标准的小时都填在「{}」里"
FREE_HOURS = "算不了，因为批准过的不定时工时不按这条算加班费，各地规定不同；单位拿不出批文的，按标准工时再算一次。"
NO_LEAVE_FOR_HOLIDAYS = "法定节假日加班，给了补休也要付300%。"
NO_MONTH = "没有填月份，最低工资按今天的比，也没有核对那段时间有几天法定节假日。"
OTHER_HOLIDAYS = "开斋节、古尔邦节在宁夏怎么放、加班怎么付，没有可靠来源，没有算进来。"


@dataclass(frozen=True, slots=True)
class _Work:
    """Work beyond the normal hours, of one kind: so many days, or hours."""

    name: str
    rate: Decimal
    count: Decimal
    how: str
    hourly: bool = False

    def item(self, base: Decimal, base_step: Step) -> Item:
        """What it earns."""
        divisor, parts = (
            (PAID_DAYS * HOURS_A_DAY, f"÷{PAID_DAYS}÷{HOURS_A_DAY}") if self.hourly else (PAID_DAYS, f"÷{PAID_DAYS}")
        )
        amount = base * self.rate * self.count / divisor
        cited = (*CITED, "工资折算通知#2", *(("放假办法#2",) if self.rate == STATUTORY_RATE else ()))
        how = f"{shown(base)}{parts}×{self.rate * 100:.0f}%×{self.how}"
        return Item.of(self.name, amount, base_step, Step(self.name, how, f"{shown(amount)}元", cited))


def overtime(
    figures: Figures,
    today: date,
    *,
    wage: Decimal,
    hours: Decimal | None,
    rest_days: Decimal | None,
    compensated: Decimal,
    holidays: Decimal | None,
    months: int,
    month: date | None,
    system: str,
    paid: Decimal,
    area: str,
    minimum: Decimal | None,
) -> Working:
    """The three kinds of overtime pay; with something already paid, what is still owed.

    Raises:
        CannotTell: approved free hours.
    """
    hours, rest_days, holidays = _some(hours, rest_days, holidays, system)
    _possible(rest_days, compensated, system)
    if month is not None:
        _holidays_possible(holidays, first_days(month, months))
    base, base_step, notes = _base(figures, wage, area, minimum, first_days(month or today, months))
    items = _items(base, base_step, hours, rest_days, compensated, holidays, months)
    notes = (*notes, *((NO_LEAVE_FOR_HOLIDAYS, OTHER_HOLIDAYS) if holidays else ()), *figures.notes())
    return Working(
        (_owed(items, paid),) if paid else items,
        facts=_limit(hours),
        assumed=() if month else (NO_MONTH,),
        notes=notes,
        used=tuple(figures.used),
    )


def _items(
    base: Decimal,
    base_step: Step,
    hours: Decimal,
    rest_days: Decimal,
    compensated: Decimal,
    holidays: Decimal,
    months: int,
) -> tuple[Item, ...]:
    """One for each kind that was asked."""
    left = rest_days - compensated
    kinds = (
        _Work(ON_WORKDAYS, WORKDAY_RATE, hours * months, _times(hours, "小时", months), hourly=True),
        _Work(ON_REST_DAYS, REST_RATE, left * months, _times(left, "天", months) + _leave(rest_days, compensated)),
        _Work(ON_HOLIDAYS, STATUTORY_RATE, holidays, _times(holidays, "天", 1)),
    )
    asked = (hours, rest_days, holidays)
    return tuple(kind.item(base, base_step) for kind, given in zip(kinds, asked, strict=True) if given)


def _some(
    hours: Decimal | None, rest_days: Decimal | None, holidays: Decimal | None, system: str
) -> tuple[Decimal, Decimal, Decimal]:
    """The three kinds, none where not told; refuses when there is none of any, by the first that was not told."""
    if system == FREE:
        raise CannotTell(FREE_HOURS)
    told = ((HOURS, hours), (REST_DAYS, rest_days), (HOLIDAYS, holidays))
    if not any(count for _field, count in told):
        raise next((field for field, count in told if count is None), HOURS).bad(NOTHING)
    return hours or Decimal(0), rest_days or Decimal(0), holidays or Decimal(0)


def _possible(rest_days: Decimal, compensated: Decimal, system: str) -> None:
    if system == AVERAGED and rest_days:
        raise REST_DAYS.bad(NOT_BY_DAY.format(HOURS.label))
    if compensated > rest_days:
        raise COMPENSATED.bad(MORE_LEAVE_THAN_WORK.format(f"{rest_days.normalize():f}"))


def _holidays_possible(holidays: Decimal, months: list[date]) -> None:
    """Refuses more statutory days than there were; years not in the table pass."""
    days = statutory_in(months)
    if days is not None and holidays > len(days):
        raise HOLIDAYS.bad(TOO_MANY_HOLIDAYS.format(len(days), "、".join(map(str, days)) or "没有"))


def _base(
    figures: Figures, wage: Decimal, area: str, minimum: Decimal | None, months: list[date]
) -> tuple[Decimal, Step, tuple[str, ...]]:
    """The agreed wage, or the minimum wage where it is more."""
    lines = [floor(figures, area, day, minimum) for day in months]
    bases = {max(wage, line) for line, _notes in lines}
    if len(bases) > 1:
        raise MONTHS.bad(MINIMUM_MOVED)
    base, notes = bases.pop(), tuple(dict.fromkeys(note for _line, said in lines for note in said))
    how = "合同约定的月工资" if base == wage else f"月工资{shown(wage)}元低于最低工资，按最低工资"
    cited = ("工资支付暂行规定#13",) if base == wage else ("劳动法#48",)
    return base, Step("计算基数", how, f"{shown(base)}元", cited), notes


def _times(count: Decimal, unit: str, months: int) -> str:
    """「36小时」「36小时×3个月」."""
    return f"{count.normalize():f}{unit}" + (f"×{months}个月" if months > 1 else "")


def _leave(days: Decimal, compensated: Decimal) -> str:
    return f"（{days.normalize():f}天减去补休{compensated.normalize():f}天）" if compensated else ""


def _owed(items: tuple[Item, ...], paid: Decimal) -> Item:
    due = sum((item.low for item in items), Decimal(0))
    steps = dict.fromkeys(step for item in items for step in item.steps)
    how = f"{joined(shown(item.low) for item in items)}－已给{shown(paid)}"
    owed = max(due - paid, Decimal(0))
    return Item.of(STILL_OWED, owed, *steps, Step(STILL_OWED, how, f"{shown(owed)}元", CITED))


def _limit(hours: Decimal) -> tuple[Step, ...]:
    if hours <= MOST_HOURS_A_MONTH:
        return ()
    how = f"一个月加班{hours.normalize():f}小时，超过法律的上限，可以投诉；加班费照样按实际小时付"
    return (Step("每月加班上限", how, f"{MOST_HOURS_A_MONTH}小时", ("劳动法#41",)),)


calculator = Calculator(
    "overtime",
    "加班费",
    (WAGE, HOURS, REST_DAYS, COMPENSATED, HOLIDAYS, MONTHS, MONTH, SYSTEM, PAID, AREA, MINIMUM),
    overtime,
)
