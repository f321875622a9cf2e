"""What an injury at work is worth by its grade, and who pays which part.

Source: 工伤保险条例 33-37, 62, 64; 社会保险法 38, 39, 41.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from rights.calculator import Calculator
from rights.injury_wage import (
    AREA_AVERAGE,
    EMPLOYER,
    INSURED,
    LAW_FROM,
    TOO_OLD,
    WAGE,
    average_in_use,
    own_wage,
    payer,
    payer_assumed,
    payer_citations,
    payer_notes,
)
from rights.inputs import Field, Kind
from rights.minimum import AREA, MINIMUM, floor
from rights.working import CannotTell, Figures, Item, Step, Working, shown

GRANT_MONTHS = dict(enumerate((27, 25, 23, 21, 18, 16, 13, 11, 9, 7), start=1))  # 工伤保险条例 35(1), 36(1), 37(1)
ALLOWANCE_PERCENT = dict(enumerate((90, 85, 80, 75, 70, 60), start=1))  # 工伤保险条例 35(2), 36(2)
NURSING_PERCENT = {"完全不能自理": 50, "大部分不能自理": 40, "部分不能自理": 30}  # 工伤保险条例 34
WORST_TO, MIDDLE_TO = 4, 6
USUAL_MONTHS = 12  # 工伤保险条例 33: twelve months, twelve more if the committee confirms

GRADE = Field("grade", "伤残等级（1到10）", Kind.COUNT, least=Decimal(1), most=Decimal(10), told_as="grade")
INJURED = Field("injured", "受伤日期", Kind.DAY, optional=True, told_as="injured")
MONTHS = Field("months", "停工留薪的月数", Kind.NUMBER, most=Decimal(24), default=Decimal(0), told_as="stopped")
PAY = Field(
    "pay",
    "受伤前每月工资福利（元）",
    Kind.MONEY,
    least=Decimal(1),
    most=Decimal(1_000_000),
    optional=True,
)
PAID = Field("paid", "停工期间单位已经发的（元）", Kind.MONEY, default=Decimal(0))
NURSING = Field("nursing", "鉴定的生活自理障碍", Kind.CHOICE, choices=tuple(NURSING_PERCENT), optional=True)
MEDICAL = Field("medical", "社保核定的一次性工伤医疗补助金（元）", Kind.MONEY, optional=True)
EMPLOYMENT = Field("employment", "核定的一次性伤残就业补助金（元）", Kind.MONEY, optional=True)

NO_SUBSIDIES = (
    "离开单位时还有一次性工伤医疗补助金（{fund}付）和一次性伤残就业补助金（单位付）："
    "算不了，因为标准由自治区定，这里还没有可靠来源，请打12333问。"
)
NO_NURSING = "生活护理费算不了，因为现在的当地平均工资还没有可靠来源，请打12333问。"
ONLY_IF_NO_WORK = "五级、六级：单位安排不了适当工作，才按月发伤残津贴。"
LONG_STOP = "停工留薪超过12个月的，要市劳动能力鉴定委员会确认。"
PAY_AS_WAGE = "没有填受伤前的工资福利，停工留薪期的工资按本人工资一栏填的数算。"
ADJUSTED = "按月的待遇以后会调整，以社保核定为准。"
TWO_MORE = "离开单位时另有医疗、就业两笔补助金，标准由自治区定，请打12333问"
NO_STOP = "养伤停工那几个月的工资照发（停工留薪期），没说停了几个月，没有算在里面"
NO_DAY = "没说哪天受伤，当地平均工资按今年的比"
NOT_BEFORE = "不能晚于今天"
NO_SUBSIDY_GRADE = "一级到四级没有这一项"


@dataclass(frozen=True, slots=True)
class Injury:
    """What was said, with the wage it is counted from."""

    grade: int
    injured: date | None
    wage: Decimal
    insured: bool | None
    months: Decimal
    pay: Decimal | None
    paid: Decimal
    nursing: str | None
    area: str
    minimum: Decimal | None
    area_average: Decimal | None
    medical: Decimal | None
    employment: Decimal | None

    @property
    def fund(self) -> str:
        """Who pays what is the fund's."""
        return payer(self.insured)

    @property
    def allowance_by(self) -> str:
        """Who pays the monthly allowance: the fund to grade 4, the employer for 5 and 6."""
        return self.fund if self.grade <= WORST_TO else EMPLOYER

    @property
    def article(self) -> str:
        """The article of the grade."""
        return article_of(self.grade)


def article_of(grade: int) -> str:
    """The article that gives a grade its grant."""
    number = 35 if grade <= WORST_TO else 36 if grade <= MIDDLE_TO else 37
    return f"工伤保险条例#{number}"


