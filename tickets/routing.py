"""Which team works on a ticket: by the rules of the settings, by hand where staff hand it over; others may help."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, Select, String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.crypt import Keyring
from bot.core.database import Base, Instant
from bot.core.sections import Route, Routing
from tickets.clocks import Rules
from tickets.lines import Line
from tickets.models import Ticket
from tickets.service import Tickets
from tickets.states import OPEN

AT_ONCE = 50
ROUTED, HANDED, ASKED, DONE = "分给{team}", "转给{team}：{why}", "请{team}一起办：{why}", "{team}办完了：{why}"


class Helping(Base):
    """Another team that was asked to do its part of a ticket; `what` is sealed."""

    __tablename__ = "helping"

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), index=True)
    team: Mapped[str] = mapped_column(String(32))
    what: Mapped[bytes] = mapped_column(LargeBinary)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    done_at: Mapped[datetime | None] = mapped_column(Instant)


def team_for(routes: Routing, kind: str, district: str, employer: str) -> str:
    """The team of the first rule that fits."""

    def fits(rule: Route) -> bool:
        return (
            (not rule.kinds or kind in rule.kinds)
            and (not rule.districts or district in rule.districts)
            and (not rule.employers or any(name in employer for name in rule.employers))
        )

    return next((rule.team for rule in routes.rules if fits(rule)), routes.otherwise)


def every_team(routes: Routing) -> list[str]:
    """Every team there is, in the order of the rules."""
    return list(dict.fromkeys([*(rule.team for rule in routes.rules), routes.otherwise]))


def unrouted() -> Select[Ticket]:
    """Open tickets that have no team."""
    return select(Ticket).where(Ticket.team.is_(None), Ticket.state.in_(sorted(OPEN)))


class Teams:
    """The routing of one installation, over one session."""

    def __init__(self, session: AsyncSession, keys: Keyring, now: datetime, rules: Rules) -> None:
        self._session, self._keys, self._now = session, keys, now
        self._tickets = Tickets(session, keys, now, rules)

    async def route(self, routes: Routing) -> int:
        """Gives open tickets that have no team theirs, so many a round; gives their count."""
        first = unrouted().order_by(Ticket.id).limit(AT_ONCE).with_for_update(skip_locked=True)
        rows = (await self._session.scalars(first)).all()
        for ticket in rows:
            employer = self._tickets.read(ticket, ticket.employer)
            ticket.team = team_for(routes, ticket.kind, ticket.district or "", employer)
            await self._tickets.write(ticket, "system", Line.ROUTED, ROUTED.format(team=ticket.team))
        return len(rows)

    async def hand(self, ticket: Ticket, actor: str, team: str, why: str) -> None:
        """Hands a ticket to another team, whose agents take it; the rules move it no more."""
        ticket.team, ticket.handed, ticket.assignee = team, True, None
        await self._tickets.write(ticket, actor, Line.ROUTED, HANDED.format(team=team, why=why))

    async def ask(self, ticket: Ticket, actor: str, team: str, what: str) -> None:
        """Asks another team for its part."""
        sealed = self._keys.seal(what, f"helping:{ticket.id}")
        self._session.add(Helping(ticket_id=ticket.id, team=team, what=sealed, asked_at=self._now))
        await self._tickets.write(ticket, actor, Line.ROUTED, ASKED.format(team=team, why=what))

    async def done(self, ticket: Ticket, actor: str, helping: int, what: str) -> bool:
        """Notes that a team has done its part; tells whether there was such a part still to do."""
        row = await self._session.get(Helping, helping)
        if row is None or row.ticket_id != ticket.id or row.done_at is not None:
            return False
        row.done_at = self._now
        await self._tickets.write(ticket, actor, Line.ROUTED, DONE.format(team=row.team, why=what))
        return True

    async def helping(self, ticket: Ticket) -> Sequence[tuple[Helping, str]]:
        """The parts asked of other teams, with what was asked."""
        statement = select(Helping).where(Helping.ticket_id == ticket.id).order_by(Helping.id)
        rows = (await self._session.scalars(statement)).all()
        return [(row, self._keys.open(row.what, f"helping:{ticket.id}")) for row in rows]
