"""被迫解除劳动合同通知书.

Source: 劳动合同法 38, 46, 50; 劳动争议解释（一）45; 劳动争议解释（二）19.
"""

from collections.abc import Iterable

from rights.articles import named
from rights.inputs import Field, Kind
from rights.paper import Form, Rows
from rights.paper_blocks import Block, Closing, Numbered, Prose
from rights.paper_parts import (
    BEGAN,
    EMPLOYER,
    FACTS,
    ID_NUMBER,
    JOB,
    NAME,
    PHONE,
    day,
    full_name,
)
from rights.paper_sheet import Sheet, listed

REASONS = {
    "没提供劳动保护或劳动条件": ("没有按照劳动合同约定提供劳动保护或者劳动条件", "第一款第一项", ()),
    "没及时足额发工资": ("没有及时足额支付劳动报酬", "第一款第二项", ("劳动争议解释（一）#45",)),
    "没缴社会保险": ("没有依法为本人缴纳社会保险费", "第一款第三项", ("劳动争议解释（二）#19",)),
    "规章制度违法": ("规章制度违反法律、法规的规定，损害劳动者权益", "第一款第四项", ()),
    "合同无效": ("有劳动合同法第二十六条第一款规定的情形，致使劳动合同无效", "第一款第五项", ("劳动合同法#26",)),
    "强迫劳动": ("以暴力、威胁或者非法限制人身自由的手段强迫劳动", "第二款", ()),
    "违章指挥强令冒险作业": ("违章指挥、强令冒险作业危及人身安全", "第二款", ()),
}
REASON = Field("reason", "解除的原因", Kind.CHOICE, choices=tuple(REASONS))
FAULTS = Rows("reasons", "解除的原因", (REASON,), most=len(REASONS))
ENDS = day("ends", "解除日期")

LONGEST_FACTS_CHARACTERS = 1_200
CITED = ("劳动合同法#38", "劳动合同法#46", "劳动合同法#50")
TELL = "本人{}（身份证号码：{}），于{}入职贵单位，岗位为{}。因贵单位存在下列情形："
END = "根据《中华人民共和国劳动合同法》第三十八条{}的规定，本人通知贵单位：自{}起解除与贵单位的劳动合同。"
ON_ARRIVAL = "本通知送达贵单位之日"
ASK = "请贵单位依法结清下列款项："
HAND_OVER = (
    "请贵单位在解除劳动合同时出具解除劳动合同的证明，并在十五日内办理档案和社会保险关系转移手续"
    "（《中华人民共和国劳动合同法》第五十条）。本人将按照约定办理工作交接。联系电话：{}。"
)
SEVERANCE = "依照《中华人民共和国劳动合同法》第四十六条第一项支付经济补偿"
WAGES = "付清至解除之日的工资"
CLOSING = "特此通知。"
NO_REASON = "一定要写明单位错在哪一条（劳动合同法第38条）：依这一条解除的，单位应当给经济补偿（劳动合同法第46条）。"
WRONG_WORDS = "通知里写了「{}」：写成自己要走，就难要经济补偿了（劳动合同法第46条只管依第38条解除的），请改掉。"
BACKWARDS = "解除日期写在今天以前了，请核对。"
OWN_WISH = ("个人原因", "自愿辞职", "自愿离职", "家里有事", "另谋", "主动辞职")
THINK = "这是解除劳动合同的通知，发出前先问工会或12348。用能查到签收的快递寄到单位住所，面单写明文件名，自己留一份。"


def compose(sheet: Sheet) -> tuple[Block, ...]:
    """The notice to the employer with the article it rests on and what is asked."""
    faults = tuple(REASONS[row["reason"]] for row in sheet["reasons"])
    lines = [f"{said}{_beside(cited)}" for said, _where, cited in faults] or [sheet.text(None, "单位的过错")]
    where = "、".join(dict.fromkeys(place for _said, place, _cited in faults)) or sheet.text(None, "第几款第几项")
    facts = sheet.paragraphs(FACTS, LONGEST_FACTS_CHARACTERS) if sheet["facts"] else ()
    opening = TELL.format(*(sheet.say(one) for one in (NAME, ID_NUMBER, BEGAN, JOB)))
    asked = sheet.claims("支付", "") if sheet.claimed.claims else (Numbered(listed((WAGES, SEVERANCE))),)
    return (
        Prose((f"{sheet.say(EMPLOYER)}：",), indented=False),
        Prose((opening,)),
        Numbered(listed(lines)),
        Prose((*facts, END.format(where, sheet.say(ENDS) if sheet["ends"] else ON_ARRIVAL), ASK)),
        *asked,
        Prose((HAND_OVER.format(sheet.say(PHONE)), CLOSING)),
        Closing("", ("通知人（签名）",)),
    )


def _beside(cited: tuple[str, ...]) -> str:
    return f"（{named(cited)}）" if cited else ""


def wording(sheet: Sheet) -> Iterable[str]:
    """Whether the notice says the employer's fault, and nothing that undoes it."""
    if not sheet["reasons"]:
        yield NO_REASON
    for word in OWN_WISH:
        if word in (sheet["facts"] or ""):
            yield WRONG_WORDS.format(word)
    if sheet["ends"] and sheet["ends"] < sheet.today:
        yield BACKWARDS
    yield THINK


form = Form(
    "forced-resignation",
    "被迫解除劳动合同通知书",
    "用人单位",
    (NAME, ID_NUMBER, PHONE, EMPLOYER, BEGAN, JOB, FAULTS, ENDS, FACTS),
    compose,
    CITED,
    (full_name, wording),
    claims="要单位结清的款项",
)
