"""Promises: put down with the answer, kept by the next thing staff do, dropped with a reason, due like clocks."""

from datetime import datetime, timedelta

import pytest
from test_office import at

from bot.core.crypt import Keyring, new_key
from bot.core.database import Database
from bot.core.errors import SealBroken
from tickets.clocks import Name, Rules
from tickets.models import Ticket
from tickets.promises import Promise, Promises
from tickets.service import Opening, Tickets
from tickets.states import State

KEYS = Keyring.parse(new_key("k"))
NOW = at("2026-11-23 10:00")
AGENT = "agent:li"


class Case:
    """One ticket of one database; every deed is a transaction."""

    def __init__(self, database: Database) -> None:
        self.database, self.number = database, ""

    async def open(self, **given: object) -> None:
        async with self.database.session() as session:
            self.number = (await Tickets(session, KEYS, NOW, Rules()).open(Opening("欠薪", "x", "f1", **given))).number  # type: ignore[arg-type]

    async def do(self, deed: str, now: datetime, *given: object) -> object:
        async with self.database.session() as session:
            tickets = Tickets(session, KEYS, now, Rules())
            return await getattr(tickets, deed)(await self.found(tickets), *given)

    async def found(self, tickets: Tickets) -> Ticket:
        ticket = await tickets.find(self.number)
        assert ticket
        return ticket

    async def answer(self, now: datetime, text: str) -> Promise | None:
        await self.do("say", now, AGENT, text, "answered")
        promise = await self.do("promise", now, AGENT, text)
        assert promise is None or isinstance(promise, Promise)
        return promise

    async def promises(self) -> list[Promise]:
        async with self.database.view() as session:
            tickets = Tickets(session, KEYS, NOW, Rules())
            return list((await tickets.timing(await self.found(tickets))).promises)

    async def ticket(self) -> Ticket:
        async with self.database.view() as session:
            return await self.found(Tickets(session, KEYS, NOW, Rules()))


@pytest.fixture
async def case(database_url: str):  # type: ignore[no-untyped-def]
    database = Database(database_url)
    one = Case(database)
    await one.open()
    yield one
    await database.close()


async def test_a_promise_is_dated_sealed_and_falls_due(case: Case) -> None:
    promise = await case.answer(NOW, "我们明天给您答复。")
    assert promise and (promise.due_at, promise.estimated, promise.is_open) == (at("2026-11-24 18:00"), False, True)
    assert "明天".encode() not in promise.words
    ticket = await case.ticket()
    assert (ticket.due_at, ticket.due_what, ticket.alarm_at) == (promise.due_at, Name.PROMISE, promise.due_at)
    async with case.database.view() as session:
        store = Promises(session, KEYS, NOW)
        assert store.read(promise, promise.words) == "我们明天给您答复。"
        with pytest.raises(SealBroken):
            KEYS.open(promise.words, "promises:0")


async def test_words_that_promise_nothing_leave_nothing(case: Case) -> None:
    assert await case.answer(NOW, "请3天内把材料发来") is None
    assert await case.promises() == []


@pytest.mark.parametrize(
    "deed", [("say", AGENT, "好了", "answered"), ("move", State.CLOSED, AGENT), ("move", State.WITHDRAWN, "follower")]
)
async def test_what_staff_do_after_it_ends_it(case: Case, deed: tuple[object, ...]) -> None:
    await case.answer(NOW, "我们明天给您答复。")
    later = NOW + timedelta(hours=1)
    await case.do(str(deed[0]), later, *deed[1:])
    [promise] = await case.promises()
    assert promise.ended_at == later and not promise.is_broken(later + timedelta(days=9))
    assert (await case.ticket()).due_what != Name.PROMISE


@pytest.mark.parametrize(
    "deed", [("say", "follower", "在吗", "said"), ("say", AGENT, "记一笔", "note"), ("move", State.TAKEN, AGENT)]
)
async def test_nothing_else_does(case: Case, deed: tuple[object, ...]) -> None:
    await case.answer(NOW, "我们明天给您答复。")
    await case.do(str(deed[0]), NOW + timedelta(hours=1), *deed[1:])
    [promise] = await case.promises()
    assert (
        promise.is_open and promise.is_broken(at("2026-11-24 18:01")) and not promise.is_broken(at("2026-11-24 18:00"))
    )


async def test_what_is_kept_late_is_broken(case: Case) -> None:
    await case.answer(NOW, "我们明天给您答复。")
    await case.do("say", at("2026-11-26 09:00"), AGENT, "好了", "answered")
    [promise] = await case.promises()
    assert not promise.is_open and promise.is_broken(at("2026-11-27 09:00"))


async def test_a_dropped_one_is_none_and_says_why(case: Case) -> None:
    promise = await case.answer(NOW, "我们明天给您答复。")
    async with case.database.session() as session:
        tickets = Tickets(session, KEYS, NOW, Rules())
        ticket = await case.found(tickets)
        held = await Promises(session, KEYS, NOW).get(ticket, promise.id if promise else 0)
        assert held
        await tickets.unpromise(ticket, held, AGENT, "是转述")
    [dropped] = await case.promises()
    assert not dropped.is_open and not dropped.is_broken(NOW + timedelta(days=9))
    assert KEYS.open(dropped.dropped_why or b"", f"promises:{dropped.ticket_id}") == "是转述"
    assert (await case.ticket()).due_what == Name.STEP


async def test_a_promise_is_found_on_its_own_ticket_only(case: Case) -> None:
    promise = await case.answer(NOW, "我们明天给您答复。")
    await case.open()
    async with case.database.view() as session:
        other = await case.found(Tickets(session, KEYS, NOW, Rules()))
        assert await Promises(session, KEYS, NOW).get(other, promise.id if promise else 0) is None


async def test_how_hard_it_is_moves_the_closing(case: Case) -> None:
    await case.do("weigh", NOW, "特别复杂", AGENT)
    async with case.database.view() as session:
        tickets = Tickets(session, KEYS, NOW, Rules())
        closing = (await tickets.timing(await case.found(tickets))).clocks[-1]
    assert (closing.name, closing.days) == (Name.CLOSING, 60)


async def test_what_is_owed_next_follows_every_line(case: Case) -> None:
    assert (await case.ticket()).due_what == Name.FIRST
    await case.do("move", NOW, State.WAITING, AGENT)
    assert (await case.ticket()).due_at is None
    await case.do("say", NOW + timedelta(hours=1), "follower", "有", "said")
    assert (await case.ticket()).due_at == at("2026-11-25 11:00")
    await case.do("move", NOW + timedelta(hours=1), State.CLOSED, AGENT)
    ticket = await case.ticket()
    assert (ticket.due_at, ticket.due_what, ticket.alarm_at) == (None, None, None)
