"""What an agent does about groups: answers a proposal, gathers, splits, merges, links, answers all. Each once."""

import re
from collections.abc import Awaitable, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets import number as numbers
from tickets import receipts
from tickets.group_models import Group, Proposal
from tickets.groups import Groups, Unfit
from tickets.models import Ticket
from tickets.proposals import DOUBLE, UNNAMED, Proposals
from tickets.service import Tickets
from tickets.states import OPEN
from web.desk.access import sees
from web.desk.deed import Deed, NotDone
from web.desk.desk import Desk
from web.desk.groups import answering_all
from web.desk.groups import groups as groups_reading
from web.desk.ticket import acting, custody
from web.desk.ticket.beside import suggested

MOST_NAME = 60
JOINED = "已并入集体诉求 {number}。"
DOUBLED = "两张单子已合成一张，职工会收到通知。"
REFUSED = "记下了：不是一回事，以后不再提示。"
LEFT = "已把编号 {number} 分出去。要放回来，在那张单子上填这个集体诉求的编号。"
MERGED = "已合并到集体诉求 {number}。要分回来，到这个集体诉求上点「分回原样」。"
PARTED = "已分回原样。"
LINKED, UNLINKED = "已关联。", "已取消关联。"
NAMELESS = "匿名的单子联系不到本人，不能定为代表。"
SPEAKS, SPEAKS_NO_MORE = "已定为代表。", "已取消代表。"
RENAMED = "名称已改。"
NOTED = "备注已记下，只有工作人员看得到。"
ANSWERED = "已答复 {sent} 位职工，每人只看到自己的单子。"
ANSWERING = "已发 {sent}/{total}，剩下的接着自动发，每人只看到自己的单子。刷新本页看进度。"
NOT_REACHED = "这几张没有发，职工已取消关注，请打电话：{numbers}。"
NOBODY = "没有一张还在办、联系得上的单子，什么也没有发。"
EMPTY = "还没有写内容。"
GIVES_AWAY = "这段话会发给每一位职工，里面的「{what}」会让人认出其中一位。请去掉再发。"
NO_GROUP = "没有这个编号的集体诉求。"
NO_NUMBER = "没有编号是「{asked}」的单子或集体诉求。请核对 9 位编号。"
WHY_NOT = {
    "taken": "这张单子已经在一个集体诉求里了。先分出来，再并入别的；或者把两个集体诉求合并。",
    "merged": "这个集体诉求已经合并到别的里面了，请到那一个上操作。",
    "full": "一个集体诉求最多 500 张单子。",
    "no member": "这张单子不在这个集体诉求里。",
    "same": "这是同一个集体诉求。",
    "linked": "已经关联过了。",
    "not linked": "没有关联。",
    "not merged": "它没有合并到别的集体诉求里。",
    "answered": "这一条刚被处理过了。请看看最新情况。",
    "settled": "有一张已经办结或撤回，不能再合成一张。",
    "not one worker": "这两张不是同一位职工的，不能合成一张；可以并入集体诉求。",
}


async def propose(desk: Desk, session: AsyncSession, deed: Deed, proposal: int, yes: bool) -> str:
    """Accepts or refuses what was proposed about a ticket; gives what to tell the agent.

    Raises:
        NotDone, NoTicket: as their names say; here and below.
    """
    row = await session.get(Proposal, proposal)
    others = [one for one in (row.ticket_id, row.other_id) if one] if row else []
    groups = [row.group_id] if row and row.group_id else []
    tickets, ticket = await acting.hold(desk, session, deed, others, groups)
    proposals = Proposals(session, desk.services.keys, desk.clock(), desk.services.rules)
    try:
        asked = await proposals.asked(ticket, proposal)
        if yes and asked.kind == DOUBLE and asked.other:
            await custody.may_be_one(desk, session, deed, tickets, ticket, asked.other)
        if not await suggested(desk, session, deed.agent, [asked]):
            raise Unfit("answered")
        if not yes:
            await proposals.refuse(ticket, proposal, deed.actor)
            return REFUSED
        group = await proposals.accept(ticket, proposal, deed.actor)
    except Unfit as unfit:
        raise NotDone(WHY_NOT[str(unfit)], 409) from None
    return JOINED.format(number=numbers.shown(group.number)) if group else DOUBLED


