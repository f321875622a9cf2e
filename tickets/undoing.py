"""Taking back an answer in its first seconds: its words never left, and what followed from them is undone."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.crypt import Keyring
from tickets.clocks import Rules
from tickets.lines import Line
from tickets.models import Ticket, TicketEvent
from tickets.outbox import Kind, OutboxMessage, Waiting
from tickets.promises import Promise
from tickets.service import Tickets
from tickets.states import State

UNDONE = "撤销了答复"


class TooLate(ValueError):
    """The answer is on its way, or it is none that this agent can take back."""


class Undoing:
    """What staff can still take back `within` some seconds, over one session."""

    def __init__(self, session: AsyncSession, keys: Keyring, now: datetime, rules: Rules, within: timedelta) -> None:
        self._session, self._now, self._within = session, now, within
        self._tickets = Tickets(session, keys, now, rules)

    def open(self, history: Sequence[TicketEvent], actor: str) -> TicketEvent | None:
        """Of a ticket's history, this agent's newest answer that can still be taken back."""
        since = self._now - self._within
        mine = [one for one in history if (one.what, one.actor) == (Line.ANSWERED, actor) and one.at > since]
        return max(mine, key=lambda one: one.id, default=None)

    async def take_back(self, ticket: Ticket, answer: int, actor: str) -> None:
        """Takes an answer back; the ticket is held by the caller. Its words stay in the history, for staff alone.

        What it moved on moves back, what it promised is promised no more, an earlier promise it kept is open again.

        Raises:
            TooLate: as its name says; nothing was changed.
        """
        event = await self._session.get(TicketEvent, answer)
        if event is None or (event.ticket_id, event.what, event.actor) != (ticket.id, Line.ANSWERED, actor):
            raise TooLate
        if event.at <= self._now - self._within:
            raise TooLate
        if ticket.follower is not None:
            await self._unsend(ticket, event.at)
        event.what = Line.UNSENT
        await self._unpromise(ticket, event.at, actor)
        await self._unask(ticket, event.at, actor)
        await self._tickets.retime(ticket)

    async def _unsend(self, ticket: Ticket, since: datetime) -> None:
        mine = (OutboxMessage.follower == ticket.follower, OutboxMessage.about == ticket.number)
        held = (OutboxMessage.kind == Kind.AGENT, OutboxMessage.made_at >= since, OutboxMessage.state == Waiting.HELD)
        row = await self._session.scalar(
            select(OutboxMessage).where(*mine, *held).order_by(OutboxMessage.id).limit(1).with_for_update()
        )
        if row is None or row.next_at is None or row.next_at <= self._now:
            raise TooLate
        await self._session.delete(row)
        behind = (OutboxMessage.follower == ticket.follower, OutboxMessage.state == Waiting.WAITING)
        after = (*behind, OutboxMessage.id > row.id, OutboxMessage.next_at.is_not(None))
        await self._session.execute(update(OutboxMessage).where(*after).values(next_at=self._now))

    async def _unpromise(self, ticket: Ticket, at: datetime, actor: str) -> None:
        promises = (await self._session.scalars(select(Promise).where(Promise.ticket_id == ticket.id))).all()
        for promise in promises:
            if promise.made_at == at and promise.dropped_at is None:
                await self._tickets.unpromise(ticket, promise, actor, UNDONE)
            elif promise.ended_at == at:
                promise.ended_at = None

    async def _unask(self, ticket: Ticket, at: datetime, actor: str) -> None:
        """The ticket waits for nothing that was never asked."""
        asked = (TicketEvent.ticket_id == ticket.id, TicketEvent.at == at, TicketEvent.actor == actor)
        events = (await self._session.scalars(select(TicketEvent).where(*asked))).all()
        for event in events:
            if event.what == Line.ASKED:
                event.what = Line.UNSENT
        waits = any(event.what == Line.STATE and event.state == State.WAITING for event in events)
        if waits and ticket.state == State.WAITING:
            await self._tickets.move(ticket, State.TAKEN, actor, UNDONE)
