"""Which sums of an award are final: the employer cannot take them to court again.

Source: 劳动争议调解仲裁法 47, 48, 49, 50; 仲裁办案规则 50; 劳动争议解释（一） 19.
"""

from datetime import date
from decimal import Decimal

from rights.calculator import Calculator
from rights.inputs import Field, Kind
from rights.minimum import AREA, MINIMUM, minimum_wage
from rights.working import Figures, Step, Working, shown

LINE_MONTHS = 12
"""Twelve months of the minimum wage, for each item. Source: 劳动争议调解仲裁法 47."""


def _sum(name: str, label: str) -> Field:
    return Field(name, f"{label}（元）", Kind.MONEY, least=Decimal("0.01"), optional=True)


BY_LINE = (
    _sum("wages", "工资"),
    _sum("overtime", "加班费"),
    _sum("severance", "经济补偿"),
    _sum("damages", "违法解除赔偿金"),
    _sum("second_wage", "没签合同的第二倍工资"),
    _sum("trial", "违法试用期赔偿金"),
    _sum("injury_medical", "工伤医疗费"),
)
LEAVE = _sum("leave", "未休年休假工资")
OTHER = _sum("other", "其他（比如工伤伤残补助）")
ON = Field("on", "裁决的日期", Kind.DAY, optional=True)

LINE, FINAL, NOT_FINAL, DEPENDS = "终局的线", "终局", "不是终局", "各地看法不一"
LINE_CITED = ("劳动争议调解仲裁法#47", "仲裁办案规则#50")
NOTHING = "至少填一项要的数额"
ON_TODAY = "没有填裁决的日期，最低工资按今天（{}）的算。"
EACH_ALONE = "每一项单独和这条线比，不加在一起比；比的是裁决确定的数额。"
EMPLOYER_THEN = "终局的，裁决书作出那天就生效；单位不能去法院起诉，只能在收到30日内向中级人民法院申请撤销。"
BOTH_THEN = "你和单位都可以在收到15日内起诉；都不起诉才生效。"
WORKER_THEN = "你不服终局裁决，收到15日内可以起诉。"


def final_award(
    figures: Figures,
    today: date,
    *,
    on: date | None,
    area: str,
    minimum: Decimal | None,
    leave: Decimal | None,
    other: Decimal | None,
    **sums: Decimal | None,
) -> Working:
    """The line, and on which side of it each sum stands.

    Raises:
        CannotTell: no honest minimum wage for that place and day.
    """
    if leave is None and other is None and not any(sums.values()):
        raise BY_LINE[0].bad(NOTHING)
    monthly = minimum_wage(figures, area, on or today, minimum)
    line = monthly * LINE_MONTHS
    sides = [_side(field, amount, line) for field in BY_LINE if (amount := sums[field.name]) is not None]
    if leave is not None:
        sides.append(_leave(leave, line))
    if other is not None:
        sides.append(Step(f"{_bare(OTHER)}{shown(other)}元", "不在终局的几类里", NOT_FINAL, ("劳动争议调解仲裁法#50",)))
    first = Step(LINE, f"最低工资{shown(monthly)}×{LINE_MONTHS}", f"{shown(line)}元", LINE_CITED)
    assumed = () if on else (ON_TODAY.format(today.isoformat()),)
    notes = (EACH_ALONE, *figures.notes())
    return Working(facts=(first, *sides, *_then(sides)), assumed=assumed, notes=notes, used=tuple(figures.used))


def _bare(field: Field) -> str:
    return field.label.removesuffix("（元）")


def _side(field: Field, amount: Decimal, line: Decimal) -> Step:
    result, than = (FINAL, "不超过") if amount <= line else (NOT_FINAL, "超过")
    cited = (*LINE_CITED, "劳动争议解释（一）#19") if amount <= line else ("劳动争议调解仲裁法#50",)
    return Step(f"{_bare(field)}{shown(amount)}元", f"{than}{shown(line)}元", result, cited)


def _leave(amount: Decimal, line: Decimal) -> Step:
    """Leave pay: a matter of rest and leave, whatever the sum; beyond the line some places look at the sum."""
    side = _side(LEAVE, amount, line)
    if side.result == FINAL:
        return side
    return Step(side.title, "按休息休假标准的争议不看数额，按劳动报酬就看数额", DEPENDS, LINE_CITED)


def _then(sides: list[Step]) -> tuple[Step, ...]:
    """What each side may do next."""
    then: list[Step] = []
    if any(one.result == FINAL for one in sides):
        then.append(Step("终局的，单位", EMPLOYER_THEN, "不能起诉", ("劳动争议调解仲裁法#49",)))
        then.append(Step("终局的，你", WORKER_THEN, "15日内可以起诉", ("劳动争议调解仲裁法#48",)))
    if any(one.result != FINAL for one in sides):
        then.append(Step("不是终局的", BOTH_THEN, "15日内可以起诉", ("劳动争议调解仲裁法#50",)))
    return tuple(then)


calculator = Calculator("final_award", "裁决哪些是终局的", (*BY_LINE, LEAVE, OTHER, ON, AREA, MINIMUM), final_award)
