"""The sweep: what is overdue is told once, bounded, however many processes look; kept times are counted anew."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update
from test_office import at

from bot.core.crypt import Keyring, new_key
from bot.core.database import Database
from tickets import escalating
from tickets.clocks import Name, Rules
from tickets.escalating import Escalated, escalate, outdated, retime
from tickets.models import Ticket, TicketEvent
from tickets.service import Opening, Tickets
from tickets.states import State
from tickets.timing import OVERDUE

KEYS = Keyring.parse(new_key("k"))
NOW = at("2026-11-23 10:00")
FIRST_DUE = at("2026-11-25 10:00")
LATE = FIRST_DUE + timedelta(minutes=1)
RULES = Rules()


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    one = Database(database_url)
    yield one
    await one.close()


async def opened(database: Database, count: int = 1) -> list[int]:
    async with database.session() as session:
        return [(await Tickets(session, KEYS, NOW, Rules()).open(Opening("欠薪", "x", "f1"))).id for _ in range(count)]


async def sweep(database: Database, now: datetime) -> list[Escalated]:
    async with database.session() as session:
        return await escalate(session, KEYS, RULES, now)


async def lines(database: Database) -> list[tuple[int, str]]:
    async with database.view() as session:
        rows = await session.execute(
            select(TicketEvent.ticket_id, TicketEvent.what).where(TicketEvent.what.startswith(OVERDUE))
        )
        return sorted((ticket, what) for ticket, what in rows)


async def test_nothing_is_told_before_its_time(database: Database) -> None:
    await opened(database)
    assert await sweep(database, FIRST_DUE) == []


async def test_each_clock_is_told_once_and_the_ticket_has_not_moved(database: Database) -> None:
    [ticket] = await opened(database)
    assert await sweep(database, LATE) == [Escalated(ticket, Name.FIRST)]
    assert await sweep(database, LATE + timedelta(days=1)) == []
    assert await sweep(database, LATE + timedelta(days=60)) == [Escalated(ticket, Name.CLOSING)]
    assert await lines(database) == [(ticket, "overdue:closing"), (ticket, "overdue:first")]
    async with database.view() as session:
        row = await session.get_one(Ticket, ticket)
        assert (row.moved_at, row.due_at, row.alarm_at) == (NOW, FIRST_DUE, None)
        [line] = [one for one in await Tickets(session, KEYS, NOW, Rules()).history(row) if one.what == "overdue:first"]
        assert "11月25日 10:00" in KEYS.open(line.body or b"", f"tickets:{row.number}")


async def test_a_next_step_is_told_again_when_it_is_late_again(database: Database) -> None:
    [ticket] = await opened(database)
    for day in (0, 20):
        async with database.session() as session:
            moment = NOW + timedelta(days=day)
            await Tickets(session, KEYS, moment, Rules()).say(
                await session.get_one(Ticket, ticket), "agent:li", "在办", "answered"
            )
        names = {one.name for one in await sweep(database, moment + timedelta(days=10))}
        assert Name.STEP in names


async def test_a_broken_promise_is_told_once(database: Database) -> None:
    [ticket] = await opened(database)
    async with database.session() as session:
        tickets, row = Tickets(session, KEYS, NOW, Rules()), await session.get_one(Ticket, ticket)
        await tickets.say(row, "agent:li", "x", "answered")
        for text in ("我们今天答复您", "我们今天给您结果"):
            await tickets.promise(row, "agent:li", text)
    after = at("2026-11-23 18:01")
    assert await sweep(database, after) == [Escalated(ticket, Name.PROMISE)] * 2
    assert await sweep(database, after) == []


@pytest.mark.parametrize("state", [State.CLOSED, State.WITHDRAWN, State.WAITING])
async def test_what_is_settled_or_waits_for_the_worker_is_not_told(database: Database, state: State) -> None:
    [ticket] = await opened(database)
    async with database.session() as session:
        await Tickets(session, KEYS, NOW, Rules()).move(await session.get_one(Ticket, ticket), state, "agent:li")
    assert await sweep(database, LATE) == []


async def test_a_round_is_bounded_and_the_next_goes_on(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(escalating, "AT_ONCE", 2)
    tickets = await opened(database, 5)
    rounds = [await sweep(database, LATE) for _ in range(4)]
    assert [len(one) for one in rounds] == [2, 2, 1, 0]
    assert sorted(one.ticket for found in rounds for one in found) == tickets


async def test_processes_together_tell_nothing_twice(database: Database, database_url: str) -> None:
    tickets = await opened(database, 12)
    processes = [Database(database_url) for _ in range(4)]
    found = await asyncio.gather(*(sweep(one, LATE) for one in processes))
    for one in processes:
        await one.close()
    found.append(await sweep(database, LATE))
    assert sorted(one.ticket for told in found for one in told) == tickets
    assert await lines(database) == [(ticket, "overdue:first") for ticket in tickets]


async def test_kept_times_that_are_wrong_are_found_in_turns_and_counted_anew(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(escalating, "AT_ONCE", 2)
    tickets = await opened(database, 3)
    async with database.session() as session:
        await session.execute(update(Ticket).where(Ticket.id != tickets[1]).values(due_at=None, alarm_at=None))
    async with database.view() as session:
        assert await outdated(session, RULES, NOW, 0) == ([tickets[0]], tickets[1])
        assert await outdated(session, RULES, NOW, tickets[1]) == ([tickets[2]], 0)
    async with database.session() as session:
        await retime(session, KEYS, RULES, NOW, tickets)
    async with database.view() as session:
        assert await outdated(session, RULES, NOW, 0) == ([], tickets[1])
        assert {row.due_at for row in (await session.scalars(select(Ticket))).all()} == {FIRST_DUE}


async def test_other_settings_make_kept_times_wrong(database: Database) -> None:
    [ticket] = await opened(database)
    async with database.view() as session:
        assert await outdated(session, Rules(first_days=1), NOW, 0) == ([ticket], 0)
