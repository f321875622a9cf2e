"""What the family receives after a death at work.

Source: 工伤保险条例 39, 62, 64; 社会保险法 38, 41.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from rights.calculator import Calculator
from rights.injury_wage import (
    AREA_AVERAGE,
    INSURED,
    LAW_FROM,
    TOO_OLD,
    average_in_use,
    own_wage,
    payer,
    payer_assumed,
    payer_citations,
    payer_notes,
)
from rights.inputs import Field, Kind
from rights.working import CannotTell, Figures, Item, Step, Working, joined, shown

FUNERAL_MONTHS, GRANT_YEARS = 6, 20  # 工伤保险条例 39(1)(3)
SPOUSE_PERCENT, KIN_PERCENT, LONELY_PERCENT = 40, 30, 10  # 工伤保险条例 39(2)
GRANT_FIGURE = "一次性工亡补助金"

DIED = Field("died", "去世日期", Kind.DAY, told_as="died")
WAGE = Field(
    "wage",
    "出事前12个月平均月缴费工资（元）",
    Kind.MONEY,
    least=Decimal(1),
    most=Decimal(1_000_000),
    told_as="wage",
    stands_for="您说的工资当作出事前12个月的平均缴费工资",
)
SPOUSE = Field("spouse", "靠他养、没有劳动能力的配偶", Kind.FLAG, default=False)
KIN = Field("kin", "靠他养、没有劳动能力的其他亲属人数", Kind.COUNT, most=Decimal(20), default=0)
LONELY = Field("lonely", "上面这些人里孤寡老人或者孤儿的人数", Kind.COUNT, most=Decimal(21), default=0)
AFTER = Field("after", "是一到四级、停工留薪期满以后去世的", Kind.FLAG, default=False)

NO_FUNERAL = "丧葬补助金算不了，因为那一年的当地平均工资还没有可靠来源，请打12333问。"
NO_GRANT = "一次性工亡补助金算不了，因为上一年全国城镇居民人均可支配收入这里没有。"
AFTER_GRADING = "一到四级停工留薪期满以后去世的，有丧葬补助金和抚恤金，没有一次性工亡补助金。"
WHO_COUNTS = "供养亲属要主要靠他生活、又没有劳动能力，具体范围由国务院社会保险行政部门规定，以社保核定为准。"
AHEAD = "不能晚于今天"
TOO_MANY = "不能多过配偶和其他亲属的总人数"


@dataclass(frozen=True, slots=True)
class Death:
    """What was said."""

    died: date
    wage: Decimal
    insured: bool | None
    spouse: bool
    kin: int
    lonely: int
    after: bool
    area_average: Decimal | None

    @property
    def dependants(self) -> int:
        """How many are kept."""
        return self.kin + self.spouse


def injury_death(figures: Figures, today: date, /, **values: Any) -> Working:
    """Funeral, one-off grant, and the dependants' monthly pension, which stands beside the total.

    Raises:
        BadInput: the death lies ahead, or more lonely ones than dependants.
        CannotTell: it fell under the old rules, or no figure of that year is held.
    """
    case = Death(**values)
    _refuse(case, today)
    average = average_in_use(figures, case.area_average, case.died)
    parts = (_funeral(case, average), _grant(case, figures), _pension(case, average))
    items = tuple(item for part in parts for item in part.items)
    if not items:
        raise CannotTell("".join(note for part in parts for note in part.notes))
    notes = dict.fromkeys(
        (*(note for part in parts for note in part.notes), *payer_notes(case.insured), *figures.notes())
    )
    return Working(items, assumed=payer_assumed(case.insured), notes=tuple(notes), used=tuple(figures.used))


def so_far(figures: Figures, today: date, known: Mapping[str, Any]) -> tuple[Step, ...]:
    """The grant, which hangs on no wage but on the year of the death."""
    died = known.get("died")
    grant = figures.known(GRANT_FIGURE, died) if died and LAW_FROM <= died <= today else None
    if died is None or grant is None or known.get("after"):
        return ()
    how = "；".join((f"{died.year}年去世的，因工死亡", *(note.rstrip("。") for note in figures.notes())))
    return (Step(GRANT_FIGURE, how, f"{shown(grant)}元", ("工伤保险条例#39",)),)


def _refuse(case: Death, today: date) -> None:
    if case.died > today:
        raise DIED.bad(AHEAD)
    if case.died < LAW_FROM:
        raise CannotTell(TOO_OLD)
    if case.lonely > case.dependants:
        raise LONELY.bad(TOO_MANY)


def _cited(case: Death) -> tuple[str, ...]:
    return ("工伤保险条例#39", *payer_citations(case.insured))


def _funeral(case: Death, average: Decimal | None) -> Working:
    if average is None:
        return Working(notes=(NO_FUNERAL,))
    amount = FUNERAL_MONTHS * average
    step = Step(
        "丧葬补助金", f"当地平均工资{shown(average)}元×{FUNERAL_MONTHS}个月", f"{shown(amount)}元", _cited(case)
    )
    return Working((Item.of("丧葬补助金", amount, step, paid_by=payer(case.insured)),))


def _grant(case: Death, figures: Figures) -> Working:
    """Twenty times the national income of the year before the death."""
    if case.after:
        return Working(notes=(AFTER_GRADING,))
    amount = figures.known(GRANT_FIGURE, case.died)
    if amount is None:
        return Working(notes=(NO_GRANT,))
    year, income = case.died.year - 1, amount / GRANT_YEARS
    how = f"{year}年全国城镇居民人均可支配收入{shown(income)}元×{GRANT_YEARS}"
    step = Step("一次性工亡补助金", how, f"{shown(amount)}元", _cited(case))
    return Working((Item.of("一次性工亡补助金", amount, step, paid_by=payer(case.insured)),))


def _pension(case: Death, average: Decimal | None) -> Working:
    """What the dependants get each month together, at most the wage itself."""
    if not case.dependants:
        return Working(notes=(WHO_COUNTS,))
    base = own_wage(case.wage, average)
    percent = SPOUSE_PERCENT * case.spouse + KIN_PERCENT * case.kin + LONELY_PERCENT * case.lonely
    amount = base.amount * min(percent, 100) / 100
    how = f"{shown(base.amount)}元×（{_shares(case)}）" + ("，合起来不超过本人工资" if percent > 100 else "")
    step = Step("供养亲属抚恤金", how, f"每月{shown(amount)}元", _cited(case))
    item = Item.of("供养亲属抚恤金", amount, base.step, step, paid_by=payer(case.insured), monthly=True)
    return Working((item,), notes=(*base.notes, WHO_COUNTS))


def _shares(case: Death) -> str:
    shares = (
        (case.spouse, f"配偶{SPOUSE_PERCENT}%"),
        (case.kin, f"其他亲属{KIN_PERCENT}%×{case.kin}人"),
        (case.lonely, f"孤寡老人或孤儿加{LONELY_PERCENT}%×{case.lonely}人"),
    )
    return joined(text for there, text in shares if there)


FIELDS = (DIED, WAGE, INSURED, SPOUSE, KIN, LONELY, AFTER, AREA_AVERAGE)
calculator = Calculator("injury_death", "因工去世家里能拿多少", FIELDS, injury_death, so_far)
