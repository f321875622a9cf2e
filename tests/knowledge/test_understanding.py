"""The meaning is asked only where words leave it open, beside the loop, and never keeps anybody waiting long."""

import asyncio
import threading
from typing import cast

import numpy as np
import pytest

from knowledge import reading as module
from knowledge.entry import Entry
from knowledge.meaning import Meaning, Sensed
from knowledge.reading import Reader
from knowledge.search import Index
from knowledge.words import Words

ASKED = "工资一直拖着不给"


class Mind:
    """Senses that each text means the last entry; notes what it is asked, and may be held up or fail."""

    def __init__(self, entries: int) -> None:
        self.asked: list[str] = []
        self.go = threading.Event()
        self.go.set()
        self.fails = False
        self._evidence = np.linspace(0, 1_000, entries)

    def sense(self, text: str) -> Sensed:
        self.asked.append(text)
        self.go.wait(5)
        if self.fails:
            raise OSError("no model")
        return Sensed(self._evidence, 0.0)


@pytest.fixture
def mind(entries: list[Entry], monkeypatch: pytest.MonkeyPatch) -> Mind:
    """Nothing is sure enough by words."""
    monkeypatch.setattr(module, "SURE_AT", 1.01)
    return Mind(len(entries))


@pytest.fixture
def deep(index: Index, words: Words, mind: Mind) -> Reader:
    return Reader(index, words, cast(Meaning, mind))


async def test_an_open_text_is_understood_by_its_meaning_once(deep: Reader, mind: Mind, entries: list[Entry]) -> None:
    understood = await deep.understand(ASKED)
    assert understood.by_meaning and understood.hits[0].slug == entries[-1].slug
    assert not deep.read(ASKED).by_meaning and deep.read(ASKED).hits[0].slug == "wages-unpaid"
    assert await deep.understand(ASKED) is understood
    assert mind.asked == [ASKED]


async def test_what_is_understood_in_the_loop_and_without_is_the_same(deep: Reader) -> None:
    assert deep.think(ASKED) == await deep.understand(ASKED)


async def test_words_that_are_sure_ask_nobody(deep: Reader, mind: Mind, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SURE_AT", 0.0)
    assert await deep.understand(ASKED) == deep.read(ASKED) == deep.think(ASKED)
    assert mind.asked == []


@pytest.mark.parametrize("text", ["转人工", "工资要不到，我不想活了", "xyzzy", "", "你好"])
async def test_calls_danger_and_small_talk_ask_nobody(deep: Reader, mind: Mind, text: str) -> None:
    assert await deep.understand(text) == deep.read(text)
    assert mind.asked == []


async def test_without_a_model_words_serve(index: Index, words: Words, mind: Mind) -> None:
    reader = Reader(index, words)
    assert await reader.understand(ASKED) == reader.think(ASKED) == reader.read(ASKED)


async def test_a_model_that_fails_leaves_the_words(deep: Reader, mind: Mind) -> None:
    mind.fails = True
    assert await deep.understand(ASKED) == deep.read(ASKED)
    mind.fails = False
    assert (await deep.understand(ASKED)).by_meaning


async def test_the_loop_is_free_while_the_model_works(deep: Reader, mind: Mind) -> None:
    mind.go.clear()
    waiting = asyncio.create_task(deep.understand(ASKED))
    while not mind.asked:  # noqa: ASYNC110 (another thread tells)
        await asyncio.sleep(0.001)
    assert not waiting.done()
    mind.go.set()
    assert (await waiting).by_meaning


async def test_nobody_waits_longer_than_that(deep: Reader, mind: Mind, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WAIT_S", 0.02)
    mind.go.clear()
    assert not (await deep.understand(ASKED)).by_meaning
    mind.go.set()
    monkeypatch.setattr(module, "WAIT_S", 5)
    assert (await deep.understand(ASKED)).by_meaning


async def test_what_does_not_fit_the_queue_is_read_by_its_words(
    deep: Reader, mind: Mind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_WAITING", 2)
    mind.go.clear()
    tasks = [asyncio.create_task(deep.understand(f"{ASKED}{sign}")) for sign in "甲乙丙丁"]
    while sum(task.done() for task in tasks) < 2:  # noqa: ASYNC110
        await asyncio.sleep(0.001)
    mind.go.set()
    assert [one.by_meaning for one in await asyncio.gather(*tasks)] == [True, True, False, False]


async def test_many_at_once_let_other_work_come_between(deep: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SURE_AT", 0.0)
    tasks = [asyncio.create_task(deep.understand(f"{ASKED}{number}块")) for number in range(100, 150)]
    between = 0
    while not all(task.done() for task in tasks):
        await asyncio.sleep(0)
        between += 1
    assert between >= len(tasks)


def test_one_reader_serves_one_loop_after_the_other(deep: Reader, mind: Mind) -> None:
    async def several() -> list[bool]:
        readings = await asyncio.gather(*(deep.understand(f"{ASKED}{sign}") for sign in "甲乙丙"))
        deep._understood.clear()
        return [one.by_meaning for one in readings]

    assert asyncio.run(several()) == asyncio.run(several()) == [True] * 3
