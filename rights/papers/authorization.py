"""授权委托书.

Source: 劳动争议调解仲裁法 24; 民事诉讼法 61, 62.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from rights.articles import named
from rights.paper import Form, Rows
from rights.paper_blocks import Block, Closing, Heading, Numbered, Pair, Particulars, Prose
from rights.paper_parts import EMPLOYER, MAILING, PHONE, WORKER, choice, full_name, identity, line, worker
from rights.paper_sheet import Sheet, listed

COURT = "法院诉讼"
STAGES = {"劳动仲裁": ("劳动争议调解仲裁法#24",), COURT: ("民事诉讼法#61", "民事诉讼法#62")}
USUAL, SPECIAL = "一般代理", "特别授权"
AGENT, WORKPLACE = line("agent", "受委托人姓名"), line("workplace", "工作单位和职务")
AGENT_ID, TIE = line("agent_id", "受委托人身份证号码"), line("tie", "和委托人的关系")
AGENTS = Rows("agents", "受委托人", (AGENT, AGENT_ID, WORKPLACE, TIE, PHONE, MAILING), most=2)
STAGE = choice("stage", "在哪里办", *STAGES)
CASE = line("case", "案由", "比如追索劳动报酬纠纷")
POWER = choice("power", "代理权限", USUAL, SPECIAL)
OFFICE = line("office", "受理的机关名称")

ENTRUSTED = "委托人因与{}{}一案，委托上列受委托人在{}中作为委托人的代理人。"
FILING = ("代为提出申请或者起诉、递交和签收文书", "代为提供证据、参加庭审、陈述和辩论")
DISPOSING = ("代为承认、放弃、变更请求", "代为进行和解、调解")
APPEALING = "代为提起反诉或者上诉"
VALID = "委托期限：自签名之日起至本案办结之日止。本委托书根据{}出具。"
ATTACHED = ("委托人身份证复印件1份", "受委托人身份证明（律师附执业证和所函）复印件1份")
CITED = ("劳动争议调解仲裁法#24",)
WHAT_SPECIAL = "特别授权后，受委托人可以替您承认、放弃请求和和解（民事诉讼法第62条）。不想这样，就选一般代理。"
WHO_MAY = (
    "在法院，代理人只能是律师或基层法律服务工作者、近亲属、社区或有关社会团体推荐的公民（民事诉讼法第61条），"
    "要附关系或者推荐的证明。"
)
MUST_SAY = "委托书要写明委托事项和权限（劳动争议调解仲裁法第24条）。"


def compose(sheet: Sheet) -> tuple[Block, ...]:
    """Who entrusts whom with what, and how far."""
    stage = sheet.say(STAGE)
    cited = STAGES.get(sheet["stage"] or "", CITED)
    return (
        worker(sheet, "委托人"),
        *_agents(sheet),
        Heading("委托事项"),
        Prose((ENTRUSTED.format(sheet.say(EMPLOYER), sheet.say(CASE), stage),)),
        Heading("代理权限"),
        Prose((f"{sheet.say(POWER)}：",)),
        Numbered(listed(_powers(sheet))),
        Prose((VALID.format(named(cited)),)),
        Closing(sheet.say(OFFICE), ("委托人（签名）", "受委托人（签名）"), ATTACHED),
    )


def _powers(sheet: Sheet) -> tuple[str, ...]:
    if not sheet["power"]:
        return (sheet.text(None, "代理权限的内容"),)
    special = (*DISPOSING, *((APPEALING,) if sheet["stage"] == COURT else ())) if sheet["power"] == SPECIAL else ()
    return (*FILING, *special)


def _agents(sheet: Sheet) -> tuple[Particulars, ...]:
    rows = sheet["agents"] or ({one.name: None for one in AGENTS.fields},)
    return tuple(_agent(sheet, row) for row in rows)


def _agent(sheet: Sheet, row: Mapping[str, Any]) -> Particulars:
    pairs = [Pair(one.label, sheet.text(row[one.name], one.label)) for one in AGENTS.fields]
    name, number, workplace, tie, phone, mailing = pairs
    number = Pair("身份证号码", number.value)
    return Particulars(((Pair("受委托人", name.value), tie), (number, phone), (workplace,), (mailing,)))


def clear(sheet: Sheet) -> Iterable[str]:
    """Whether matter and power are said, and what a special power means."""
    if not (sheet["power"] and sheet["case"]):
        yield MUST_SAY
    if sheet["power"] == SPECIAL:
        yield WHAT_SPECIAL
    if sheet["stage"] == COURT:
        yield WHO_MAY


form = Form(
    "authorization",
    "授权委托书",
    "受理案件的劳动人事争议仲裁委员会或者人民法院",
    (*WORKER, EMPLOYER, AGENTS, STAGE, CASE, POWER, OFFICE),
    compose,
    CITED,
    (identity, full_name, clear),
)
