"""Severance when a job ends: N, the month instead of notice, and 2N where the end was unlawful.

Source: 劳动合同法 40, 46, 47, 48, 87, 97; 劳动合同法实施条例 20, 25, 27.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from rights.calculator import Calculator
from rights.inputs import Field, Kind, in_order
from rights.minimum import AREA, COUNTIES, MINIMUM, floor
from rights.spans import Span, severance_months
from rights.working import CannotTell, Figures, Item, Step, Working, shown

LAW_FROM = date(2008, 1, 1)
MOST_YEARS = Decimal(12)
CAP_FIGURE, HIGHEST_MINIMUM = "社保缴费上限", "最低工资一类"

BEGIN = Field("begin", "入职日期", Kind.DAY, told_as="began")
END = Field("end", "离职日期", Kind.DAY, told_as="ended")
AVERAGE = Field(
    "average",
    "离职前12个月平均工资（元）",
    Kind.MONEY,
    least=Decimal(1),
    help="按应发的算，奖金、津贴都算，扣社保和个税以前；干不满12个月的按实际月数平均",
    told_as="wage",
    stands_for="您说的工资当作离职前12个月的平均（应发数，算上奖金津贴）",
)
LAST_MONTH = Field("last_month", "离职前一个月工资（元）", Kind.MONEY, least=Decimal(1), optional=True)
TRIPLE = Field("triple", "本市上年度职工月平均工资的三倍（元）", Kind.MONEY, least=Decimal(1), optional=True)

UNKNOWN_HOW, WITHOUT_GROUND = "说不准", "没有合法理由"
HOW = Field(
    "how",
    "单位怎么让走的",
    Kind.CHOICE,
    choices=(UNKNOWN_HOW, WITHOUT_GROUND),
    default=UNKNOWN_HOW,
    help="孕期、产期、哺乳期、医疗期里被辞的，一般也选没有合法理由",
    told_as="dismissed",
)

NO_NOTICE = "因医疗期满干不了、不胜任、情况大变辞的，又没提前30天书面通知"
LAWFUL = "单位依法辞的，又不是因为你有过错"
UNLAWFUL = "辞得违法，你又不回去上班（可以要求回去）"
IF_RESIGNED = "如果单位欠薪、不缴社保等（第三十八条），你书面写明原因走的：也是{}；自己无故辞职：0元"
N_WHEN = "单位依法辞退、单位提出商量着走、到期单位不续签的，是N"
RESULT = "N是{n}个月工资，违法辞退的2N是{double}个月；只有{no_notice}的，才在N上加1个月"
TOO_OLD = "2008年以前离职的，按当时的规定算，这里算不了，请打12348问法律援助。"
ASK_CLASS = "工资接近最低工资，{}现在是一类还是二类没有可靠来源，请打12333问到数再填"
OLD_YEARS = "2008年以前的工龄按当时的规定另算，没有算进N里；2N从入职第一天算。"
ABOUT_CAP = (
    "三倍线要用本市上年度职工月平均工资，银川的数没有公开查到，这里拿社保缴费上限代替，高工资的以人社部门的数为准。"
)
NO_CAP = "离职那年的三倍线没有查到：工资特别高的，N和2N要按三倍线封顶，最多12年。"
NO_SHORT_NOTICE = "代通知金按平均工资算（没填离职前一个月的工资）"


def severance(
    figures: Figures,
    _today: date,
    *,
    begin: date,
    end: date,
    average: Decimal,
    last_month: Decimal | None,
    triple: Decimal | None,
    area: str,
    minimum: Decimal | None,
    how: str,
) -> Working:
    """N, N+1 and 2N beside each other; which one is due depends on how the job ended.

    Raises:
        CannotTell: the job ended under the old rules.
    """
    in_order(BEGIN, begin, END, end)
    if end < LAW_FROM:
        raise CannotTell(TOO_OLD)
    base, base_steps, capped, notes = _base(figures, average, triple, end, _least(figures, average, area, end, minimum))
    n_months, n_step = _months(max(begin, LAW_FROM), end, capped)
    double_months, double_step = _months(begin, end, capped)
    unlawful = how == WITHOUT_GROUND
    n_steps = (*base_steps, n_step, _product(base, n_months))
    n = Item.of("经济补偿（N）", base * n_months, *n_steps, only_if=LAWFUL if unlawful else "")
    notice = last_month or average
    items = (
        n,
        Item.of("经济补偿加代通知金（N+1）", n.low + notice, *n.steps, _notice(notice), only_if=NO_NOTICE),
        Item.of(
            "违法解除赔偿金（2N）",
            2 * base * double_months,
            *base_steps,
            double_step,
            _double(base, double_months),
            only_if=UNLAWFUL,
            likely=unlawful,
        ),
    )
    extra = [OLD_YEARS] if begin < LAW_FROM else []
    assumed = () if last_month else (NO_SHORT_NOTICE,)
    notes = (*extra, *notes, *figures.notes())
    return Working(
        items, assumed=assumed, notes=notes, used=tuple(figures.used), or_else=True, ifs=(IF_RESIGNED.format(n.amount),)
    )


def so_far(_figures: Figures, _today: date, known: Mapping[str, Any]) -> tuple[Step, ...]:
    """The months of pay, before the pay is known."""
    if not {"begin", "end"} <= known.keys():
        return ()
    begin, end = known["begin"], known["end"]
    in_order(BEGIN, begin, END, end)
    if end < LAW_FROM:
        return ()
    n, step = _months(max(begin, LAW_FROM), end, capped=False)
    double, _step = _months(begin, end, capped=False)
    cited = ("劳动合同法#46", "劳动合同法#47", "劳动合同法#87", "劳动合同法#40")
    result = RESULT.format(n=f"{n.normalize():f}", double=f"{(2 * double).normalize():f}", no_notice=NO_NOTICE)
    return (Step("补偿月数", f"{step.formula}。{N_WHEN}", result, cited),)


def _least(
    figures: Figures, average: Decimal, area: str, end: date, minimum: Decimal | None
) -> tuple[Decimal, tuple[str, ...]]:
    """The minimum wage there that day, asked for where its class is unknown and it may matter."""
    highest = figures.known(HIGHEST_MINIMUM, end) if area in COUNTIES and minimum is None else None
    if highest is None:
        return floor(figures, area, end, minimum)
    if average < highest:
        raise MINIMUM.bad(ASK_CLASS.format(area))
    return Decimal(0), ()


def _base(
    figures: Figures, average: Decimal, triple: Decimal | None, end: date, lowest: tuple[Decimal, tuple[str, ...]]
) -> tuple[Decimal, tuple[Step, ...], bool, tuple[str, ...]]:
    """The monthly base, how it came, whether the cap applies, and what has to be said."""
    (least, unknown), cap = lowest, triple or figures.known(CAP_FIGURE, end)
    if cap and average > cap:
        step = Step(
            "计算基数", f"平均工资{shown(average)}元，高过三倍线，按三倍线", f"{shown(cap)}元", ("劳动合同法#47",)
        )
        return cap, (step,), True, () if triple else (ABOUT_CAP,)
    if average < least:
        step = Step(
            "计算基数",
            f"平均工资{shown(average)}元，低于最低工资，按最低工资",
            f"{shown(least)}元",
            ("劳动合同法实施条例#27",),
        )
        return least, (step,), False, ()
    cited = ("劳动合同法#47", "劳动合同法实施条例#27")
    step = Step("计算基数", "离职前12个月的平均工资", f"{shown(average)}元", cited)
    return average, (step,), False, (*unknown, *(() if cap else (NO_CAP,)))


def _months(begin: date, end: date, capped: bool) -> tuple[Decimal, Step]:
    span = Span.of(begin, end)
    months = severance_months(span)
    how = f"{begin.isoformat()}到{end.isoformat()}共{span}：满一年1个月，零头满六个月算1个月，不满算半个月"
    if capped and months > MOST_YEARS:
        months, how = MOST_YEARS, f"{how}；工资高过三倍线的最多12年"
    return months, Step("补偿月数", how, f"{months.normalize():f}个月", ("劳动合同法#47",))


def _product(base: Decimal, months: Decimal) -> Step:
    return Step("N", f"{shown(base)}×{months.normalize():f}", f"{shown(base * months)}元", ("劳动合同法#46",))


def _double(base: Decimal, months: Decimal) -> Step:
    cited = ("劳动合同法#48", "劳动合同法#87", "劳动合同法实施条例#25")
    return Step("2N", f"{shown(base)}×{months.normalize():f}×2", f"{shown(2 * base * months)}元", cited)


def _notice(notice: Decimal) -> Step:
    cited = ("劳动合同法#40", "劳动合同法实施条例#20")
    return Step("代通知金", "没有提前30天书面通知，加离职前一个月的工资", f"{shown(notice)}元", cited)


calculator = Calculator(
    "severance",
    "辞退、离职能拿多少补偿",
    (BEGIN, END, AVERAGE, LAST_MONTH, TRIPLE, AREA, MINIMUM, HOW),
    severance,
    so_far,
)
