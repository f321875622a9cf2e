"""What can be done with a ticket. Every function works in the caller's transaction and writes the history itself."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.clock import shown, today
from bot.core.crypt import Keyring
from bot.core.database import compact
from bot.core.followers import scene_of
from tickets import number as numbers
from tickets.clocks import Rules
from tickets.lapsing import Lapse, lapse
from tickets.models import Claim, Ticket, TicketEvent
from tickets.promise_words import read_promise
from tickets.promises import Promise, Promises
from tickets.states import OPEN, State, check
from tickets.timing import OVERDUE, PROMISED, Owed, Timing, retime, timing

NUMBER_TRIES = 8
LISTED = 10
BY = "{day}以前。"
WAS_DUE = "应在{day}以前。"
SHOWN_APART = frozenset({"phone", "employer", "district"})  # these have rows of their own in the history


class NoNumber(RuntimeError):
    """No free ticket number after several tries: the year's numbers are nearly used up."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a ticket is opened with. Sums in fen; `months` as said ("3", "2.5"); `facts` all that was told, by slot."""

    kind: str
    story: str
    follower: str | None = None
    urgent: bool = False
    district: str | None = None
    employer: str | None = None
    phone: str | None = None
    amount_fen: int | None = None
    months: str | None = None
    lapse: Lapse | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    source: str | None = None


