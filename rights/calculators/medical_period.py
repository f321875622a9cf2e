"""How long a sick or (off work) injured worker may not be dismissed, and within which window the days are counted.

Source: 医疗期规定 2, 3, 4; 劳动合同法 40, 42.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from rights.calculator import Calculator
from rights.inputs import Field, Kind
from rights.spans import months_after
from rights.working import Figures, Step, Working

LONG_CAREER = 10
SHORT_CAREER_STEPS = ((5, 6), (0, 3))  # years here from, months: 医疗期规定 3(1)
LONG_CAREER_STEPS = ((20, 24), (15, 18), (10, 12), (5, 9), (0, 6))  # 医疗期规定 3(2)
WINDOWS = {3: 6, 6: 12, 9: 15, 12: 18, 18: 24, 24: 30}  # 医疗期规定 4

TOTAL = Field("total", "一共工作了多少年", Kind.NUMBER, most=Decimal(60))
HERE = Field("here", "在这个单位多少年", Kind.NUMBER, most=Decimal(60))
START = Field("start", "第一天病休的日期", Kind.DAY, optional=True)

LONGER_HERE = "不能多过一共工作的年数"
FROM_FIRST_DAY = "窗口从第一天病休算起。"
UNBROKEN = "连着病休的，休满{months}个月是{day}；断断续续休的，只把窗口里真正休的天数加起来。"
WHAT_IT_DOES = "医疗期内，单位不能用“医疗期满不能干活”“不能胜任”“情况变化”或裁员的理由辞退。"
SPECIAL = "癌症、精神病、瘫痪这些特殊的病另有规定，这里没有算，请打12333问。"
NOT_AT_WORK = "这是生病和非因工受伤的；因工受伤看停工留薪期。"


@dataclass(frozen=True, slots=True)
class Period:
    """Months of protection and the months within which they are counted."""

    months: int
    window: int


def period(total: Decimal, here: Decimal) -> Period:
    """By years of work in all and years here; five means from five on, as 以上 includes the number."""
    steps = LONG_CAREER_STEPS if total >= LONG_CAREER else SHORT_CAREER_STEPS
    months = next(months for years, months in steps if here >= years)
    return Period(months, WINDOWS[months])


def medical_period(_figures: Figures, _today: date, *, total: Decimal, here: Decimal, start: date | None) -> Working:
    """Months, window, and the days on which both end.

    Raises:
        BadInput: more years here than in all.
    """
    if here > total:
        raise HERE.bad(LONGER_HERE)
    found = period(total, here)
    how = f"一共工作{total.normalize():f}年，在本单位{here.normalize():f}年"
    facts = [
        Step("医疗期", how, f"{found.months}个月", ("医疗期规定#3", "劳动合同法#42")),
        Step("计算窗口", "在这段时间里累计病休的天数", f"{found.window}个月", ("医疗期规定#4",)),
    ]
    notes = [WHAT_IT_DOES, NOT_AT_WORK, SPECIAL]
    if start is None:
        return Working(facts=tuple(facts), notes=tuple(notes))
    last = months_after(start, found.window) - timedelta(days=1)
    facts.append(Step("窗口最后一天", f"{start.isoformat()}起{found.window}个月", last.isoformat(), ("医疗期规定#4",)))
    full = months_after(start, found.months) - timedelta(days=1)
    notes.insert(0, UNBROKEN.format(months=found.months, day=full.isoformat()))
    return Working(facts=tuple(facts), assumed=(FROM_FIRST_DAY,), notes=tuple(notes))


calculator = Calculator("medical_period", "生病了单位多久不能辞退", (TOTAL, HERE, START), medical_period)
