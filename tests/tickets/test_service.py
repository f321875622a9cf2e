"""Tickets: opened with their history, found only by their own follower, detached when they leave."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from bot.core.crypt import Keyring, new_key
from bot.core.database import Database
from bot.core.errors import SealBroken
from tickets import number as numbers
from tickets.clocks import Rules
from tickets.kind import discover
from tickets.service import LISTED, NUMBER_TRIES, NoNumber, Opening, Tickets
from tickets.states import Move, State

KEYS = Keyring.parse(new_key("k"))
NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
TOLD = {
    "district": "兴庆区",
    "employer": "宏达建筑公司",
    "phone": "13900001234",
    "amount_fen": 1_800_000,
    "months": 3.0,
}
FULL = Opening("欠薪", "老板欠我工资", "f1", facts=TOLD)
Desk = Callable[..., AbstractAsyncContextManager[Tickets]]


@pytest.fixture
async def desk(database_url: str) -> AsyncIterator[Desk]:
    """Tickets in a transaction of their own, `later` than the start."""
    database = Database(database_url)

    @asynccontextmanager
    async def at(later: timedelta = timedelta(0)) -> AsyncIterator[Tickets]:
        async with database.session() as session:
            yield Tickets(session, KEYS, NOW + later, Rules())

    yield at
    await database.close()


async def test_a_ticket_keeps_what_it_was_opened_with(desk: Desk) -> None:
    async with desk() as tickets:
        number = (await tickets.open(FULL)).number
    async with desk() as tickets:
        ticket = await tickets.find(number)
        assert ticket is not None and numbers.read(ticket.number) == number
        clear = [tickets.read(ticket, one) for one in (ticket.story, ticket.employer, ticket.phone)]
        assert clear == [FULL.story, TOLD["employer"], TOLD["phone"]]
        assert (ticket.kind, ticket.state, ticket.district) == ("欠薪", State.NEW, "兴庆区")
        assert (ticket.opened_at, ticket.moved_at, ticket.closed_at) == (NOW, NOW, None)
        [claim] = ticket.claims
        assert (claim.kind, claim.amount_fen, claim.months) == ("欠薪", 1_800_000, "3")
        [event] = await tickets.history(ticket)
        assert (event.actor, event.what, event.state, event.at) == ("follower", "opened", State.NEW, NOW)


async def test_a_bare_ticket_has_no_claim_and_nothing_sealed_but_its_story(desk: Desk) -> None:
    async with desk() as tickets:
        number = (await tickets.open(Opening("其他", "有事"))).number
    async with desk() as tickets:
        ticket = await tickets.find(number)
        assert ticket.claims == []
        assert (ticket.employer, ticket.phone, ticket.follower, tickets.read(ticket, None)) == (None, None, None, "")


async def test_every_kind_and_a_large_sum_fit_their_columns(desk: Desk) -> None:
    async with desk() as tickets:
        for kind in discover():
            await tickets.open(Opening(kind, "x", "f1", facts={"amount_fen": 99_999_999_999, "months": 123.5}))
    async with desk() as tickets:
        kept = await tickets.of("f1")
        assert [one.kind for one in reversed(kept)] == list(discover())
        assert {one.claims[0].amount_fen for one in kept} == {99_999_999_999}


def drawing(monkeypatch: pytest.MonkeyPatch, *drawn: str) -> list[str]:
    """Lets the next numbers be these; gives what is left."""
    left = list(drawn)
    monkeypatch.setattr(numbers, "new", lambda _now: left.pop(0))
    return left


async def test_a_taken_number_is_drawn_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    left = drawing(monkeypatch, "1", "1", "1", "2")
    async with desk() as tickets:
        assert (await tickets.open(FULL)).number == "1"
        assert (await tickets.open(FULL)).number == "2"
    assert left == []


async def test_it_gives_up_when_no_number_is_free(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    left = drawing(monkeypatch, *["1"] * (1 + NUMBER_TRIES + 1))
    async with desk() as tickets:
        await tickets.open(FULL)
        with pytest.raises(NoNumber):
            await tickets.open(FULL)
    assert left == ["1"]


async def test_a_rolled_back_ticket_leaves_nothing(desk: Desk) -> None:
    number = ""
    with pytest.raises(ZeroDivisionError):
        async with desk() as tickets:
            number = (await tickets.open(FULL)).number
            raise ZeroDivisionError
    async with desk() as tickets:
        assert await tickets.find(number) is None


async def test_words_place_and_phone_are_put_down_in_order(desk: Desk) -> None:
    async with desk() as tickets:
        ticket = await tickets.open(Opening("欠薪", "老板欠薪", "f1", facts={"district": "兴庆区"}))
        await tickets.say(ticket, "agent:li", "哪个工地？")
        await tickets.place(ticket, "宏达", None)
        assert ticket.district == "兴庆区"
        await tickets.place(ticket, "宏大", "西夏区")
        await tickets.call(ticket, "13900001234")
        number = ticket.number
    async with desk() as tickets:
        ticket = await tickets.find(number)
        history = [(one.actor, one.what, tickets.read(ticket, one.body)) for one in await tickets.history(ticket)]
        assert history[1:] == [
            ("agent:li", "said", "哪个工地？"),
            ("follower", "said", "宏达"),
            ("follower", "said", "宏大 西夏区"),
            ("follower", "phone", ""),
        ]
        assert (ticket.district, tickets.read(ticket, ticket.employer)) == ("西夏区", "宏大")
        assert tickets.read(ticket, ticket.phone) == "13900001234"


async def test_moving_writes_time_and_history(desk: Desk) -> None:
    async with desk() as tickets:
        ticket = await tickets.open(FULL)
        number = ticket.number
    async with desk(timedelta(hours=1)) as tickets:
        ticket = await tickets.find(number)
        await tickets.move(ticket, State.CLOSED, "agent:li", "已要回")
        assert ticket.closed_at == ticket.moved_at == NOW + timedelta(hours=1)
        await tickets.move(ticket, State.TAKEN, "agent:ma", "又欠了")
        assert ticket.closed_at is None
        events = [(one.actor, one.state, tickets.read(ticket, one.body)) for one in await tickets.history(ticket)]
        assert events[1:] == [("agent:li", State.CLOSED, "已要回"), ("agent:ma", State.TAKEN, "又欠了")]


async def test_a_move_that_is_not_allowed_changes_nothing(desk: Desk) -> None:
    async with desk() as tickets:
        ticket = await tickets.open(FULL)
        await tickets.move(ticket, State.CLOSED, "agent:li")
        with pytest.raises(Move):
            await tickets.move(ticket, State.WITHDRAWN, "follower")
        assert (ticket.state, len(await tickets.history(ticket))) == (State.CLOSED, 2)


async def test_followers_see_their_own_tickets_only_newest_first(desk: Desk) -> None:
    async with desk() as tickets:
        mine = [(await tickets.open(Opening("其他", "x", "f1"))).number for _ in range(LISTED + 1)]
        await tickets.open(Opening("其他", "x", "f2"))
        await tickets.open(Opening("其他", "x"))
        assert [one.number for one in await tickets.of("f1")] == mine[:0:-1]
        assert len(await tickets.of("f2")) == 1
        assert await tickets.of("") == await tickets.of("f3") == []


async def test_only_open_leaves_out_what_is_done(desk: Desk) -> None:
    async with desk() as tickets:
        made = {state: await tickets.open(Opening("其他", "x", "f1")) for state in State}
        for state in list(State)[1:]:
            await tickets.move(made[state], state, "agent:li")
        opened = {one.state for one in await tickets.of("f1", only_open=True)}
        assert opened == {State.NEW, State.TAKEN, State.WAITING}


async def test_detaching_unbinds_open_and_closed_tickets_and_no_others(desk: Desk) -> None:
    async with desk() as tickets:
        closed, opened, other = [await tickets.open(Opening("其他", "x", who)) for who in ("f1", "f1", "f2")]
        await tickets.move(closed, State.CLOSED, "agent:li")
        assert await tickets.detach("f1") == 1
        assert await tickets.detach("f1") == 0
        assert [one.follower for one in (closed, opened, other)] == [None, None, "f2"]
        assert await tickets.of("f1") == []
        for ticket in (closed, opened):
            last = (await tickets.history(ticket))[-1]
            assert (last.actor, last.what, last.body) == ("system", "detached", None)
        assert (opened.state, tickets.read(opened, opened.story)) == (State.NEW, "x")


async def test_a_value_moved_to_another_ticket_does_not_open(desk: Desk) -> None:
    async with desk() as tickets:
        one, other = await tickets.open(FULL), await tickets.open(FULL)
        with pytest.raises(SealBroken):
            tickets.read(one, other.phone)


async def test_deleting_a_ticket_takes_its_claims_and_history_along(database_url: str) -> None:
    database = Database(database_url)
    async with database.session() as session:
        await Tickets(session, KEYS, NOW, Rules()).open(FULL)
    async with database.writing() as connection:
        await connection.execute(text("DELETE FROM tickets"))
        left = [await connection.scalar(text(f"SELECT count(*) FROM {name}")) for name in ("claims", "ticket_events")]  # noqa: S608
    await database.close()
    assert left == [0, 0]
