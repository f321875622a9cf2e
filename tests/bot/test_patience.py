"""Patience: everybody who is not done in time is told once, in order; nobody else."""

import asyncio
from typing import Any

from bot.patience import Patience

LASTS_S = 0.2


def patience() -> tuple[Patience, list[Any]]:
    told: list[Any] = []
    return Patience(LASTS_S, lambda _future, who: told.append(who)), told


def waiting() -> asyncio.Future[None]:
    return asyncio.get_running_loop().create_future()


async def test_who_is_not_done_in_time_is_told_once_and_in_order() -> None:
    one, told = patience()
    futures = [waiting() for _ in range(3)]
    for who, future in enumerate(futures):
        one.add(future, who)
    futures[1].set_result(None)
    assert told == []
    await asyncio.sleep(3 * LASTS_S)
    assert told == [0, 2]


async def test_a_later_one_waits_as_long_as_the_first() -> None:
    one, told = patience()
    one.add(waiting(), "first")
    await asyncio.sleep(LASTS_S / 2)
    one.add(waiting(), "second")
    await asyncio.sleep(0.75 * LASTS_S)
    assert told == ["first"]
    await asyncio.sleep(LASTS_S)
    assert told == ["first", "second"]


async def test_it_goes_on_after_everybody_was_done() -> None:
    one, told = patience()
    for _ in range(100):
        future = waiting()
        one.add(future, "done")
        future.set_result(None)
    await asyncio.sleep(1.5 * LASTS_S)
    one.add(waiting(), "late")
    await asyncio.sleep(1.5 * LASTS_S)
    assert told == ["late"]
