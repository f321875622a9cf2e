"""Reminders of the day a right is lost: 30, 7 and 2 days before, each once, to those who can still use it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from test_office import at

from bot.core.crypt import Keyring, new_key
from bot.core.database import Database
from rights.limit_table import RIGHTS
from tickets import number as numbers
from tickets import reminding
from tickets.clocks import Rules
from tickets.lapsing import Lapse, article_of
from tickets.models import Ticket
from tickets.outbox import Kind, OutboxMessage
from tickets.reminding import OF_COURTS, remind, text_of
from tickets.service import Opening, Tickets
from tickets.states import State

KEYS = Keyring.parse(new_key("k"))
OPENED = at("2026-11-01 10:00")
DAY = date(2027, 3, 1)
RIGHT = "申请劳动仲裁"


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    one = Database(database_url)
    yield one
    await one.close()


async def opened(database: Database, day: date = DAY, follower: str | None = "f1") -> str:
    async with database.session() as session:
        ticket = await Tickets(session, KEYS, OPENED, Rules()).open(Opening("辞退", "x", follower))
        ticket.lapses_right, ticket.lapses_at = RIGHT, Lapse(RIGHT, day).at
        return ticket.number


async def round_at(database: Database, now: datetime) -> int:
    async with database.session() as session:
        return len(await remind(session, KEYS, Rules(), now))


def before(days: int, hour: int = 10) -> datetime:
    return at(f"{DAY - timedelta(days=days)} {hour:02}:00")


async def sent(database: Database) -> list[tuple[str, str | None, str]]:
    async with database.view() as session:
        rows = (await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))).all()
        return [(row.kind, row.about, KEYS.open(row.body, f"outbox:{row.follower}")) for row in rows]


async def test_three_reminders_and_no_more(database: Database) -> None:
    number = await opened(database)
    days = [days for days in range(40, -3, -1) for hour in (9, 15) if await round_at(database, before(days, hour))]
    assert days == [30, 7, 2]
    for kind, about, text in await sent(database):
        assert (kind, about) == (Kind.STATUS, number)
        assert numbers.shown(number) in text and RIGHT in text and "2027年3月1日" in text and "不收钱" in text
    async with database.view() as session:
        ticket = await session.scalar(select(Ticket))
        assert ticket and ticket.moved_at == OPENED


async def test_who_comes_late_gets_the_one_that_fits(database: Database) -> None:
    await opened(database)
    assert [await round_at(database, before(days)) for days in (5, 4, 2, 1)] == [1, 0, 1, 0]


async def test_the_day_itself_still_counts_and_after_it_nothing(database: Database) -> None:
    await opened(database)
    assert await round_at(database, before(-1)) == 0
    assert await round_at(database, before(0)) == 1


async def test_a_new_day_is_told_anew(database: Database) -> None:
    await opened(database)
    assert await round_at(database, before(7)) == 1
    async with database.session() as session:
        ticket = await session.scalar(select(Ticket))
        assert ticket
        ticket.lapses_at = Lapse(RIGHT, DAY + timedelta(days=10)).at
    assert await round_at(database, before(7)) == 1


@pytest.mark.parametrize("hour", [0, 8, 20, 23])
async def test_nobody_is_woken(database: Database, hour: int) -> None:
    await opened(database)
    assert await round_at(database, before(7, hour)) == 0


@pytest.mark.parametrize("state", [State.CLOSED, State.WITHDRAWN])
async def test_settled_tickets_are_left_alone(database: Database, state: State) -> None:
    number = await opened(database)
    async with database.session() as session:
        tickets = Tickets(session, KEYS, OPENED, Rules())
        ticket = await tickets.find(number)
        assert ticket
        await tickets.move(ticket, state, "agent:li")
    assert await round_at(database, before(7)) == 0


async def test_who_left_the_account_is_not_written_to(database: Database) -> None:
    await opened(database, follower=None)
    assert await round_at(database, before(7)) == 0


async def test_a_round_is_bounded(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminding, "AT_ONCE", 2)
    for days in (0, 5, 28):
        await opened(database, DAY + timedelta(days=days))
    assert [await round_at(database, before(2)) for _ in range(3)] == [2, 1, 0]


async def test_processes_together_remind_once(database: Database, database_url: str) -> None:
    await opened(database)
    processes = [Database(database_url) for _ in range(3)]
    told = await asyncio.gather(*(round_at(one, before(7)) for one in processes))
    for one in processes:
        await one.close()
    assert sum(told) + await round_at(database, before(7)) == 1


@pytest.mark.parametrize("right", RIGHTS, ids=lambda right: right.name)
def test_a_reminder_is_short_and_sends_nobody_to_court(right) -> None:  # type: ignore[no-untyped-def]
    text = text_of("123456789", right.name, DAY)
    assert len(text) < 340 and "由您决定" in text
    assert f"2027年3月1日{article_of(right.name)}" in text
    told = text.replace(right.title, "").replace(right.why, "")
    assert not any(word in told for word in OF_COURTS)


def test_a_right_nobody_knows_is_still_told_with_its_day() -> None:
    assert "某项权利，最晚是2027年3月1日" in text_of("123456789", "某项权利", DAY)