async def gather(desk: Desk, session: AsyncSession, deed: Deed) -> str:
    """Puts the ticket together with the ticket or group whose number was written."""
    groups, number = _groups(desk, session), numbers.read(deed.text) or ""
    group = await groups_reading.find(desk, session, deed.agent, number)
    there = select(Ticket.id).where(Ticket.number == number)
    others = (await session.scalars(there)).all()
    tickets, ticket = await acting.hold(desk, session, deed, others, [group.id] if group else [])
    other = await tickets.find(number)
    if other is not None and not sees(deed.agent, other):
        other = None
    if group is None and (other is None or other is ticket):
        raise NotDone(NO_NUMBER.format(asked=deed.text[:20]))
    try:
        if other is not None:
            group = await _with(groups, tickets, ticket, other, deed.actor)
        elif group is not None:
            await groups.join(group, ticket, deed.actor)
    except Unfit as unfit:
        raise NotDone(WHY_NOT[str(unfit)], 409) from None
    return JOINED.format(number=numbers.shown(group.number if group else ""))


async def leave(desk: Desk, session: AsyncSession, deed: Deed, member: str) -> str:
    """Splits a member out."""
    groups, group = await _hold(desk, session, deed)
    ticket = await _member(desk, session, deed, member)
    await _fit(groups.leave(group, ticket, deed.actor, acting.checked(deed.text, acting.MOST_REASON, "")))
    return LEFT.format(number=numbers.shown(member))


async def merge(desk: Desk, session: AsyncSession, deed: Deed) -> str:
    """Moves all members into the group whose number was written."""
    groups, group = await _hold(desk, session, deed, deed.text)
    into = await _other(desk, session, deed, deed.text)
    await _fit(groups.merge(group, into, deed.actor))
    return MERGED.format(number=numbers.shown(into.number))


async def part(desk: Desk, session: AsyncSession, deed: Deed) -> str:
    """Takes a merging back."""
    groups, group = await _hold(desk, session, deed)
    await _fit(groups.part(group, deed.actor))
    return PARTED


async def link(desk: Desk, session: AsyncSession, deed: Deed) -> str:
    """Notes that another group has to do with this one."""
    groups, group = await _hold(desk, session, deed, deed.text)
    await _fit(groups.link(group, await _other(desk, session, deed, deed.text), deed.actor))
    return LINKED


async def unlink(desk: Desk, session: AsyncSession, deed: Deed, member: str) -> str:
    """Takes that back."""
    groups, group = await _hold(desk, session, deed, member)
    await _fit(groups.unlink(group, await _other(desk, session, deed, member), deed.actor))
    return UNLINKED


async def speak(desk: Desk, session: AsyncSession, deed: Deed, member: str) -> str:
    """Names who speaks for the group; without a member, nobody."""
    groups, group = await _hold(desk, session, deed)
    ticket = await _member(desk, session, deed, member) if member else None
    if ticket and await receipts.anonymous(session, [ticket.id]):
        raise NotDone(NAMELESS)
    await _fit(groups.speak(group, ticket, deed.actor))
    return SPEAKS if ticket else SPEAKS_NO_MORE


async def rename(desk: Desk, session: AsyncSession, deed: Deed) -> str:
    """Gives the group another name."""
    groups, group = await _hold(desk, session, deed)
    await groups.rename(group, acting.checked(deed.text, MOST_NAME, EMPTY), deed.actor)
    return RENAMED


