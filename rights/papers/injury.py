"""工伤认定申请表（填表内容）.

Source: 工伤保险条例 14, 15, 17, 18, 19; 工伤认定办法 4, 5, 6, 8, 26.
"""

from collections.abc import Iterable

from rights.articles import named
from rights.deadlines import Happened, deadlines
from rights.limits import Matter, Moment
from rights.paper import Form
from rights.paper_blocks import Block, Closing, Heading, Layout, Particulars, Prose
from rights.paper_parts import (
    ADDRESS,
    BEGAN,
    BORN,
    EMPLOYER,
    EMPLOYER_ADDRESS,
    EMPLOYER_PHONE,
    GENDER,
    ID_NUMBER,
    JOB,
    LEGAL_PERSON,
    NAME,
    PHONE,
    WITNESSES,
    choice,
    day,
    full_name,
    identity,
    line,
    prose,
    witnesses,
)
from rights.paper_sheet import Sheet

GROUNDS = {
    "工作时间工作场所因工作受伤": "工伤保险条例#14",
    "上下班前后做准备收尾受伤": "工伤保险条例#14",
    "工作中遭暴力等意外伤害": "工伤保险条例#14",
    "职业病": "工伤保险条例#14",
    "因工外出受伤或下落不明": "工伤保险条例#14",
    "上下班途中非本人主要责任的交通事故": "工伤保险条例#14",
    "工作时突发疾病死亡或48小时内抢救无效": "工伤保险条例#15",
    "抢险救灾等受伤": "工伤保险条例#15",
    "旧伤复发的伤残军人": "工伤保险条例#15",
}
APPLICANT = line("applicant", "申请人")
RELATION = line("relation", "申请人与受伤害职工的关系", "本人、近亲属、单位或者工会")
INJURED = day("injured", "事故日期（职业病写诊断日期）")
HOUR = line("hour", "事故时间（几点几分）")
PLACE = line("place", "事故地点")
CAUSE = line("cause", "主要原因")
HARM = line("harm", "受伤害部位或职业病名称")
DEGREE = line("degree", "伤害程度")
DIAGNOSED = day("diagnosed", "诊断时间")
HOSPITAL = line("hospital", "医疗机构")
EXPOSED = line("exposed", "接触职业病危害的岗位和时间")
GROUND = choice("ground", "符合哪一种情形", *GROUNDS)
STORY = prose("story", "受伤害经过", "时间、地点、在做什么、怎么受的伤、谁看见、送到哪里")
OFFICE = line("office", "受理的社会保险行政部门名称")

LONGEST_STORY_CHARACTERS = 400
CITED = ("工伤保险条例#17", "工伤保险条例#18")
REQUEST = "根据{}的规定，申请认定工伤。以上所填属实。"
EMPLOYER_SAYS, OFFICE_SAYS = "用人单位意见", "社会保险行政部门审查意见"
STAMP = "\n\n（盖章）　　＿＿＿＿年＿＿月＿＿日"
ATTACHED = (
    "劳动合同复印件，或者其他能证明劳动关系（包括事实劳动关系）的材料",
    "医疗机构出具的受伤后诊断证明书，或者职业病诊断证明书（职业病诊断鉴定书）",
    "受伤害职工身份证复印件1份",
)
OWN_FORM = (
    "申请表的样式由国家统一制定（工伤认定办法第26条）：把这里的内容抄到社保部门发的表上，或者先问能不能直接交这一份。"
)
LATE = "受伤或者诊断一年内要申请（工伤保险条例第17条），看起来{}以前就该交，已经过了：请马上问12348或工会。"
EMPLOYER_FIRST = "单位要在30天内申报（工伤保险条例第17条），到{}还没报的，本人、近亲属或者工会就可以直接申请。"
NO_BASICS = "事故的时间、地点、原因和伤害程度是申请表必须写的（工伤保险条例第18条）。"
ROAD = "上下班路上受伤的，要有非本人主要责任的认定（工伤保险条例第14条），一般是交警的事故认定书。"
ON_THE_ROAD = "上下班途中非本人主要责任的交通事故"


def compose(sheet: Sheet) -> tuple[Block, ...]:
    """The content of the form, box by box."""
    story = "\n".join(sheet.paragraphs(STORY, LONGEST_STORY_CHARACTERS))
    seen = "；".join(witnesses(sheet))
    exposed = (sheet.pairs(EXPOSED),) if sheet["exposed"] or sheet["ground"] == "职业病" else ()
    ground = (GROUNDS[sheet["ground"]],) if sheet["ground"] else ()
    rows = (
        sheet.pairs(APPLICANT, RELATION),
        (sheet.pair("受伤害职工姓名", NAME), *sheet.pairs(GENDER)),
        sheet.pairs(BORN, PHONE),
        sheet.pairs(ID_NUMBER),
        sheet.pairs(ADDRESS),
        sheet.pairs(EMPLOYER),
        sheet.pairs(EMPLOYER_ADDRESS),
        sheet.pairs(LEGAL_PERSON, EMPLOYER_PHONE),
        sheet.pairs(JOB, BEGAN),
        sheet.pairs(INJURED, HOUR),
        sheet.pairs(PLACE),
        sheet.pairs(CAUSE),
        sheet.pairs(HARM, DEGREE),
        sheet.pairs(DIAGNOSED, HOSPITAL),
        *exposed,
        sheet.pairs(GROUND),
    )
    says = f"{story}\n{seen}" if seen else story
    boxes = Particulars((*rows, *sheet.boxes((STORY.label, says), (EMPLOYER_SAYS, STAMP), (OFFICE_SAYS, STAMP))))
    request = Prose((REQUEST.format(named((*ground, *CITED))),))
    return (boxes, Heading("申请事项"), request, Closing(sheet.say(OFFICE), ("申请人（签名）",), ATTACHED))


def complete(sheet: Sheet) -> Iterable[str]:
    """Whether what the law wants in the form is there."""
    if not all(sheet[one.name] for one in (INJURED, PLACE, CAUSE, DEGREE)):
        yield NO_BASICS
    if sheet["ground"] == ON_THE_ROAD:
        yield ROAD
    yield OWN_FORM


def in_time(sheet: Sheet) -> Iterable[str]:
    """Whose turn it is, and whether the year is over."""
    if not sheet["injured"]:
        return
    happened = [Happened(Moment.INJURED, sheet["injured"])]
    days = {one.right.name: one for one in deadlines(Matter.INJURY, happened, sheet.today) if one.day}
    own, employers = days.get("recognition"), days.get("recognition_employer")
    if own and own.lost:
        yield LATE.format(own.day)
    elif employers and not employers.lost:
        yield EMPLOYER_FIRST.format(employers.day)


form = Form(
    "injury",
    "工伤认定申请表",
    "用人单位所在地的社会保险行政部门",
    (
        *(APPLICANT, RELATION, NAME, GENDER, BORN, ID_NUMBER, PHONE, ADDRESS),
        *(EMPLOYER, EMPLOYER_ADDRESS, LEGAL_PERSON, EMPLOYER_PHONE, JOB, BEGAN),
        *(INJURED, HOUR, PLACE, CAUSE, HARM, DEGREE, DIAGNOSED, HOSPITAL, EXPOSED, GROUND, STORY, WITNESSES, OFFICE),
    ),
    compose,
    CITED,
    (identity, full_name, complete, in_time),
    Layout.FORM,
)
