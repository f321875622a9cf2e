"""Wages that were not paid: how much, and on a building site who has to pay first.

Source: 劳动合同法 30, 85; 劳动法 50; 农民工工资条例 16, 29, 30, 36.
"""

from datetime import date
from decimal import Decimal

from rights.calculator import Calculator
from rights.inputs import Field, Kind
from rights.late_payment import NOT_YET, ORDERED, extra
from rights.working import Figures, Item, Step, Working, joined, shown, yuan

OFF_SITE, SUBCONTRACTOR, PASSED_ON = "不是工地", "分包欠薪", "转包"
UNLICENSED, BORROWED, NO_FUNDS = "包给个人或没资质的", "挂靠借资质", "建设单位没拨钱"

UNITS = (
    *"天 小时 件 个 单 趟 车 票 次 平方 立方 方 米 公里 吨 公斤 斤 套 台 台班 条 双 箱 袋 包 桶 棵".split(),
    *"亩 根 份 节课 场 张 页 盒 副 户 桌 瓶 捆".split(),
)
TOTAL = Field("total", "欠薪总数（元）", Kind.MONEY, least=Decimal("0.01"), optional=True, told_as="sum")
WAGE = Field(
    "wage", "月工资（元）", Kind.MONEY, least=Decimal(1), most=Decimal(1_000_000), optional=True, told_as="wage"
)
MONTHS = Field(
    "months", "欠了几个月", Kind.NUMBER, least=Decimal("0.1"), most=Decimal(600), optional=True, told_as="months"
)
RATE = Field(
    "rate",
    "单价（元，一天、一小时或一件多少钱）",
    Kind.MONEY,
    least=Decimal("0.01"),
    most=Decimal(100_000),
    optional=True,
    told_as="rate",
)
UNIT = Field("unit", "单价按什么算", Kind.CHOICE, choices=UNITS, default=UNITS[0], told_as="unit")
COUNT = Field(
    "count",
    "欠的数量（天数、小时数或件数）",
    Kind.NUMBER,
    least=Decimal("0.1"),
    most=Decimal(1_000_000),
    optional=True,
    told_as="count",
)
PAID = Field("paid", "这段时间已经给过多少（元）", Kind.MONEY, default=Decimal(0), told_as="given")
SITE = Field(
    "site",
    "在工地上的，是哪一种",
    Kind.CHOICE,
    choices=(OFF_SITE, SUBCONTRACTOR, PASSED_ON, UNLICENSED, BORROWED, NO_FUNDS),
    default=OFF_SITE,
    told_as="site",
)

UNPAID = "拖欠的工资"
PAYS_FIRST = {
    OFF_SITE: ("单位", "招用你的单位付", ("劳动合同法#30", "劳动法#50")),
    SUBCONTRACTOR: ("施工总承包单位", "分包单位欠的，由施工总承包单位先付，再去向分包单位追", ("农民工工资条例#30",)),
    PASSED_ON: ("施工总承包单位", "工程转包欠的，由施工总承包单位先付，再去追", ("农民工工资条例#30",)),
    UNLICENSED: (
        "建设单位或施工总承包单位",
        "包给个人或没资质的，谁发包分包出去的谁付",
        ("农民工工资条例#36",),
    ),
    BORROWED: ("出借资质的施工单位", "让别人用自己名义包工程的施工单位付", ("农民工工资条例#36",)),
    NO_FUNDS: (
        "建设单位",
        "建设单位没按合同拨工程款造成的，由它在没结清的工程款以内先垫付",
        ("农民工工资条例#29",),
    ),
}
EITHER = "欠薪总数和按月、按单价的填法，只填一样"
PAIR = "要和「{}」一起填"
NOTHING = "填欠薪总数，或者月工资和月数，或者单价和数量"
TOO_MUCH_PAID = "已经给的比应发的{}元还多，请核对"


def arrears(
    _figures: Figures,
    _today: date,
    *,
    total: Decimal | None,
    wage: Decimal | None,
    months: Decimal | None,
    rate: Decimal | None,
    unit: str,
    count: Decimal | None,
    paid: Decimal,
    ordered: bool,
    site: str,
) -> Working:
    """What is still to be paid; with an order not obeyed, the extra beside it as a range."""
    by_time = [*_product(WAGE, wage, MONTHS, months, "个月"), *_product(RATE, rate, COUNT, count, unit)]
    if total is not None and by_time:
        raise TOTAL.bad(EITHER)
    owed = [(total, f"{shown(total)}元")] if total is not None else by_time
    if not owed:
        raise TOTAL.bad(NOTHING)
    due = sum((amount for amount, _how in owed), Decimal(0))
    if paid > due:
        raise PAID.bad(TOO_MUCH_PAID.format(shown(due)))
    payer, why, cited = PAYS_FIRST[site]
    steps = (*_sum([how for _amount, how in owed], due, paid), Step("谁来付", why, payer, cited))
    item = Item.of(UNPAID, due - paid, *steps, paid_by=payer)
    items = (item, extra(item.low)) if ordered else (item,)
    return Working(items, notes=() if ordered else (NOT_YET,))


def _product(
    rate_field: Field, rate: Decimal | None, count_field: Field, count: Decimal | None, unit: str
) -> list[tuple[Decimal, str]]:
    """Rate times count with its formula; nothing where neither is given.

    Raises:
        BadInput: one is given without the other.
    """
    if rate is None and count is None:
        return []
    if rate is None:
        raise rate_field.bad(PAIR.format(count_field.label))
    if count is None:
        raise count_field.bad(PAIR.format(rate_field.label))
    return [(rate * count, f"{_price(rate)}元×{count.normalize():f}{unit}")]


def _price(rate: Decimal) -> str:
    """To the fen, or as exactly as it was told: 0.125."""
    return shown(rate) if rate == yuan(rate) else f"{rate.normalize():f}"


def _sum(parts: list[str], due: Decimal, paid: Decimal) -> tuple[Step, ...]:
    cited = ("劳动合同法#30", "劳动法#50")
    steps = (Step("应发", joined(parts), f"{shown(due)}元", cited),)
    if not paid:
        return steps
    return (*steps, Step("还欠", f"{shown(due)}－已给{shown(paid)}", f"{shown(due - paid)}元", cited))


calculator = Calculator(
    "arrears",
    "被拖欠的工资是多少、谁来付",
    (TOTAL, WAGE, MONTHS, RATE, UNIT, COUNT, PAID, ORDERED, SITE),
    arrears,
)
