"""A number sent twice within seconds, through the real webhook: taken once, and counted anew after a while."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from harness import Product, product

from bot.core.clock import utc_now
from handlers.double_tap import TWICE, WITHIN
from handlers.fallback import GREETING
from handlers.withdrawing import ASK_PRESSED, ASK_SUM, COOLING


class Hands:
    """A clock that goes only when told."""

    def __init__(self) -> None:
        self.now = utc_now()

    def __call__(self):  # type: ignore[no-untyped-def]
        return self.now


@pytest.fixture
async def one(tmp_path: Path) -> AsyncIterator[tuple[Product, Hands]]:
    hands = Hands()
    async with product(tmp_path, clock=hands) as running:
        yield running, hands


async def asked(running: Product, hands: Hands) -> str:
    """A follower who is asked whether they were paid."""
    worker = running.follower()
    for words in ("人工", "撤回"):
        await running.say(worker, words)
        hands.now += timedelta(seconds=10)
    return worker


async def test_a_second_tap_answers_no_other_question(one: tuple[Product, Hands]) -> None:
    running, hands = one
    worker = await asked(running, hands)
    assert await running.say(worker, "3") == ASK_PRESSED
    for _ in range(2):
        hands.now += timedelta(seconds=1)
        assert await running.say(worker, "3") == TWICE.format(said="3", reply=ASK_PRESSED)
    hands.now += WITHIN
    assert (await running.say(worker, "3")).startswith(COOLING.partition("{")[0])


async def test_another_number_is_an_answer_at_once(one: tuple[Product, Hands]) -> None:
    running, hands = one
    worker = await asked(running, hands)
    assert await running.say(worker, "2") == ASK_SUM
    assert await running.say(worker, "5000") == ASK_PRESSED
    assert (await running.say(worker, "1")).startswith(COOLING.partition("{")[0])


async def test_a_number_that_chose_nothing_is_no_tap(one: tuple[Product, Hands]) -> None:
    running, _ = one
    worker = running.follower()
    assert [await running.say(worker, "7") for _ in range(2)] == [GREETING, GREETING]
