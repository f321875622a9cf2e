"""The variables of canned replies: what each stands for on a ticket, and what is wrong in a text that uses them."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.core.clock import chinese_day, today
from bot.core.settings import Settings
from tickets import number as numbers
from tickets.models import Ticket
from web.desk import words
from web.desk.models import Agent
from web.desk.ticket.reading import Facts

OPEN = "【待填：{name}】"  # an answer that still holds one is not sent
UNKNOWN = "没有「{{{name}}}」这个变量。能用的有：{known}。"
UNPAIRED = "大括号要成对，比如 {编号}。第 {at} 个字附近少了一半。"
SAMPLE: Mapping[str, str] = {
    "编号": "261 122 345",
    "类别": "欠薪",
    "单位": "某某建筑公司",
    "地区": "兴庆区",
    "金额": "18,000 元",
    "月数": "3 个月",
    "最晚日": "2027年3月1日",
    "权利": "申请劳动仲裁",
    "登记日": "2026年11月22日",
    "今天": "2026年11月23日",
    "工作人员": "张敏",
    "工会": "某某市总工会",
}
"""Every variable there is, each as it looks."""
_VARIABLE = re.compile(r"\{([^{}]*)\}")
_WAITING = re.compile(re.escape(OPEN).replace(re.escape("{name}"), "([^【】]{1,20})"))


def values(ticket: Ticket, facts: Facts, agent: Agent, settings: Settings, now: datetime) -> Mapping[str, str]:
    """What each variable stands for on this ticket; empty where nobody knows."""
    months = next((claim.months for claim in ticket.claims if claim.months), "")
    return {
        "编号": numbers.shown(ticket.number),
        "类别": ticket.kind,
        "单位": facts.employer,
        "地区": ticket.district or "",
        "金额": words.money(facts.sum_fen) if facts.sum_fen is not None else "",
        "月数": f"{months} 个月" if months else "",
        "最晚日": words.day(ticket.lapses_at) if ticket.lapses_at else "",
        "权利": ticket.lapses,
        "登记日": words.day(ticket.opened_at),
        "今天": chinese_day(today(now)),
        "工作人员": agent.display,
        "工会": settings.union.name,
    }


def filled(text: str, known: Mapping[str, str]) -> str:
    """The text with its variables filled in; what nobody knows stays marked as to be filled in by hand."""
    return _VARIABLE.sub(lambda one: known.get(one[1].strip()) or OPEN.format(name=one[1].strip()), text)


def wrong(text: str) -> Sequence[str]:
    """What is wrong with a text's variables, a sentence each."""
    names = dict.fromkeys(name.strip() for name in _VARIABLE.findall(text))
    known = " ".join(f"{{{name}}}" for name in SAMPLE)
    faults = [UNKNOWN.format(name=name or " ", known=known) for name in names if name not in SAMPLE]
    rest = _VARIABLE.sub(lambda one: "　" * len(one[0]), text)
    single = re.search(r"[{}]", rest)
    return [*faults, UNPAIRED.replace("{at}", str(single.start() + 1))] if single else faults


def waiting(text: str) -> Sequence[str]:
    """What in a text is still to be filled in by hand."""
    return _WAITING.findall(text)
