"""A ticket as staff read it: its facts in clear, its claims, its history in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.errors import KeyMissing, SealBroken
from bot.core.log import get
from tickets.models import Claim, Ticket, TicketEvent
from tickets.service import Tickets
from tickets.states import State
from tickets.told import rows
from web.desk import words
from web.desk.models import Agent

HAPPENED = {
    "opened": "登记了诉求",
    "said": "补充情况",
    "phone": "留了电话",
    "consented": "同意登记",
    "corrected": "改了说法",
    "withdrawing": "想撤回，三天内可以反悔",
    "kept": "不撤了",
    "rated": "评价",
    "recovered": "记了要回的钱",
    "instalment": "分期付款",
    "routed": "分办",
    "filed": "代职工登记",
    "evidence": "发来了材料",
    "labelled": "说明了材料是什么",
    "answered": "答复了职工",
    "asked": "还在等职工补充",
    "identified": "补充了身份",
    "note": "记了内部备注",
    "weighed": "改了难易",
    "promised": "答应了职工一个日子",
    "unpromised": "去掉了一个读错的承诺",
    "reminded": "提醒了职工法定期限",
    "overdue:first": "第一次答复超时",
    "overdue:step": "太久没有新动静",
    "overdue:closing": "办结超时",
    "overdue:promise": "答应职工的事过期没做",
    "grouped": "并入集体诉求",
    "ungrouped": "从集体诉求分出",
    "speaks": "定为集体诉求的代表",
    "speaks no more": "不再是集体诉求的代表",
    "merged": "并到了另一张单子",
    "merged in": "收进了重复的单子",
    "detached": "职工取消了关注，单子保留，只能打电话联系",
}
TO_STATE = "转为「{state}」"
OTHER = "有新动静"

_log = get("desk")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a ticket says, opened."""

    story: str
    employer: str
    phone: str
    more: Sequence[tuple[str, str]]
    claims: Sequence[Claim]
    sum_fen: int | None


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the history; `only_staff` where the worker never sees it."""

    id: int
    at: datetime
    who: str
    what: str
    body: str
    only_staff: bool


def opened(tickets: Tickets, ticket: Ticket, sealed: bytes | None) -> str:
    """A sealed value in clear; one that does not open says so and hides nothing else of the page."""
    try:
        return tickets.read(ticket, sealed)
    except (KeyMissing, SealBroken):
        _log.error("seal_does_not_open", ticket=ticket.id)
        return words.BROKEN


def facts(tickets: Tickets, ticket: Ticket) -> Facts:
    """The facts of a ticket."""
    sums = [claim.amount_fen for claim in ticket.claims if claim.amount_fen is not None]
    return Facts(
        story=opened(tickets, ticket, ticket.story),
        employer=opened(tickets, ticket, ticket.employer),
        phone=opened(tickets, ticket, ticket.phone),
        more=_more(tickets, ticket),
        claims=ticket.claims,
        sum_fen=sum(sums) if sums else None,
    )


def _more(tickets: Tickets, ticket: Ticket) -> list[tuple[str, str]]:
    """What else the worker told, by label; nothing where it does not open."""
    try:
        return rows(tickets.facts(ticket))
    except (KeyMissing, SealBroken):
        return []


async def history(session: AsyncSession, tickets: Tickets, ticket: Ticket) -> list[Step]:
    """The history, newest first."""
    events = await tickets.history(ticket)
    shown = await displays(session, {event.actor.removeprefix(words.AGENT) for event in events})
    return [_step(tickets, ticket, event, shown) for event in reversed(events)]


def _step(tickets: Tickets, ticket: Ticket, event: TicketEvent, shown: Mapping[str, str]) -> Step:
    body = "" if event.what == "opened" else opened(tickets, ticket, event.body)
    return Step(event.id, event.at, who(event.actor, shown), _what(event), body, event.what == "note")


def _what(event: TicketEvent) -> str:
    if event.what == "state" and event.state:
        return TO_STATE.format(state=words.state(State(event.state)))
    return HAPPENED.get(event.what, OTHER)


def who(actor: str, shown: Mapping[str, str]) -> str:
    """Who did it, as colleagues read it; `shown` are agents' names by sign-in name."""
    if actor.startswith(words.AGENT):
        name = actor.removeprefix(words.AGENT)
        return shown.get(name, name)
    return {"follower": words.FOLLOWER, "system": words.SYSTEM}.get(actor, actor)


async def displays(session: AsyncSession, names: set[str]) -> Mapping[str, str]:
    """What colleagues call the agents with these sign-in names."""
    rows = await session.execute(select(Agent.name, Agent.display).where(Agent.name.in_(names)))
    return dict(rows.all())
