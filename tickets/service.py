"""What can be done with a ticket. Every function works in the caller's transaction and writes the history itself."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.clock import shown, today
from bot.core.compact import compact
from bot.core.crypt import Keyring
from bot.core.followers import scene_of
from knowledge.money import yuan
from tickets import number as numbers
from tickets.clocks import Rules
from tickets.lapsing import FROM_SLOTS, has_days, lapse
from tickets.lines import SEEN, Line
from tickets.models import Claim, Ticket, TicketEvent
from tickets.news import NOBODY, What, tell
from tickets.promise_words import read_promise
from tickets.promises import Promise, Promises
from tickets.states import OPEN, State, check
from tickets.timing import OVERDUE, Owed, Timing, retime, timing
from tickets.words import WORDED, Words

NUMBER_TRIES = 8
LISTED = 10
BY = "{day}以前。"
WAS_DUE = "应在{day}以前。"
SHOWN_APART = frozenset({"phone", "employer", "district"})  # these have rows of their own in the history


class NoNumber(RuntimeError):
    """No free ticket number after several tries: the year's numbers are nearly used up."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a ticket is opened with; `facts` is all that was told, by slot: employer, phone, sums and days are in it."""

    kind: str
    story: str
    follower: str | None = None
    urgent: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)
    source: str | None = None


