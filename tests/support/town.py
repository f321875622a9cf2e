"""Tickets of a town whose employers are compared."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, update

from bot.core.crypt import Keyring, new_key
from bot.core.database import Database
from tickets.clocks import Rules
from tickets.clustering import Clustering
from tickets.employers import Employers
from tickets.group_models import Group
from tickets.group_reading import Limits
from tickets.groups import Groups
from tickets.models import Ticket
from tickets.proposals import Proposals, Suggestion
from tickets.service import Opening, Tickets

EMPLOYERS = Employers.load(Path(__file__).resolve().parents[2] / "knowledge" / "words")
START = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
LI = "agent:li"


@dataclass
class Town:
    """Tickets of a town, and the rounds that look through them."""

    database: Database
    limits: Limits = field(default_factory=lambda: Limits(10, 30_000))
    now: datetime = START
    keys: Keyring = field(default_factory=lambda: Keyring.parse(new_key("k")))
    opened: int = 0

    async def open(self, employer: str | None, district: str | None = "金凤区", follower: str = "", **more: Any) -> str:
        self.opened += 1
        self.now += timedelta(minutes=1)
        facts = {"employer": employer, "district": district, **more}
        opening = Opening("欠薪", "老板欠我工资", follower or f"f{self.opened}", facts=facts)
        async with self.database.session() as session:
            return (await Tickets(session, self.keys, self.now, Rules()).open(opening)).number

    async def round(self) -> int:
        return await Clustering(self.database, self.keys, EMPLOYERS, self.limits, Rules(), lambda: self.now).round()

    async def about(self, number: str) -> list[Suggestion]:
        async with self.database.view() as session:
            ticket = await Tickets(session, self.keys, self.now, Rules()).find(number)
            assert ticket
            return await Proposals(session, self.keys, self.now, Rules()).about(ticket)

    async def answer(self, number: str, proposal: int, yes: bool = True) -> None:
        async with self.database.session() as session:
            ticket = await Tickets(session, self.keys, self.now, Rules()).find(number)
            assert ticket
            proposals = Proposals(session, self.keys, self.now, Rules())
            await (proposals.accept(ticket, proposal, LI) if yes else proposals.refuse(ticket, proposal, LI))

    async def history(self, number: str) -> list[tuple[str, str]]:
        async with self.database.view() as session:
            tickets = Tickets(session, self.keys, self.now, Rules())
            ticket = await tickets.find(number)
            assert ticket
            return [(event.what, tickets.read(ticket, event.body)) for event in await tickets.history(ticket)]

    async def groups(self) -> list[tuple[str, list[str]]]:
        async with self.database.view() as session:
            groups = Groups(session, self.keys, self.now, Rules())
            rows = (await session.scalars(select(Group).order_by(Group.id))).all()
            return [(groups.read(row, row.name), [one.number for one in await groups.members(row)]) for row in rows]

    async def uncompared(self) -> int:
        async with self.database.view() as session:
            return await session.scalar(select(func.count(Ticket.id)).where(Ticket.compared_at.is_(None))) or 0

    async def change(self, number: str, **values: Any) -> None:
        async with self.database.session() as session:
            await session.execute(update(Ticket).where(Ticket.number == number).values(**values))
