"""What staff are to be told of is put down with the deed, once."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.core.crypt import Keyring, new_key
from bot.core.database import Database
from tickets.clocks import Rules
from tickets.escalating import escalate
from tickets.groups import Groups
from tickets.models import Ticket
from tickets.news import News, What, tell
from tickets.service import Opening, Tickets
from tickets.states import State

KEYS, RULES = Keyring.parse(new_key("k")), Rules()
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    one = Database(database_url)
    yield one
    await one.close()


async def opened(database: Database, urgent: bool = False) -> Ticket:
    async with database.session() as session:
        opening = Opening("欠薪", "x", "f1", urgent, facts={"district": "金凤区"})
        return await Tickets(session, KEYS, NOW, RULES).open(opening)


async def news(database: Database) -> list[tuple[str, str, int]]:
    async with database.view() as session:
        rows = (await session.scalars(select(News).order_by(News.id))).all()
        return [(row.what, row.about, row.agent) for row in rows]


async def test_an_urgent_ticket_is_news_and_another_is_none(database: Database) -> None:
    await opened(database)
    urgent = await opened(database, urgent=True)
    assert await news(database) == [(What.URGENT, urgent.number, 0)]


@pytest.mark.parametrize("ended", [False, True])
async def test_a_ticket_made_urgent_later_is_news_once(database: Database, ended: bool) -> None:
    ticket = await opened(database)
    for at in range(2):
        async with database.session() as session:
            tickets = Tickets(session, KEYS, NOW + timedelta(minutes=at), RULES)
            found = await tickets.find(ticket.number)
            assert found
            if ended and not at:
                await tickets.move(found, State.CLOSED, "agent:a")
            await tickets.hurry(found)
            assert found.urgent and found.state == (State.TAKEN if ended else State.NEW)
    assert await news(database) == [(What.URGENT, ticket.number, 0)]


async def test_an_urgent_ticket_taken_up_again_is_news_again(database: Database) -> None:
    ticket = await opened(database, urgent=True)
    async with database.session() as session:
        tickets = Tickets(session, KEYS, NOW + timedelta(hours=1), RULES)
        found = await tickets.find(ticket.number)
        assert found
        await tickets.move(found, State.CLOSED, "agent:a")
        await tickets.hurry(found)
    assert await news(database) == [(What.URGENT, ticket.number, 0)] * 2


async def test_who_gets_a_ticket_is_told_and_nobody_when_it_is_freed(database: Database) -> None:
    ticket = await opened(database)
    async with database.session() as session:
        tickets = Tickets(session, KEYS, NOW, RULES)
        found = await tickets.find(ticket.number)
        assert found
        await tickets.assign(found, "agent:a", 7, "给李强")
        await tickets.assign(found, "agent:a", None, "不归谁")
    assert await news(database) == [(What.ASSIGNED, ticket.number, 7)]


async def test_what_is_overdue_and_a_broken_promise(database: Database) -> None:
    ticket = await opened(database)
    async with database.session() as session:
        tickets = Tickets(session, KEYS, NOW, RULES)
        found = await tickets.find(ticket.number)
        assert found
        await tickets.promise(found, "agent:a", "明天给您答复")
    for _ in range(2):
        async with database.session() as session:
            await escalate(session, KEYS, RULES, NOW + timedelta(days=4))
    assert {what for what, _, _ in await news(database)} == {What.OVERDUE, What.PROMISE}
    assert len(await news(database)) == 2


async def test_an_alarming_group(database: Database) -> None:
    members = [await opened(database), await opened(database)]
    async with database.session() as session:
        groups = Groups(session, KEYS, NOW, RULES)
        held = [await session.get_one(Ticket, one.id) for one in members]
        group = await groups.open("鼎元", held, "agent:a")
        await groups.alarm(group)
    assert await news(database) == [(What.GROUP, group.number, 0)]


async def test_the_same_is_put_down_once(database: Database) -> None:
    for _ in range(2):
        async with database.session() as session:
            await tell(session, What.DEADLINE, "261000001", None, NOW, NOW, days=7)
    assert len(await news(database)) == 1


async def test_what_is_rolled_back_is_no_news(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        async with database.session() as session:
            await Tickets(session, KEYS, NOW, RULES).open(Opening("紧急", "x", "f1", True))
            raise ZeroDivisionError
    assert await news(database) == []