async def note(desk: Desk, session: AsyncSession, deed: Deed) -> str:
    """Writes what only staff will read."""
    groups, group = await _hold(desk, session, deed)
    await groups.note(group, deed.actor, acting.checked(deed.text, acting.MOST_NOTE, EMPTY))
    return NOTED


async def answer(desk: Desk, session: AsyncSession, deed: Deed) -> str:
    """Answers every worker of the group in the agent's scope, each about their own ticket alone."""
    groups, group = await _hold(desk, session, deed)
    members = [ticket for ticket in await groups.members(group) if ticket.state in OPEN]
    tickets = desk.tickets(session)
    text = acting.fitting(deed.text, group.number, {})  # one text for all: no variable stands for each
    if what := _gives_away(tickets, members, text):
        raise NotDone(GIVES_AWAY.format(what=what))
    nameless = await receipts.anonymous(session, [ticket.id for ticket in members])
    mine = [ticket for ticket in members if sees(deed.agent, ticket)]
    reached = [ticket for ticket in mine if ticket.follower is not None or ticket.id in nameless]
    if not reached:
        raise NotDone(NOBODY, 409)
    sent = await answering_all.begin(desk, session, group, reached, deed.actor, text)
    await groups.note(group, deed.actor, text, "answered")
    missed = "、".join(numbers.shown(ticket.number) for ticket in mine if ticket not in reached)
    told = ANSWERED if sent == len(reached) else ANSWERING
    return told.format(sent=sent, total=len(reached)) + (NOT_REACHED.format(numbers=missed) if missed else "")


async def _fit(work: Awaitable[None]) -> None:
    """Does it, or tells the agent why not."""
    try:
        await work
    except Unfit as unfit:
        raise NotDone(WHY_NOT[str(unfit)], 409) from None


async def _with(groups: Groups, tickets: Tickets, ticket: Ticket, other: Ticket, actor: str) -> Group:
    """The other ticket's group, or a new one over both, with this ticket in it."""
    group = await groups.of(other)
    if group is None:
        name = tickets.read(other, other.employer) or tickets.read(ticket, ticket.employer) or UNNAMED
        if await groups.of(ticket) is not None:
            raise Unfit("taken")
        return await groups.open(name, [other, ticket], actor)
    await groups.join(group, ticket, actor)
    return group


def _gives_away(tickets: Tickets, members: Sequence[Ticket], text: str) -> str:
    """What in the words would tell the others who somebody is: a phone, or the number of a ticket."""
    digits = re.sub(r"\D", "", text)
    for ticket in members:
        for secret in (ticket.number, tickets.read(ticket, ticket.phone)):
            if secret and secret in digits:
                return secret
    return ""


async def _hold(desk: Desk, session: AsyncSession, deed: Deed, other: str = "") -> tuple[Groups, Group]:
    """The group, held until the transaction ends.

    The one with the number `other` is held with it: the older first.
    """
    wanted = select(Group.id).where(Group.number.in_([deed.number, numbers.read(other) or ""]))
    await acting.hold_groups(session, (await session.scalars(wanted)).all())
    group = await groups_reading.find(desk, session, deed.agent, deed.number)
    if group is None:
        raise NotDone(NO_GROUP, 404)
    return _groups(desk, session), group


def _groups(desk: Desk, session: AsyncSession) -> Groups:
    return Groups(session, desk.services.keys, desk.clock(), desk.services.rules)


async def _member(desk: Desk, session: AsyncSession, deed: Deed, number: str) -> Ticket:
    found = await desk.tickets(session).find(number)
    if found is None or not sees(deed.agent, found):
        raise NotDone(WHY_NOT["no member"], 409)
    return found


async def _other(desk: Desk, session: AsyncSession, deed: Deed, written: str) -> Group:
    found = await groups_reading.find(desk, session, deed.agent, numbers.read(written) or "")
    if found is None:
        raise NotDone(NO_GROUP)
    return found
