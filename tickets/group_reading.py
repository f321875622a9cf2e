"""What stands in group tickets: their members, names, history and totals."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.crypt import Keyring
from tickets.group_models import Group, GroupEvent, GroupLink, Member
from tickets.lapsing import title_of
from tickets.models import Claim, Ticket
from tickets.states import OPEN


class Standing(StrEnum):
    """Where a group stands; one without members is empty, and filled again if a ticket joins."""

    OPEN = "open"
    MERGED = "merged"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Totals:
    """What the open tickets of a group come to. Workers are followers; who left counts once a ticket."""

    workers: int
    sum_fen: int
    lapses_at: datetime | None
    lapses: str


@dataclass(frozen=True, slots=True)
class Limits:
    """From when on a group is alarming: that many workers, or that many yuan owed in all.

    Source: 拒不支付劳动报酬解释 3(2): ten workers or more and a sum of 30,000 to 100,000 yuan or more, which each
    province fixes (Ningxia's choice is not confirmed). Our alarm rings at the lowest of either, long before that is
    certain.
    """

    workers: int
    yuan: int

    def reached(self, totals: Totals) -> bool:
        """Whether either is reached."""
        return totals.workers >= self.workers or totals.sum_fen >= self.yuan * 100


def totals(members: Iterable[Ticket]) -> Totals:
    """The totals over the members that are still open."""
    opened = [ticket for ticket in members if ticket.state in OPEN]
    ends = [(ticket.lapses_at, ticket.id, ticket.lapses) for ticket in opened if ticket.lapses_at]
    lapses_at, _, lapses = min(ends, default=(None, 0, ""))
    return Totals(
        workers=len({ticket.follower or ticket.number for ticket in opened}),
        sum_fen=sum(claim.amount_fen or 0 for ticket in opened for claim in ticket.claims),
        lapses_at=lapses_at,
        lapses=lapses,
    )


class GroupReading:
    """The groups of one installation, over one session."""

    def __init__(self, session: AsyncSession, keys: Keyring, now: datetime) -> None:
        self._session, self._keys, self._now = session, keys, now

    async def find(self, number: str, hold: bool = False) -> Group | None:
        """The group with this number; `hold` keeps others off it until the transaction ends."""
        statement = select(Group).where(Group.number == number)
        found: Group | None = await self._session.scalar(statement.with_for_update() if hold else statement)
        return found

    async def of(self, ticket: Ticket) -> Group | None:
        """The group a ticket is in."""
        statement = select(Group).join(Member, Member.group_id == Group.id).where(Member.ticket_id == ticket.id)
        found: Group | None = await self._session.scalar(statement)
        return found

    async def of_all(self, tickets: Collection[int]) -> dict[int, Group]:
        """The groups that some tickets are in, by the tickets' ids."""
        if not tickets:
            return {}
        statement = select(Member.ticket_id, Group).join(Group, Group.id == Member.group_id)
        rows = await self._session.execute(statement.where(Member.ticket_id.in_(tickets)))
        return dict(rows.all())

    async def standing(self, groups: Collection[int]) -> dict[int, Group]:
        """The groups with these ids, or those they were merged into, by the ids."""
        found: dict[int, Group] = {}
        missing = set(groups)
        while missing:
            rows = (await self._session.scalars(select(Group).where(Group.id.in_(missing)))).all()
            found |= {group.id: group for group in rows}
            missing = {group.merged_into for group in found.values() if group.merged_into} - found.keys()
        return {group: _end(found[group], found) for group in groups}

    async def members(self, group: Group) -> Sequence[Ticket]:
        """The tickets of a group in the order they joined."""
        statement = select(Ticket).join(Member, Member.ticket_id == Ticket.id).where(Member.group_id == group.id)
        return (await self._session.scalars(statement.order_by(Member.joined_at, Ticket.id))).all()

    async def counted(self, groups: Sequence[Group]) -> Mapping[int, tuple[int, Totals]]:
        """How many members each of the groups has, and their totals; counted where they lie, nothing is opened."""
        if not groups:
            return {}
        mine, is_open = [group.id for group in groups], Ticket.state.in_(sorted(OPEN))
        worker = case((is_open, func.coalesce(Ticket.follower, Ticket.number)))
        first = func.row_number().over(partition_by=Member.group_id, order_by=(Ticket.lapses_at, Ticket.id))
        members = select(Member.group_id).join(Ticket, Ticket.id == Member.ticket_id).where(Member.group_id.in_(mine))
        ends = members.add_columns(Ticket.lapses_at, Ticket.lapses_right, first.label("place"))
        soonest = ends.where(is_open, Ticket.lapses_at.is_not(None)).subquery()
        rows = await self._session.execute(select(soonest).where(soonest.c.place == 1))
        ending = {group: (at, title_of(right)) for group, at, right, _ in rows}
        sums = members.add_columns(
            func.count(Ticket.id.distinct()),
            func.count(worker.distinct()),
            func.coalesce(func.sum(case((is_open, Claim.amount_fen))), 0),
        )
        counts = await self._session.execute(
            sums.outerjoin(Claim, Claim.ticket_id == Ticket.id).group_by(Member.group_id)
        )
        found = {
            group: (count, Totals(workers, int(fen), *ending.get(group, (None, ""))))
            for group, count, workers, fen in counts
        }
        return {group: found.get(group, (0, totals([]))) for group in mine}

    async def linked(self, group: Group) -> Sequence[Group]:
        """The groups it is linked with."""
        other = or_(
            (GroupLink.group_id == group.id) & (GroupLink.other_id == Group.id),
            (GroupLink.other_id == group.id) & (GroupLink.group_id == Group.id),
        )
        return (await self._session.scalars(select(Group).join(GroupLink, other).order_by(Group.id))).all()

    async def history(self, group: Group) -> Sequence[GroupEvent]:
        """A group's history, oldest first."""
        statement = select(GroupEvent).where(GroupEvent.group_id == group.id).order_by(GroupEvent.id)
        return (await self._session.scalars(statement)).all()

    def read(self, group: Group, sealed: bytes | None) -> str:
        """A sealed value of this group in clear."""
        return self._keys.open(sealed, place(group.number)) if sealed else ""


def place(number: str) -> str:
    """Where a sealed value of the group with this number belongs."""
    return f"groups:{number}"


def _end(group: Group, among: Mapping[int, Group]) -> Group:
    """The group that this one went into in the end."""
    while group.merged_into:
        group = among[group.merged_into]
    return group
