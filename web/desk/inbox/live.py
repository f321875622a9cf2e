"""What changes, told to the open pages of one process: which tickets moved, who is where, what an agent has not read.

One round for all connections looks into the database, so that what other processes did is told too. It runs only while
somebody listens.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.clock import Clock
from bot.core.database import Database
from bot.core.log import get
from tickets.models import Ticket, TicketEvent
from web.desk.access import sees_district
from web.desk.models import Agent
from web.desk.notices.models import StaffNotice
from web.desk.ticket.presence import Here, everybody

EVERY_S = 1.0
MOST_OF_AN_AGENT, MOST = 4, 400  # connections
MOST_LINES = 500
LATE_LINES = 100  # a line may be committed after one with a higher id: so many are looked at again
MANY = "many"

_log = get("desk")


@dataclass(eq=False, slots=True)
class Listener:
    """One open page: what it still has to be told."""

    agent: Agent
    moved: set[str] = field(default_factory=set)
    here: Mapping[str, list[str]] = field(default_factory=dict)
    unread: int | None = None
    rings: bool = False
    ended: bool = False
    wake: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, moved: Mapping[str, str | None], here: list[Here], unread: int) -> None:
        """Adds what is within the agent's scope, and that another number of notices is unread than before."""
        if unread != self.unread:
            self.rings, self.unread = self.unread is not None, unread
            if self.rings:
                self.wake.set()
        seen = {number for number, district in moved.items() if sees_district(self.agent, district)}
        present: dict[str, list[str]] = {}
        for one in here:
            if one.agent != self.agent.id and sees_district(self.agent, one.district):
                present.setdefault(one.number, []).append(one.says)
        if seen or present != self.here:
            self.moved, self.here = (self.moved | seen if len(self.moved) < MOST_LINES else {MANY}), present
            self.wake.set()

    async def wait(self, most_s: float) -> bool:
        """Whether there is something to tell before the time is over."""
        with suppress(TimeoutError):
            async with asyncio.timeout(most_s):
                await self.wake.wait()
        woken = self.wake.is_set()
        self.wake.clear()
        return woken


class Live:
    """The connections of one process."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock
        self._listeners: list[Listener] = []
        self._round: asyncio.Task[None] | None = None
        self._last: int | None = None
        self._told: set[int] = set()

    @asynccontextmanager
    async def listening(self, agent: Agent) -> AsyncIterator[Listener]:
        """A connection of this agent; where they, or all, have too many, the oldest one ends."""
        mine = [one for one in self._listeners if one.agent.id == agent.id]
        for old in _too_many(mine, MOST_OF_AN_AGENT) or _too_many(self._listeners, MOST):
            self.end(old)
        listener = Listener(agent)
        self._listeners.append(listener)
        if self._round is None:
            self._round = asyncio.create_task(self._rounds())
        try:
            yield listener
        finally:
            self.end(listener)
            if not self._listeners and self._round is not None:
                self._round.cancel()
                self._round = None

    def end(self, listener: Listener) -> None:
        """Ends a connection."""
        listener.ended = True
        listener.wake.set()
        if listener in self._listeners:
            self._listeners.remove(listener)

    async def close(self, _app: object = None) -> None:
        """Ends all of them: the process stops."""
        for one in [*self._listeners]:
            self.end(one)

    async def _rounds(self) -> None:
        self._last = None
        while True:
            try:
                async with self._database.view() as session:
                    moved, here = await self._moved(session), await everybody(session, self._clock())
                    unread = await self._unread(session)
                for one in self._listeners:
                    one.tell(moved, here, unread.get(one.agent.id, 0))
            except Exception:  # the database may be away for a while
                _log.exception("live_failed")
            await asyncio.sleep(EVERY_S)

    async def _unread(self, session: AsyncSession) -> Mapping[int, int]:
        """How many notices each listening agent has not read."""
        listening = {one.agent.id for one in self._listeners}
        theirs = (StaffNotice.agent_id.in_(listening), StaffNotice.read_at.is_(None))
        counted = select(StaffNotice.agent_id, func.count()).where(*theirs).group_by(StaffNotice.agent_id)
        return dict((await session.execute(counted)).all())

    async def _moved(self, session: AsyncSession) -> Mapping[str, str | None]:
        """The tickets that got new lines since the last round, with their districts."""
        if self._last is None:
            self._last = await session.scalar(select(func.max(TicketEvent.id))) or 0
            self._told = {*range(self._last - LATE_LINES, self._last + 1)}
            return {}
        lines = (
            select(TicketEvent.id, Ticket.number, Ticket.district)
            .join(Ticket, Ticket.id == TicketEvent.ticket_id)
            .where(TicketEvent.id > self._last - LATE_LINES)
            .order_by(TicketEvent.id)
            .limit(MOST_LINES)
        )
        rows = (await session.execute(lines)).all()
        fresh = {number: district for line, number, district in rows if line not in self._told}
        self._told = {line for line, _, _ in rows}
        self._last = max([self._last, *self._told])
        return fresh


def _too_many(lines: Sequence[Listener], most: int) -> Sequence[Listener]:
    """The oldest lines, which end for one more to have its place."""
    return lines[: max(0, len(lines) + 1 - most)]
