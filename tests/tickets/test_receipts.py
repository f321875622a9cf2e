"""Receipt codes: what they look like, that only the right one opens its ticket, and that guessing is slowed."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.core.crypt import Keyring, new_key
from bot.core.database import Database
from tickets import number as numbers
from tickets import receipts
from tickets.clocks import Rules
from tickets.receipts import (
    ALPHABET,
    CHARACTERS,
    FORGOTTEN_AFTER,
    FREE_TRIES,
    FREE_TRIES_OF_A_SOURCE,
    LONGEST_WAIT,
    MOST_TRIES_A_DAY,
    Receipt,
    Receipts,
    ReceiptTry,
    Shown,
    Slowed,
)
from tickets.service import Opening, Tickets

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
KEYS = Keyring.parse(new_key("test"))
CODE = "ABCDEFGHJKMNPQRS"
WRONG = "ABCDEFGHJKMNPQRT"
HERE = "203.0.113.7"


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    one = Database(database_url)
    yield one
    await one.close()


@pytest.fixture
async def number(database: Database) -> str:
    return await opened(database)


async def opened(database: Database, code: str = CODE) -> str:
    """The number of an anonymous ticket with this code."""
    kept = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(code)
    async with database.session() as session:
        ticket = await Tickets(session, KEYS, NOW, Rules()).open(Opening("欠薪", "老板欠我工资"))
        await receipts.keep(session, ticket, kept)
    return ticket.number


async def tried(
    database: Database, number: str, code: str = WRONG, source: str | None = HERE, now: datetime = NOW
) -> int | None:
    return await Receipts(database, KEYS).ticket(Shown(number, code), source, now)


def test_a_code_has_seventy_bits_and_no_look_alikes() -> None:
    assert len(ALPHABET) ** CHARACTERS >= 2**70
    assert not set(ALPHABET) & set("01ILOU")
    assert len({receipts.new_code() for _ in range(500)}) == 500
    assert set("".join(receipts.new_code() for _ in range(500))) == set(ALPHABET)


@given(
    st.text(ALPHABET, min_size=CHARACTERS, max_size=CHARACTERS), st.sampled_from(["{}", "{} 老板又来了", "{}，谢谢"])
)
def test_what_is_shown_is_read_again(code: str, words: str) -> None:
    number = numbers.new(NOW)
    for text in (receipts.shown(code), receipts.shown(code).lower(), code, receipts.shown(code).replace("-", " ")):
        found = receipts.read(f"查单 {numbers.shown(number)} {words.format(text)}")
        assert found
        assert (found.number, found.code) == (number, code)


@given(st.text(max_size=60))
def test_reading_never_fails(text: str) -> None:
    found = receipts.read(text)
    assert found is None or len(found.code) == CHARACTERS


def test_words_behind_the_code_are_read() -> None:
    found = receipts.read(f"查单 {numbers.new(NOW)} {receipts.shown(CODE)} 老板今天又催我们签字")
    assert found
    assert found.words == "老板今天又催我们签字"


@pytest.mark.parametrize(
    "text", ["", "查单", "查单 261047398", f"查单 {CODE}", f"查单 123 {CODE}", f"{CODE} 261047398"]
)
def test_half_of_it_is_nothing(text: str) -> None:
    assert receipts.read(text) is None


def test_neither_code_nor_words_stand_in_what_is_logged() -> None:
    assert CODE not in repr(Shown("261047398", CODE, "张三"))
    assert "张三" not in repr(Shown("261047398", CODE, "张三"))


def test_the_hash_is_argon2() -> None:
    kept = receipts.hashed(CODE)
    assert kept.startswith("$argon2id$")
    assert CODE not in kept


async def test_the_right_code_opens_the_ticket(database: Database, number: str) -> None:
    async with database.view() as session:
        ticket = await session.scalar(select(Receipt.ticket_id))
    assert await tried(database, number, CODE) == ticket


async def test_a_wrong_code_and_an_unknown_number_are_alike(
    database: Database, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    fits = receipts._fits
    monkeypatch.setattr(receipts, "_fits", lambda kept, code: looked.append(kept) or fits(kept, code))
    other = await opened(database, WRONG)
    unknown = next(one for one in iter(lambda: numbers.new(NOW), "") if one not in (number, other))
    assert await tried(database, number, WRONG) is None
    assert await tried(database, unknown, CODE) is None
    assert await tried(database, other, CODE) is None
    assert len(looked) == 3  # each costs one look at a hash
    assert receipts.DECOY in looked


async def test_guessing_a_number_is_slowed_more_and_more(database: Database, number: str) -> None:
    now, waits = NOW, []
    for _ in range(FREE_TRIES):
        assert await tried(database, number, source=None, now=now) is None
    for _ in range(8):
        with pytest.raises(Slowed) as slowed:
            await tried(database, number, CODE, source=None, now=now)  # even the right one has to wait
        waits.append(slowed.value.until - now)
        now = slowed.value.until
        assert await tried(database, number, source=None, now=now) is None
    assert waits == sorted(waits)
    assert waits[0] == timedelta(minutes=1)
    assert waits[-1] == LONGEST_WAIT


async def test_an_unknown_number_is_slowed_like_a_known_one(database: Database) -> None:
    number = numbers.new(NOW)
    for _ in range(FREE_TRIES):
        assert await tried(database, number, source=None) is None
    with pytest.raises(Slowed):
        await tried(database, number, source=None)


async def test_one_source_cannot_go_through_many_numbers(database: Database) -> None:
    for _ in range(FREE_TRIES_OF_A_SOURCE):
        await tried(database, numbers.new(NOW))
    with pytest.raises(Slowed):
        await tried(database, numbers.new(NOW))
    assert await tried(database, numbers.new(NOW), source="203.0.113.8") is None


async def test_a_ticket_of_ones_own_buys_no_tries_at_others(database: Database, number: str) -> None:
    for _ in range(FREE_TRIES_OF_A_SOURCE - 1):
        await tried(database, numbers.new(NOW))
        assert await tried(database, number, CODE)
    await tried(database, numbers.new(NOW))
    with pytest.raises(Slowed):
        await tried(database, number, CODE)


async def test_tries_at_once_are_all_counted(database: Database, number: str) -> None:
    looking = Receipts(database, KEYS)
    many = [looking.ticket(Shown(number, WRONG), None, NOW) for _ in range(FREE_TRIES * 3)]
    came = await asyncio.gather(*many, return_exceptions=True)
    assert sum(isinstance(one, Slowed) for one in came) == FREE_TRIES * 2
    assert came.count(None) == FREE_TRIES


async def test_the_right_code_ends_the_count(database: Database, number: str) -> None:
    for _ in range(FREE_TRIES - 1):
        await tried(database, number, source=None)
    assert await tried(database, number, CODE, source=None)
    for _ in range(FREE_TRIES):
        assert await tried(database, number, source=None) is None


async def test_old_tries_are_forgotten(database: Database, number: str) -> None:
    for _ in range(FREE_TRIES - 1):
        await tried(database, number, source=None)
    later = NOW + FORGOTTEN_AFTER + timedelta(minutes=1)
    for _ in range(FREE_TRIES):
        await tried(database, number, source=None, now=later)
    async with database.session() as session:
        await receipts.sweep(session, later + FORGOTTEN_AFTER + timedelta(minutes=1))
        assert await session.scalar(select(func.count()).select_from(ReceiptTry)) == 0


async def test_a_bound_ticket_opens_by_no_code(database: Database, number: str) -> None:
    async with database.session() as session:
        ticket = await Tickets(session, KEYS, NOW, Rules()).find(number)
        assert ticket
        assert await receipts.anonymous(session, [ticket.id, 999]) == {ticket.id}
        await receipts.bind(session, ticket, "f" * 32)
        assert not await receipts.anonymous(session, [ticket.id])
    assert await tried(database, number, CODE) is None


async def test_whoever_knows_a_number_slows_down_only_themselves(database: Database, number: str) -> None:
    for _ in range(FREE_TRIES):
        assert await tried(database, number, source="guesser") is None
    with pytest.raises(Slowed):
        await tried(database, number, CODE, source="guesser")
    assert await tried(database, number, CODE, source="owner")


async def test_all_places_together_get_so_many_tries_a_day_at_a_number(
    database: Database, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receipts, "MOST_TRIES_A_DAY", 10)
    for at in range(10):
        assert await tried(database, number, source=f"guesser {at}", now=NOW + timedelta(minutes=at)) is None
    with pytest.raises(Slowed) as slowed:
        await tried(database, number, source="one more", now=NOW + timedelta(hours=1))
    assert slowed.value.until == NOW + FORGOTTEN_AFTER
    assert await tried(database, number, CODE, source="owner", now=slowed.value.until)


async def test_the_right_code_costs_nobody_a_try_of_the_day(
    database: Database, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receipts, "MOST_TRIES_A_DAY", 2)
    for _ in range(5):
        assert await tried(database, number, CODE)
    assert MOST_TRIES_A_DAY < 2**10 and len(ALPHABET) ** CHARACTERS / (MOST_TRIES_A_DAY * 365 * 10) > 2**50
