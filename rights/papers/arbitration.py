"""劳动人事争议仲裁申请书.

Source: 劳动争议调解仲裁法 5, 21, 27, 28, 47; 仲裁办案规则 6, 7, 29, 30.
"""

from collections.abc import Iterable

from rights.deadlines import Happened, deadlines
from rights.limits import Matter, Moment
from rights.paper import Form, Rows
from rights.paper_blocks import Block, Closing, Heading, Pair, Particulars, Prose
from rights.paper_parts import (
    ADDRESS,
    BEGAN,
    COMPANY,
    ENDED,
    EVIDENCES,
    FACTS,
    JOB,
    LEGAL_PERSON,
    LEGAL_POST,
    MAILING,
    PHONE,
    WAGE,
    WITNESSES,
    WORKER,
    company,
    employment,
    evidence,
    flag,
    full_name,
    identity,
    line,
    worker,
)
from rights.paper_sheet import Sheet

OFFICE = line("office", "受理的劳动人事争议仲裁委员会名称")
CONTRACT = flag("contract", "是否签过书面劳动合同")
ALSO = line("also", "单位名称")
OTHERS = Rows("others", "其他被申请人", (ALSO, ADDRESS, MAILING, PHONE, LEGAL_PERSON, LEGAL_POST), most=5)

OTHER = "其他被申请人的{}"
LONGEST_FACTS_CHARACTERS = 1_500
SIGNED = {True: "双方签订了书面劳动合同。", False: "双方没有签订书面劳动合同。", None: ""}
GROUNDS = "综上，根据{}的规定，提出仲裁申请，请依法裁决。"
CITED = ("劳动争议调解仲裁法#5", "劳动争议调解仲裁法#28")
ATTACHED = ("本申请书副本＿＿份（按被申请人人数）", "证据材料＿＿份", "申请人身份证复印件1份")
NO_SUM = "每一项请求都要写明金额，写到元角分；没填金额的请补上。"
NO_CLAIM = "仲裁委员会要有明确的请求才受理（仲裁办案规则第30条）：请写明要什么、多少钱。"
NO_PROOF = (
    "证据和证据来源、证人姓名和住所是申请书要写的（劳动争议调解仲裁法第28条）；由单位保管的，写明“由被申请人掌握”。"
)
LATE = (
    "{}以前要申请仲裁（一般一年，劳动争议调解仲裁法第27条），看起来已经过了："
    "期间向单位要过、投诉过的会重新算，请先问12348或工会。"
)


def compose(sheet: Sheet) -> tuple[Block, ...]:
    """The application with its claims, facts and evidence."""
    asked = sheet.claims("支付", "请求事项和金额")
    facts = sheet.paragraphs(FACTS, LONGEST_FACTS_CHARACTERS)
    return (
        worker(sheet, "申请人", JOB),
        company(sheet, "被申请人"),
        *(_also(sheet, number) for number in range(len(sheet["others"]))),
        Heading("请求事项"),
        Prose(("请求裁决被申请人：",)),
        *asked,
        Heading("事实与理由"),
        Prose((employment(sheet, "申请人", "被申请人") + SIGNED[sheet["contract"]], *facts)),
        Prose((GROUNDS.format(sheet.law(CITED)),)),
        Heading("证据和证据来源，证人姓名和住所"),
        *evidence(sheet),
        Closing(sheet.say(OFFICE), ("申请人（签名）",), ATTACHED),
    )


def _also(sheet: Sheet, number: int) -> Particulars:
    """One more respondent, such as the contractor who passed the site on."""
    row = sheet["others"][number]
    pairs = [Pair(one.label, sheet.text(row[one.name], OTHER.format(one.label))) for one in OTHERS.fields]
    name = Pair("被申请人", pairs[0].value)
    return Particulars(((name,), (pairs[1],), (pairs[2],), (pairs[4], pairs[5]), (pairs[3],)))


def clear_claims(sheet: Sheet) -> Iterable[str]:
    """Whether there are claims, and a sum in each that is about money."""
    if not sheet.claimed.claims:
        yield NO_CLAIM
    if any(one.is_money and one.amount is None for one in sheet.claimed.claims):
        yield NO_SUM
    if not sheet["evidences"]:
        yield NO_PROOF


def in_time(sheet: Sheet) -> Iterable[str]:
    """Whether the year since leaving is over."""
    if not sheet["ended"]:
        return
    for one in deadlines(Matter.WAGES, [Happened(Moment.LEFT, sheet["ended"])], sheet.today, employed=False):
        if one.lost and one.day and one.right.name == "arbitration":
            yield LATE.format(one.day.isoformat())


form = Form(
    "arbitration",
    "劳动人事争议仲裁申请书",
    "劳动合同履行地或单位所在地的劳动人事争议仲裁委员会",
    (*WORKER, JOB, *COMPANY, OTHERS, BEGAN, ENDED, WAGE, CONTRACT, FACTS, EVIDENCES, WITNESSES, OFFICE),
    compose,
    CITED,
    (identity, full_name, clear_claims, in_time),
    claims="请求事项",
)
