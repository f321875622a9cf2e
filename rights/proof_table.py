"""What has to be proved and what proves it, for each kind of matter: the one place to change it.

Source: the articles beside each element. That the stand-ins for a contract are taken is custom, not statute: of the
texts held, 工伤保险条例 18 and 工伤认定办法 6 ask for proof of the (also factual) relation and name no list.
"""

from collections.abc import Mapping

from rights.elements import Element, Proof
from rights.limits import Matter

_P = Proof

_LAW = ("劳动争议调解仲裁法#6", "劳动争议调解仲裁法#39")

RELATION = Element(
    "relation", "您在那儿上班",
    "您先拿出在那儿上班的凭据；职工名册、考勤、工资表在单位手里的，该单位拿，不拿对它不利。",
    (*_LAW, "劳动合同法#7"),
    alone=(_P.CONTRACT,),
    together=(
        _P.BANK, _P.CHAT, _P.ATTENDANCE, _P.BADGE, _P.INSURANCE, _P.PAYSLIP, _P.WITNESS, _P.RECORDING, _P.SITE,
        _P.NOTICE, _P.IOU,
    ),
    needs=3,
)  # fmt: skip
WHO = Element(
    "who",
    "单位的全称",
    "申请书要写单位的名称、住所，您来查清：看合同、工资流水上的付款单位、社保记录。",
    ("劳动争议调解仲裁法#28",),
    alone=(_P.CONTRACT,),
    together=(_P.INSURANCE, _P.BANK, _P.PAYSLIP, _P.BADGE, _P.NOTICE, _P.IOU, _P.SITE),
    told=("employer",),
)
PAY = Element(
    "pay", "工资说好多少",
    "您说数，拿出收过钱的凭据；单位必须书面记下工资，存两年以上，不拿出来对它不利。",
    ("劳动争议调解仲裁法#6", "工资支付暂行规定#6"),
    alone=(_P.CONTRACT, _P.BANK, _P.PAYSLIP),
    together=(_P.CHAT, _P.RECORDING, _P.IOU, _P.WITNESS),
    told=("wage_fen",),
)  # fmt: skip
OWED = Element(
    "owed", "欠了哪几个月、多少",
    "您说清哪月到哪月、多少；给没给、给了多少，工资记录在单位手里，该单位拿。",
    ("劳动争议调解仲裁法#6", "工资支付暂行规定#6"),
    alone=(_P.IOU,),
    together=(_P.BANK, _P.CHAT, _P.ATTENDANCE, _P.RECORDING, _P.PAYSLIP, _P.WITNESS),
    told=("amount_fen", "months", "owed_from"),
)  # fmt: skip
ON_SITE = Element(
    "on_site",
    "您在这个工地干活",
    "进场要实名登记，管理台账在总包、分包手里，单位要拿出来；您先拿手里有的。",
    ("农民工工资条例#28", "农民工工资条例#50", "劳动争议调解仲裁法#6"),
    alone=(_P.CONTRACT,),
    together=(_P.INSURANCE, _P.SITE, _P.BADGE, _P.ATTENDANCE, _P.CHAT, _P.WITNESS, _P.BANK, _P.RECORDING),
    needs=3,
)
CHAIN = Element(
    "chain",
    "总包、分包是谁",
    "您找出干的是哪个工地、谁带的；分包欠的，总包先给清。告示牌上写着总包和分包。",
    ("农民工工资条例#30", "农民工工资条例#34"),
    alone=(_P.BOARD,),
    together=(_P.CONTRACT, _P.IOU, _P.CHAT, _P.WITNESS, _P.RECORDING),
    needs=3,
    told=("employer",),
)
WORKED = Element(
    "worked",
    "干了多少天、多少活，欠多少",
    "您说清天数或活量；工资支付台账单位要存至少3年，有争议的由单位拿，不拿对它不利。",
    ("农民工工资条例#15", "农民工工资条例#50"),
    alone=(_P.IOU,),
    together=(_P.ATTENDANCE, _P.CHAT, _P.WITNESS, _P.BANK, _P.RECORDING, _P.PAYSLIP),
    told=("amount_fen", "months", "owed_from"),
)
SERVICE = Element(
    "service",
    "从哪天干到哪天",
    "您说日子，拿出凭据；单位怎么算的您的工龄，有争议的由单位举证。",
    ("劳动争议调解仲裁法#6", "劳动争议解释（一）#44"),
    alone=(_P.CONTRACT,),
    together=(_P.INSURANCE, _P.BANK, _P.ATTENDANCE, _P.PAYSLIP, _P.CHAT, _P.NOTICE, _P.WITNESS),
    told=("began", "service_months"),
)
SENT_AWAY = Element(
    "sent_away",
    "是单位让您走的",
    "让您走这件事，您先拿出凭据；解除时单位本来就要开证明。",
    ("劳动争议调解仲裁法#6", "劳动合同法#50"),
    alone=(_P.NOTICE,),
    together=(_P.CHAT, _P.RECORDING, _P.WITNESS, _P.ATTENDANCE, _P.INSURANCE),
)
REASON = Element(
    "reason",
    "凭什么让您走",
    "辞退、开除、解除有没有道理，由单位举证。您把它怎么说的留下就行。",
    ("劳动争议解释（一）#44",),
    together=(_P.NOTICE, _P.CHAT, _P.RECORDING),
    theirs=True,
)
EXTRA = Element(
    "extra",
    "哪天加班、加了多久",
    "加班这件事您先举证；能证明考勤在单位手里，它不拿，后果它担。",
    ("劳动争议解释（一）#42",),
    alone=(_P.ATTENDANCE,),
    together=(_P.CHAT, _P.RECORDING, _P.WITNESS, _P.SITE, _P.PAYSLIP),
)
HELD = Element(
    "held",
    "考勤在单位手里",
    "拿出单位有打卡机、门禁、排班表的凭据，仲裁庭就能让它交。",
    ("劳动争议解释（一）#42", "劳动争议调解仲裁法#39"),
    alone=(_P.ATTENDANCE, _P.SITE),
    together=(_P.CHAT, _P.RECORDING, _P.WITNESS),
)
NOT_PAID = Element(
    "not_paid",
    "加班费没给",
    "工资条上有没有加班费这一项；工资清单单位该给您，记录存两年以上。",
    ("工资支付暂行规定#6",),
    alone=(_P.PAYSLIP,),
    together=(_P.BANK, _P.CHAT, _P.RECORDING),
)
INSURED = Element(
    "insured",
    "单位没交、少交社保",
    "缴费记录您可以免费查；用人情况、工资表由单位拿给检查的部门。",
    ("社会保险法#4", "社会保险法#74", "社保费征缴条例#18"),
    alone=(_P.INSURANCE,),
)
EMPLOYED = Element(
    "employed", "您在那儿上班",
    "申请认定要交劳动关系的证明，没签合同、事实上在那儿干也行；卡在这一步的去仲裁，考勤、工资表该单位拿。",
    ("工伤保险条例#18", "工伤认定办法#6", "劳动争议调解仲裁法#39"),
    alone=RELATION.alone, together=RELATION.together, needs=RELATION.needs,
)  # fmt: skip
HURT = Element(
    "hurt",
    "伤在哪儿、多重",
    "申请认定要交医院的诊断证明，或者职业病诊断证明书、鉴定书。",
    ("工伤保险条例#18", "工伤认定办法#6"),
    alone=(_P.MEDICAL,),
)
HOW = Element(
    "how",
    "怎么伤的、是干活伤的",
    "您说清时间、地点、干什么活；您说是工伤、单位说不是的，由单位举证。",
    ("工伤保险条例#19", "工伤认定办法#17"),
    alone=(_P.ACCIDENT,),
    together=(_P.WITNESS, _P.SITE, _P.RECORDING, _P.CHAT, _P.ATTENDANCE),
    told=("injured_on",),
)
COSTS = Element(
    "costs",
    "看病花了多少",
    "票据您来留：合规定的医疗费由工伤保险基金付，单位该参保没参保的由单位付。",
    ("工伤保险条例#30", "工伤保险条例#62"),
    alone=(_P.BILLS,),
)
EXPECTING = Element(
    "expecting",
    "怀孕、生育、哺乳",
    "您拿出医院的证明，并留下告诉过单位的记录。",
    ("女职工特别规定#5", "女职工特别规定#6"),
    alone=(_P.BIRTH, _P.MEDICAL),
)
WRONGED = Element(
    "wronged",
    "单位怎么对您的（辞退、降薪、不给假）",
    "单位做了什么，您拿出凭据；辞退、少发工资的决定有没有道理，由单位举证。",
    ("女职工特别规定#5", "妇女权益保障法#48", "劳动争议解释（一）#44"),
    alone=(_P.NOTICE,),
    together=(_P.CHAT, _P.RECORDING, _P.PAYSLIP, _P.BANK, _P.WITNESS),
)
UNSIGNED = Element(
    "unsigned",
    "没签书面合同",
    "说签过的，让它拿出合同来；说您故意不签、您有重大过失的，由单位举证。",
    ("劳动合同法#10", "劳动争议调解仲裁法#6", "劳动争议解释（二）#7"),
    together=(_P.CHAT, _P.RECORDING),
    theirs=True,
)
ON_TRIAL = Element(
    "on_trial",
    "试用期说了多久",
    "合同上写的您来拿；说您不符合录用条件让您走的，由单位举证。",
    ("劳动合同法#19", "劳动合同法#39", "劳动争议解释（一）#44"),
    alone=(_P.CONTRACT,),
    together=(_P.CHAT, _P.RECORDING, _P.NOTICE, _P.PAYSLIP),
)
NO_LEAVE = Element(
    "no_leave",
    "年休假没休、没给钱",
    "您说哪年没休几天；年休假由单位统筹安排，考勤、工资表在它手里，该它拿。",
    ("带薪年休假条例#5", "劳动争议调解仲裁法#6"),
    alone=(_P.ATTENDANCE,),
    together=(_P.PAYSLIP, _P.CHAT, _P.RECORDING, _P.WITNESS),
)

ELEMENTS: Mapping[Matter, tuple[Element, ...]] = {
    Matter.WAGES: (RELATION, PAY, OWED, WHO),
    Matter.SITE_WAGES: (ON_SITE, CHAIN, PAY, WORKED),
    Matter.OVERTIME: (RELATION, PAY, EXTRA, HELD, NOT_PAID),
    Matter.DISMISSAL: (RELATION, SERVICE, PAY, SENT_AWAY, REASON),
    Matter.CONTRACT: (RELATION, SERVICE, PAY, UNSIGNED),
    Matter.PROBATION: (RELATION, ON_TRIAL, PAY),
    Matter.LEAVE: (RELATION, SERVICE, PAY, NO_LEAVE),
    Matter.INSURANCE: (RELATION, SERVICE, PAY, INSURED),
    Matter.INJURY: (EMPLOYED, HURT, HOW, COSTS),
    Matter.WOMEN: (RELATION, EXPECTING, WRONGED, PAY),
    Matter.OTHER: (RELATION, WHO),
}
"""What each matter stands on, the most basic first."""
