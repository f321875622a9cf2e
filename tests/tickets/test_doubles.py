"""Merging doubles over both databases: what was told, promised and agreed is on the older ticket, and stays there."""

from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession
from test_office import at

from bot.core.clock import today
from bot.core.crypt import Keyring, new_key
from bot.core.database import Database
from tickets.clocks import Name, Rules, Stand
from tickets.doubles import Doubles
from tickets.figuring import Figuring
from tickets.instalments import Instalments
from tickets.lines import Line
from tickets.models import Ticket
from tickets.promises import Promises
from tickets.rates import rates
from tickets.service import Opening, Tickets
from tickets.states import State

KEYS = Keyring.parse(new_key("k"))
NOW = at("2026-11-23 10:00")
HOUR = timedelta(hours=1)
LI = "agent:li"
HURT = {"injured_on": "2026-11-10", "employer": "宏达建筑", "phone": "13900001234", "amount_fen": 200}


@pytest.fixture
async def session(database_url: str) -> AsyncIterator[AsyncSession]:
    database = Database(database_url)
    async with database.session() as one:
        yield one
    await database.close()


def after(session: AsyncSession, hours: int = 0) -> Tickets:
    return Tickets(session, KEYS, NOW + hours * HOUR, Rules())


async def pair(session: AsyncSession, newer: dict[str, object], kind: str = "欠薪") -> tuple[Ticket, Ticket]:
    """The older, which was told a sum alone, and the newer an hour later."""
    older = await after(session).open(Opening("欠薪", "欠钱", "f1", facts={"amount_fen": 100}))
    return older, await after(session, 1).open(Opening(kind, "又来说", "f1", facts=newer))


async def merge(session: AsyncSession, older: Ticket, newer: Ticket, hours: int = 5) -> None:
    await Doubles(session, KEYS, NOW + hours * HOUR, Rules()).merge(newer, older, LI)


async def test_the_next_answer_keeps_what_the_newer_one_told(session: AsyncSession) -> None:
    older, newer = await pair(session, HURT, "工伤")
    assert older.lapses_at is None and newer.lapses_at is not None
    await merge(session, older, newer)
    tickets = after(session, 6)
    for told in ({"job": "瓦工"}, {"district": "金凤区"}):
        await tickets.learn(older, told, "说了")
        assert (older.lapses_at, older.lapses) == (newer.lapses_at, newer.lapses)
        assert [tickets.read(older, one) for one in (older.employer, older.phone)] == ["宏达建筑", "13900001234"]
    assert [claim.amount_fen for claim in older.claims] == [100]
    assert tickets.facts(older)["injured_on"] == "2026-11-10"


async def test_a_ticket_from_before_facts_were_kept_loses_nothing(session: AsyncSession) -> None:
    older, newer = await pair(session, HURT, "工伤")
    due = newer.lapses_at
    newer.facts = older.facts = None
    await merge(session, older, newer)
    await after(session, 6).learn(older, {"job": "瓦工"}, "说了")
    assert older.lapses_at == due and after(session).read(older, older.employer) == "宏达建筑"
    assert [claim.amount_fen for claim in older.claims] == [100]


async def test_what_happened_on_the_newer_one_moves_no_clock_of_the_older(session: AsyncSession) -> None:
    older, newer = await pair(session, {})
    await after(session, 2).write(newer, LI, Line.ANSWERED, "在办")
    await after(session, 3).move(older, State.WAITING, LI)
    await after(session, 4).write(newer, "follower", Line.SAID, "补一句")
    await merge(session, older, newer)
    tickets = after(session, 6)
    history = [(line.what, line.at) for line in await tickets.history(older)]
    assert [what for what, _ in history] == [
        Line.OPENED, Line.SAID_THERE, Line.ANSWERED_THERE, Line.STATE, Line.SAID_THERE, Line.MERGED_IN,
    ]  # fmt: skip
    assert [moment for _, moment in history] == sorted(moment for _, moment in history)
    clocks = {clock.name: clock for clock in (await tickets.timing(older)).clocks}
    assert clocks.keys() == {Name.FIRST, Name.CLOSING} and clocks[Name.FIRST].state is Stand.PAUSED


async def test_lines_count_in_the_order_they_happened(session: AsyncSession) -> None:
    """Whatever order they were written in."""
    older, _ = await pair(session, {})
    await after(session, 8).write(older, LI, Line.ANSWERED, "在办")
    await after(session, 4).move(older, State.TAKEN, LI)
    clocks = {clock.name: clock for clock in (await after(session, 9).timing(older)).clocks}
    assert clocks[Name.STEP].started == NOW + 8 * HOUR


async def test_an_open_promise_goes_on_where_it_went(session: AsyncSession) -> None:
    older, newer = await pair(session, {})
    promise = await after(session, 2).promise(newer, LI, "我们明天给您答复。")
    await after(session, 3).write(older, LI, Line.ANSWERED, "先说一声")
    await merge(session, older, newer)
    tickets = after(session, 6)
    [moved] = (await tickets.timing(older)).promises
    assert moved is promise and moved.is_open and (await tickets.timing(newer)).promises == []
    assert Promises(session, KEYS, NOW).read(moved, moved.words) == "我们明天给您答复。"
    assert older.due_what == Name.PROMISE
    await after(session, 7).write(older, LI, Line.ANSWERED, "答复")
    assert moved.ended_at == NOW + 7 * HOUR


async def test_instalments_and_what_came_go_along(session: AsyncSession) -> None:
    older, newer = await pair(session, {})
    parts = Instalments(session, KEYS, NOW, Rules())
    first, second = [await parts.plan(newer, LI, date(2026, 12, day), 50_000) for day in (1, 2)]
    await parts.settle(newer, first, "follower", paid=True)
    await merge(session, older, newer)
    assert (await parts.of(older), await parts.of(newer)) == ([first, second], [])
    assert (older.recovered_fen, newer.recovered_fen) == (50_000, None)
    await parts.settle(older, second, "follower", paid=True)
    assert older.recovered_fen == 100_000


async def test_a_double_is_no_ticket_that_was_withdrawn(session: AsyncSession) -> None:
    older, newer = await pair(session, {})
    await merge(session, older, newer)
    day, figuring = today(NOW), Figuring(None, KEYS, Rules(), lambda: NOW + 9 * HOUR)  # type: ignore[arg-type]
    await figuring.some(session)
    total = (await rates(session, day, day, NOW + 9 * HOUR)).total
    assert (total.opened, total.withdrawn, total.open) == (1, 0, 1)
    await after(session, 6).move(newer, State.TAKEN, LI)
    await session.flush()
    assert await figuring.some(session) == 1
    total = (await rates(session, day, day, NOW + 9 * HOUR)).total
    assert (total.opened, total.withdrawn, total.open) == (2, 0, 2)
