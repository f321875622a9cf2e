"""The minimum wage of a place on a day.

Source: 最低工资规定 5, 7; the amounts are parameters.
"""

from datetime import date
from decimal import Decimal

from rights.inputs import Field, Kind
from rights.working import CannotTell, Figures

CITY, FIRST, SECOND = "银川三区", "一类", "二类"
COUNTIES = ("永宁县", "贺兰县", "灵武市")
CLASSES = {CITY: FIRST, "兴庆区": FIRST, "金凤区": FIRST, "西夏区": FIRST, FIRST: FIRST, SECOND: SECOND}
"""Since October 2025 there are two classes; in which the three counties are has not been confirmed."""

AREA = Field("area", "在哪里上班", Kind.CHOICE, choices=(*CLASSES, *COUNTIES), default=CITY, told_as="area")
MINIMUM = Field(
    "minimum", "官方通知上的最低工资（元）", Kind.MONEY, least=Decimal(1), most=Decimal(20_000), optional=True
)

CLASS_UNKNOWN = "算不了，因为{}现在是一类还是二类没有可靠来源，请打12333问到最低工资，填在「{}」里再算。"
NOT_COMPARED = "没有和最低工资比：{}"


def minimum_wage(figures: Figures, area: str, on: date, told: Decimal | None, unit: str = "最低工资") -> Decimal:
    """What the person read in an official notice, else the figure of that class on that day; `unit` its family.

    Raises:
        CannotTell: the class of the place, or the figure of that day, has no honest source.
    """
    if told is not None:
        return told
    if area not in CLASSES:
        raise CannotTell(CLASS_UNKNOWN.format(area, MINIMUM.label))
    return figures.at(f"{unit}{CLASSES[area]}", on)


def floor(figures: Figures, area: str, on: date, told: Decimal | None) -> tuple[Decimal, tuple[str, ...]]:
    """The monthly minimum as a lower bound; zero with a sentence where there is none to compare with."""
    try:
        return minimum_wage(figures, area, on, told), ()
    except CannotTell as cannot:
        return Decimal(0), (NOT_COMPARED.format(cannot),)
