"""集体申请人名册: the one paper with several people, exactly those given.

Source: 劳动争议调解仲裁法 7; 仲裁办案规则 5, 63.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from rights.inputs import Field
from rights.paper import Form, Rows
from rights.paper_blocks import Block, Closing, Layout, Particulars, Prose, Table
from rights.paper_parts import EMPLOYER, GENDER, ID_NUMBER, JOB, NAME, PHONE, full_name, line, money
from rights.paper_sheet import OPEN, Sheet
from rights.working import shown, yuan

WAGES, SEVERANCE, OTHER = money("wages", "拖欠工资"), money("severance", "经济补偿或赔偿金"), money("other", "其他")
SUMS = (WAGES, SEVERANCE, OTHER)
WHO = (NAME, GENDER, ID_NUMBER, PHONE, JOB)
PEOPLE = Rows("people", "申请人", (*WHO, *SUMS), most=500)
REP = line("rep", "代表人姓名")
REPS = Rows("reps", "代表人", (REP,), most=5)
SUBJECT = line("subject", "共同请求")
OFFICE = line("office", "受理的劳动人事争议仲裁委员会名称")

COLUMNS = tuple("序号 姓名 性别 身份证号码 联系电话 岗位 拖欠工资 补偿或赔偿金 其他 合计 本人签名".split())
TOGETHER = "合计"
ASKS = "以上{}人请求金额合计{}元。"
REPRESENTED = (
    "申请人推举{}为代表人参加仲裁活动。代表人变更、放弃请求，承认对方请求，进行和解，必须经被代表的申请人同意。"
)
CITED = ("劳动争议调解仲裁法#7", "仲裁办案规则#63")
MANY, FEWEST_REPS, MOST_REPS = 10, 3, 5
TOO_FEW = "十人以上有共同请求的可以推举代表（劳动争议调解仲裁法第7条）；不到十人的，先问仲裁委员会怎么交。"
HOW_MANY = "代表要推举三到五名（仲裁办案规则第63条）。"
NOT_ON_LIST = "代表人「{}」不在名册里，请核对。"
TWICE = "名册里有重复的身份证号码（第{}行），请核对。"
NO_SUM = "第{}行没有填金额，合计里没有算。"
SIGN = "名册要每个人自己签名，不要代签；里面有身份证号码，只交给受理机关，不要发到群里。"


def compose(sheet: Sheet) -> tuple[Block, ...]:
    """The list with each one's sums, their columns' sums and the whole."""
    people = sheet["people"]
    who = sheet.rows(PEOPLE.label, WHO, people)
    rows = tuple((*known, *_sums(one), "") for known, one in zip(who, people, strict=True))
    if not rows:
        sheet.text(None, PEOPLE.label)
        rows = (("1", *[OPEN] * 9, ""),)
    total = sum((_whole(one) for one in people), Decimal(0))
    columns = [shown(sum((_fen(one, field) for one in people), Decimal(0))) for field in SUMS]
    last = (TOGETHER, "", "", "", "", "", *columns, shown(total), "") if people else ()
    reps = "、".join(row["rep"] for row in sheet["reps"] if row["rep"]) or sheet.text(None, REPS.label)
    said = ASKS.format(len(people), shown(total)) if people else ""
    return (
        Particulars(((sheet.pair("被申请人", EMPLOYER),), sheet.pairs(SUBJECT))),
        Table("roster", COLUMNS, rows, last),
        Prose(tuple(one for one in (said, REPRESENTED.format(reps)) if one)),
        Closing(sheet.say(OFFICE), ("代表人（签名）",)),
    )


def _sums(one: Mapping[str, Any]) -> tuple[str, ...]:
    each = (shown(_fen(one, field)) if one[field.name] else "" for field in SUMS)
    return (*each, shown(_whole(one)))


def _whole(one: Mapping[str, Any]) -> Decimal:
    return sum((_fen(one, field) for field in SUMS), Decimal(0))


def _fen(one: Mapping[str, Any], field: Field) -> Decimal:
    return yuan(one[field.name] or Decimal(0))


def numbers(sheet: Sheet) -> Iterable[str]:
    """Whether there are enough people for representatives, and as many of these as the rules want."""
    if len(sheet["people"]) < MANY:
        yield TOO_FEW
    elif not FEWEST_REPS <= len(sheet["reps"]) <= MOST_REPS:
        yield HOW_MANY
    names = {one["name"] for one in sheet["people"]}
    yield from (NOT_ON_LIST.format(row["rep"]) for row in sheet["reps"] if row["rep"] and row["rep"] not in names)
    yield SIGN


def rows_apart(sheet: Sheet) -> Iterable[str]:
    """Whether somebody stands twice, or without a sum."""
    seen: set[str] = set()
    for number, one in enumerate(sheet["people"], 1):
        if one["id_number"] and one["id_number"] in seen:
            yield TWICE.format(number)
        seen.add(one["id_number"])
        if not _whole(one):
            yield NO_SUM.format(number)


form = Form(
    "roster",
    "集体申请人名册",
    "受理案件的劳动人事争议仲裁委员会",
    (EMPLOYER, SUBJECT, PEOPLE, REPS, OFFICE),
    compose,
    CITED,
    (full_name, numbers, rows_apart),
    Layout.ROSTER,
)
