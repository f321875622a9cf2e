"""What follows when someone signed that no social insurance need be paid.

Source: 劳动争议解释（二） 19; 劳动合同法 26, 38, 46; 社会保险法 41, 58, 60, 84, 86; 工伤保险条例 62;
失业保险条例 14.
"""

from datetime import date
from decimal import Decimal

from rights.calculator import Calculator
from rights.inputs import Field, Kind
from rights.working import Figures, Step, Working, shown, yuan

DAILY_SHARE = Decimal("0.0005")
"""Five in ten thousand a day. Source: 社会保险法 86."""

CASH = Field("cash", "单位每月另发的社保补贴（元，没有不填）", Kind.MONEY, most=Decimal(100_000), default=Decimal(0))
MONTHS = Field("months", "一共发了几个月", Kind.COUNT, least=Decimal(1), most=Decimal(600), optional=True)
UNPAID = Field("unpaid", "社保部门核定的欠缴数额（元，知道才填）", Kind.MONEY, least=Decimal("0.01"), optional=True)
SINCE = Field("since", "从哪天开始欠缴", Kind.DAY, optional=True)

VOID = "签的放弃社保"
PAIR = "要和「{}」一起填"
NOT_AFTER_TODAY = "不能晚于今天（{}）"
BEFORE_RULE = "法院这样判的统一规定从2025年9月1日起施行，以前离职的，各地做法不一样。"
SEVERANCE_NEXT = "补偿是多少，另用「辞退、离职能拿多少补偿」算里面的N。解除要写明原因是单位没有依法缴社保。"
WHERE = "先向社保费征收机构或劳动监察反映，要求单位补缴，不收费。"
FIXED_FACTS = (
    Step(
        VOID,
        "缴社保是单位和职工的法定义务，约定或承诺不缴的无效",
        "无效，单位照样要缴",
        ("劳动争议解释（二）#19", "劳动合同法#26", "社会保险法#58", "社会保险法#60"),
    ),
    Step(
        "辞职能不能要补偿",
        "单位没有依法缴社保，可以解除合同，要经济补偿",
        "可以",
        ("劳动争议解释（二）#19", "劳动合同法#38", "劳动合同法#46"),
    ),
    Step("补缴时自己的部分", "职工应缴的部分由单位代扣代缴", "个人部分还是自己出", ("社会保险法#60",)),
    Step(
        "没缴工伤保险时出了工伤",
        "由单位按工伤待遇付；单位不付的，从工伤保险基金先行支付",
        "单位付",
        ("工伤保险条例#62", "社会保险法#41"),
    ),
    Step("失业金", "缴费满1年、非本人意愿失业、办了登记求职，才能领", "没缴满1年领不到", ("失业保险条例#14",)),
    Step(
        "单位逾期不补缴、不登记",
        "由有关部门处欠缴（应缴）数额一倍以上三倍以下的罚款",
        "一倍到三倍",
        ("社会保险法#84", "社会保险法#86"),
    ),
)


def insurance_waiver(
    _figures: Figures,
    today: date,
    *,
    cash: Decimal,
    months: int | None,
    unpaid: Decimal | None,
    since: date | None,
) -> Working:
    """The consequences, with what has to be given back and the late fee where they can be counted."""
    first, second, *rest = FIXED_FACTS
    facts = (first, second, _give_back(cash, months), *_late_fee(today, unpaid, since), *rest)
    return Working(facts=facts, notes=(SEVERANCE_NEXT, BEFORE_RULE, WHERE))


def _give_back(cash: Decimal, months: int | None) -> Step:
    """Cash paid instead of insurance, to be returned once the employer has paid in."""
    cited = ("劳动争议解释（二）#19",)
    if cash and months is None:
        raise MONTHS.bad(PAIR.format(CASH.label))
    if months is not None and not cash:
        raise CASH.bad(PAIR.format(MONTHS.label))
    if months is None:
        return Step("要退的社保补贴", "单位没有另外发过社保补贴", "不用退", cited)
    how = f"单位依法补缴以后才可以要回：{shown(cash)}×{months}个月；没补缴以前不用退"
    return Step("要退的社保补贴", how, f"补缴后最多{shown(cash * months)}元", cited)


def _late_fee(today: date, unpaid: Decimal | None, since: date | None) -> tuple[Step, ...]:
    """The fee by day, owed by the employer to the fund."""
    if unpaid is None and since is None:
        return ()
    if unpaid is None:
        raise UNPAID.bad(PAIR.format(SINCE.label))
    if since is None:
        raise SINCE.bad(PAIR.format(UNPAID.label))
    if since > today:
        raise SINCE.bad(NOT_AFTER_TODAY.format(today.isoformat()))
    days = (today - since).days + 1
    how = f"每天万分之五，由单位交给社保，不用你出：{shown(unpaid)}×0.05%×{days}天，算到今天"
    fee = yuan(unpaid * DAILY_SHARE * days)
    return (Step("滞纳金", how, f"{shown(fee)}元", ("社会保险法#86",)),)


calculator = Calculator("insurance_waiver", "签了放弃社保会怎样", (CASH, MONTHS, UNPAID, SINCE), insurance_waiver)
