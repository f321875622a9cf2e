"""A parcel: what goes together, what is kept back, what came of it."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.core.crypt import Keyring, new_key
from bot.core.database import Database
from tickets.outbox import CUT_OFF, NO_ANSWER, SENT_WITHIN, Kind, Outbox, OutboxMessage, Waiting
from tickets.proof import Attempt, Outcome, Proofs
from tickets.sending import BETWEEN, QUOTA, SENDING_LASTS, Parcel, Sending

KEYS = Keyring.parse(new_key("k"))
NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
ROOM = 2000
At = Callable[..., AbstractAsyncContextManager[tuple[Outbox, Sending]]]


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    one = Database(database_url)
    yield one
    await one.close()


@pytest.fixture
def at(database: Database) -> At:
    """Outbox and sending in a transaction of their own, `later` than the start."""

    @asynccontextmanager
    async def opened(later: timedelta = timedelta(0)) -> AsyncIterator[tuple[Outbox, Sending]]:
        async with database.session() as session:
            yield Outbox(session, KEYS, NOW + later), Sending(session, KEYS, NOW + later)

    return opened


async def put(at: At, *texts: str, kind: Kind = Kind.AGENT, follower: str = "f1") -> None:
    async with at() as (outbox, _):
        for text in texts:
            await outbox.put(follower, text, kind)


async def take(at: At, left: int | None = None, later: timedelta = timedelta(0)) -> Parcel | None:
    async with at(later) as (_, sending):
        return await sending.take("f1", left, ROOM)


async def rows(database: Database) -> list[OutboxMessage]:
    async with database.view() as session:
        return list((await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))).all())


async def test_what_fits_goes_together_oldest_first(at: At) -> None:
    await put(at, "一", "二", "三" * 660, "四")
    await put(at, "别人的", follower="f2")
    parcel = await take(at)
    assert parcel and parcel.text == f"一{BETWEEN}二" and parcel.messages == (1, 2)


async def test_nothing_is_taken_while_something_is_on_its_way(at: At) -> None:
    await put(at, "一")
    first = await take(at)
    await put(at, "二")
    assert await take(at) is None
    async with at() as (_, sending):
        assert first
        await sending.end(first, Outcome.SENT, "customer message")
    second = await take(at)
    assert second and second.text == "二"


@pytest.mark.parametrize("kind", [Kind.LATE, Kind.NOTICE])
async def test_the_last_of_the_quota_is_kept(at: At, database: Database, kind: Kind) -> None:
    await put(at, "一", kind=kind)
    for left in (1, 0):
        parcel = await take(at, left)
        assert parcel and parcel.held and parcel.text == "一"
    [row] = await rows(database)
    assert (row.state, row.why, row.next_at) == (Waiting.WAITING, QUOTA, None)
    parcel = await take(at, 2)
    assert parcel and not parcel.held


@pytest.mark.parametrize("kind", [Kind.AGENT, Kind.STATUS])
@pytest.mark.parametrize("left", [0, 1, None])
async def test_staff_and_status_may_use_the_last(at: At, kind: Kind, left: int | None) -> None:
    await put(at, "晚到的", kind=Kind.LATE)
    await put(at, "办好了", kind=kind)
    parcel = await take(at, left)
    assert parcel and not parcel.held
    assert parcel.text == (f"晚到的{BETWEEN}办好了" if left is None else "办好了")


@pytest.mark.parametrize("why", [NO_ANSWER, CUT_OFF])
async def test_what_may_have_arrived_is_not_taken_again(at: At, database: Database, why: str) -> None:
    await put(at, "一", "二")
    async with database.session() as session:
        (await session.get_one(OutboxMessage, 1)).why = why
    parcel = await take(at)
    assert parcel and parcel.text == "二"


async def test_pages_are_never_taken(at: At) -> None:
    async with at() as (outbox, _):
        await outbox.put_pages("f1", ["一", "二"])
    assert await take(at) is None


async def test_what_was_cut_off_is_freed_after_a_while_and_unsure(at: At, database: Database) -> None:
    await put(at, "一")
    await take(at)
    for later, count in ((SENDING_LASTS, 0), (SENDING_LASTS + timedelta(seconds=1), 1)):
        async with at(later) as (_, sending):
            assert await sending.release() == count
    [row] = await rows(database)
    assert (row.state, row.why, row.next_at) == (Waiting.WAITING, CUT_OFF, None)
    async with database.view() as session:
        assert await session.scalar(select(Attempt.outcome)) == Outcome.UNSURE


async def test_one_who_comes_back_too_late_changes_nothing(at: At, database: Database) -> None:
    await put(at, "一")
    parcel = await take(at)
    later = SENDING_LASTS * 2
    async with at(later) as (outbox, sending):
        await sending.release()
        await outbox.ride("f1")
    async with at(later) as (_, sending):
        assert parcel
        await sending.end(parcel, Outcome.SENT, "customer message")
    assert [row.state for row in await rows(database)] == [Waiting.RODE]


async def test_due_is_what_no_job_brought_and_what_was_put_off(at: At, database: Database) -> None:
    await put(at, "一", "二")
    await put(at, "三", follower="f2")
    parcel = await take(at)
    async with at() as (_, sending):
        assert parcel and await sending.due(10) == []
        await sending.end(parcel, Outcome.REFUSED, "-1", NOW + timedelta(minutes=1))
    for later, due in ((timedelta(seconds=59), []), (timedelta(minutes=1), [1, 2]), (SENT_WITHIN, [1, 2, 3])):
        async with at(later) as (_, sending):
            assert sorted(await sending.due(10)) == due
    async with at(SENT_WITHIN) as (_, sending):
        assert list(await sending.due(1)) == [1]


async def test_a_send_counts_once_however_much_went_with_it(at: At, database: Database) -> None:
    await put(at, "一", "二", "三")
    await take(at)
    async with database.view() as session:
        proofs = Proofs(session, NOW)
        assert await proofs.sends("f1", NOW) == [NOW]
        assert await proofs.sends("f1", NOW + timedelta(seconds=1)) == await proofs.sends("f2", NOW) == []


@given(st.lists(st.text("工a", min_size=1, max_size=900), min_size=1, max_size=12))
def test_a_parcel_fits_unless_it_is_one_long_message(texts: list[str]) -> None:
    made = [OutboxMessage(follower="f1", body=KEYS.seal(text, "outbox:f1")) for text in texts]
    sending = Sending(None, KEYS, NOW)  # type: ignore[arg-type]
    together = sending._together(made, ROOM)
    assert together == made[: len(together)] and together
    assert len(together) == 1 or len(sending._joined(together).encode()) <= ROOM
    longer = made[: len(together) + 1]
    assert longer == together or len(sending._joined(longer).encode()) > ROOM
