"""A round in which nothing waits: an index tells, and the writer is left to others."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from harness import create_tables
from sqlalchemy import Select, text
from sqlalchemy.dialects import sqlite

from bot.core.crypt import Keyring, new_key
from bot.core.database import Database
from tickets import escalating, instalments, mass, reminding, routing, withdrawals
from tickets.clocks import Rules
from tickets.service import Opening, Tickets

NOON, NIGHT = datetime(2026, 11, 22, 4, tzinfo=UTC), datetime(2026, 11, 22, 15, tzinfo=UTC)
KEYS, RULES = Keyring.parse(new_key("k")), Rules()
LOOKS = {
    "routing": routing.unrouted(),
    "escalating": escalating.overdue(NOON),
    "reminding": reminding.untold(NOON),
    "instalments": instalments.unasked(NOON),
    "withdrawals": withdrawals.ripe(NOON),
    "notices": mass._next(mass.Notice(audience="兴庆区", after="f"), 10),
}


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    url = f"sqlite+aiosqlite:///{tmp_path}/idle.db"
    await create_tables(url)
    one = Database(url)
    yield one
    await one.close()


@pytest.mark.parametrize("statement", LOOKS.values(), ids=LOOKS)
async def test_no_look_goes_through_all_rows(database: Database, statement: Select[str]) -> None:
    told = statement.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    async with database.view() as session:
        plan = [row[3] for row in await session.execute(text(f"EXPLAIN QUERY PLAN {told}"))]
    assert plan and not [line for line in plan if line.startswith("SCAN")]


async def test_a_look_finds_what_waits_and_only_that(database: Database) -> None:
    assert not await database.finds(routing.unrouted())
    async with database.session() as session:
        await Tickets(session, KEYS, NOON, RULES).open(Opening("欠薪", "老板欠薪"))
    assert await database.finds(routing.unrouted())
    assert not await database.finds(escalating.overdue(NOON))
    assert await database.finds(escalating.overdue(NOON + timedelta(days=30)))
