"""A ticket as staff read it: its facts in clear, its claims, its history in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.errors import KeyMissing, SealBroken
from bot.core.log import get
from tickets.lines import FOR_STAFF, UNKNOWN, Line
from tickets.models import Claim, Ticket, TicketEvent
from tickets.service import Tickets
from tickets.states import State
from tickets.told import rows
from web.desk import words
from web.desk.models import Agent

TO_STATE = "转为「{state}」"

_log = get("desk")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a ticket says, opened."""

    story: str
    employer: str
    phone: str
    more: Sequence[tuple[str, str]]
    claims: Sequence[Claim]
    sum_fen: int | None


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the history; `only_staff` where the worker never sees it."""

    id: int
    at: datetime
    who: str
    what: str
    body: str
    only_staff: bool


def opened(tickets: Tickets, ticket: Ticket, sealed: bytes | None) -> str:
    """A sealed value in clear; one that does not open says so and hides nothing else of the page."""
    try:
        return tickets.read(ticket, sealed)
    except (KeyMissing, SealBroken):
        _log.error("seal_does_not_open", ticket=ticket.id)
        return words.BROKEN


def facts(tickets: Tickets, ticket: Ticket) -> Facts:
    """The facts of a ticket."""
    sums = [claim.amount_fen for claim in ticket.claims if claim.amount_fen is not None]
    return Facts(
        story=opened(tickets, ticket, ticket.story),
        employer=opened(tickets, ticket, ticket.employer),
        phone=opened(tickets, ticket, ticket.phone),
        more=_more(tickets, ticket),
        claims=ticket.claims,
        sum_fen=sum(sums) if sums else None,
    )


def _more(tickets: Tickets, ticket: Ticket) -> list[tuple[str, str]]:
    """What else the worker told, by label; nothing where it does not open."""
    try:
        return rows(tickets.facts(ticket))
    except (KeyMissing, SealBroken):
        return []


def history(tickets: Tickets, ticket: Ticket, events: Sequence[TicketEvent], shown: Mapping[str, str]) -> list[Step]:
    """The history, newest first; `shown` are agents' names by sign-in name."""
    return [_step(tickets, ticket, event, shown) for event in reversed(events)]


def _step(tickets: Tickets, ticket: Ticket, event: TicketEvent, shown: Mapping[str, str]) -> Step:
    body = "" if event.what == Line.OPENED else opened(tickets, ticket, event.body)
    return Step(event.id, event.at, who(event.actor, shown), _what(event), body, event.what in FOR_STAFF)


def _what(event: TicketEvent) -> str:
    if event.what == Line.STATE and event.state:
        return TO_STATE.format(state=words.state(State(event.state)))
    line = Line.of(event.what)
    return line.label if line else UNKNOWN


def who(actor: str, shown: Mapping[str, str]) -> str:
    """Who did it, as colleagues read it; `shown` are agents' names by sign-in name."""
    if actor.startswith(words.AGENT):
        name = actor.removeprefix(words.AGENT)
        return shown.get(name, name)
    return {"follower": words.FOLLOWER, "system": words.SYSTEM}.get(actor, actor)


async def everybody(session: AsyncSession) -> Sequence[Agent]:
    """All who work at the desk or did, by what colleagues call them."""
    return (await session.scalars(select(Agent).order_by(Agent.display, Agent.id))).all()


async def displays(session: AsyncSession, names: set[str]) -> Mapping[str, str]:
    """What colleagues call the agents with these sign-in names."""
    rows = await session.execute(select(Agent.name, Agent.display).where(Agent.name.in_(names)))
    return dict(rows.all())
