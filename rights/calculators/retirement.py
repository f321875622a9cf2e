"""When a worker may retire: the statutory day, the early and late windows, and the years that must be paid.

Source: 延迟退休决定 1, 5; 延迟退休办法 1-3, 8.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rights.calculator import Calculator
from rights.inputs import Field, Kind
from rights.spans import months_after
from rights.working import CannotTell, Figures, Step, Working

REFORM_FROM = date(2025, 1, 1)
FLEXIBLE_MONTHS = 36  # 延迟退休办法 3
LEAST_YEARS, MOST_YEARS, YEARS_STEP = Decimal(15), Decimal(20), Decimal("0.5")  # 延迟退休办法 2
LAST_YEAR_OF_LEAST = 2029
OLDEST = date(1944, 1, 1)


@dataclass(frozen=True, slots=True)
class Schedule:
    """How one group moves: the old age, one more month for each `every` months of birth, at most `most_delay`."""

    old_age: int
    every: int
    most_delay: int

    @property
    def old_months(self) -> int:
        """The old age in months."""
        return 12 * self.old_age

    def delay(self, birth: date) -> int:
        """Months of delay: none before the reform, then floor(k / every) + 1 up to the most.

        Source: 延迟退休办法 1; the official tables are images, the rule's text gives this formula.
        """
        old = months_after(birth, self.old_months)
        late = (old.year - REFORM_FROM.year) * 12 + old.month - REFORM_FROM.month
        return 0 if late < 0 else min(late // self.every + 1, self.most_delay)


SCHEDULES = {"男": Schedule(60, 4, 36), "女55": Schedule(55, 4, 36), "女50": Schedule(50, 2, 60)}

WHO = Field(
    "who",
    "性别和岗位（女55指原55岁退休的女职工，女50指原50岁的）",
    Kind.CHOICE,
    choices=tuple(SCHEDULES),
    told_as="who",
)
BIRTH = Field("birth", "出生日期", Kind.DAY, told_as="birth")
PAID = Field("paid_years", "养老保险已经缴了多少年", Kind.NUMBER, most=Decimal(60), optional=True)

LATE_NEEDS_BOTH = "延迟退休要你和单位都同意；提前退休是自己选，单位不能逼。"
EARLY_NEEDS_YEARS = "提前退休要先满最低缴费年限。"
OTHER_TRADES = "井下、高空、高温、特别繁重体力劳动等特殊工种和高海拔地区，符合条件的可以申请提前，这里没有算。"
OLD_RULE = "2025年以前到龄的按原来的年龄退休，没有弹性提前和延迟这一说。"
WHICH_WOMAN = "女职工原来是50岁还是55岁退休，看岗位，拿不准请打12333问。"
BY_FILE = "出生日期以档案认定为准。"
SHORT_OF = "到龄时不够的，可以延长缴费或一次性缴费补到够。"
NOT_BORN = "不能晚于今天"
TOO_OLD = "这么早出生的，退休时用的是更早的规定，这里算不了，请打12333问。"


def least_years(year: int) -> Decimal:
    """Years that must be paid by who retires that year: 15, from 2030 half a year more each year, up to 20.

    Source: 延迟退休办法 2.
    """
    more = max(year - LAST_YEAR_OF_LEAST, 0) * YEARS_STEP
    return min(LEAST_YEARS + more, MOST_YEARS)


def retirement(figures: Figures, today: date, *, who: str, birth: date, paid_years: Decimal | None) -> Working:
    """The statutory day with its age, the earliest and the latest, and the years to be paid.

    Raises:
        BadInput: born after today.
        CannotTell: born so early that other rules held.
    """
    if birth > today:
        raise BIRTH.bad(NOT_BORN)
    if birth < OLDEST:
        raise CannotTell(TOO_OLD)
    schedule = SCHEDULES[who]
    delay = schedule.delay(birth)
    months = schedule.old_months + delay
    day = months_after(birth, months)
    facts = [_statutory(schedule, delay, day)]
    if delay:
        facts += _window(schedule, birth, months)
    facts += _paid(day.year, paid_years)
    notes = (
        *((LATE_NEEDS_BOTH, EARLY_NEEDS_YEARS) if delay else (OLD_RULE,)),
        *((WHICH_WOMAN,) if who != "男" else ()),
        *((SHORT_OF,) if paid_years is not None and paid_years < least_years(day.year) else ()),
        OTHER_TRADES,
        BY_FILE,
        *figures.notes(),
    )
    return Working(facts=tuple(facts), notes=notes)


def _statutory(schedule: Schedule, delay: int, day: date) -> Step:
    how = f"原{schedule.old_age}岁"
    if delay:
        how += f"，每{schedule.every}个月出生的推迟1个月，推迟{delay}个月，到{_age(schedule.old_months + delay)}"
    return Step("法定退休", how, day.isoformat(), ("延迟退休决定#1", "延迟退休办法#1"))


def _window(schedule: Schedule, birth: date, months: int) -> tuple[Step, Step]:
    """At most three years early, never below the old age; at most three years late."""
    early, late = max(months - FLEXIBLE_MONTHS, schedule.old_months), months + FLEXIBLE_MONTHS
    cited = ("延迟退休办法#3",)
    return (
        Step(
            "最早可以",
            f"{_age(early)}，最多提前3年，不低于{schedule.old_age}岁",
            months_after(birth, early).isoformat(),
            cited,
        ),
        Step("最晚可以", f"{_age(late)}，最多延迟3年", months_after(birth, late).isoformat(), cited),
    )


def _paid(year: int, paid_years: Decimal | None) -> list[Step]:
    needed = least_years(year)
    cited = ("延迟退休办法#2",)
    facts = [Step("最低缴费年限", f"{year}年退休的", f"{needed.normalize():f}年", cited)]
    if paid_years is not None:
        short = max(needed - paid_years, Decimal(0))
        how = f"{needed.normalize():f}年−已缴{paid_years.normalize():f}年"
        facts.append(Step("还差", how, f"{short.normalize():f}年", cited))
    return facts


def _age(months: int) -> str:
    years, rest = divmod(months, 12)
    return f"{years}岁" + (f"{rest}个月" if rest else "")


calculator = Calculator("retirement", "什么时候能退休", (WHO, BIRTH, PAID), retirement)
