"""Tickets that have to do with this one: the nearest by employer, the same worker's, linked ones; merge and link."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.crypt import Keyring
from bot.core.errors import KeyMissing, SealBroken
from tickets import number as numbers
from tickets.doubles import Doubles
from tickets.group_models import Member, Proposal
from tickets.groups import Unfit
from tickets.links import Links
from tickets.models import Ticket
from tickets.proposals import Answer
from tickets.service import Tickets
from tickets.states import OPEN
from web.desk import words
from web.desk.access import scope, sees
from web.desk.deed import Deed, NotDone
from web.desk.desk import Desk
from web.desk.models import Agent
from web.desk.ticket import custody
from web.desk.ticket.acting import hold
from web.desk.ticket.reading import opened

NEAREST = 5
LIKELY = "单位像 {percent}%"
WORKER, GROUP = "同一位职工登记的", "在同一个集体诉求里"
NO_NUMBER = "没有编号是「{asked}」的单子。请核对 9 位编号。"
LINKED, UNLINKED = "已和编号 {number} 关联，两张单子上都看得到。", "已取消和编号 {number} 的关联。"
MERGED = "已合成一张：{newer} 并进了 {older}，职工会收到通知。要单独办，在 {newer} 上点「重新办理」。"
WHY_NOT = {
    "same": "这就是这张单子。",
    "linked": "已经关联过了。",
    "not linked": "没有关联。",
    "full": "一张单子最多关联 50 张。",
    "settled": "有一张已经办结或撤回，不能再合成一张。",
    "not one worker": "这两张不是同一位职工的，不能合成一张；可以关联，或者并入集体诉求。",
}


@dataclass(frozen=True, slots=True)
class Near:
    """Another ticket and why it is shown; `mergeable` where both are open and of one worker."""

    ticket: Ticket
    employer: str
    reasons: Sequence[str]
    mergeable: bool


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a ticket."""

    nearest: Sequence[Near]
    linked: Sequence[Near]


async def around(
    desk: Desk, session: AsyncSession, agent: Agent, tickets: Tickets, ticket: Ticket, *, covered: bool, grouped: bool
) -> Around:
    """The nearest tickets with reasons, and the linked ones; only those the agent sees.

    The same worker's others are not told while it is `covered` whom the ticket is about, for they may say it; nor those
    that are covered themselves, for the ticket would.
    """
    reasons = await _reasons(desk.services.keys, session, agent, ticket, grouped)
    linked = [one for one in await Links(session, tickets, desk.clock()).of(ticket) if sees(agent, one)]
    veils = await custody.covers(desk, session, agent, tickets, [*(one for one, _ in reasons), *linked])
    told = [(one, why) for one, why in reasons if not (_of_one_worker(ticket, one) and (covered or one.id in veils))]

    def near(one: Ticket, why: Sequence[str]) -> Near:
        return veils.get(one.id, custody.BARE).over(_near(tickets, ticket, one, why))

    return Around([near(*one) for one in told[:NEAREST]], [near(one, ()) for one in linked])


async def link(desk: Desk, session: AsyncSession, deed: Deed, linked: bool) -> str:
    """Links with the ticket whose number was written, or takes that back; gives what to tell the agent.

    Raises:
        NotDone, NoTicket: as their names say; here and below.
    """
    tickets, ticket = await hold(desk, session, deed, await _asked(session, deed))
    other = await _other(tickets, deed)
    links = Links(session, tickets, desk.clock())
    try:
        await (links.link if linked else links.unlink)(ticket, other, deed.actor)
    except Unfit as unfit:
        raise NotDone(WHY_NOT[str(unfit)], 409) from None
    return (LINKED if linked else UNLINKED).format(number=numbers.shown(other.number))


async def merge(desk: Desk, session: AsyncSession, deed: Deed) -> str:
    """Makes one of two tickets of a worker: the newer goes into the older."""
    tickets, ticket = await hold(desk, session, deed, await _asked(session, deed))
    older, newer = sorted((ticket, await _other(tickets, deed)), key=lambda one: one.id)
    await custody.may_be_one(desk, session, deed, tickets, older, newer)
    try:
        services = desk.services
        await Doubles(session, services.keys, desk.clock(), services.rules).merge(newer, older, deed.actor)
    except Unfit as unfit:
        raise NotDone(WHY_NOT[str(unfit)], 409) from None
    return MERGED.format(newer=numbers.shown(newer.number), older=numbers.shown(older.number))


