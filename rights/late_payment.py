"""What comes on top when the employer does not obey an order of the labour authority to pay in time.

Source: 劳动合同法 85; 劳动保障监察条例 26; 年休假实施办法 15.
"""

from decimal import Decimal

from rights.inputs import Field, Kind
from rights.working import Item, Step, shown, yuan

LEAST_SHARE, MOST_SHARE = Decimal("0.5"), Decimal(1)
"""50 % to 100 % of what was to be paid. Source: 劳动合同法 85."""

ORDERED = Field("ordered", "劳动监察已经责令限期支付、单位到期还没付", Kind.FLAG, default=False, told_as="ordered")

NOT_YET = "加付50%到100%不会自动有：要先投诉，劳动监察责令限期支付，单位到期还不付，才能要。"
EXTRA = "逾期不付的加付赔偿金"
CITED = ("劳动合同法#85", "劳动保障监察条例#26")


def extra(due: Decimal, paid_by: str = "单位") -> Item:
    """The extra after an order that was not obeyed, between half and all of the sum due."""
    low, high = yuan(due * LEAST_SHARE), yuan(due * MOST_SHARE)
    step = Step(EXTRA, f"{shown(due)}×50%到{shown(due)}×100%", f"{shown(low)}元到{shown(high)}元", CITED)
    return Item(EXTRA, low, high, (step,), paid_by)
