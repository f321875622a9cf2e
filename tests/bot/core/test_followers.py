"""The people behind the openids: one row each, sealed, and a dialogue that only one of two can move."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, text

from bot.core.crypt import Keyring, new_key
from bot.core.database import Database
from bot.core.errors import SealBroken
from bot.core.followers import Dialogue, Follower, ensure, keep_dialogue, lock, open_dialogue, openid_of, seal_dialogue

KEYS = Keyring.parse(new_key("k"))
NOW = datetime(2026, 11, 22, 4, 5, 6, tzinfo=UTC)
OPENID = "o_worker"
FOLLOWER = KEYS.index(OPENID)
TALK = Dialogue("complaint", "phone", {"employer": "宏达", "months": 3}, 1_700_000_000)


async def test_a_second_meeting_keeps_the_first_row(database: Database) -> None:
    for later in (timedelta(0), timedelta(days=1)):
        async with database.session() as session:
            assert await ensure(session, KEYS, OPENID, NOW + later) == FOLLOWER
    async with database.view() as session:
        assert await session.scalar(select(func.count()).select_from(Follower)) == 1
        row = await session.get_one(Follower, FOLLOWER)
        assert (row.first_seen, row.version, row.dialogue) == (NOW, 0, None)
        assert OPENID.encode() not in row.openid
        assert await openid_of(session, KEYS, FOLLOWER) == OPENID


async def test_nobody_is_found_for_a_stranger(database: Database) -> None:
    async with database.session() as session:
        assert await openid_of(session, KEYS, "0" * 32) is None
        assert await lock(session, "0" * 32) == 0
        assert not await keep_dialogue(session, KEYS, "0" * 32, 0, TALK)


async def test_of_two_who_move_a_dialogue_from_the_same_place_one_wins(database: Database) -> None:
    async with database.session() as session:
        await ensure(session, KEYS, OPENID, NOW)
        assert await keep_dialogue(session, KEYS, FOLLOWER, 0, TALK)
        assert not await keep_dialogue(session, KEYS, FOLLOWER, 0, None)
        assert await lock(session, FOLLOWER) == 1
        kept = await session.scalar(select(Follower.dialogue))
    assert open_dialogue(KEYS, FOLLOWER, kept) == TALK


async def test_an_ended_dialogue_leaves_nothing(database: Database) -> None:
    async with database.session() as session:
        await ensure(session, KEYS, OPENID, NOW)
        await keep_dialogue(session, KEYS, FOLLOWER, 0, TALK)
        assert await keep_dialogue(session, KEYS, FOLLOWER, 1, None)
        assert (await session.execute(text("SELECT dialogue, version FROM followers"))).one() == (None, 2)


def test_a_dialogue_of_one_follower_does_not_open_for_another() -> None:
    sealed = seal_dialogue(KEYS, FOLLOWER, TALK)
    with pytest.raises(SealBroken):
        open_dialogue(KEYS, KEYS.index("o_other"), sealed)
    assert seal_dialogue(KEYS, FOLLOWER, None) is open_dialogue(KEYS, FOLLOWER, None) is None


def test_the_next_step_knows_more_and_keeps_when_the_talk_began() -> None:
    step = TALK.to("done", phone="13900001234", months=4)
    assert step == Dialogue(
        "complaint", "done", {"employer": "宏达", "months": 4, "phone": "13900001234"}, TALK.since_s
    )
    assert TALK.known == {"employer": "宏达", "months": 3}