async def _asked(session: AsyncSession, deed: Deed) -> Sequence[int]:
    """The id of the ticket whose number was written."""
    return (await session.scalars(select(Ticket.id).where(Ticket.number == (numbers.read(deed.text) or "")))).all()


async def _other(tickets: Tickets, deed: Deed) -> Ticket:
    found = await tickets.find(numbers.read(deed.text) or "")
    if found is None or not sees(deed.agent, found):
        raise NotDone(NO_NUMBER.format(asked=deed.text[:20]))
    return found


async def _reasons(
    keys: Keyring, session: AsyncSession, agent: Agent, ticket: Ticket, grouped: bool
) -> Sequence[tuple[Ticket, Sequence[str]]]:
    """The nearest tickets, the likeliest first: of the same worker, then as their employers were compared."""
    why: dict[int, list[str]] = {}
    found: dict[int, Ticket] = {}
    for reason, one in await _known(session, agent, ticket, grouped):
        found[one.id] = one
        why.setdefault(one.id, []).append(reason)
    for row, one in await _compared(session, agent, ticket):
        found[one.id] = one
        why.setdefault(one.id, []).extend(_opened(keys, row, ticket, one))
    return [(one, list(dict.fromkeys(why[one.id]))) for one in found.values()]


async def _known(session: AsyncSession, agent: Agent, ticket: Ticket, grouped: bool) -> list[tuple[str, Ticket]]:
    """Those of the same worker, and of the same group."""
    found: list[tuple[str, Ticket]] = []
    if ticket.follower is not None:
        mine = select(Ticket).where(Ticket.follower == ticket.follower, Ticket.id != ticket.id, scope(agent))
        rows = await session.scalars(mine.order_by(Ticket.id.desc()).limit(NEAREST))
        found += [(WORKER, one) for one in rows]
    if not grouped:
        return found
    group = select(Member.group_id).where(Member.ticket_id == ticket.id).scalar_subquery()
    mates = select(Ticket).join(Member, Member.ticket_id == Ticket.id).where(Member.group_id == group)
    rows = await session.scalars(
        mates.where(Ticket.id != ticket.id, scope(agent)).order_by(Member.joined_at.desc()).limit(NEAREST)
    )
    return [*found, *((GROUP, one) for one in rows)]


async def _compared(session: AsyncSession, agent: Agent, ticket: Ticket) -> Sequence[tuple[Proposal, Ticket]]:
    asked = or_(
        (Proposal.ticket_id == ticket.id) & (Proposal.other_id == Ticket.id),
        (Proposal.other_id == ticket.id) & (Proposal.ticket_id == Ticket.id),
    )
    statement = select(Proposal, Ticket).join(Ticket, asked).where(Proposal.state != Answer.REFUSED, scope(agent))
    likeliest = statement.order_by(Proposal.score.desc(), Proposal.id).limit(NEAREST)
    rows = await session.execute(likeliest)
    return [(row, one) for row, one in rows]


def _opened(keys: Keyring, row: Proposal, ticket: Ticket, other: Ticket) -> Sequence[str]:
    """The reasons in clear; none where they do not open."""
    asked = ticket if row.ticket_id == ticket.id else other
    try:
        reasons = keys.open(row.reasons, f"proposals:{asked.number}").split("\n")
    except (KeyMissing, SealBroken):
        return [words.BROKEN]
    return [LIKELY.format(percent=round(row.score * 100)), *reasons]


def _near(tickets: Tickets, ticket: Ticket, one: Ticket, reasons: Sequence[str]) -> Near:
    mergeable = _of_one_worker(ticket, one) and {ticket.state, one.state} <= OPEN
    return Near(one, opened(tickets, one, one.employer), reasons, mergeable)


def _of_one_worker(ticket: Ticket, other: Ticket) -> bool:
    return ticket.follower is not None and ticket.follower == other.follower