class Tickets:
    """The tickets of one installation, over one session; `rules` are those of its clocks."""

    def __init__(self, session: AsyncSession, keys: Keyring, now: datetime, rules: Rules | None = None) -> None:
        self._session, self._keys, self._now = session, keys, now
        self._rules = rules or Rules()

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
            district=opening.district,
            employer=self._seal(number, opening.employer),
            phone=self._seal(number, opening.phone),
            story=self._keys.seal(opening.story, _place(number)),
            facts=self._seal(number, compact(dict(opening.facts)) if opening.facts else None),
            opened_at=self._now,
            moved_at=self._now,
            lapses_at=opening.lapse.at if opening.lapse else None,
            lapses=opening.lapse.right if opening.lapse else None,
            source=opening.source or await scene_of(self._session, opening.follower),
        )
        if opening.amount_fen is not None or opening.months is not None:
            ticket.claims.append(Claim(kind=opening.kind, amount_fen=opening.amount_fen, months=opening.months))
        self._session.add(ticket)
        await self._session.flush()
        await self._write(ticket, "follower", "opened", opening.story, State.NEW)
        return ticket

    async def say(self, ticket: Ticket, actor: str, text: str, what: str = "said") -> None:
        """Adds words to the history."""
        await self._write(ticket, actor, what, text)
        ticket.moved_at = self._now

    async def mark(self, ticket: Ticket, actor: str, what: str, text: str = "") -> None:
        """Adds a line for staff alone: for the worker nothing moved."""
        await self._write(ticket, actor, what, text)

    async def place(self, ticket: Ticket, employer: str, district: str | None) -> None:
        """Notes whom the ticket is about and where; an earlier district stays if none is given."""
        ticket.employer = self._seal(ticket.number, employer)
        ticket.district = district or ticket.district
        ticket.team = ticket.team if ticket.handed else None
        await self.say(ticket, "follower", " ".join(filter(None, [employer, district])))

    async def call(self, ticket: Ticket, phone: str) -> None:
        """Notes how to call the worker; the history says only that a phone was left."""
        ticket.phone = self._seal(ticket.number, phone)
        await self.say(ticket, "follower", "", "phone")

    def facts(self, ticket: Ticket) -> dict[str, Any]:
        """What the worker told so far, by slot."""
        known: dict[str, Any] = json.loads(self.read(ticket, ticket.facts) or "{}")
        return known

    async def learn(self, ticket: Ticket, told: Mapping[str, Any], said: str) -> None:
        """Notes what the worker's words `said` told, by slot; a later answer counts instead of an earlier one."""
        facts = {**self.facts(ticket), **told}
        facts["unsure"] = {slot: vague for slot, vague in facts.get("unsure", {}).items() if slot not in told}
        ticket.facts = self._seal(ticket.number, compact(facts))
        if told.get("phone"):
            await self.call(ticket, told["phone"])
        if told.get("employer") or told.get("district"):
            await self.place(ticket, facts.get("employer") or "", told.get("district"))
        if not told.keys() <= SHOWN_APART:
            await self.say(ticket, "follower", said)
        if told.keys() & {"amount_fen", "months"}:
            self._claim(ticket, told)
        soonest = lapse(ticket.kind, facts, today(self._now))
        ticket.lapses_at, ticket.lapses = (soonest.at, soonest.right) if soonest else (None, None)

    async def recover(self, ticket: Ticket, actor: str, amount_fen: int) -> None:
        """Notes what the worker got in all."""
        ticket.recovered_fen = amount_fen
        await self.say(ticket, actor, f"{amount_fen / 100:,.2f}元", "recovered")

    @staticmethod
    def _claim(ticket: Ticket, told: Mapping[str, Any]) -> None:
        """Puts the sum and the months on the ticket's first claim."""
        if not ticket.claims:
            ticket.claims.append(Claim(kind=ticket.kind))
        claim, months = ticket.claims[0], told.get("months")
        claim.amount_fen = told.get("amount_fen", claim.amount_fen)
        claim.months = f"{months:g}" if months is not None else claim.months

    async def move(self, ticket: Ticket, after: State, actor: str, why: str = "") -> None:
        """Moves a ticket to another state.

        Raises:
            Move: the table of states does not allow it.
        """
        check(State(ticket.state), after)
        ticket.state, ticket.moved_at = after, self._now
        ticket.closed_at = self._now if after not in OPEN else None
        await self._write(ticket, actor, "state", why, after)

    async def weigh(self, ticket: Ticket, weight: str, actor: str) -> None:
        """Notes how hard the ticket is to settle, one of `WEIGHTS`: its time for closing follows from it."""
        ticket.weight = weight
        await self._write(ticket, actor, "weighed", weight)

    async def promise(self, ticket: Ticket, actor: str, text: str) -> Promise | None:
        """Puts down what the words of staff promise the worker by a day, if they do."""
        promised = read_promise(text, self._now, self._rules.office)
        if promised is None:
            return None
        made = await Promises(self._session, self._keys, self._now).make(ticket, actor, promised)
        await self._write(ticket, actor, PROMISED, BY.format(day=shown(promised.due)))
        return made

    async def unpromise(self, ticket: Ticket, promise: Promise, actor: str, why: str) -> None:
        """Takes a promise back that was misread."""
        Promises(self._session, self._keys, self._now).drop(promise, why)
        await self._write(ticket, actor, "unpromised", why)

    async def escalate(self, ticket: Ticket, owed: Owed) -> None:
        """Puts down, once, that something owed is overdue."""
        if owed.promise is not None:
            owed.promise.escalated_at = self._now
        await self.remark(ticket, f"{OVERDUE}{owed.name}", WAS_DUE.format(day=shown(owed.due)))

    async def remark(self, ticket: Ticket, what: str, text: str) -> None:
        """Adds what happened by itself: nobody did anything, so the ticket has not moved."""
        await self._write(ticket, "system", what, text)

    async def timing(self, ticket: Ticket) -> Timing:
        """The ticket's clocks and promises."""
        return await timing(self._session, ticket, self._rules, self._now)

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
            await self._write(ticket, "system", "detached", None)
        return sum(ticket.state in OPEN for ticket in tickets)

    def read(self, ticket: Ticket, sealed: bytes | None) -> str:
        """A sealed value of this ticket in clear."""
        return self._keys.open(sealed, _place(ticket.number)) if sealed else ""

    def _seal(self, number: str, text: str | None) -> bytes | None:
        return self._keys.seal(text, _place(number)) if text else None

    async def _write(self, ticket: Ticket, actor: str, what: str, text: str | None, state: State | None = None) -> None:
        """Adds a line to the history; what the ticket owes next follows from it."""
        body = self._seal(ticket.number, text)
        self._session.add(
            TicketEvent(ticket_id=ticket.id, at=self._now, actor=actor, what=what, state=state, body=body)
        )
        await self.retime(ticket)

    async def _free_number(self) -> str:
        for _ in range(NUMBER_TRIES):
            number = numbers.new(self._now)
            if await self.find(number) is None:
                return number
        raise NoNumber(f"{NUMBER_TRIES} random numbers in a row were taken")


def _place(number: str) -> str:
    return f"tickets:{number}"
