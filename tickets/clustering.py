"""Finds which tickets may be about one employer or site, and which groups have become alarming; staff decide.

A round takes some tickets nobody compared yet (new ones, old ones, those whose employer was told anew), so that nothing
has to be told when a ticket opens, and tickets from before this was there are found too. Names are opened and compared
while no transaction is open. Two processes may do the same ticket: marks are written before others are looked up, and
a pair is proposed once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Update, and_, case, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.clock import Clock
from bot.core.crypt import Keyring
from bot.core.database import Base, Database, ignoring
from bot.core.errors import KeyMissing, SealBroken
from bot.core.log import get
from tickets.clocks import Rules
from tickets.employers import Employers, Named
from tickets.group_models import EmployerMark, Group, Member
from tickets.group_reading import Limits, Standing
from tickets.groups import Groups
from tickets.likeness import NO, Comparison, Likeness
from tickets.models import Claim, Ticket
from tickets.proposals import DOUBLE, SAME, Proposals
from tickets.states import OPEN

TICKETS_A_ROUND = 50
GROUPS_A_ROUND = 200
CANDIDATES = 60
MOST_PROPOSED = 5
MOST_OWN = 10
ONE_WORKER = "同一个职工登记的"
ONE_KIND = "都是{kind}"
NO_EMPLOYER = "有一张没说单位"
_log = get("clustering")


@dataclass(frozen=True, slots=True)
class Found:
    """One pair to be asked about."""

    other: Ticket
    likeness: Likeness
    kind: str


class Clustering:
    """The rounds of one process."""

    def __init__(
        self, database: Database, keys: Keyring, employers: Employers, limits: Limits, rules: Rules, clock: Clock
    ) -> None:
        self._database, self._keys, self._rules, self._clock = database, keys, rules, clock
        self._employers, self._limits = employers, limits
        self._comparison = Comparison(employers.sounds)

    def go_by(self, limits: Limits, rules: Rules) -> None:
        """Goes by these from the next round on."""
        self._limits, self._rules = limits, rules

    async def round(self) -> int:
        """Compares what was not compared yet, then looks whom the alarm is for; gives how many groups it rang for."""
        async with self._database.view() as session:
            fresh = await _fresh(session)
        for ticket in fresh:
            await self._compare(ticket)
        return await self._alarm()

    async def _compare(self, ticket: Ticket) -> None:
        named = self._named(ticket)
        marks = [self._keys.index(f"employer mark {mark}") for mark in self._employers.marks(named)]
        async with self._database.session() as session:
            await session.execute(delete(EmployerMark).where(EmployerMark.ticket_id == ticket.id))
            for mark in marks:
                await _put(session, EmployerMark, mark=mark, ticket_id=ticket.id)
        async with self._database.view() as session:
            others = await _candidates(session, ticket, marks)
            own = await _own(session, ticket)
        found = [one for other in own if (one := self._double(ticket, named, other))]
        alike = [Found(other, self._comparison.likeness(named, self._named(other)), SAME) for other in others]
        alike = sorted((one for one in alike if one.likeness.proposed), key=lambda one: -one.likeness.score)
        async with self._database.session() as session:
            await self._propose(session, ticket, found + alike[:MOST_PROPOSED])
            await session.execute(_compared(ticket).values(compared_at=self._clock()))

    async def _propose(self, session: AsyncSession, ticket: Ticket, found: Sequence[Found]) -> None:
        now = self._clock()
        proposals = Proposals(session, self._keys, now, self._rules)
        groups = Groups(session, self._keys, now, self._rules)
        mine = await groups.of(ticket)
        for one in found:
            group = await groups.of(one.other) if one.kind == SAME else None
            if mine is None or group is not mine:
                await proposals.propose(ticket, group or one.other, one.likeness, one.kind)

    def _named(self, ticket: Ticket) -> Named:
        """Whom the ticket names; nobody where it does not open."""
        try:
            said = self._keys.open(ticket.employer, f"tickets:{ticket.number}") if ticket.employer else ""
        except (KeyMissing, SealBroken):
            _log.error("seal_does_not_open", ticket=ticket.id)
            said = ""
        return self._employers.read(said, ticket.district)

    def _double(self, ticket: Ticket, named: Named, other: Ticket) -> Found | None:
        """Whether another open ticket of the same worker is about the same thing."""
        if ticket.kind != other.kind:
            return None
        theirs = self._named(other)
        both = named.tells and theirs.tells
        likeness = self._comparison.likeness(named, theirs) if both else NO
        if both and not likeness.proposed:
            return None
        reasons = (ONE_WORKER, ONE_KIND.format(kind=ticket.kind), *(likeness.reasons or (NO_EMPLOYER,)))
        return Found(other, Likeness(max(likeness.score, 0.7), reasons), DOUBLE)

    async def _alarm(self) -> int:
        """Marks groups that reached a threshold, each once."""
        async with self._database.view() as session:
            reached = await _reached(session, self._limits)
        rung = 0
        for group_id in reached:
            async with self._database.session() as session:
                group = await session.get_one(Group, group_id, with_for_update=True)
                if group.alarmed_at is None:
                    await Groups(session, self._keys, self._clock(), self._rules).alarm(group)
                    _log.warning("group_alarm", group=group_id)
                    rung += 1
        return rung


async def _put(session: AsyncSession, table: type[Base], **row: Any) -> None:
    """Adds a row unless another process just did."""
    await session.execute(ignoring(session.get_bind().dialect, table), row)


async def _reached(session: AsyncSession, limits: Limits) -> Sequence[int]:
    """Groups that nobody was alarmed about, whose open tickets come to a threshold."""
    is_open = Ticket.state.in_(sorted(OPEN))  # within the counts: else SQLite begins with all open tickets
    worker = case((is_open, func.coalesce(Ticket.follower, Ticket.number)))
    many = func.count(worker.distinct()) >= limits.workers
    much = func.sum(case((is_open, Claim.amount_fen))) >= limits.yuan * 100
    statement = (
        select(Group.id)
        .join(Member, Member.group_id == Group.id)
        .join(Ticket, Ticket.id == Member.ticket_id)
        .outerjoin(Claim, Claim.ticket_id == Ticket.id)
        .where(Group.state == Standing.OPEN, Group.alarmed_at.is_(None))
        .group_by(Group.id)
        .having(or_(many, much))
        .limit(GROUPS_A_ROUND)
    )
    return (await session.scalars(statement)).all()


async def _fresh(session: AsyncSession) -> Sequence[Ticket]:
    """Open tickets that were never compared, or whose employer was told anew; the newest first."""
    statement = (
        select(Ticket)
        .where(Ticket.compared_at.is_(None), Ticket.state.in_(sorted(OPEN)))
        .order_by(Ticket.id.desc())
        .limit(TICKETS_A_ROUND)
    )
    return (await session.scalars(statement)).all()


def _compared(ticket: Ticket) -> Update:
    """The ticket, unless another employer was told while it was compared."""
    return update(Ticket).where(Ticket.id == ticket.id, Ticket.employer.is_not_distinct_from(ticket.employer))


async def _candidates(session: AsyncSession, ticket: Ticket, marks: Sequence[str]) -> Sequence[Ticket]:
    """Open tickets of others with most marks in common."""
    shared = (
        select(EmployerMark.ticket_id)
        .join(Ticket, Ticket.id == EmployerMark.ticket_id)
        .where(
            EmployerMark.mark.in_(marks),
            Ticket.id != ticket.id,
            Ticket.state.in_(sorted(OPEN)),
            or_(Ticket.follower.is_(None), Ticket.follower.is_distinct_from(ticket.follower)),
        )
        .group_by(EmployerMark.ticket_id)
        .order_by(func.count().desc(), EmployerMark.ticket_id.desc())
        .limit(CANDIDATES)
    )
    ids = (await session.scalars(shared)).all()
    return (await session.scalars(select(Ticket).where(Ticket.id.in_(ids)))).all()


async def _own(session: AsyncSession, ticket: Ticket) -> Sequence[Ticket]:
    """The same worker's other open tickets."""
    if ticket.follower is None:
        return []
    here = and_(Ticket.follower == ticket.follower, Ticket.id != ticket.id, Ticket.state.in_(sorted(OPEN)))
    return (await session.scalars(select(Ticket).where(here).order_by(Ticket.id.desc()).limit(MOST_OWN))).all()
