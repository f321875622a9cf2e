"""Whom a guarded ticket is about stays covered until asked for with a reason and granted by another; for a day.

In an emergency, and where there is no second person who could grant it, the reason is enough. The audit has all of it.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar, cast

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.crypt import Keyring
from bot.core.errors import KeyMissing, SealBroken
from tickets import receipts, report_rows
from tickets.kind import URGENT
from tickets.models import Ticket
from tickets.news import What, tell
from tickets.service import Tickets
from web.desk import audit, words
from web.desk.access import May, may, sees
from web.desk.deed import Deed, NotDone
from web.desk.desk import Desk
from web.desk.given import number_of
from web.desk.models import Agent
from web.desk.ticket import covering
from web.desk.ticket.acting import MOST_REASON, checked, hold
from web.desk.ticket.models import Custody

KINDS = ("女职工", URGENT)  # with every ticket that is anonymous: here is said which tickets are guarded
LASTS = timedelta(days=1)
WHY = "请写一句为什么要看。"
ASKED = "已经申请。请一位负责人或管理员来准许，准了以后 24 小时内您看得到。"
ASKED_ALREADY = "您已经申请过了，正等人准许。"
OPENED = "打开了，24 小时内您看得到；已记进审计，负责人会看到。"
OPEN_ALREADY = "您现在就看得到，不用再申请。"
NOT_GUARDED = "这张单子的姓名电话没有盖住。"
GRANTED, REFUSED = "准许了，他 24 小时内看得到。", "没有准许，已记下。"
NOT_OWN = "不能批自己的申请，请另一位负责人或管理员来批。"
GONE = "没有这个申请，或者刚被处理过了。"
COVERED_DOUBLE = (
    "有一张盖住了职工身份，没有合成。请先在那张单子上申请看身份信息，准许以后再合；两张都盖住的，两张都要申请。"
)
UNEQUAL_DOUBLE = (
    "一张要保护职工身份，另一张不用，合在一起就盖不住了，没有合成。确实是一件事，请先把另一张的「类别」改成同一类，再合；"
    "不改类别，就分开办。"
)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a colleague asked for and nobody decided."""

    id: int
    who: str
    why: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Veil:
    """How a ticket is shown to one agent. `covers` while they must not see whom it is about; `secrets` what that is.

    `until` is the end of what was granted, `waits` that they asked, `wishes` what they may grant to others, `at_once`
    that their reason alone opens it, `nameless` that the ticket is an anonymous one.
    """

    covers: bool
    secrets: tuple[str, ...] = ()
    until: datetime | None = None
    waits: bool = False
    at_once: bool = False
    wishes: tuple[Wish, ...] = ()
    nameless: bool = False

    @property
    def hidden(self) -> bool:
        """Whether there is something under the cover."""
        return self.covers and bool(self.secrets)

    def over(self, shown: T) -> T:
        """The same, with the cover over every text in it that tells who it is; rows of tables stay as they are."""
        return cast(T, covering.cover(shown, self.secrets)) if self.covers else shown


BARE = Veil(covers=False)


def is_guarded(ticket: Ticket, nameless: bool) -> bool:
    """Whether a ticket is one of those whose worker stays covered."""
    return nameless or ticket.kind in KINDS


def guarded() -> ColumnElement[bool]:
    """The same, asked of the database."""
    return or_(Ticket.kind.in_(KINDS), Ticket.id.in_(select(receipts.Receipt.ticket_id)))


def shut(keys: Keyring, row: Any) -> Veil:
    """The cover over a guarded ticket (`number`, `facts` and `phone` of one) where it stands among many, for everybody:
    who it is about stands on its own page.
    """
    facts = json.loads(report_rows.opened(keys, row.number, row.facts) or "{}")
    return Veil(covers=True, secrets=_told(facts, report_rows.opened(keys, row.number, row.phone)))


def over_all(keys: Keyring, rows: Iterable[Any]) -> Veil:
    """The same over what stands for all of these guarded tickets together."""
    secrets = {one for row in rows for one in shut(keys, row).secrets}
    return Veil(covers=bool(secrets), secrets=tuple(sorted(secrets)))


