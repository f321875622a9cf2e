"""Which team works on a ticket, and which others were asked to help: handed over and asked by staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from tickets.models import Ticket
from tickets.routing import Teams, every_team
from web.desk.deed import Deed, NotDone
from web.desk.desk import Desk
from web.desk.given import number_of
from web.desk.ticket.acting import MOST_REASON, checked, hold

WHY, WHAT, HOW = "请写一句为什么转。", "请写一句要他们办什么。", "请写一句办得怎么样。"
NO_TEAM = "没有这个科室，请从列表里选。"
SAME = "已经在{team}了。"
NO_PART = "没有这一项，或者已经办完。"
HANDED, ASKED, DONE = "已转给{team}。", "已请{team}一起办。", "记下了。"


@dataclass(frozen=True, slots=True)
class Part:
    """What another team was asked to do."""

    id: int
    team: str
    what: str
    asked_at: datetime
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class Hands:
    """Who works on a ticket, who else could, and what was asked of others."""

    team: str
    teams: Sequence[str]
    parts: Sequence[Part]

    @property
    def others(self) -> Sequence[str]:
        """The teams it could be handed to."""
        return [team for team in self.teams if team != self.team]


async def hands(desk: Desk, session: AsyncSession, ticket: Ticket) -> Hands:
    """As the ticket's page shows it."""
    helping = await _teams(desk, session).helping(ticket)
    parts = [Part(row.id, row.team, what, row.asked_at, row.done_at) for row, what in helping]
    return Hands(ticket.team or "", every_team(desk.services.settings.routing), parts)


async def hand(desk: Desk, session: AsyncSession, deed: Deed, team: str) -> str:
    """Hands the ticket over; gives what to tell the agent.

    Raises:
        NotDone, NoTicket: as their names say.
    """
    _check(desk, team)
    why = checked(deed.text, MOST_REASON, WHY)
    _, ticket = await hold(desk, session, deed)
    if ticket.team == team:
        raise NotDone(SAME.format(team=team), 409)
    await _teams(desk, session).hand(ticket, deed.actor, team, why)
    return HANDED.format(team=team)


async def ask(desk: Desk, session: AsyncSession, deed: Deed, team: str) -> str:
    """Asks another team for its part.

    Raises:
        NotDone, NoTicket: as their names say.
    """
    _check(desk, team)
    what = checked(deed.text, MOST_REASON, WHAT)
    _, ticket = await hold(desk, session, deed)
    await _teams(desk, session).ask(ticket, deed.actor, team, what)
    return ASKED.format(team=team)


async def done(desk: Desk, session: AsyncSession, deed: Deed, part: str) -> str:
    """Notes that a team has done its part.

    Raises:
        NotDone, NoTicket: as their names say.
    """
    how = checked(deed.text, MOST_REASON, HOW)
    _, ticket = await hold(desk, session, deed)
    if not await _teams(desk, session).done(ticket, deed.actor, number_of(part) or 0, how):
        raise NotDone(NO_PART, 404)
    return DONE


def _teams(desk: Desk, session: AsyncSession) -> Teams:
    return Teams(session, desk.services.keys, desk.clock(), desk.services.rules)


def _check(desk: Desk, team: str) -> None:
    if team not in every_team(desk.services.settings.routing):
        raise NotDone(NO_TEAM)
