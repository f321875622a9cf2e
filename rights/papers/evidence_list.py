"""证据目录.

Source: 劳动争议调解仲裁法 6, 28, 39; 仲裁办案规则 13, 29.
"""

from collections.abc import Iterable
from decimal import Decimal

from rights.inputs import Field, Kind
from rights.paper import Form, Rows
from rights.paper_blocks import Block, Closing, Particulars, Prose, Table
from rights.paper_parts import EMPLOYER, FROM, NAME, PROOF, PROVES, choice, full_name, line
from rights.paper_sheet import OPEN, Sheet

SHAPE = choice("shape", "原件还是复印件", "原件", "复印件", "电子数据")
PAGES = Field("pages", "页数", Kind.COUNT, least=Decimal(1), most=Decimal(9_999), optional=True)
LISTED = Rows("evidences", "证据", (PROOF, FROM, PROVES, SHAPE, PAGES), help="每份写名称、来源、证明什么")
OFFICE = line("office", "受理的机关名称")

COLUMNS = ("序号", "证据名称", "证据来源", "证明什么", "形式", "页数")
TOGETHER = "以上共{}份{}。"
PAGES_TOGETHER = "，{}页"
TAKEN = "接收人：＿＿＿＿　　接收日期：＿＿＿＿年＿＿月＿＿日"
CITED = ("劳动争议调解仲裁法#28", "仲裁办案规则#29")
SAY_FROM = "每份证据都要写来源和证明什么（劳动争议调解仲裁法第28条），还有没写的。"
BY_EMPLOYER = (
    "考勤表、工资台账这些在单位手里的，写“由单位掌握”：单位不拿出来，要承担不利后果（劳动争议调解仲裁法第6条）。"
)
KEEP_ORIGINAL = "原件开庭时带去核对，交上去的用复印件；电子数据把原来的手机、账号留好。"


def compose(sheet: Sheet) -> tuple[Block, ...]:
    """The list of what is handed in."""
    listed = sheet["evidences"]
    rows = sheet.rows(LISTED.label, LISTED.fields, listed)
    if not rows:
        sheet.text(None, LISTED.label)
        rows = (("1", *[OPEN] * len(LISTED.fields)),)
    pages = sum(row["pages"] or 0 for row in listed)
    counted = PAGES_TOGETHER.format(pages) if listed and all(row["pages"] for row in listed) else ""
    return (
        Particulars(((sheet.pair("提交人", NAME),), (sheet.pair("对方单位", EMPLOYER),))),
        Table("evidence", COLUMNS, rows),
        Prose((TOGETHER.format(len(listed) or OPEN, counted), TAKEN), indented=False),
        Closing(sheet.say(OFFICE), ("提交人（签名）",)),
    )


def told(sheet: Sheet) -> Iterable[str]:
    """Whether each piece says where it comes from and what it proves."""
    if any(not (row["source"] and row["proves"]) for row in sheet["evidences"]):
        yield SAY_FROM
    yield BY_EMPLOYER
    yield KEEP_ORIGINAL


form = Form(
    "evidence-list",
    "证据目录",
    "受理案件的机关",
    (NAME, EMPLOYER, LISTED, OFFICE),
    compose,
    CITED,
    (full_name, told),
)