def injury(figures: Figures, today: date, /, **values: Any) -> Working:
    """Everything due by grade; monthly sums stand beside the total.

    Raises:
        BadInput: the injury lies ahead, or a subsidy is given for a grade without one.
        CannotTell: the injury fell under the old rules.
    """
    case = Injury(**values)
    _refuse(case, today)
    base = own_wage(case.wage, average_in_use(figures, case.area_average, case.injured or today))
    cited = payer_citations(case.insured)
    grant_months = GRANT_MONTHS[case.grade]
    how = f"{case.grade}级：{grant_months}个月×{shown(base.amount)}元"
    amount = grant_months * base.amount
    grant = Step("一次性伤残补助金", how, f"{shown(amount)}元", (case.article, *cited))
    items = [Item.of("一次性伤残补助金", amount, base.step, grant, paid_by=case.fund)]
    notes = [NO_SUBSIDIES.format(fund=case.fund)] if _is_more_due(case) else []
    notes += [ONLY_IF_NO_WORK] if WORST_TO < case.grade <= MIDDLE_TO else []
    notes += [*base.notes, *payer_notes(case.insured)]
    for part in (_suspension(case), _allowance(case, base.amount, figures, today), _nursing(case, figures, today)):
        items += part.items
        notes += part.notes
    items += _subsidies(case)
    notes = list(dict.fromkeys((*notes, *figures.notes())))
    return Working(tuple(items), assumed=_assumed(case), notes=tuple(notes), used=tuple(figures.used))


def _is_more_due(case: Injury) -> bool:
    """Whether both subsidies on leaving are due, and not told."""
    return case.grade > WORST_TO and not (case.medical and case.employment)


def _assumed(case: Injury) -> tuple[str, ...]:
    pay = (PAY_AS_WAGE,) if case.months and case.pay is None else ()
    stopped = () if case.months else (NO_STOP,)
    return (*(() if case.injured else (NO_DAY,)), *payer_assumed(case.insured), *pay, *stopped)


def so_far(_figures: Figures, _today: date, known: Mapping[str, Any]) -> tuple[Step, ...]:
    """The months of the one-off grant, before the wage is known."""
    if "grade" not in known:
        return ()
    grade = known["grade"]
    result = f"{GRANT_MONTHS[grade]}个月的本人工资"
    how = f"{grade}级；{TWO_MORE}" if grade > WORST_TO else f"{grade}级"
    return (Step("一次性伤残补助金", how, result, (article_of(grade),)),)


def _refuse(case: Injury, today: date) -> None:
    if case.injured and case.injured > today:
        raise INJURED.bad(NOT_BEFORE)
    if case.injured and case.injured < LAW_FROM:
        raise CannotTell(TOO_OLD)
    for field, given in ((MEDICAL, case.medical), (EMPLOYMENT, case.employment)):
        if given and case.grade <= WORST_TO:
            raise field.bad(NO_SUBSIDY_GRADE)


def _suspension(case: Injury) -> Working:
    """Full pay while treated, less what was paid."""
    if not case.months:
        return Working()
    pay = case.pay or case.wage
    left = max(case.months * pay - case.paid, Decimal(0))
    how = f"{case.months.normalize():f}个月×{shown(pay)}元" + (f"−已发{shown(case.paid)}元" if case.paid else "")
    step = Step("停工留薪期工资", how, f"{shown(left)}元", ("工伤保险条例#33", "社会保险法#39"))
    notes = (LONG_STOP,) if case.months > USUAL_MONTHS else ()
    return Working((Item.of("停工留薪期工资", left, step, paid_by=EMPLOYER),), notes=notes)


def _allowance(case: Injury, base: Decimal, figures: Figures, today: date) -> Working:
    """The monthly disability allowance of grades 1 to 6, at least the minimum wage."""
    if case.grade > MIDDLE_TO:
        return Working()
    percent = ALLOWANCE_PERCENT[case.grade]
    amount = base * percent / 100
    minimum, said = floor(figures, case.area, today, case.minimum)
    how, notes = f"{case.grade}级：{shown(base)}元×{percent}%", [ADJUSTED, *said]
    if amount < minimum:
        how, amount = f"{how}＝{shown(amount)}元，低于最低工资，补足到最低工资", minimum
    cited = (case.article, *(payer_citations(case.insured) if case.grade <= WORST_TO else ("社会保险法#39",)))
    step = Step("伤残津贴", how, f"每月{shown(amount)}元", cited)
    item = Item.of("伤残津贴", amount, step, paid_by=case.allowance_by, monthly=True)
    return Working((item,), notes=tuple(notes))


def _nursing(case: Injury, figures: Figures, today: date) -> Working:
    """The monthly nursing fee from the area's average wage now."""
    if case.nursing is None:
        return Working()
    average = average_in_use(figures, case.area_average, today)
    if average is None:
        return Working(notes=(NO_NURSING,))
    percent = NURSING_PERCENT[case.nursing]
    amount = average * percent / 100
    how = f"生活{case.nursing}：当地平均工资{shown(average)}元×{percent}%"
    step = Step("生活护理费", how, f"每月{shown(amount)}元", ("工伤保险条例#34", *payer_citations(case.insured)))
    return Working((Item.of("生活护理费", amount, step, paid_by=case.fund, monthly=True),), notes=(ADJUSTED,))


def _subsidies(case: Injury) -> list[Item]:
    """The two provincial one-off subsidies of grades 5 to 10, only as the office has fixed them."""
    given = (("一次性工伤医疗补助金", case.medical, case.fund), ("一次性伤残就业补助金", case.employment, EMPLOYER))
    return [
        Item.of(name, amount, Step(name, "按核定的数", f"{shown(amount)}元", (case.article,)), paid_by=who)
        for name, amount, who in given
        if amount
    ]


FIELDS = (
    GRADE,
    INJURED,
    WAGE,
    INSURED,
    MONTHS,
    PAY,
    PAID,
    NURSING,
    AREA,
    MINIMUM,
    AREA_AVERAGE,
    MEDICAL,
    EMPLOYMENT,
)
calculator = Calculator("injury", "工伤几级能拿多少", FIELDS, injury, so_far)
