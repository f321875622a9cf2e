"""Group work: right results to the right callers, and one bad member harms nobody else."""

import asyncio
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.batch import Batch


class Doubling:
    """Work that doubles numbers, refuses negative ones, and remembers its groups."""

    def __init__(self) -> None:
        self.groups: list[list[int]] = []
        self.inside = 0
        self.begun = asyncio.Event()

    async def __call__(self, items: Sequence[int]) -> list[int]:
        self.inside += 1
        assert self.inside == 1, "two groups at once"
        self.groups.append(list(items))
        self.begun.set()
        await asyncio.sleep(0)
        self.inside -= 1
        if bad := [item for item in items if item < 0]:
            raise ValueError(f"negative: {bad[0]}")
        return [2 * item for item in items]


async def test_what_comes_meanwhile_forms_the_next_group() -> None:
    work = Doubling()
    batch = Batch(work)
    first = asyncio.ensure_future(batch(1))
    await work.begun.wait()
    assert await asyncio.gather(*(batch(item) for item in range(2, 6))) == [4, 6, 8, 10]
    assert await first == 2
    assert work.groups == [[1], [2, 3, 4, 5]]


async def test_one_bad_member_fails_alone() -> None:
    batch = Batch(Doubling())
    results = await asyncio.gather(*(batch(item) for item in (1, -2, 3)), return_exceptions=True)
    assert [results[0], results[2]] == [2, 6]
    assert isinstance(results[1], ValueError) and "-2" in str(results[1])


async def test_a_single_bad_member_is_tried_once() -> None:
    work = Doubling()
    with pytest.raises(ValueError):
        await Batch(work)(-1)
    assert work.groups == [[-1]]


async def test_work_goes_on_after_a_failure() -> None:
    batch = Batch(Doubling())
    with pytest.raises(ValueError):
        await batch(-1)
    assert await batch(4) == 8


async def test_no_group_is_larger_than_allowed() -> None:
    work = Doubling()
    batch = Batch(work, most=3)
    assert await asyncio.gather(*(batch(item) for item in range(8))) == [2 * item for item in range(8)]
    assert work.groups == [[0, 1, 2], [3, 4, 5], [6, 7]]


async def test_a_caller_who_left_disturbs_nobody() -> None:
    batch = Batch(Doubling())
    leaving, staying = asyncio.ensure_future(batch(1)), asyncio.ensure_future(batch(2))
    await asyncio.sleep(0)
    leaving.cancel()
    assert await staying == 4
    with pytest.raises(asyncio.CancelledError):
        await leaving


async def test_finish_waits_for_everything_given() -> None:
    work = Doubling()
    batch = Batch(work, most=1)
    callers = [asyncio.ensure_future(batch(item)) for item in range(3)]
    await asyncio.sleep(0)
    await batch.finish()
    assert [await caller for caller in callers] == [0, 2, 4]
    await Batch(work).finish()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(-3, 30), max_size=30), st.integers(1, 8))
def test_every_caller_gets_its_own_result_in_order(items: list[int], most: int) -> None:
    async def run() -> tuple[list[object], list[list[int]]]:
        work = Doubling()
        batch = Batch(work, most)
        return await asyncio.gather(*(batch(item) for item in items), return_exceptions=True), work.groups

    results, groups = asyncio.run(run())
    for item, result in zip(items, results, strict=True):
        assert isinstance(result, ValueError) if item < 0 else result == 2 * item
    if all(item >= 0 for item in items):
        assert [item for group in groups for item in group] == items
