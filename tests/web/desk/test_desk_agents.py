"""Adding agents, checking their passwords, slowing down guesses."""

import asyncio
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from desk_room import NAME, PASSWORD, Room
from sqlalchemy import select, update

from web.desk.models import Agent
from web.desk.people import agents, sessions, trying
from web.desk.people.passwords import DECOY, GUESSED, KNOWN, LENGTH, ONLY_DIGITS, Unfit, hashed, is_stale
from web.desk.people.trying import Locked, Refused

GOOD = "three words 7"


async def agent(room: Room) -> Agent:
    async with room.database.view() as session:
        return (await session.scalars(select(Agent).where(Agent.name == NAME))).one()


async def check(room: Room, password: str, name: str = NAME) -> Agent:
    return await trying.check_password(room.database, name, password, room.now())


async def guess(room: Room, times: int) -> None:
    for _ in range(times):
        with pytest.raises(Refused):
            await check(room, "not the password")


async def test_an_added_agent_can_come_in(door: Room) -> None:
    added = await agents.add_agent(door.database, " WangFang ", "王芳", GOOD, "supervisor", door.now())
    found = await check(door, GOOD, "wangfang")
    assert (found.id, found.display, found.role) == (added, "王芳", "supervisor")
    assert GOOD not in found.hash


async def test_width_of_letters_does_not_matter(door: Room) -> None:
    await agents.add_agent(door.database, "李雷", "李雷", GOOD, "agent", door.now())
    assert (await check(door, "ｔｈｒｅｅ　ｗｏｒｄｓ　７", "李雷")).name == "李雷"


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("", LENGTH.format(now=0)),
        ("short", LENGTH.format(now=5)),
        ("ninechars", LENGTH.format(now=9)),
        ("x" * 129, LENGTH.format(now=129)),
        ("admin123456", GUESSED),
        ("my wangfang", GUESSED),
        ("ababababab", GUESSED),
        ("13900001234", ONLY_DIGITS),
        ("640102199001011234", ONLY_DIGITS),
    ],
)
async def test_weak_passwords_are_refused_in_chinese(door: Room, password: str, says: str) -> None:
    with pytest.raises(Unfit) as added:
        await agents.add_agent(door.database, "wangfang", "王芳", password, "agent", door.now())
    with pytest.raises(Unfit) as changed:
        await agents.set_password(door.database, "wangfang", password)
    assert str(added.value) == str(changed.value) == says
    assert added.value.field == changed.value.field == "password"


@pytest.mark.parametrize(
    ("name", "display", "role", "field"),
    [
        ("x", "王", "agent", "name"),
        ("a b", "王", "agent", "name"),
        ("<b>", "王", "agent", "name"),
        ("x" * 33, "王", "agent", "name"),
        ("wang", " ", "agent", "display"),
        ("wang", "王" * 33, "agent", "display"),
        ("wang", "王", "root", "role"),
        (NAME, "王", "agent", "name"),
        (NAME.upper(), "王", "agent", "name"),
    ],
)
async def test_unfit_agents_are_refused(door: Room, name: str, display: str, role: str, field: str) -> None:
    with pytest.raises(Unfit) as unfit:
        await agents.add_agent(door.database, name, display, GOOD, role, door.now())
    assert unfit.value.field == field


async def test_wrong_name_and_wrong_password_look_alike(door: Room) -> None:
    with pytest.raises(Refused) as wrong_password:
        await check(door, "not the password")
    with pytest.raises(Refused) as wrong_name:
        await check(door, PASSWORD, "nobody")
    assert str(wrong_password.value) == str(wrong_name.value)


def test_looking_up_nobody_costs_as_much_as_somebody() -> None:
    assert not PasswordHasher().check_needs_rehash(DECOY)


async def test_five_wrong_ones_lock_even_the_right_one(door: Room) -> None:
    await guess(door, 5)
    with pytest.raises(Locked) as locked:
        await check(door, PASSWORD)
    assert locked.value.until == door.now() + trying.FIRST_LOCK
    door.now.on(minutes=1)
    assert await check(door, PASSWORD)


async def test_four_wrong_ones_do_not_lock_and_are_forgiven(door: Room) -> None:
    for _ in range(2):
        await guess(door, 4)
        assert await check(door, PASSWORD)
    assert (await agent(door)).failed == 0


async def test_each_further_wrong_one_locks_longer(door: Room) -> None:
    await guess(door, 5)
    door.now.on(minutes=1)
    await guess(door, 1)
    assert (await agent(door)).locked_until == door.now() + timedelta(minutes=2)


@pytest.mark.parametrize(("failed", "minutes"), [(0, 0), (4, 0), (5, 1), (6, 2), (8, 8), (11, 60), (10_000, 60)])
def test_locks_grow_to_an_hour(failed: int, minutes: int) -> None:
    assert trying.lock_lasts(failed) == timedelta(minutes=minutes)


async def test_a_burst_of_guesses_gets_five_looks(door: Room) -> None:
    tries = [check(door, "not the password") for _ in range(12)]
    results = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(type(one) is Refused for one in results) == 5
    assert sum(type(one) is Locked for one in results) == 7


async def test_an_agent_who_was_shut_out_stays_out(door: Room) -> None:
    token = await sessions.begin(door.database, door.services.keys, (await agent(door)).id, door.now())
    await agents.set_active(door.database, NAME, False)
    with pytest.raises(Refused):
        await check(door, PASSWORD)
    await agents.set_active(door.database, NAME, True)
    assert await check(door, PASSWORD)
    assert await sessions.agent_of(door.database, door.services.keys, token, door.now()) is None


async def test_a_new_password_unlocks_and_signs_out(door: Room) -> None:
    token = await sessions.begin(door.database, door.services.keys, (await agent(door)).id, door.now())
    await guess(door, 5)
    await agents.set_password(door.database, NAME, GOOD)
    assert await check(door, GOOD)
    assert await sessions.agent_of(door.database, door.services.keys, token, door.now()) is None


async def test_nobody_cannot_get_a_password(door: Room) -> None:
    with pytest.raises(Unfit, match="没有账号"):
        await agents.set_password(door.database, "nobody", GOOD)


async def test_an_old_hash_is_renewed(door: Room) -> None:
    old = PasswordHasher(time_cost=2, memory_cost=8, parallelism=1).hash(PASSWORD)
    async with door.database.session() as session:
        await session.execute(update(Agent).values(hash=old))
    await check(door, PASSWORD)
    assert (await agent(door)).hash != old
    assert not is_stale((await agent(door)).hash)


async def test_default_passwords_are_named(door: Room) -> None:
    assert await agents.default_passwords(door.database) == []
    async with door.database.session() as session:
        await session.execute(update(Agent).values(hash=hashed(KNOWN[-1])))
    assert await agents.default_passwords(door.database) == [NAME]
