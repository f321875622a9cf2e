"""Workings kept for a week: whose they are, how many, and that they go."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.crypt import Keyring, new_key
from bot.core.database import Database
from bot.core.errors import SealBroken
from tickets.workings import LASTS, MOST_OF_A_FOLLOWER, Said, Workings

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
KEYS = Keyring.parse(new_key("test"))
SAID = Said("severance", {"average": "6500"}, ("按今天算",))


async def test_kept_found_swept_and_forgotten(database_url: str) -> None:
    database = Database(database_url)
    async with database.session() as session:
        workings = Workings(session, KEYS, NOW)
        mine, other = await workings.keep("f1", SAID), await workings.keep("f2", SAID)
        assert mine != other
        assert await workings.find(mine.rpartition("/")[2]) == SAID
        assert await workings.find("") is None
        await workings.forget("f1")
        assert await workings.find(mine.rpartition("/")[2]) is None
        assert await workings.find(other.rpartition("/")[2]) == SAID
        later = Workings(session, KEYS, NOW + LASTS)
        assert await later.find(other.rpartition("/")[2]) is None
        await later.sweep()
        assert await workings.of("f2") == []
    await database.close()


async def test_the_oldest_of_too_many_go(database_url: str) -> None:
    database = Database(database_url)
    async with database.session() as session:
        paths = []
        for minute in range(MOST_OF_A_FOLLOWER + 2):
            workings = Workings(session, KEYS, NOW + timedelta(minutes=minute))
            paths.append(await workings.keep("f1", SAID))
        assert len(await workings.of("f1")) == MOST_OF_A_FOLLOWER
        found = [await workings.find(path.rpartition("/")[2]) for path in paths]
        assert found == [None, None, *[SAID] * MOST_OF_A_FOLLOWER]
    await database.close()


async def test_a_row_moved_to_another_key_does_not_open(database_url: str) -> None:
    database = Database(database_url)
    async with database.session() as session:
        workings = Workings(session, KEYS, NOW)
        await workings.keep("f1", SAID)
        [row] = await workings.of("f1")
        row.key = "0" * 32
        with pytest.raises(SealBroken):
            workings.read(row)
        await session.rollback()
    await database.close()