async def veil(desk: Desk, session: AsyncSession, agent: Agent, tickets: Tickets, ticket: Ticket) -> Veil:
    """How a ticket is to be shown to an agent now."""
    nameless = bool(await receipts.anonymous(session, [ticket.id]))
    if not is_guarded(ticket, nameless):
        return Veil(covers=False, nameless=nameless)
    rows = await _rows(session, ticket, desk.clock())
    until = max((row.until for row in rows if row.until and row.agent_id == agent.id), default=None)
    return Veil(
        covers=until is None,
        secrets=_secrets(tickets, ticket),
        until=until,
        waits=any(row.decided_at is None and row.agent_id == agent.id for row in rows),
        at_once=ticket.urgent or await _alone(session, agent, ticket),
        wishes=await _wishes(desk, session, agent, rows),
        nameless=nameless,
    )


async def veils(
    session: AsyncSession,
    agent: Agent,
    tickets: Tickets,
    shown: Sequence[Ticket],
    nameless: Collection[int],
    now: datetime,
) -> Mapping[int, Veil]:
    """The covers over those of a list that an agent must not see, by the tickets' id; one query for all."""
    guarded = [one for one in shown if is_guarded(one, one.id in nameless)]
    if not guarded:
        return {}
    mine = (Custody.agent_id == agent.id, Custody.ticket_id.in_([one.id for one in guarded]), Custody.until > now)
    granted = {*await session.scalars(select(Custody.ticket_id).where(*mine))}
    return {one.id: Veil(covers=True, secrets=_secrets(tickets, one)) for one in guarded if one.id not in granted}


async def covers(
    desk: Desk, session: AsyncSession, agent: Agent, tickets: Tickets, shown: Collection[Ticket]
) -> Mapping[int, Veil]:
    """The same of tickets that stand on other pages than their own."""
    every = list({one.id: one for one in shown}.values())
    nameless = await receipts.anonymous(session, [one.id for one in every])
    return await veils(session, agent, tickets, every, nameless, desk.clock())


async def ask(desk: Desk, session: AsyncSession, deed: Deed) -> str:
    """Asks to see whom a ticket is about, or opens it at once where that may be; gives what to tell the agent.

    Raises:
        NotDone, NoTicket: as their names say; here and below.
    """
    tickets, ticket = await hold(desk, session, deed)
    why, now, agent = checked(deed.text, MOST_REASON, WHY), desk.clock(), deed.agent
    stands = await veil(desk, session, agent, tickets, ticket)
    if not stands.covers:
        raise NotDone(OPEN_ALREADY if stands.until else NOT_GUARDED, 409)
    if stands.waits and not stands.at_once:
        raise NotDone(ASKED_ALREADY, 409)
    row = Custody(ticket_id=ticket.id, agent_id=agent.id, why=b"", asked_at=now)
    session.add(row)
    await session.flush()
    row.why = desk.services.keys.seal(why, _place(row))
    if not stands.at_once:
        audit.put(session, agent, now, audit.Act.CUSTODY_ASKED, ticket.number)
        for other in await _granters(session, agent, ticket):
            await tell(session, What.CUSTODY_ASKED, ticket.number, ticket.district, now, now, agent=other.id)
        return ASKED
    row.decided_by, row.decided_at, row.until = agent.name, now, now + LASTS
    act = audit.Act.CUSTODY_OPENED if ticket.urgent else audit.Act.CUSTODY_ALONE
    audit.put(session, agent, now, act, ticket.number)
    return OPENED


