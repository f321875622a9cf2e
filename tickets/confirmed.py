"""What staff put right or checked stands: what the worker says of it later stands beside it, and staff are told."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.crypt import Keyring
from tickets.clocks import Rules
from tickets.lines import Line
from tickets.models import Ticket, TicketEvent
from tickets.news import What, tell
from tickets.service import Tickets
from tickets.todos import Todos
from tickets.told import label_of, said_of

CHECKS = {"sum": ("amount_fen", "months"), "firm": ("employer",)}  # by the name of what is ticked off
BESIDE = "{label}：单子上{stands}，职工说{told}"
HELD = "{label}工作人员核对过，单子上还是{stands}。您说的{told}记在旁边了，已请工作人员再核对。"
BRINGS = {"months": ("owed_to", "amount_fen", "derived")}  # what is learned along: it stands or goes with it
AMENDED = re.compile(r"(?P<label>[^：\n]+)：[^\n]* → ")
GUARDED = ("employer", "district", "amount_fen", "months")


class Confirmed:
    """Notes what workers tell, over one session; the ticket is held by the caller, as their talk and the desk do."""

    def __init__(self, session: AsyncSession, keys: Keyring, now: datetime, rules: Rules) -> None:
        self._session, self._now = session, now
        self._tickets = Tickets(session, keys, now, rules)

    async def learn(self, ticket: Ticket, told: Mapping[str, Any], said: str) -> str:
        """Notes what the words `said` told, but for what staff put right or checked; says which stands all the same."""
        facts = self._tickets.facts(ticket)
        against = [slot for slot in GUARDED if slot in told and facts.get(slot) not in (None, told[slot])]
        by_staff = await self._by_staff(ticket) if against else frozenset()
        kept = [slot for slot in against if slot in by_staff]
        held = {slot: told[slot] for slot in kept if told[slot] is not None}
        along = {other for slot in kept for other in BRINGS.get(slot, ())}
        free = {slot: value for slot, value in told.items() if slot not in {*kept, *along}}
        if free or not held:
            await self._tickets.learn(ticket, free, said)
        if held:
            lines = [BESIDE.format(label=label_of(s), stands=said_of(facts, s), told=said_of(held, s)) for s in held]
            await self._tickets.write(ticket, "follower", Line.DIFFERS, "\n".join([*lines, said]))
            about = (ticket.number, ticket.district)
            await tell(self._session, What.DIFFERS, *about, self._now, self._now)
        return "\n".join(HELD.format(label=label_of(s), stands=said_of(facts, s), told=said_of(held, s)) for s in held)

    async def _by_staff(self, ticket: Ticket) -> frozenset[str]:
        """The slots whose values are staff's: put right in the ticket's history, or ticked off as checked."""
        amended = select(TicketEvent).where(TicketEvent.ticket_id == ticket.id, TicketEvent.what == Line.AMENDED)
        bodies = [self._tickets.read(ticket, event.body) for event in await self._session.scalars(amended)]
        lines = [line for body in bodies for line in body.splitlines()]
        labels = {found["label"] for line in lines if (found := AMENDED.match(line))}  # not their reason, in own words
        todos = await Todos(self._session, self._tickets, self._now).of(ticket)
        ticked = {slot for todo, tick in todos if tick for slot in CHECKS.get(todo.name, ())}
        return frozenset(slot for slot in GUARDED if label_of(slot) in labels or slot in ticked)
