"""What several papers share: who applies, against whom, the evidence, and what every office looks at first."""

import re
from collections.abc import Iterable

from rights.inputs import Field, Kind
from rights.paper import Rows
from rights.paper_blocks import Block, Numbered, Particulars, Prose, Table
from rights.paper_sheet import Sheet


def line(name: str, label: str, note: str = "") -> Field:
    """A line that may be left open."""
    return Field(name, label, Kind.LINE, optional=True, help=note)


def day(name: str, label: str) -> Field:
    """A day that may be left open."""
    return Field(name, label, Kind.DAY, optional=True)


def money(name: str, label: str) -> Field:
    """A sum that may be left open."""
    return Field(name, label, Kind.MONEY, optional=True)


def choice(name: str, label: str, *choices: str) -> Field:
    """One of some words, or left open."""
    return Field(name, label, Kind.CHOICE, choices=choices, optional=True)


def flag(name: str, label: str) -> Field:
    """Yes, no, or left open."""
    return Field(name, label, Kind.FLAG, optional=True)


def prose(name: str, label: str, note: str = "") -> Field:
    """Paragraphs that may be left open."""
    return Field(name, label, Kind.TEXT, optional=True, help=note)


NAME = line("name", "姓名")
GENDER = choice("gender", "性别", "男", "女")
BORN = day("born", "出生日期")
ID_NUMBER = line("id_number", "身份证号码")
ADDRESS = line("address", "住所")
MAILING = line("mailing", "通讯地址")
PHONE = line("phone", "联系电话")
JOB = line("job", "职业（岗位）")
WORKER = (NAME, GENDER, BORN, ID_NUMBER, ADDRESS, MAILING, PHONE)

EMPLOYER = line("employer", "单位名称", "写营业执照上的全称")
EMPLOYER_ADDRESS = line("employer_address", "单位住所")
EMPLOYER_MAILING = line("employer_mailing", "单位通讯地址")
EMPLOYER_PHONE = line("employer_phone", "单位联系电话")
LEGAL_PERSON = line("legal_person", "法定代表人或主要负责人")
LEGAL_POST = line("legal_post", "职务")
COMPANY = (EMPLOYER, EMPLOYER_ADDRESS, EMPLOYER_MAILING, EMPLOYER_PHONE, LEGAL_PERSON, LEGAL_POST)

BEGAN = day("began", "入职日期")
ENDED = day("ended", "离职日期")
WAGE = money("wage", "月工资")
FACTS = prose("facts", "事实与理由", "按时间写清发生了什么")
OFFICE = "office"

PROOF = line("evidence", "证据名称")
FROM = line("source", "证据来源")
PROVES = line("proves", "证明什么")
EVIDENCES = Rows("evidences", "证据", (PROOF, FROM, PROVES), help="每份写名称、来源、证明什么")
WITNESS, LIVES = line("witness", "证人姓名"), line("lives", "证人住所")
WITNESSES = Rows("witnesses", "证人", (WITNESS, LIVES), most=20)

COLUMNS = ("序号", "证据名称", "证据来源", "证明什么")
ID_ODD = "身份证号码的最后一位和前面对不上，请对照身份证核对。"
ID_BIRTH = "身份证号码里的出生日期和填的不一样，请核对。"
ID_GENDER = "身份证号码里的性别和填的不一样，请核对。"
FULL_NAME = "单位名称要写营业执照上的全称，一个字都不能错；可以在国家企业信用信息公示系统上查。"
_ENTITY = re.compile(r"(公司|厂|店|院|校|所|中心|合作社|企业|集团|行|社|部|馆|局|站|队|会|园|合伙)(（[^）]*）)?$")
_ID = re.compile(r"\d{17}[\dX]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_LAST = "10X98765432"


def worker(sheet: Sheet, party: str, *more: Field) -> Particulars:
    """申请人（投诉人…） in rows as the office wants them."""
    first = (sheet.pair(party, NAME), *sheet.pairs(GENDER, BORN))
    rows = (first, sheet.pairs(ID_NUMBER, PHONE), sheet.pairs(ADDRESS), sheet.pairs(MAILING))
    return Particulars((*rows, sheet.pairs(*more)) if more else rows)


def company(sheet: Sheet, party: str) -> Particulars:
    """被申请人（被投诉单位…）, the employer."""
    rows = (
        (sheet.pair(party, EMPLOYER),),
        sheet.pairs(EMPLOYER_ADDRESS),
        sheet.pairs(EMPLOYER_MAILING),
        sheet.pairs(LEGAL_PERSON, LEGAL_POST),
        sheet.pairs(EMPLOYER_PHONE),
    )
    return Particulars(rows)


def evidence(sheet: Sheet) -> tuple[Block, ...]:
    """The evidence with where it comes from, and the witnesses."""
    rows = sheet.rows(EVIDENCES.label, EVIDENCES.fields, sheet["evidences"])
    table: Block = Table("proof", COLUMNS, rows) if rows else Prose((sheet.text(None, "证据和证据来源"),))
    seen = witnesses(sheet)
    return (table, Numbered(seen)) if seen else (table,)


def witnesses(sheet: Sheet) -> tuple[str, ...]:
    """Each witness with where they live."""
    return tuple(
        f"证人{sheet.text(row[WITNESS.name], WITNESS.label)}，住所：{sheet.text(row[LIVES.name], LIVES.label)}"
        for row in sheet["witnesses"]
    )


def employment(sheet: Sheet, me: str, them: str) -> str:
    """The sentence every office wants first: since when, as what, for how much, until when."""
    began, job, wage = sheet.say(BEGAN), sheet.say(JOB), sheet.say(WAGE)
    until = f"，于{sheet.say(ENDED)}离职" if sheet["ended"] else ""
    return f"{me}于{began}到{them}处工作，岗位为{job}，月工资{wage}{until}。"


def identity(sheet: Sheet) -> Iterable[str]:
    """Whether number, birthday and gender agree."""
    number = (sheet["id_number"] or "").upper()
    if not _ID.fullmatch(number):
        return
    if _LAST[sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False)) % 11] != number[17]:
        yield ID_ODD
    if sheet["born"] and number[6:14] != f"{sheet['born']:%Y%m%d}":
        yield ID_BIRTH
    if sheet["gender"] and (int(number[16]) % 2 == 1) != (sheet["gender"] == "男"):
        yield ID_GENDER


def full_name(sheet: Sheet) -> Iterable[str]:
    """Whether the employer's name looks like the registered one."""
    if sheet["employer"] and not _ENTITY.search(sheet["employer"]):
        yield FULL_NAME