async def decide(desk: Desk, session: AsyncSession, deed: Deed, wish: str, yes: bool) -> str:
    """Grants what a colleague asked for, or not; gives what to tell the agent."""
    _, ticket = await hold(desk, session, deed)
    now = desk.clock()
    row = await session.get(Custody, number_of(wish) or 0, with_for_update=True)
    if row is None or row.ticket_id != ticket.id or row.decided_at is not None or row.asked_at <= now - LASTS:
        raise NotDone(GONE, 409)
    if row.agent_id == deed.agent.id:
        raise NotDone(NOT_OWN, 409)
    row.decided_by, row.decided_at, row.until = deed.agent.name, now, now + LASTS if yes else None
    asker = await session.get_one(Agent, row.agent_id)
    act = audit.Act.CUSTODY_GRANTED if yes else audit.Act.CUSTODY_REFUSED
    audit.put(session, deed.agent, now, act, ticket.number, asker.name)
    what = What.CUSTODY_GRANTED if yes else What.CUSTODY_REFUSED
    await tell(session, what, ticket.number, ticket.district, now, now, agent=asker.id)
    return GRANTED if yes else REFUSED


async def may_be_one(desk: Desk, session: AsyncSession, deed: Deed, tickets: Tickets, *both: Ticket) -> None:
    """Lets two tickets be made one only by who may see whose they are, and where what was guarded stays so; the audit
    has it. Whether they are one worker's is not asked before: the answer would tell it.

    Raises:
        NotDone: they stay two.
    """
    if await covers(desk, session, deed.agent, tickets, both):
        raise NotDone(COVERED_DOUBLE, 403)
    guarded = [one for one in both if one.kind in KINDS]
    if not guarded:
        return
    if len(guarded) < len(both):
        raise NotDone(UNEQUAL_DOUBLE, 403)
    numbers = sorted(one.number for one in guarded)
    audit.put(session, deed.agent, desk.clock(), audit.Act.CUSTODY_JOINED, deed.number, " + ".join(numbers))


async def _rows(session: AsyncSession, ticket: Ticket, now: datetime) -> Sequence[Custody]:
    """What was granted and still holds, and what is asked; a wish lapses after as long."""
    mine = (Custody.ticket_id == ticket.id, Custody.asked_at > now - 2 * LASTS)
    rows = (await session.scalars(select(Custody).where(*mine).order_by(Custody.id).limit(200))).all()
    return [
        row
        for row in rows
        if (row.until is not None and row.until > now) or (row.decided_at is None and row.asked_at > now - LASTS)
    ]


async def _wishes(desk: Desk, session: AsyncSession, agent: Agent, rows: Sequence[Custody]) -> tuple[Wish, ...]:
    asked = [row for row in rows if row.decided_at is None and row.agent_id != agent.id]
    if not asked or not may(agent, May.OVERSEE):
        return ()
    names = dict((await session.execute(select(Agent.id, Agent.display).where(Agent.active))).all())
    return tuple(
        Wish(row.id, names[row.agent_id], _why(desk, row), row.asked_at) for row in asked if row.agent_id in names
    )


def _why(desk: Desk, row: Custody) -> str:
    try:
        return desk.services.keys.open(row.why, _place(row))
    except (KeyMissing, SealBroken):
        return words.BROKEN


async def _alone(session: AsyncSession, agent: Agent, ticket: Ticket) -> bool:
    """Whether an agent who could grant it to others has nobody who could grant it to them."""
    return may(agent, May.OVERSEE) and not await _granters(session, agent, ticket)


async def _granters(session: AsyncSession, agent: Agent, ticket: Ticket) -> Sequence[Agent]:
    """The others who may grant it to an agent."""
    others = (await session.scalars(select(Agent).where(Agent.active, Agent.id != agent.id))).all()
    return [one for one in others if may(one, May.OVERSEE) and sees(one, ticket)]


def _secrets(tickets: Tickets, ticket: Ticket) -> tuple[str, ...]:
    """What tells who a worker is."""
    try:
        facts = tickets.facts(ticket)
        return _told(facts, tickets.read(ticket, ticket.phone))
    except (KeyMissing, SealBroken):
        return ()


def _told(facts: Mapping[str, Any], phone: str) -> tuple[str, ...]:
    phones = {phone, str(facts.get("phone", ""))}
    return tuple(sorted({one for one in phones if one} | covering.names(str(facts.get("worker", "")))))


def _place(row: Custody) -> str:
    return f"custodies:{row.id}"