class Tickets:
    """The tickets of one installation, over one session; `rules` are those of its clocks."""

    def __init__(self, session: AsyncSession, keys: Keyring, now: datetime, rules: Rules) -> None:
        self._session, self._keys, self._now, self._rules = session, keys, now, rules

    async def open(self, opening: Opening) -> Ticket:
        """Opens a ticket with its first claim.

        Raises:
            NoNumber: no free number was found.
        """
        number = await self._free_number()
        ticket = Ticket(
            number=number,
            kind=opening.kind,
            state=State.NEW,
            urgent=opening.urgent,
            follower=opening.follower,
            story=self._keys.seal(opening.story, _place(number)),
            claims=[],
            opened_at=self._now,
            moved_at=self._now,
            source=opening.source or await scene_of(self._session, opening.follower),
        )
        if opening.facts:
            self.put(ticket, opening.facts)
        self._session.add(ticket)
        await self._session.flush()
        await self.write(ticket, "follower", Line.OPENED, opening.story, State.NEW)
        if ticket.urgent:
            await self._news(What.URGENT, ticket, self._now)
        return ticket

    async def write(self, ticket: Ticket, actor: str, line: Line, text: str = "", state: State | None = None) -> None:
        """Adds a line to the history; what the ticket owes next follows from it.

        For the worker the ticket moves only by what they may see.
        """
        body = self._seal(ticket.number, text)
        self._session.add(
            TicketEvent(ticket_id=ticket.id, at=self._now, actor=actor, what=line, state=state, body=body)
        )
        if line in SEEN:
            ticket.moved_at = self._now
        if ticket.worded_at is None:
            await Words(self._session, self._keys).spell(ticket, self._now)
        elif line in WORDED:
            await Words(self._session, self._keys).add(ticket, text)
        await self.retime(ticket)

    async def assign(self, ticket: Ticket, actor: str, to: int | None, text: str) -> None:
        """Gives the ticket to an agent by their id, or to nobody; `text` says it to staff."""
        ticket.assignee = to
        await self.write(ticket, actor, Line.ASSIGNED, text)
        if to is not None:
            await self._news(What.ASSIGNED, ticket, self._now, agent=to)

    async def say(self, ticket: Ticket, actor: str, text: str, what: str = Line.SAID) -> None:
        """Adds words to the history."""
        await self.write(ticket, actor, Line(what), text)

    async def place(self, ticket: Ticket, employer: str, district: str | None) -> None:
        """Notes whom the ticket is about and where; an earlier district stays if none is given."""
        told = {"employer": employer} | ({"district": district} if district else {})
        await self.learn(ticket, told, "")

    async def call(self, ticket: Ticket, phone: str) -> None:
        """Notes how to call the worker; the history says only that a phone was left."""
        await self.learn(ticket, {"phone": phone}, "")

    async def uncall(self, ticket: Ticket, said: str) -> None:
        """Takes the worker's number off the ticket, if one was left; their words `said` stand in the history."""
        self.put(ticket, {slot: told for slot, told in self.facts(ticket).items() if slot != "phone"})
        ticket.phone = None
        await self.write(ticket, "follower", Line.SAID, said)

    def facts(self, ticket: Ticket) -> dict[str, Any]:
        """What the worker told so far, by slot; of a ticket from before facts were kept, what stands in its columns."""
        if ticket.facts is None:
            return _known(self.read(ticket, ticket.employer), self.read(ticket, ticket.phone), ticket)
        known: dict[str, Any] = json.loads(self.read(ticket, ticket.facts))
        return known

    def put(self, ticket: Ticket, facts: Mapping[str, Any]) -> None:
        """Keeps the facts, and sets the columns that follow from them: here and nowhere else.

        What no fact tells stands as it is.
        """
        ticket.facts = self._seal(ticket.number, compact(dict(facts)))
        ticket.employer = self._seal(ticket.number, facts.get("employer")) or ticket.employer
        ticket.phone = self._seal(ticket.number, facts.get("phone")) or ticket.phone
        ticket.district = facts.get("district") or ticket.district
        self._claim(ticket, facts)
        if has_days(facts):
            soonest = lapse(ticket.kind, facts, today(self._now))
            ticket.lapses_at, ticket.lapses_right = (soonest.at, soonest.right) if soonest else (None, None)

    async def learn(self, ticket: Ticket, told: Mapping[str, Any], said: str) -> None:
        """Notes what the worker's words `said` told, by slot; a later answer counts instead of an earlier one."""
        facts = {**self.facts(ticket), **told}
        facts["unsure"] = {slot: vague for slot, vague in facts.get("unsure", {}).items() if slot not in told}
        for mark in {"about", "derived"} - told.keys():
            facts[mark] = [slot for slot in facts.get(mark, []) if slot not in told]
        self.put(ticket, facts)
        if told.keys() & FROM_SLOTS.keys() and not has_days(facts):  # the day was taken back
            ticket.lapses_at, ticket.lapses_right = None, None
        if told.get("phone"):
            await self.write(ticket, "follower", Line.PHONE)
        if told.get("employer") or told.get("district"):
            ticket.team = ticket.team if ticket.handed else None
            place = " ".join(filter(None, [facts.get("employer"), told.get("district")]))
            await self.write(ticket, "follower", Line.SAID, place)
        if not told.keys() <= SHOWN_APART:
            await self.write(ticket, "follower", Line.SAID, said)

    async def recover(self, ticket: Ticket, actor: str, amount_fen: int) -> None:
        """Notes what the worker got in all."""
        ticket.recovered_fen = amount_fen
        await self.write(ticket, actor, Line.RECOVERED, yuan(amount_fen))

    @staticmethod
    def _claim(ticket: Ticket, facts: Mapping[str, Any]) -> None:
        """Puts the sum and the months on the ticket's first claim."""
        fen, months = facts.get("amount_fen"), facts.get("months")
        if fen is None and months is None:
            return
        if not ticket.claims:
            ticket.claims.append(Claim(kind=ticket.kind))
        claim = ticket.claims[0]
        claim.amount_fen = fen if fen is not None else claim.amount_fen
        claim.months = f"{months:g}" if months is not None else claim.months

    async def move(self, ticket: Ticket, after: State, actor: str, why: str = "") -> None:
        """Moves a ticket to another state.

        Raises:
            Move: the table of states does not allow it.
        """
        check(State(ticket.state), after)
        ticket.state = after
        ticket.closed_at = self._now if after not in OPEN else None
        await self.write(ticket, actor, Line.STATE, why, after)

    async def hurry(self, ticket: Ticket) -> None:
        """A life may be in danger: the ticket is urgent, taken up again if it had ended, and staff are told."""
        was_ended = ticket.state not in OPEN
        if was_ended:
            await self.move(ticket, State.TAKEN, "follower")
        if was_ended or not ticket.urgent:
            await self._news(What.URGENT, ticket, self._now)
        ticket.urgent = True

    async def weigh(self, ticket: Ticket, weight: str, actor: str) -> None:
        """Notes how hard the ticket is to settle, one of `WEIGHTS`: its time for closing follows from it."""
        ticket.weight = weight
        await self.write(ticket, actor, Line.WEIGHED, weight)

    async def promise(self, ticket: Ticket, actor: str, text: str) -> Promise | None:
        """Puts down what the words of staff promise the worker by a day, if they do."""
        promised = read_promise(text, self._now, self._rules.office)
        if promised is None:
            return None
        made = await Promises(self._session, self._keys, self._now).make(ticket, actor, promised)
        await self.write(ticket, actor, Line.PROMISED, BY.format(day=shown(promised.due)))
        return made

    async def unpromise(self, ticket: Ticket, promise: Promise, actor: str, why: str) -> None:
        """Takes a promise back that was misread."""
        Promises(self._session, self._keys, self._now).drop(promise, why)
        await self.write(ticket, actor, Line.UNPROMISED, why)

    async def escalate(self, ticket: Ticket, owed: Owed) -> None:
        """Puts down, once, that something owed is overdue."""
        if owed.promise is not None:
            owed.promise.escalated_at = self._now
        what = What.OVERDUE if owed.promise is None else What.PROMISE
        await self._news(what, ticket, owed.due)
        await self.write(ticket, "system", Line(f"{OVERDUE}{owed.name}"), WAS_DUE.format(day=shown(owed.due)))

    async def timing(self, ticket: Ticket, events: Sequence[TicketEvent] | None = None) -> Timing:
        """The ticket's clocks and promises; `events` is its history where that was read."""
        return await timing(self._session, ticket, self._rules, self._now, events)

    async def retime(self, ticket: Ticket) -> Timing:
        """Puts what is owed next on the ticket; whoever changes its history has it done."""
        return await retime(self._session, ticket, self._rules, self._now)

    async def of(self, follower: str, only_open: bool = False) -> Sequence[Ticket]:
        """A follower's tickets, newest first, at most `LISTED`."""
        statement = select(Ticket).where(Ticket.follower == follower).order_by(Ticket.id.desc()).limit(LISTED)
        if only_open:
            statement = statement.where(Ticket.state.in_(sorted(OPEN)))
        return (await self._session.scalars(statement)).all()

    async def find(self, number: str) -> Ticket | None:
        """The ticket with this number."""
        found: Ticket | None = await self._session.scalar(select(Ticket).where(Ticket.number == number))
        return found

    async def history(self, ticket: Ticket) -> Sequence[TicketEvent]:
        """A ticket's history, oldest first."""
        statement = select(TicketEvent).where(TicketEvent.ticket_id == ticket.id)
        return (await self._session.scalars(statement.order_by(TicketEvent.at, TicketEvent.id))).all()

    async def detach(self, follower: str) -> int:
        """Unbinds every ticket of a follower who left: closed ones too; the open ones go on. Gives their count."""
        tickets = (await self._session.scalars(select(Ticket).where(Ticket.follower == follower))).all()
        for ticket in tickets:
            ticket.follower = None
            await self.write(ticket, "system", Line.DETACHED)
        return sum(ticket.state in OPEN for ticket in tickets)

    def read(self, ticket: Ticket, sealed: bytes | None) -> str:
        """A sealed value of this ticket in clear."""
        return self._keys.open(sealed, _place(ticket.number)) if sealed else ""

    async def _news(self, what: What, ticket: Ticket, moment: datetime, agent: int = NOBODY) -> None:
        """Has staff be told of it."""
        about = (ticket.number, ticket.district)
        await tell(self._session, what, *about, moment, self._now, agent=agent)

    def _seal(self, number: str, text: str | None) -> bytes | None:
        return self._keys.seal(text, _place(number)) if text else None

    async def _free_number(self) -> str:
        for _ in range(NUMBER_TRIES):
            number = numbers.new(self._now)
            if await self.find(number) is None:
                return number
        raise NoNumber(f"{NUMBER_TRIES} random numbers in a row were taken")


def _known(employer: str, phone: str, ticket: Ticket) -> dict[str, Any]:
    claim = ticket.claims[0] if ticket.claims else Claim()
    months = float(claim.months) if claim.months else None
    told: dict[str, Any] = {"employer": employer, "phone": phone, "district": ticket.district}
    told |= {"amount_fen": claim.amount_fen, "months": months}
    return {slot: value for slot, value in told.items() if value}


def _place(number: str) -> str:
    return f"tickets:{number}"
