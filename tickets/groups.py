"""Group tickets (集体诉求): several workers' tickets about one employer or site, worked on together.

Works in the caller's transaction; each change stands in the group's history and in that of every ticket it touches,
in words that only staff read: no worker learns of another one.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.crypt import Keyring
from tickets import number as numbers
from tickets.clocks import Rules
from tickets.group_models import Group, GroupEvent, GroupLink, Member
from tickets.group_reading import GroupReading, Standing, place
from tickets.lines import Line
from tickets.models import Ticket, TicketEvent
from tickets.news import What, tell
from tickets.service import NUMBER_TRIES, NoNumber, Tickets

MOST_MEMBERS = 500
NUMBER = "编号 {number}"
FROM = "编号 {number}（从集体诉求 {before} 合并过来）"
BACK = "编号 {number}（从集体诉求 {before} 分回来）"


class Unfit(ValueError):
    """It cannot be done with this group or ticket as they stand; the text is a reason of this module's own."""


class Groups(GroupReading):
    """What can be done with groups."""

    def __init__(self, session: AsyncSession, keys: Keyring, now: datetime, rules: Rules) -> None:
        super().__init__(session, keys, now)
        self._tickets = Tickets(session, keys, now, rules)

    async def open(self, name: str, members: Sequence[Ticket], actor: str) -> Group:
        """Opens a group over tickets that are in none.

        Raises:
            NoNumber: no free number was found.
            Unfit: one of the tickets is in a group.
        """
        number = await self._free_number()
        group = Group(number=number, state=Standing.EMPTY, opened_at=self._now, moved_at=self._now, urgent=False)
        group.name = self._keys.seal(name, place(number))
        self._session.add(group)
        await self._session.flush()
        self._write(group, actor, "opened", body=name)
        for ticket in members:
            await self.join(group, ticket, actor)
        return group

    async def join(self, group: Group, ticket: Ticket, actor: str) -> None:
        """Puts a ticket into the group.

        Raises:
            Unfit: "taken" (it is in a group already), "merged" (this group went into another), "full".
        """
        if group.state == Standing.MERGED:
            raise Unfit("merged")
        if await self.of(ticket) is not None:
            raise Unfit("taken")
        if len(await self.members(group)) >= MOST_MEMBERS:
            raise Unfit("full")
        self._session.add(Member(ticket_id=ticket.id, group_id=group.id, joined_at=self._now))
        group.state = Standing.OPEN
        self._write(group, actor, "joined", ticket)
        await self._tickets.write(ticket, actor, Line.GROUPED, NUMBER.format(number=numbers.shown(group.number)))

    async def leave(self, group: Group, ticket: Ticket, actor: str, why: str = "") -> None:
        """Takes a ticket out of the group.

        Raises:
            Unfit: "no member".
        """
        await self._take_out(group, ticket)
        if not await self.members(group):
            group.state = Standing.EMPTY
        self._write(group, actor, "left", ticket, why)
        told = NUMBER.format(number=numbers.shown(group.number))
        await self._tickets.write(ticket, actor, Line.UNGROUPED, f"{told} {why}".strip())

    async def merge(self, group: Group, into: Group, actor: str) -> None:
        """Moves every member of a group into another one; `part` undoes it.

        Raises:
            Unfit: "same", "merged" (one of them went into another already), "full".
        """
        members = await self.members(group)
        if group.id == into.id:
            raise Unfit("same")
        if Standing.MERGED in (group.state, into.state):
            raise Unfit("merged")
        if len(members) + len(await self.members(into)) > MOST_MEMBERS:
            raise Unfit("full")
        await self._carry(group, into, members, actor, FROM)
        group.state, group.merged_into, group.urgent = Standing.MERGED, into.id, False
        into.state = Standing.OPEN
        self._write(group, actor, "merged", body=numbers.shown(into.number))
        self._write(into, actor, "took in", body=numbers.shown(group.number))

    async def part(self, group: Group, actor: str) -> None:
        """Takes a merging back: the members that came from this group return, from wherever they were merged on to.

        Raises:
            Unfit: "not merged".
        """
        through = await self._merged_through(group)
        if group.state != Standing.MERGED or not through:
            raise Unfit("not merged")
        came, group.state, group.merged_into = await self._moved_out(group), Standing.EMPTY, None
        for into in through:
            members = [ticket for ticket in await self.members(into) if ticket.id in came]
            if members:
                group.state = Standing.OPEN
                await self._carry(into, group, members, actor, BACK)
            if into.state == Standing.OPEN and not await self.members(into):
                into.state = Standing.EMPTY
        holding = through[-1]
        self._write(holding, actor, "gave back", body=numbers.shown(group.number))
        self._write(group, actor, "parted", body=numbers.shown(holding.number))

    async def link(self, group: Group, other: Group, actor: str) -> None:
        """Notes that two groups have to do with each other.

        Raises:
            Unfit: "same", "linked".
        """
        if group.id == other.id:
            raise Unfit("same")
        if other in await self.linked(group):
            raise Unfit("linked")
        first, second = sorted((group.id, other.id))
        self._session.add(GroupLink(group_id=first, other_id=second))
        self._write_both(group, other, actor, "linked")

    async def unlink(self, group: Group, other: Group, actor: str) -> None:
        """Takes that back.

        Raises:
            Unfit: "not linked".
        """
        if other not in await self.linked(group):
            raise Unfit("not linked")
        first, second = sorted((group.id, other.id))
        here = (GroupLink.group_id == first, GroupLink.other_id == second)
        await self._session.execute(delete(GroupLink).where(*here))
        self._write_both(group, other, actor, "unlinked")

    async def speak(self, group: Group, ticket: Ticket | None, actor: str) -> None:
        """Names the member who speaks for the group; None names nobody.

        Raises:
            Unfit: "no member".
        """
        before = await self._session.get(Ticket, group.spokesperson_id) if group.spokesperson_id else None
        if ticket is not None and await self.of(ticket) is not group:
            raise Unfit("no member")
        group.spokesperson_id = ticket.id if ticket else None
        self._write(group, actor, "speaks" if ticket else "speaks no more", ticket or before)
        told = NUMBER.format(number=numbers.shown(group.number))
        if before is not None:
            await self._tickets.write(before, actor, Line.SPEAKS_NO_MORE, told)
        if ticket is not None:
            await self._tickets.write(ticket, actor, Line.SPEAKS, told)

    async def rename(self, group: Group, name: str, actor: str) -> None:
        """Gives the group another name."""
        group.name = self._keys.seal(name, place(group.number))
        self._write(group, actor, "renamed", body=name)

    async def alarm(self, group: Group) -> None:
        """Makes the group urgent: it reached a threshold."""
        group.urgent, group.alarmed_at = True, self._now
        await tell(self._session, What.GROUP, group.number, None, self._now, self._now)
        self._write(group, "system", "alarm")

    async def note(self, group: Group, actor: str, text: str, what: str = "note") -> None:
        """Adds words of staff to the group's history."""
        self._write(group, actor, what, body=text)

    async def _carry(self, before: Group, after: Group, members: Sequence[Ticket], actor: str, says: str) -> None:
        """Moves members at once, and writes it down in both groups and on the tickets, which owe nothing new."""
        mine = [ticket.id for ticket in members]
        if before.spokesperson_id in mine:
            await self.speak(before, None, "system")
        moved = update(Member).where(Member.ticket_id.in_(mine), Member.group_id == before.id)
        await self._session.execute(moved.values(group_id=after.id, joined_at=self._now))
        told = says.format(number=numbers.shown(after.number), before=numbers.shown(before.number))
        for ticket in members:
            ticket.count_anew()
            self._write(before, actor, "moved out", ticket)
            self._write(after, actor, "joined", ticket)
            body = self._keys.seal(told, f"tickets:{ticket.number}")
            self._session.add(TicketEvent(ticket_id=ticket.id, at=self._now, actor=actor, what=Line.GROUPED, body=body))

    async def _take_out(self, group: Group, ticket: Ticket) -> None:
        if await self.of(ticket) is not group:
            raise Unfit("no member")
        if group.spokesperson_id == ticket.id:
            await self.speak(group, None, "system")
        await self._session.execute(delete(Member).where(Member.ticket_id == ticket.id))

    async def _merged_through(self, group: Group) -> Sequence[Group]:
        """The groups that a merged one's members went into, one after the other, the last the one that holds them.

        There is no way round: only a group that is not merged takes another one in.
        """
        through: list[Group] = []
        at = group.merged_into
        while at is not None:
            through.append(await self._session.get_one(Group, at))
            at = through[-1].merged_into
        return through

    async def _moved_out(self, group: Group) -> frozenset[int | None]:
        """Whom the last merging took out of the group."""
        events = await self.history(group)
        last = next((event.at for event in reversed(events) if event.what == "merged"), None)
        return frozenset(event.ticket_id for event in events if event.what == "moved out" and event.at == last)

    def _write_both(self, group: Group, other: Group, actor: str, what: str) -> None:
        self._write(group, actor, what, body=numbers.shown(other.number))
        self._write(other, actor, what, body=numbers.shown(group.number))

    def _write(self, group: Group, actor: str, what: str, ticket: Ticket | None = None, body: str = "") -> None:
        group.moved_at = self._now
        sealed = self._keys.seal(body, place(group.number)) if body else None
        about = ticket.id if ticket else None
        self._session.add(
            GroupEvent(group_id=group.id, at=self._now, actor=actor, what=what, ticket_id=about, body=sealed)
        )

    async def _free_number(self) -> str:
        """A number that neither a ticket nor a group has."""
        for _ in range(NUMBER_TRIES):
            number = numbers.new(self._now)
            if await self.find(number) is None and await self._tickets.find(number) is None:
                return number
        raise NoNumber(f"{NUMBER_TRIES} random numbers in a row were taken")
