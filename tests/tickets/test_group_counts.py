"""What a list of groups shows is counted where it lies, and comes to what the members themselves say."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.crypt import Keyring, new_key
from bot.core.database import Database
from tickets.clocks import Rules
from tickets.group_reading import Totals, totals
from tickets.groups import Groups
from tickets.lapsing import Lapse
from tickets.models import Claim, Ticket
from tickets.service import Opening, Tickets
from tickets.states import State

KEYS = Keyring.parse(new_key("k"))
NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


@pytest.fixture
async def session(database_url: str) -> AsyncIterator[AsyncSession]:
    database = Database(database_url)
    async with database.session() as one:
        yield one
    await database.close()


async def member(session: AsyncSession, follower: str | None, fen: tuple[int | None, ...], days: int | None) -> Ticket:
    tickets = Tickets(session, KEYS, NOW, Rules())
    ticket = await tickets.open(Opening("欠薪", "老板欠薪", follower))
    session.add_all([Claim(ticket_id=ticket.id, kind="欠薪", amount_fen=one) for one in fen])
    await session.flush()
    await session.refresh(ticket, ["claims"])
    lapse = Lapse(f"第{days}天", (NOW + timedelta(days=days)).date()) if days else None
    ticket.lapses_at, ticket.lapses_right = (lapse.at, lapse.right) if lapse else (None, None)
    return ticket


async def test_groups_are_counted_as_their_members_say(session: AsyncSession) -> None:
    many = [
        await member(session, "f1", (100, 50), 9),
        await member(session, "f1", (None,), 5),
        await member(session, "f2", (), 5),
        await member(session, None, (7,), None),
        await member(session, "f3", (1_000_000,), 1),
    ]
    await Tickets(session, KEYS, NOW, Rules()).move(many[-1], State.CLOSED, "agent:li")
    groups = Groups(session, KEYS, NOW, Rules())
    full, empty = await groups.open("宏达", many, "agent:li"), await groups.open("天元", [], "agent:li")
    counted = await groups.counted([full, empty])
    assert counted == {full.id: (5, totals(many)), empty.id: (0, Totals(0, 0, None, ""))}
    assert (totals(many).workers, totals(many).sum_fen, totals(many).lapses) == (3, 157, "第5天")


async def test_merging_moves_everybody_and_owes_nothing_new(session: AsyncSession) -> None:
    groups = Groups(session, KEYS, NOW, Rules())
    first, second = await groups.open("宏达", [], "agent:li"), await groups.open("天元", [], "agent:li")
    members = [await member(session, f"f{at}", (1,), None) for at in range(6)]
    for ticket in members:
        await groups.join(first, ticket, "agent:li")
    await groups.speak(first, members[2], "agent:li")
    dues = [(ticket.due_at, ticket.alarm_at) for ticket in members]
    await groups.merge(first, second, "agent:li")
    assert await groups.members(second) == members and await groups.members(first) == []
    assert first.spokesperson_id is None
    for ticket, due in zip(members, dues, strict=True):
        assert [line.what for line in await Tickets(session, KEYS, NOW, Rules()).history(ticket)][-1] == "grouped"
        await Tickets(session, KEYS, NOW, Rules()).retime(ticket)
        assert (ticket.due_at, ticket.alarm_at) == due
