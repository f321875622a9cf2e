"""What staff are asked about: may this ticket belong with another one, into a group, or is it a worker's second one?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.crypt import Keyring
from bot.core.database import changed, ignoring
from bot.core.errors import KeyMissing, SealBroken
from tickets.clocks import Rules
from tickets.doubles import Doubles
from tickets.group_models import Group, Member, Proposal
from tickets.groups import Groups, Unfit
from tickets.likeness import Likeness
from tickets.models import Ticket
from tickets.service import Tickets
from tickets.states import OPEN

SAME, DOUBLE = "同单位", "重复"
MOST_SHOWN = 20
UNNAMED = "未说单位"


class Answer(StrEnum):
    """Where a proposal stands."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One question to staff about `ticket`: with `group`, else with `other`."""

    id: int
    kind: str
    score: float
    reasons: tuple[str, ...]
    ticket: Ticket
    other: Ticket | None
    group: Group | None


class Proposals:
    """The proposals of one installation, over one session."""

    def __init__(self, session: AsyncSession, keys: Keyring, now: datetime, rules: Rules) -> None:
        self._session, self._keys, self._now = session, keys, now
        self._groups = Groups(session, keys, now, rules)
        self._tickets, self._rules = Tickets(session, keys, now, rules), rules

    async def propose(self, ticket: Ticket, other: Ticket | Group, likeness: Likeness, kind: str = SAME) -> bool:
        """Asks, unless it was asked before; tells whether it is new."""
        newer, older = ticket, other
        if isinstance(older, Ticket) and older.id > newer.id:
            newer, older = older, newer
        row = {
            "ticket_id": newer.id,
            "other_id": older.id if isinstance(older, Ticket) else None,
            "group_id": older.id if isinstance(older, Group) else None,
            "kind": kind,
            "score": likeness.score,
            "reasons": self._keys.seal("\n".join(likeness.reasons), _place(newer)),
            "state": Answer.PROPOSED,
            "made_at": self._now,
        }
        return bool(await changed(self._session, ignoring(self._session.get_bind().dialect, Proposal), row))

    async def about(self, ticket: Ticket) -> list[Suggestion]:
        """The open questions about a ticket, the likeliest first, each target once."""
        return await self.beside(ticket, await self._groups.of(ticket))

    async def beside(self, ticket: Ticket, mine: Group | None) -> list[Suggestion]:
        """The same about a ticket that is in the group `mine`."""
        if ticket.state not in OPEN:
            return []
        shut = {0, mine.id if mine else 0, *await self._refused_groups(ticket)}
        asked = or_(Proposal.ticket_id == ticket.id, Proposal.other_id == ticket.id)
        mates = select(Member.ticket_id).where(Member.group_id == (mine.id if mine else 0))
        strange = or_(Proposal.other_id.is_(None), Proposal.ticket_id.not_in(mates), Proposal.other_id.not_in(mates))
        here = (asked, Proposal.state == Answer.PROPOSED, or_(Proposal.kind == DOUBLE, strange))
        statement = select(Proposal).where(*here)
        rows = (await self._session.scalars(statement.order_by(Proposal.score.desc(), Proposal.id).limit(200))).all()
        found: dict[tuple[int, int], Suggestion] = {}
        for each in await self._suggestions([(row, ticket) for row in rows]):
            if each.kind == SAME and each.group and each.group.id in shut:
                continue
            key = (each.group.id, 0) if each.group and each.kind == SAME else (0, each.other.id if each.other else 0)
            found.setdefault(key, each)
        return list(found.values())[:MOST_SHOWN]

    async def into(self, group: Group) -> list[Suggestion]:
        """Tickets outside that may belong into a group, the likeliest first."""
        if group.merged_into:
            return []
        members, is_open = select(Member.ticket_id), sorted(OPEN)
        within = select(Ticket.id).join(Member, Member.ticket_id == Ticket.id)
        within = within.where(Member.group_id == group.id, Ticket.state.in_(is_open))
        refused = select(Proposal.ticket_id).where(Proposal.group_id == group.id, Proposal.state == Answer.REFUSED)
        place = func.row_number().over(partition_by=Ticket.id, order_by=(Proposal.score.desc(), Proposal.id))
        best = (
            select(Proposal.id.label("proposal"), Ticket.id.label("ticket"), place.label("place"))
            .join(Ticket, or_(Proposal.ticket_id == Ticket.id, Proposal.other_id == Ticket.id))
            .where(or_(Proposal.group_id == group.id, Proposal.ticket_id.in_(within), Proposal.other_id.in_(within)))
            .where(Proposal.state == Answer.PROPOSED, Proposal.kind == SAME, Ticket.state.in_(is_open))
            .where(Ticket.id.not_in(members), Ticket.id.not_in(refused))
            .subquery()
        )
        statement = (
            select(Proposal, Ticket)
            .join(best, (best.c.proposal == Proposal.id) & (best.c.place == 1))
            .join(Ticket, Ticket.id == best.c.ticket)
            .order_by(Proposal.score.desc(), Ticket.id)
            .limit(MOST_SHOWN)
        )
        return await self._suggestions((await self._session.execute(statement)).all())

    async def accept(self, ticket: Ticket, proposal: int, actor: str) -> Group | None:
        """Puts the ticket together with what was proposed; gives the group, or None where doubles were merged.

        Raises:
            Unfit: "answered" (it does not stand any more), or as `Groups.join` and `Doubles.merge` say.
        """
        each = await self.asked(ticket, proposal)
        group = each.group
        if each.kind == DOUBLE and each.other is not None:
            older, newer = sorted((ticket, each.other), key=lambda one: one.id)
            await Doubles(self._session, self._keys, self._now, self._rules).merge(newer, older, actor)
        elif group is not None:
            await self._gather(group, ticket, actor)
        elif each.other is not None:
            group = await self._together(ticket, each.other, actor)
        await self._answer([each.id], Answer.ACCEPTED, actor)
        return group

    async def refuse(self, ticket: Ticket, proposal: int, actor: str) -> None:
        """Puts down that they have nothing to do with each other; for a group, with none of its members.

        Raises:
            Unfit: "answered".
        """
        each = await self.asked(ticket, proposal)
        await self._answer([each.id], Answer.REFUSED, actor)
        if each.kind == SAME and each.group is not None:
            await self.propose(ticket, each.group, Likeness(each.score, each.reasons))
            here = (Proposal.ticket_id == ticket.id, Proposal.group_id == each.group.id)
            await self._session.execute(
                update(Proposal).where(*here).values(state=Answer.REFUSED, by=actor, at=self._now)
            )

    async def _together(self, ticket: Ticket, other: Ticket, actor: str) -> Group:
        """Into the group the ticket is in already, or a new one named as the ticket that says most."""
        mine = await self._groups.of(ticket)
        if mine is not None:
            await self._groups.join(mine, other, actor)
            return mine
        tickets = self._tickets
        names = [tickets.read(one, one.employer) for one in (other, ticket)]
        return await self._groups.open(max(names, key=len) or UNNAMED, [other, ticket], actor)

    async def _gather(self, group: Group, ticket: Ticket, actor: str) -> None:
        """Into the group; a ticket that has one already brings that whole group along."""
        mine = await self._groups.of(ticket)
        if mine is None:
            await self._groups.join(group, ticket, actor)
        else:
            await self._groups.merge(mine, group, actor)

    async def asked(self, ticket: Ticket, proposal: int) -> Suggestion:
        """The open question with this id about a ticket, held.

        Raises:
            Unfit: "answered".
        """
        row = await self._session.get(Proposal, proposal, with_for_update=True)
        each = None
        if row is not None and row.state == Answer.PROPOSED and ticket.id in (row.ticket_id, row.other_id):
            each = next(iter(await self._suggestions([(row, ticket)])), None)
        if each is None or ticket.state not in OPEN:
            raise Unfit("answered")
        return each

    async def _suggestions(self, asked: Sequence[tuple[Proposal, Ticket]]) -> list[Suggestion]:
        """Each proposal seen from one of its tickets, in this order; without those whose other side is settled."""
        wanted = {number for number in (_other(row, ticket) for row, ticket in asked) if number}
        rows = (await self._session.scalars(select(Ticket).where(Ticket.id.in_(wanted)))).all() if wanted else []
        others = {one.id: one for one in rows}
        theirs = await self._groups.of_all(wanted)
        standing = await self._groups.standing({row.group_id for row, _ in asked if row.group_id})
        found = []
        for row, ticket in asked:
            other = others.get(_other(row, ticket) or 0)
            if other is None or other.state in OPEN:
                group = theirs.get(other.id) if other else standing.get(row.group_id or 0)
                first = ticket if other is None or row.ticket_id == ticket.id else other
                found.append(Suggestion(row.id, row.kind, row.score, self._reasons(row, first), ticket, other, group))
        return found

    def _reasons(self, row: Proposal, ticket: Ticket) -> tuple[str, ...]:
        """The reasons in clear; none where they do not open."""
        try:
            return tuple(self._keys.open(row.reasons, _place(ticket)).split("\n"))
        except (KeyMissing, SealBroken):
            return ()

    async def _refused_groups(self, ticket: Ticket) -> list[int]:
        here = (Proposal.ticket_id == ticket.id, Proposal.group_id.is_not(None), Proposal.state == Answer.REFUSED)
        return [group for group in (await self._session.scalars(select(Proposal.group_id).where(*here))).all() if group]

    async def _answer(self, proposals: Sequence[int], state: Answer, actor: str) -> None:
        values = {"state": state, "by": actor, "at": self._now}
        await self._session.execute(update(Proposal).where(Proposal.id.in_(proposals)).values(**values))


def _other(row: Proposal, ticket: Ticket) -> int | None:
    """The other one of a proposal's tickets; None where it is about a group."""
    return row.other_id if row.ticket_id == ticket.id else row.ticket_id


def _place(ticket: Ticket) -> str:
    return f"proposals:{ticket.number}"
