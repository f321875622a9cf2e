"""What could not be answered is kept sealed and nobody's, listed until settled, and swept when it is old."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.core.crypt import Keyring, new_key
from bot.core.database import Database
from bot.core.errors import SealBroken
from knowledge.anonymous import NUMBER
from knowledge.missed import EntryFeedback, Missed, MissedQuestion, Reason, Verdict, Why, sweep
from knowledge.reading import Reading
from knowledge.search import Hit
from knowledge.slots import Slots

KEYS = Keyring.parse(new_key("k"))
NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
DAY = date(2026, 11, 22)
Store = Callable[[], AbstractAsyncContextManager[Missed]]


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    one = Database(database_url)
    yield one
    await one.close()


@pytest.fixture
def store(database: Database) -> Store:
    """The store in a transaction of its own."""

    @asynccontextmanager
    async def opened() -> AsyncIterator[Missed]:
        async with database.session() as session:
            yield Missed(session, KEYS)

    return opened


async def rows(database: Database) -> list[MissedQuestion]:
    async with database.view() as session:
        return list((await session.scalars(select(MissedQuestion))).all())


async def test_a_question_is_kept_sealed_without_what_tells_who_asked(store: Store, database: Database) -> None:
    async with store() as missed:
        name = await missed.keep("老板欠薪，电话１３９ 0000 1234", Why.REPHRASED, DAY, "arrears", 0.4)
    [row] = await rows(database)
    assert (row.id, row.day, row.why, row.slug, row.score) == (name, DAY, "rephrased", "arrears", 0.4)
    assert KEYS.open(row.question, f"missed_questions:{name}") == f"老板欠薪,电话{NUMBER}"
    assert "老板".encode() not in row.question


def test_no_column_could_hold_a_follower() -> None:
    columns = {column.name for column in MissedQuestion.__table__.columns}
    assert columns == {"id", "day", "why", "reason", "slug", "score", "question", "settled"}
    assert {column.name for column in EntryFeedback.__table__.columns} == {
        *("slug", "day", "useful", "not_useful", "wrong", "given")
    }


async def test_the_best_hit_is_the_guess_if_there_is_one(store: Store, database: Database) -> None:
    near = Reading("faq", (Hit("arrears", "拖欠工资", 0.4), Hit("injury", "工伤认定", 0.2)), Slots(), None)
    async with store() as missed:
        await missed.unanswered("一", Why.OFFERED, DAY, near)
        await missed.unanswered("二", Why.OFFERED, DAY, Reading("faq", (), Slots(), None))
        found = {one.text: one.slug for one in await missed.newest(DAY)}
    assert found == {"一": "arrears", "二": None}


async def test_one_that_found_its_answer_is_dropped(store: Store) -> None:
    async with store() as missed:
        name = await missed.keep("一", Why.OFFERED, DAY, None)
        await missed.keep("二", Why.OFFERED, DAY, None)
        await missed.found(name)
        await missed.found(None)
        assert [one.text for one in await missed.newest(DAY)] == ["二"]


async def test_the_newest_come_first_and_not_too_many_nor_too_old(store: Store) -> None:
    async with store() as missed:
        for ago in (3, 1, 0, 9):
            await missed.keep(f"{ago}天前", Why.OFFERED, DAY - timedelta(days=ago), None)
        found = await missed.newest(DAY - timedelta(days=3))
        assert [one.text for one in found] == ["0天前", "1天前", "3天前"]
        assert [one.text for one in await missed.newest(DAY - timedelta(days=3), most=1)] == ["0天前"]


async def test_a_reason_is_added(store: Store) -> None:
    async with store() as missed:
        name = await missed.keep("一", Why.NOT_USEFUL, DAY, "arrears")
        assert (await missed.newest(DAY))[0].reason is None
        await missed.explain(name, Reason.WRONG)
        assert (await missed.newest(DAY))[0].reason is Reason.WRONG


async def test_what_is_settled_is_listed_no_more_and_settled_once(store: Store, database: Database) -> None:
    async with store() as missed:
        names = [await missed.keep(text, Why.OFFERED, DAY, None) for text in "一二"]
        assert await missed.settle(names[:1], "加了一条") == 1
        assert await missed.settle([*names, "unknown"], "别的") == 1
        assert await missed.newest(DAY) == []
    kept = {row.id: KEYS.open(row.settled, f"missed_questions:{row.id}") for row in await rows(database) if row.settled}
    assert kept == {names[0]: "加了一条", names[1]: "别的"}


async def test_one_that_does_not_open_is_left_out(store: Store, database: Database) -> None:
    async with store() as missed:
        names = [await missed.keep(text, Why.OFFERED, DAY, None) for text in "一二"]
    async with database.session() as session:
        first, second = [await session.get_one(MissedQuestion, name) for name in names]
        first.question = second.question
    with pytest.raises(SealBroken):
        KEYS.open(second.question, f"missed_questions:{names[0]}")
    async with store() as missed:
        assert [one.text for one in await missed.newest(DAY)] == ["二"]


async def test_the_sweep_takes_what_is_older_than_may_be_kept(store: Store, database: Database) -> None:
    async with store() as missed:
        for ago in (0, 180, 181, 400):
            await missed.keep(str(ago), Why.OFFERED, DAY - timedelta(days=ago), None)
    assert await sweep(database, 180, NOW) == 2
    async with store() as missed:
        assert [one.text for one in await missed.newest(date(2000, 1, 1))] == ["0", "180"]
    assert await sweep(database, 180, NOW) == 0


async def test_verdicts_add_up_over_days_the_worst_first(store: Store) -> None:
    async with store() as missed:
        await missed.count("good", DAY, useful=1)
        await missed.count("good", DAY, useful=1)
        await missed.count("good", DAY - timedelta(days=1), not_useful=1)
        await missed.count("bad", DAY, not_useful=1)
        await missed.count("bad", DAY, wrong=1)
        await missed.count("old", DAY - timedelta(days=9), useful=1)
        await missed.count("taken-back", DAY, useful=1)
        await missed.count("taken-back", DAY, useful=-1)
        found = await missed.verdicts(DAY - timedelta(days=3))
    assert found == [Verdict("bad", 0, 1, 1), Verdict("good", 2, 1, 0)]
    assert [round(one.share, 2) for one in found] == [1.0, 0.33]
