"""法律援助申请表.

Source: 法律援助法 22, 31, 38, 41, 42, 43, 44.
"""

from collections.abc import Iterable

from rights.articles import named
from rights.inputs import Field, Kind
from rights.paper import Form
from rights.paper_blocks import Block, Closing, Heading, Layout, Particulars, Prose
from rights.paper_parts import (
    EMPLOYER,
    EMPLOYER_PHONE,
    JOB,
    WORKER,
    choice,
    day,
    flag,
    full_name,
    identity,
    line,
    money,
    prose,
)
from rights.paper_sheet import Sheet

MATTERS = ("确认劳动关系或支付劳动报酬", "工伤事故人身损害赔偿", "社会保险待遇", "其他")
EXEMPT = {
    "不属于": "",
    "进城务工人员要报酬或工伤赔偿": "第三项",
    "社会救助、司法救助或优抚对象": "第二项",
    "无固定生活来源的未成年人、老年人、残疾人等": "第一项",
}
SERVICES = ("劳动争议调解与仲裁代理", "民事诉讼代理", "代拟法律文书", "法律咨询")
MATTER = choice("matter", "申请事项", *MATTERS)
SERVICE = choice("service", "希望得到的服务", *SERVICES)
HOME = line("home", "户籍所在地")
HOUSEHOLD = Field("household", "家庭人口", Kind.COUNT, optional=True)
INCOME = money("income", "家庭每月总收入")
HARDSHIP = prose("hardship", "经济困难状况", "收入、要养几口人、看病欠债等")
EXEMPTION = choice("exemption", "免予核查经济困难的情形", *EXEMPT)
STAGE = line("stage", "现在办到哪一步", "没开始、已经仲裁、已经起诉")
HELD = flag("held", "是否已经委托代理人")
LAST_DAY = day("last_day", "仲裁或者起诉期限的最后一天")
STORY = prose("story", "案情和申请理由")
OFFICE = line("office", "受理的法律援助机构名称")

LONGEST_STORY_CHARACTERS = 500
CITED = ("法律援助法#31", "法律援助法#38", "法律援助法#41")
EXEMPT_CITED = "法律援助法#42"
REQUEST = "根据{}的规定，申请法律援助。"
EXEMPTED = "申请人属于《中华人民共和国法律援助法》第四十二条{}规定的人员，申请免予核查经济困难状况，并附证明材料。"
PROMISE = "申请人承诺：以上所填和所附材料真实，如实说明了经济困难状况。"
ATTACHED = ("身份证复印件1份", "与申请事项有关的证据材料＿＿份", "经济困难状况或者免予核查的证明材料＿＿份")
URGENT_DAYS = 7
URGENT = "离期限不到7天：法律援助机构可以先提供援助、后补手续（法律援助法第44条），交表时一定说明。"
REPRESENTED = "已经有代理人的，一般不能再申请（法律援助法第31条：没有委托代理人）。"
PROVE_EXEMPT = "免予核查的，要有材料证明，比如工作地的居住、用工材料（法律援助法第42条）。"
MAYBE_EXEMPT = "进城务工、要工资或者工伤赔偿的，不用核查经济困难（法律援助法第42条），可以选上。"
WHERE = "仲裁的事交给仲裁委员会所在地或者事情发生地的法律援助机构，打官司的交给法院所在地的（法律援助法第38条）。"


def compose(sheet: Sheet) -> tuple[Block, ...]:
    """The content of the form: who, what about, how they live."""
    name, gender, born, number, address, mailing, phone = WORKER
    story = "\n".join(sheet.paragraphs(STORY, LONGEST_STORY_CHARACTERS))
    why = EXEMPT.get(sheet["exemption"] or "", "")
    hardship = () if why and not sheet["hardship"] else (_long(sheet, HARDSHIP),)
    rows = (
        (sheet.pair("申请人姓名", name), *sheet.pairs(gender)),
        sheet.pairs(born, phone),
        sheet.pairs(number),
        sheet.pairs(HOME),
        sheet.pairs(address),
        sheet.pairs(mailing),
        sheet.pairs(JOB),
        (sheet.pair("对方单位", EMPLOYER), *sheet.pairs(EMPLOYER_PHONE)),
        sheet.pairs(MATTER, SERVICE),
        sheet.pairs(STAGE, HELD),
        *(() if why else (sheet.pairs(HOUSEHOLD, INCOME),)),
        sheet.pairs(EXEMPTION),
    )
    boxes = Particulars((*rows, *sheet.boxes(*hardship, (STORY.label, story))))
    cited = (*CITED, EXEMPT_CITED) if why else CITED
    says = (REQUEST.format(named(cited)), *((EXEMPTED.format(why),) if why else ()), PROMISE)
    return (boxes, Heading("申请和承诺"), Prose(says), Closing(sheet.say(OFFICE), ("申请人（签名）",), ATTACHED))


def _long(sheet: Sheet, one: Field) -> tuple[str, str]:
    return one.label, "\n".join(sheet.paragraphs(one, LONGEST_STORY_CHARACTERS))


def granted(sheet: Sheet) -> Iterable[str]:
    """What the office looks at: no other representative, means or an exemption, and whether it presses."""
    if sheet["held"]:
        yield REPRESENTED
    if EXEMPT.get(sheet["exemption"] or ""):
        yield PROVE_EXEMPT
    elif sheet["matter"] in MATTERS[:2]:
        yield MAYBE_EXEMPT
    if sheet["last_day"] and 0 <= (sheet["last_day"] - sheet.today).days < URGENT_DAYS:
        yield URGENT
    yield WHERE


form = Form(
    "legal-aid",
    "法律援助申请表",
    "争议处理机关所在地或者事由发生地的法律援助机构",
    (
        *(*WORKER, HOME, JOB, EMPLOYER, EMPLOYER_PHONE, MATTER, SERVICE, STAGE, HELD, LAST_DAY),
        *(HOUSEHOLD, INCOME, HARDSHIP, EXEMPTION, STORY, OFFICE),
    ),
    compose,
    (*CITED, EXEMPT_CITED),
    (identity, full_name, granted),
    Layout.FORM,
)
