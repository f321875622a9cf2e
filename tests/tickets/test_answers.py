"""Papers kept for a follower: theirs alone, replaced, deleted, swept."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.crypt import Keyring, new_key
from bot.core.database import Database
from bot.core.errors import SealBroken
from tickets.answers import LASTS, Answers, Filled

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
KEYS = Keyring.parse(new_key("test"))
FIRST, SECOND = {"name": "马小兰", "evidences": [{"evidence": "流水"}]}, {"name": "马兰"}


async def test_kept_replaced_and_dropped(database_url: str) -> None:
    database = Database(database_url)
    async with database.session() as session:
        answers = Answers(session, KEYS, NOW)
        await answers.keep("f1", "", "injury", FIRST)
        await answers.keep("f1", "261000001", "injury", FIRST)
        later = Answers(session, KEYS, NOW + timedelta(hours=1))
        await later.keep("f1", "", "injury", SECOND)
        assert await answers.of("f1") == [
            Filled("", "injury", SECOND, NOW + timedelta(hours=1)),
            Filled("261000001", "injury", FIRST, NOW),
        ]
        assert await answers.of("f2") == []
        await answers.drop("f2", "", "injury")
        await answers.drop("f1", "", "injury")
        assert [one.ticket for one in await answers.of("f1")] == ["261000001"]
    await database.close()


async def test_swept_and_forgotten(database_url: str) -> None:
    database = Database(database_url)
    async with database.session() as session:
        await Answers(session, KEYS, NOW).keep("f1", "", "injury", FIRST)
        await Answers(session, KEYS, NOW).keep("f2", "", "injury", FIRST)
        await Answers(session, KEYS, NOW + LASTS - timedelta(seconds=1)).sweep()
        assert len(await Answers(session, KEYS, NOW).of("f1")) == 1
        await Answers(session, KEYS, NOW).forget("f1")
        assert await Answers(session, KEYS, NOW).of("f1") == []
        await Answers(session, KEYS, NOW + LASTS).sweep()
        assert await Answers(session, KEYS, NOW).of("f2") == []
    await database.close()


async def test_a_row_given_to_another_follower_does_not_open_and_hides_nothing_else(database_url: str) -> None:
    database = Database(database_url)
    async with database.session() as session:
        answers = Answers(session, KEYS, NOW)
        await answers.keep("f1", "", "injury", FIRST)
        await answers.keep("f2", "", "roster", SECOND)
        [row] = await answers.rows("f1")
        assert "马小兰".encode() not in row.body
        row.follower = "f2"
        await session.flush()
        with pytest.raises(SealBroken):
            answers.read(row)
        assert [one.name for one in await answers.of("f2")] == ["roster"]
        await session.rollback()
    await database.close()


async def test_two_tabs_that_save_at_once_both_succeed(database_url: str) -> None:
    database = Database(database_url)

    async def save(name: str) -> None:
        async with database.session() as session:
            await Answers(session, KEYS, NOW).keep("f1", "", "injury", {"name": name})

    await asyncio.gather(*(save(f"第{at}次") for at in range(4)))
    async with database.view() as session:
        assert len(await Answers(session, KEYS, NOW).of("f1")) == 1
    await database.close()
