"""What comes on top when an order of the labour authority to pay was not obeyed.

Source: 劳动合同法 85; 劳动保障监察条例 26; 年休假实施办法 15.
"""

from datetime import date
from decimal import Decimal

from rights.calculator import Calculator
from rights.inputs import Field, Kind
from rights.late_payment import EXTRA, NOT_YET, extra
from rights.working import Figures, Item, Step, Working, shown

WAGES, OVERTIME, BELOW_MINIMUM, SEVERANCE, LEAVE = "工资", "加班费", "低于最低工资的差额", "经济补偿", "未休年休假工资"

DUE = Field("due", "责令单位支付的数额（元）", Kind.MONEY, least=Decimal("0.01"))
WHAT = Field(
    "what", "责令支付的是什么", Kind.CHOICE, choices=(WAGES, OVERTIME, BELOW_MINIMUM, SEVERANCE, LEAVE), default=WAGES
)
DEADLINE = Field("deadline", "责令书上写的最后付款日", Kind.DAY, optional=True)
PAID_ON = Field("paid_on", "单位付清的日期（没付清不填）", Kind.DAY, optional=True)

PRINCIPAL = "责令支付的{}"
IN_TIME = "单位在期限以内付清的，没有加付。"
STILL_TIME = "期限到{}，还没过：到期不付，才能要加付。"
ASK_THEM = "加付由劳动监察责令单位付，请带上责令书去找它办；还不付的，可以申请仲裁要。"


def late_order(
    _figures: Figures,
    today: date,
    *,
    due: Decimal,
    what: str,
    deadline: date | None,
    paid_on: date | None,
) -> Working:
    """The sum and the extra: nothing without an order, or where it was obeyed in time."""
    if paid_on is not None and paid_on > today:
        raise PAID_ON.bad(f"不能晚于今天（{today.isoformat()}）")
    if deadline is None:
        return _plain(due, what, paid_on, NOT_YET)
    if (paid_on or today) <= deadline:
        return _plain(due, what, paid_on, IN_TIME if paid_on else STILL_TIME.format(deadline.isoformat()))
    top = _whole(due) if what == LEAVE else extra(due)
    return Working((*_principal(due, what, paid_on), top), notes=(ASK_THEM,))


def _principal(due: Decimal, what: str, paid_on: date | None) -> tuple[Item, ...]:
    """The sum itself, unless it has been paid."""
    if paid_on is not None:
        return ()
    cited = ("年休假实施办法#15",) if what == LEAVE else ("劳动合同法#85",)
    name = PRINCIPAL.format(what)
    return (Item.of(name, due, Step(name, "责令书上的数额", f"{shown(due)}元", cited)),)


def _plain(due: Decimal, what: str, paid_on: date | None, note: str) -> Working:
    fact = Step(EXTRA, note, "现在没有", ("劳动合同法#85",))
    return Working(_principal(due, what, paid_on), facts=(fact,))


def _whole(due: Decimal) -> Item:
    """Leave pay is doubled, not half as much again."""
    step = Step(EXTRA, f"{shown(due)}×100%", f"{shown(due)}元", ("年休假实施办法#15",))
    return Item.of(EXTRA, due, step)


calculator = Calculator("late_order", "责令支付后还不付，加付多少", (DUE, WHAT, DEADLINE, PAID_ON), late_order)
