"""The wage work-injury benefits are counted from, and who pays them.

Source: 工伤保险条例 62, 64; 社会保险法 41.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rights.inputs import Field, Kind
from rights.working import Figures, Step, shown

LEAST_SHARE, MOST_SHARE = Decimal("0.6"), Decimal(3)  # 工伤保险条例 64
LAW_FROM = date(2011, 1, 1)  # the revision that set today's months
AVERAGE_FIGURE = "社平工资"
FUND, EMPLOYER = "工伤保险基金", "单位"

WAGE = Field(
    "wage",
    "受伤前12个月平均月缴费工资（元）",
    Kind.MONEY,
    least=Decimal(1),
    most=Decimal(1_000_000),
    help="社保缴费基数的平均；没参保的，写受伤前12个月的平均工资",
    told_as="wage",
    stands_for="您说的工资当作受伤前12个月的平均缴费工资",
)
INSURED = Field("insured", "单位有没有给参加工伤保险", Kind.FLAG, optional=True, told_as="insured")
AREA_AVERAGE = Field(
    "area_average",
    "统筹地区上年度职工月平均工资（元，有正式通知才填）",
    Kind.MONEY,
    least=Decimal(500),
    most=Decimal(100_000),
    optional=True,
)

UNINSURED = (
    "没参保：基金该付的也由单位按同样标准付。单位不付的，可以向社保经办机构申请基金先行支付。"
    "没有缴费工资的，这里用受伤前12个月的平均工资算。"
)
NOT_SAID = "没说单位有没有参加工伤保险，先按参加了写谁付；没参加的，一样多，由单位付"
LATE_EMPLOYER = "单位超过30天才报工伤的，报之前发生的该由基金付的费用，也由单位付。"
NOT_HELD = "本人工资要在当地平均工资的60%到300%之间；那一年的平均工资还没有可靠来源，这里没有调，以社保核定为准。"
TOO_OLD = "2011年以前的工伤按当时的标准算，这里算不了，请打12333问。"


@dataclass(frozen=True, slots=True)
class OwnWage:
    """本人工资, how it came, and what has to be said beside it."""

    amount: Decimal
    step: Step
    notes: tuple[str, ...] = ()


def average_in_use(figures: Figures, given: Decimal | None, on: date) -> Decimal | None:
    """The pooling area's average monthly wage in use that day; nothing where nobody holds it."""
    return given or figures.known(AVERAGE_FIGURE, on)


def own_wage(wage: Decimal, average: Decimal | None) -> OwnWage:
    """The wage held between 60 % and 300 % of the pooling area's average.

    Source: 工伤保险条例 64(2).
    """
    if average is None:
        return OwnWage(wage, _step(f"{shown(wage)}元，没有调", wage), (NOT_HELD,))
    least, most = average * LEAST_SHARE, average * MOST_SHARE
    if wage < least:
        return OwnWage(least, _step(f"{shown(wage)}元低于{shown(average)}元的60%，按60%", least))
    if wage > most:
        return OwnWage(most, _step(f"{shown(wage)}元高于{shown(average)}元的300%，按300%", most))
    how = f"{shown(wage)}元，在{shown(average)}元的60%到300%之间"
    return OwnWage(wage, _step(how, wage))


def payer(insured: bool | None) -> str:
    """Who pays what the fund owes: the employer itself where it did not insure; None where nobody said."""
    return EMPLOYER if insured is False else FUND


def payer_notes(insured: bool | None) -> tuple[str, ...]:
    """What has to be said about who pays."""
    return (UNINSURED,) if insured is False else (LATE_EMPLOYER,)


def payer_assumed(insured: bool | None) -> tuple[str, ...]:
    """What is taken for granted where nobody said whether the employer insured."""
    return (NOT_SAID,) if insured is None else ()


def payer_citations(insured: bool | None) -> tuple[str, ...]:
    """The articles that make the employer pay in the fund's place."""
    return () if insured is not False else ("工伤保险条例#62", "社会保险法#41")


def _step(how: str, amount: Decimal) -> Step:
    return Step("本人工资", how, f"{shown(amount)}元", ("工伤保险条例#64",))
