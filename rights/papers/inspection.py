"""劳动保障监察投诉书.

Source: 劳动保障监察条例 9, 11, 13, 20, 21, 26; 宁夏监察条例 9, 15; 农民工工资条例 10; 劳动合同法 9, 10, 30, 31, 84, 85.
"""

from collections.abc import Iterable

from rights.articles import named
from rights.inputs import Field, Kind
from rights.paper import Form, Rows
from rights.paper_blocks import Block, Closing, Heading, Numbered, Prose
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
from rights.paper_sheet import Sheet, listed
from rights.spans import months_after

ACTS = {
    "拖欠工资": ("没有及时足额支付劳动报酬", ("劳动合同法#30", "劳动合同法#85")),
    "低于最低工资": ("支付的工资低于当地最低工资标准", ("劳动法#48", "劳动合同法#85")),
    "不付加班费": ("安排加班不支付加班费", ("劳动合同法#31", "劳动合同法#85")),
    "不付经济补偿": ("解除或者终止劳动合同没有支付经济补偿", ("劳动合同法#46", "劳动合同法#85")),
    "不签劳动合同": ("没有订立书面劳动合同", ("劳动合同法#10",)),
    "不缴社会保险": ("没有依法办理社会保险登记、缴纳社会保险费", ("社会保险法#58", "社会保险法#60")),
    "扣证件收押金": ("扣押证件或者向劳动者收取财物", ("劳动合同法#9", "劳动合同法#84")),
    "其他": ("有其他违反劳动保障法律法规的行为（见事实与理由）", ("劳动保障监察条例#11",)),
}
OFFICE = line("office", "受理的人力资源和社会保障局（劳动保障监察机构）名称")
SITE = line("site", "实际工作地点")
ACT = Field("act", "违法行为", Kind.CHOICE, choices=tuple(ACTS))
WRONGS = Rows("acts", "违法行为", (ACT,), most=len(ACTS))
ACT_ENDED = day("act_ended", "违法行为结束的日期")
MIGRANT = flag("migrant", "是否农民工")
FILED = flag("filed", "是否已经申请劳动仲裁或者起诉")

LONGEST_FACTS_CHARACTERS = 1_500
CITED = ("劳动保障监察条例#9", "劳动保障监察条例#11")
MIGRANT_CITED = ("农民工工资条例#10",)
GROUNDS = "综上，根据{}的规定，特此投诉，请依法立案查处，并将处理结果告知投诉人。"
ATTACHED = ("证据材料＿＿份", "投诉人身份证复印件1份")
TWO_YEARS_MONTHS = 24
NO_ACT = "投诉要写明单位违反了什么（宁夏监察条例第15条：有具体的违法事实）。"
TOO_OLD = "违法行为结束超过2年没有被发现、举报、投诉的，劳动监察不再查处（劳动保障监察条例第20条）。"
ELSEWHERE = "已经申请仲裁或者起诉的同一件事，劳动监察会告知按仲裁、诉讼办（劳动保障监察条例第21条）。"
DISPUTED = "「{}」多半要走劳动仲裁，劳动监察可能不处理（劳动保障监察条例第21条）。"
FOR_ARBITRATION = ("第二倍工资", "违法解除")


def compose(sheet: Sheet) -> tuple[Block, ...]:
    """The complaint: what the employer does, what is asked, what proves it."""
    wrongs = tuple(ACTS[row["act"]] for row in sheet["acts"])
    acts = [f"{said}（{named(cited)}）" for said, cited in wrongs] or [sheet.text(None, "单位的违法行为")]
    asked = sheet.claims("支付", "投诉请求和金额")
    facts = sheet.paragraphs(FACTS, LONGEST_FACTS_CHARACTERS)
    cited = (*CITED, *(MIGRANT_CITED if sheet["migrant"] else ()))
    return (
        worker(sheet, "投诉人", JOB),
        company(sheet, "被投诉单位"),
        Heading("投诉事项"),
        Prose(("被投诉单位有下列违法行为：",)),
        Numbered(listed(acts)),
        Heading("投诉请求"),
        Prose(("请依法查处，责令被投诉单位：",)),
        *asked,
        Heading("事实与理由"),
        Prose((employment(sheet, "投诉人", "被投诉单位") + f"实际工作地点：{sheet.say(SITE)}。", *facts)),
        Prose((GROUNDS.format(sheet.law(cited)),)),
        Heading("证据和证人"),
        *evidence(sheet),
        Closing(sheet.say(OFFICE), ("投诉人（签名）",), ATTACHED),
    )


def fits(sheet: Sheet) -> Iterable[str]:
    """Whether the inspection would take it: a named wrong, within two years, not already in dispute."""
    if not sheet["acts"]:
        yield NO_ACT
    if sheet["act_ended"] and months_after(sheet["act_ended"], TWO_YEARS_MONTHS) < sheet.today:
        yield TOO_OLD
    if sheet["filed"]:
        yield ELSEWHERE
    for one in sheet.claimed.claims:
        if any(word in one.name for word in FOR_ARBITRATION):
            yield DISPUTED.format(one.name)


form = Form(
    "inspection",
    "劳动保障监察投诉书",
    "用工所在地的人力资源和社会保障局（劳动保障监察机构）",
    (
        *(*WORKER, JOB, *COMPANY, SITE, WRONGS, ACT_ENDED, MIGRANT, FILED),
        *(BEGAN, ENDED, WAGE, FACTS, EVIDENCES, WITNESSES, OFFICE),
    ),
    compose,
    CITED,
    (identity, full_name, fits),
    claims="投诉请求",
)
