"""Each list of the inbox is read along an index that has all it needs: dropped or passed by, a test fails."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from harness import create_tables
from sqlalchemy import Select, text
from sqlalchemy.dialects import sqlite

from bot.core.database import Database
from web.desk.access import scope
from web.desk.inbox.inbox import LINES, _statement, _stretches
from web.desk.inbox.tabs import Tab
from web.desk.models import Agent

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
AGENT = Agent(id=1, districts=["兴庆区"])

BY_URGENCY = (
    "COVERING INDEX ix_tickets_open_queue",
    "COVERING INDEX ix_tickets_open_lapsing",
    "COVERING INDEX ix_tickets_open_queue",
)
IN_STATE = ("INDEX ix_tickets_queue", "INDEX ix_tickets_lapsing", "INDEX ix_tickets_queue")
SORTED = ("COVERING INDEX ix_tickets_open_counts",)
PLANS = {
    **dict.fromkeys((Tab.MINE, Tab.DISTRICT, Tab.FREE, Tab.GROUPED), BY_URGENCY),
    **dict.fromkeys((Tab.TODAY, Tab.LATE), SORTED),
    **dict.fromkeys((Tab.NEW, Tab.TAKEN, Tab.WAITING), IN_STATE),
    Tab.CLOSED: ("COVERING INDEX ix_tickets_ended",),
    Tab.ALL: (*BY_URGENCY, "COVERING INDEX ix_tickets_closed_at"),
}


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    url = f"sqlite+aiosqlite:///{tmp_path}/plans.db"
    await create_tables(url)
    one = Database(url)
    yield one
    await one.close()


async def plan(database: Database, statement: Select[int, datetime | None]) -> list[str]:
    told = statement.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    async with database.view() as session:
        return [row[3] for row in await session.execute(text(f"EXPLAIN QUERY PLAN {told}"))]


async def along(database: Database, tab: Tab) -> tuple[str, ...]:
    """The index of each stretch of a tab's list."""
    statements = [_statement(one, None).where(scope(AGENT)).limit(LINES + 1) for one in _stretches(tab, AGENT, NOW)]
    plans = [await plan(database, one) for one in statements]
    return tuple(first.removeprefix("SEARCH tickets USING ").split(" (")[0] for first, *_ in plans)


@pytest.mark.parametrize(("tab", "indexes"), PLANS.items())
async def test_a_list_is_read_along_its_indexes(database: Database, tab: Tab, indexes: tuple[str, ...]) -> None:
    assert await along(database, tab) == indexes


async def test_rights_about_to_lapse_are_read_along_either_index(database: Database) -> None:
    """Both cost the same to SQLite without statistics: which it takes depends on which was made last."""
    [index] = await along(database, Tab.LAPSING)
    assert index in (*SORTED, "COVERING INDEX ix_tickets_closed_at")


def test_each_tab_has_its_plan() -> None:
    assert {*PLANS, Tab.LAPSING} == {*Tab}
