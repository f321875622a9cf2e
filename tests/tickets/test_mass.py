"""Notices to many: each follower once, at the rate, whatever stops in between."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.core.crypt import Keyring, new_key
from bot.core.database import Database
from bot.core.followers import ensure
from tickets.mass import ALL, LASTS, ROUND, MassNotices, Progress
from tickets.models import Ticket
from tickets.outbox import Kind, Outbox, OutboxMessage, Waiting

KEYS = Keyring.parse(new_key("k"))
NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
MANY = 23


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    one = Database(database_url)
    async with one.session() as session:
        for at in range(MANY):
            follower = await ensure(session, KEYS, f"o{at}", NOW)
            if at < 3:
                ticket = {"kind": "欠薪", "state": "new", "story": b"x", "opened_at": NOW, "moved_at": NOW}
                session.add(Ticket(number=f"26110000{at}", follower=follower, district="兴庆区", **ticket))
    yield one
    await one.close()


async def add(database: Database, audience: str = ALL) -> int:
    async with database.session() as session:
        return await MassNotices(session, KEYS, NOW).add("体检", audience)


async def hand_out(database: Database, later: timedelta, most: int = 10) -> list[int]:
    async with database.session() as session:
        return await MassNotices(session, KEYS, NOW + later).hand_out(most)


async def all_rounds(database: Database) -> None:
    for at in range(6):
        await hand_out(database, ROUND * at)


async def receivers(database: Database) -> list[str]:
    async with database.view() as session:
        return list((await session.scalars(select(OutboxMessage.follower))).all())


async def progress(database: Database, later: timedelta = timedelta(0)) -> Progress:
    async with database.view() as session:
        [one] = await MassNotices(session, KEYS, NOW + later).progress()
        return one


async def test_everybody_gets_it_once_a_round_at_a_time(database: Database) -> None:
    await add(database)
    sizes = [len(await hand_out(database, ROUND * at)) for at in range(5)]
    assert sizes == [10, 10, 3, 0, 0]
    found = await receivers(database)
    assert len(found) == len(set(found)) == MANY


async def test_only_a_district(database: Database) -> None:
    await add(database, "兴庆区")
    await all_rounds(database)
    assert sorted(await receivers(database)) == sorted(KEYS.index(f"o{at}") for at in range(3))


async def test_no_second_round_before_its_time_however_many_ask(database: Database) -> None:
    await add(database)
    made = await asyncio.gather(*(hand_out(database, timedelta(0)) for _ in range(5)))
    assert sorted(len(one) for one in made) == [0, 0, 0, 0, 10]


async def test_a_round_that_is_rolled_back_is_handed_out_again(database: Database) -> None:
    await add(database)
    with pytest.raises(ZeroDivisionError):
        async with database.session() as session:
            await MassNotices(session, KEYS, NOW).hand_out(10)
            raise ZeroDivisionError
    assert await receivers(database) == []
    await all_rounds(database)
    assert len(set(await receivers(database))) == len(await receivers(database)) == MANY


async def test_what_is_stopped_goes_no_further(database: Database) -> None:
    notice = await add(database)
    await hand_out(database, timedelta(0))
    async with database.session() as session:
        mass = MassNotices(session, KEYS, NOW)
        assert await mass.stop(notice) and not await mass.stop(notice + 1)
    assert await hand_out(database, ROUND) == []
    found = await progress(database)
    assert (found.sent, found.not_delivered, found.waiting) == (0, MANY, 0)
    async with database.session() as session:
        assert await Outbox(session, KEYS, NOW).ride((await receivers(database))[0]) == []


async def test_stopped_twice_it_still_goes_on_with_everybody(database: Database) -> None:
    notice = await add(database)
    await hand_out(database, timedelta(0))
    for later in (ROUND, ROUND * 2):
        async with database.session() as session:
            assert await MassNotices(session, KEYS, NOW + later).stop(notice)
    async with database.session() as session:
        assert await MassNotices(session, KEYS, NOW + ROUND * 3).resume(notice)
    for at in range(3, 6):
        await hand_out(database, ROUND * at)
    found = await progress(database, ROUND * 6)
    assert (found.not_delivered, found.waiting) == (0, MANY)
    assert len(set(await receivers(database))) == len(await receivers(database)) == MANY


async def test_after_a_week_nobody_is_told_any_more(database: Database) -> None:
    await add(database)
    await all_rounds(database)
    for later, dropped in ((LASTS, 0), (LASTS + timedelta(seconds=1), MANY)):
        async with database.session() as session:
            assert await MassNotices(session, KEYS, NOW + later).drop_ended() == dropped


async def test_how_far_it_is(database: Database) -> None:
    await add(database)
    messages = await hand_out(database, timedelta(0))
    states = [(Waiting.SENT, None), (Waiting.RODE, None), (Waiting.WAITING, "45015"), (Waiting.SENDING, None)]
    async with database.session() as session:
        for message, (state, why) in zip(messages, states, strict=False):
            mine = update(OutboxMessage).where(OutboxMessage.id == message)
            await session.execute(mine.values(state=state, why=why))
    found = await progress(database)
    assert (found.sent, found.not_delivered, found.waiting) == (2, 1, MANY - 3)


async def test_who_left_counts_as_not_delivered(database: Database) -> None:
    await add(database)
    await all_rounds(database)
    async with database.session() as session:
        await Outbox(session, KEYS, NOW).forget(KEYS.index("o7"))
    found = await progress(database)
    assert (found.sent, found.not_delivered, found.waiting) == (0, 1, MANY - 1)


async def test_it_rides_on_what_the_follower_writes_meanwhile(database: Database) -> None:
    await add(database)
    await all_rounds(database)
    async with database.session() as session:
        assert await Outbox(session, KEYS, NOW).ride(KEYS.index("o7")) == ["体检"]
    async with database.view() as session:
        kinds = set((await session.scalars(select(OutboxMessage.kind))).all())
    assert kinds == {Kind.NOTICE} and (await progress(database)).sent == 1
