"""What may still be sent to a follower agrees with what the platform lets through."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from harness import Product, product
from posting import Turning, got, someone, states, wait
from sqlalchemy import delete, update

from bot.allowance import allowance_of, limits_of
from bot.journal_rows import JournalRow
from bot.wechat.quota import NOTHING, Allowance
from simulator import happenings
from tickets.outbox import Kind, Waiting
from tickets.sending import QUOTA

HOURS_48 = timedelta(hours=48)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def turning() -> Turning:
    return Turning()


@pytest.fixture
async def one(tmp_path: Path, database_url: str, turning: Turning) -> AsyncIterator[Product]:
    async with product(tmp_path, database_url, {"sign_with_real_time": False}, turning) as running:
        yield running


async def allowed(one: Product, worker: str) -> Allowance | None:
    services = one.parts.services
    async with services.database.view() as session:
        follower = services.keys.index(worker)
        return await allowance_of(session, follower, one.parts.answering.clock(), limits_of(services.settings))


def left(one: Product, worker: str) -> int:
    """What the platform would let through."""
    platform = one.platform
    return platform.follower(worker).allowance.left(platform.clock.now_s())


async def test_five_in_two_days_after_a_message(one: Product, turning: Turning) -> None:
    before = turning()
    worker = await someone(one)
    found = await allowed(one, worker)
    assert found and found.until and found.left == left(one, worker) == 5
    assert before + HOURS_48 <= found.until <= turning() + HOURS_48
    for sent in range(1, 6):
        await wait(one, worker, "一句")
        await one.jobs.run()
        found = await allowed(one, worker)
        assert found and found.left == left(one, worker) == 5 - sent
    assert found == NOTHING
    await one.say(worker, "查进度")
    found = await allowed(one, worker)
    assert found and found.left == left(one, worker) == 5
    turning.on(one, hours=48)
    assert await allowed(one, worker) == NOTHING


@pytest.mark.parametrize("what", ["subscribe", "click"])
async def test_three_in_a_minute_after_a_tap(one: Product, turning: Turning, what: str) -> None:
    worker = one.platform.add_follower(followed=False).openid
    await one.platform.follow(worker)
    if what == "click":
        turning.on(one, minutes=2)
        assert await allowed(one, worker) == NOTHING
        await one.platform.push(worker, happenings.click("progress"))
    found = await allowed(one, worker)
    assert found and found.until and found.left == left(one, worker) == 3
    assert found.until <= turning() + MINUTE
    turning.on(one, minutes=1)
    assert await allowed(one, worker) == NOTHING


async def test_a_link_button_opens_nothing(one: Product) -> None:
    worker = one.follower()
    await one.platform.push(worker, happenings.view("https://example.org"))
    assert await allowed(one, worker) is None
    assert left(one, worker) == 0


async def test_where_the_journal_was_blanked_nothing_is_said(one: Product) -> None:
    worker = await someone(one)
    async with one.parts.services.database.session() as session:
        await session.execute(update(JournalRow).values(follower="", body=b""))
    assert await allowed(one, worker) is None
    async with one.parts.services.database.session() as session:
        await session.execute(delete(JournalRow))
    assert await allowed(one, worker) is None


async def test_the_numbers_are_settings(tmp_path: Path) -> None:
    async with product(tmp_path, quota={"message_sends": 20, "message_window_s": 3600}) as one:
        worker = await someone(one)
        found = await allowed(one, worker)
        assert found and found.until and found.left == 20
        assert found.until <= one.parts.answering.clock() + timedelta(hours=1)


async def test_the_last_one_is_kept_for_words_from_staff(one: Product) -> None:
    worker = await someone(one)
    for at in range(4):
        await wait(one, worker, f"第{at}句")
        await one.jobs.run()
    await wait(one, worker, "晚到的", Kind.LATE)
    await one.jobs.run()
    assert len(got(one, worker)) == left(one, worker) + 3 == 4
    assert (await states(one))[-1] == (Waiting.WAITING, QUOTA)
    await wait(one, worker, "办好了", Kind.STATUS)
    await one.jobs.run()
    assert got(one, worker)[-1] == "办好了" and left(one, worker) == 0
    assert "晚到的" in await one.say(worker, "查进度")
