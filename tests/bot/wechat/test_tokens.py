import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.wechat.errors import BadAnswer, WeChatError
from bot.wechat.tokens import MARGIN_S, Credential, Grant


class Source:
    """Gives V1, V2, … ; a test sets what goes wrong, and how long a value lives."""

    def __init__(self, life_s: int = 7200) -> None:
        self.fetched = 0
        self.life_s = life_s
        self.failure: WeChatError | None = None
        self.gate = asyncio.Event()
        self.gate.set()

    async def fetch(self) -> Grant:
        self.fetched += 1
        number = self.fetched
        await self.gate.wait()
        if self.failure is not None:
            raise self.failure
        return Grant(f"V{number}", self.life_s)


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


async def test_fifty_who_ask_at_once_cost_one_fetch() -> None:
    source = Source()
    credential = Credential(source.fetch)
    leases = await asyncio.gather(*(credential.get() for _ in range(50)))
    assert {lease.value for lease in leases} == {"V1"}
    assert source.fetched == 1


async def test_a_value_is_renewed_shortly_before_its_end() -> None:
    source, clock = Source(), Clock()
    credential = Credential(source.fetch, clock)
    await credential.get()
    clock.forward(7200 - MARGIN_S - 1)
    assert (await credential.get()).value == "V1"
    clock.forward(1)
    assert (await credential.get()).value == "V2"


async def test_a_life_below_the_margin_does_not_mean_a_fetch_at_every_call() -> None:
    source, clock = Source(life_s=60), Clock()
    credential = Credential(source.fetch, clock)
    await credential.get()
    clock.forward(29)
    await credential.get()
    assert source.fetched == 1


async def test_two_refusals_of_one_value_cost_one_refresh() -> None:
    source = Source()
    credential = Credential(source.fetch)
    first, second = await credential.get(), await credential.get()
    credential.drop(first)
    assert (await credential.get()).value == "V2"
    credential.drop(second)
    assert (await credential.get()).value == "V2"
    assert source.fetched == 2


async def test_a_refused_value_that_comes_again_is_told_apart_by_its_serial() -> None:
    async def same() -> Grant:
        return Grant("V", 7200)

    credential = Credential(same)
    old = await credential.get()
    credential.drop(old)
    new = await credential.get()
    credential.drop(old)
    assert await credential.get() is new


async def test_all_who_wait_get_the_failure_and_the_next_tries_afresh() -> None:
    source = Source()
    source.failure = BadAnswer("call", "odd")
    credential = Credential(source.fetch)
    results = await asyncio.gather(*(credential.get() for _ in range(5)), return_exceptions=True)
    assert all(isinstance(result, BadAnswer) for result in results)
    assert source.fetched == 1
    source.failure = None
    assert (await credential.get()).value == "V2"


async def test_one_who_gives_up_does_not_stop_the_fetch_of_the_others() -> None:
    source = Source()
    source.gate.clear()
    credential = Credential(source.fetch)
    hasty, patient = (asyncio.create_task(credential.get()) for _ in range(2))
    await asyncio.sleep(0)
    hasty.cancel()
    source.gate.set()
    assert (await patient).value == "V1"
    assert source.fetched == 1


async def test_values_are_not_shown() -> None:
    lease = Credential(Source().fetch).put(Grant("hidden-value", 7200))
    assert "hidden-value" not in repr(lease) + repr(Grant("hidden-value", 1))


@pytest.mark.parametrize("payload", [{}, {"t": "V"}, {"t": "", "expires_in": 1}, {"t": "V", "expires_in": "1"}])
def test_an_answer_without_a_credential_is_refused(payload: dict[str, object]) -> None:
    with pytest.raises(BadAnswer):
        Grant.of(payload, "t", "call")
