"""支付令申请书.

Source: 民事诉讼法 225, 227, 228; 劳动合同法 30; 劳动争议调解仲裁法 16; 劳动争议解释（一）13.
"""

from collections.abc import Iterable

from rights.paper import Form
from rights.paper_blocks import Block, Closing, Heading, Prose
from rights.paper_parts import (
    BEGAN,
    COMPANY,
    ENDED,
    EVIDENCES,
    FACTS,
    JOB,
    WAGE,
    WITNESSES,
    WORKER,
    company,
    day,
    employment,
    evidence,
    flag,
    full_name,
    identity,
    line,
    worker,
)
from rights.paper_sheet import Sheet

OFFICE = line("office", "受理的基层人民法院名称")
MEDIATED = day("mediated", "调解协议签订日期")
OTHER_DEBTS = flag("other_debts", "和单位之间是否有其他债务纠纷")
REACHABLE = flag("reachable", "支付令能否送到单位")

LONGEST_FACTS_CHARACTERS = 1_500
BY_LAW = ("劳动合同法#30", "民事诉讼法#225")
BY_AGREEMENT = ("劳动争议调解仲裁法#16", "民事诉讼法#225")
REQUEST = "请求人民法院依法向被申请人发出支付令，督促被申请人给付下列款项："
NO_OTHERS = "申请人与被申请人之间没有其他债务纠纷，支付令能够送达被申请人。"
AGREED = "双方于{}就上述款项达成调解协议，被申请人没有在约定期限内履行。"
GROUNDS = "综上，根据{}的规定，申请支付令。"
ATTACHED = ("本申请书副本＿＿份", "证据材料＿＿份", "申请人身份证复印件1份")
SUMS = "支付令只管写明数额的钱（民事诉讼法第225条）：每一项都要写明金额，不是钱的请求要走仲裁。"
WAGES_ONLY = (
    "没有调解协议的，支付令只能要拖欠的劳动报酬（劳动合同法第30条）；"
    "「{}」有调解协议才能写（劳动争议调解仲裁法第16条）。"
)
OTHER = "和单位之间还有其他债务纠纷的，不符合支付令的条件（民事诉讼法第225条）。"
UNREACHABLE = "支付令送不到单位的，不符合条件（民事诉讼法第225条），可以申请劳动仲裁。"
CERTAIN = (
    "支付令适合单位承认欠钱、有欠条或工资单的。单位提出书面异议成立的，支付令失效（民事诉讼法第228条）；"
    "没有调解协议的，要先申请劳动仲裁（劳动争议解释（一）第13条）。"
)
NOT_WAGES = ("经济补偿", "赔偿金", "第二倍工资", "补助金", "伤残津贴", "护理费", "医疗费", "保险")


def compose(sheet: Sheet) -> tuple[Block, ...]:
    """The application for an order to pay."""
    asked = sheet.claims("", "请求给付的款项和金额")
    facts = sheet.paragraphs(FACTS, LONGEST_FACTS_CHARACTERS)
    said = (AGREED.format(sheet.say(MEDIATED)),) if sheet["mediated"] else ()
    conditions = NO_OTHERS if _fits(sheet) else sheet.text(None, "有没有其他债务纠纷、支付令能不能送到")
    return (
        worker(sheet, "申请人"),
        company(sheet, "被申请人"),
        Heading("请求事项"),
        Prose((REQUEST,)),
        *asked,
        Heading("事实与理由"),
        Prose((employment(sheet, "申请人", "被申请人"), *facts, *said, conditions)),
        Prose((GROUNDS.format(sheet.law(BY_AGREEMENT if sheet["mediated"] else BY_LAW)),)),
        Heading("证据"),
        *evidence(sheet),
        Closing(sheet.say(OFFICE), ("申请人（签名）",), ATTACHED),
    )


def _fits(sheet: Sheet) -> bool:
    return sheet["other_debts"] is False and sheet["reachable"] is True


def fits(sheet: Sheet) -> Iterable[str]:
    """Whether a court may give such an order at all."""
    if sheet["other_debts"]:
        yield OTHER
    if sheet["reachable"] is False:
        yield UNREACHABLE
    if any(one.amount is None for one in sheet.claimed.claims) or not sheet.claimed.claims:
        yield SUMS
    for one in sheet.claimed.claims:
        if not sheet["mediated"] and any(word in one.name for word in NOT_WAGES):
            yield WAGES_ONLY.format(one.name)
    yield CERTAIN


form = Form(
    "payment-order",
    "支付令申请书",
    "有管辖权的基层人民法院",
    (
        *(*WORKER, JOB, *COMPANY, BEGAN, ENDED, WAGE, MEDIATED, OTHER_DEBTS, REACHABLE),
        *(FACTS, EVIDENCES, WITNESSES, OFFICE),
    ),
    compose,
    ("民事诉讼法#225",),
    (identity, full_name, fits),
    claims="请求给付的款项",
)
