"""Who is told of what: by district, assignee and role; once, whatever is killed; by WeChat where they are bound."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from desk_room import NAME, Room, build
from notices_room import agent, lapses, spreading, told
from sqlalchemy import Engine, event, select

from bot.core.followers import ensure
from tickets.binding import Binding
from tickets.news import News, What, tell
from tickets.outbox import OutboxMessage
from web.desk.models import Agent
from web.desk.notices.models import StaffNotice, Wish
from web.desk.notices.spreading import KEPT
from web.desk.ticket.models import Mention

ME = 1


@pytest.fixture
async def both(database_url: str, tmp_path: Path, kept: str) -> AsyncIterator[Room]:
    """The desk over each kind of database."""
    room = await build(tmp_path, kept, database_url)
    yield room
    await room.close()


async def bind(room: Room, who: int, openid: str) -> str:
    async with room.database.session() as session:
        follower = await ensure(session, room.services.keys, openid, room.now())
        session.add(Binding(agent=who, follower=follower, at=room.now()))
    return follower


async def phoned(room: Room) -> list[str]:
    async with room.database.view() as session:
        rows = (await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))).all()
        return [room.services.keys.open(row.body, f"outbox:{row.follower}") for row in rows]


async def test_an_urgent_ticket_goes_to_all_who_see_it(both: Room) -> None:
    near, far = await agent(both, "near", "agent", "金凤区"), await agent(both, "far", "agent", "兴庆区")
    editor, boss = await agent(both, "editor", "editor"), await agent(both, "boss", "supervisor")
    ticket = await both.open(urgent=True, district="金凤区")
    for _ in range(3):
        await spreading(both).round()
    for who in (ME, near, boss):
        assert await told(both, who) == [(What.URGENT, ticket.number)]
    assert await told(both, far) == await told(both, editor) == []


async def test_what_is_overdue_goes_to_its_assignee_and_those_who_oversee(both: Room) -> None:
    mine, boss = await agent(both, "mine"), await agent(both, "boss", "supervisor")
    ticket = await both.open(district="金凤区")
    await both.change(ticket.number, lambda tickets, one: tickets.assign(one, "agent:x", mine, "给他"))
    async with both.database.session() as session:
        await tell(session, What.OVERDUE, ticket.number, "金凤区", both.now(), both.now())
    await spreading(both).round()
    assert await told(both, mine) == [(What.ASSIGNED, ticket.number), (What.OVERDUE, ticket.number)]
    assert await told(both, boss) == [(What.OVERDUE, ticket.number)]
    assert await told(both, ME) == []


async def test_a_day_that_comes_near_is_told_at_seven_and_at_two_days(both: Room) -> None:
    ticket = await both.open()
    await lapses(both, ticket.number, both.now() + timedelta(days=9))
    for days, times in ((0, 0), (3, 1), (1, 1), (4, 2), (0.5, 2)):
        both.now.on(days=days)
        await spreading(both).round()
        assert len(await told(both, ME)) == times, days


async def test_who_hears_late_hears_once(both: Room) -> None:
    ticket = await both.open()
    await lapses(both, ticket.number, both.now() + timedelta(days=1))
    for _ in range(3):
        await spreading(both).round()
    assert await told(both, ME) == [(What.DEADLINE, ticket.number)]


async def test_a_mention_is_told_unless_it_was_read(both: Room) -> None:
    ticket = await both.open()
    async with both.database.session() as session:
        for read_at in (None, both.now()):
            at = both.now() + timedelta(seconds=1 if read_at else 0)
            session.add(Mention(agent_id=ME, ticket_id=ticket.id, by="agent:x", at=at, read_at=read_at))
    for _ in range(2):
        await spreading(both).round()
    assert await told(both, ME) == [(What.MENTION, ticket.number)]


async def test_who_left_is_told_nothing(both: Room) -> None:
    gone = await agent(both, "gone")
    async with both.database.session() as session:
        (await session.get_one(Agent, gone)).active = False
    await both.open(urgent=True)
    await spreading(both).round()
    assert await told(both, gone) == []


async def test_a_kill_in_between_neither_loses_nor_doubles(both: Room) -> None:
    await bind(both, ME, "staff")
    await both.open(urgent=True)
    both.failing = True  # the queue is away just when the message is queued: nothing of the round stays
    await spreading(both).round()
    assert await told(both, ME) == [] and await phoned(both) == []
    both.failing = False
    for _ in range(2):
        await spreading(both).round()
    assert len(await told(both, ME)) == 1 and len(await phoned(both)) == 1


async def test_wechat_tells_numbers_only_and_does_not_pile_up(both: Room) -> None:
    await bind(both, ME, "staff")
    first = await both.open("老板王大锤欠我工资", urgent=True)
    await spreading(both).round()
    await both.open(urgent=True, openid="o2")
    await spreading(both).round()
    [text] = await phoned(both)
    assert first.number[:3] in text and "王大锤" not in text and "欠" not in text
    assert len(both.delivered) == 1 and len(await told(both, ME)) == 2


async def test_wishes_count_but_urgent_ones_always_stand_at_the_desk(both: Room) -> None:
    await bind(both, ME, "staff")
    async with both.database.session() as session:
        for what in What:
            session.add(Wish(agent_id=ME, what=what, desk=False, wechat=False))
    ticket = await both.open(urgent=True)
    await both.change(ticket.number, lambda tickets, one: tickets.assign(one, "agent:x", ME, "给我"))
    await spreading(both).round()
    assert await told(both, ME) == [(What.URGENT, ticket.number)] and await phoned(both) == []


async def test_everything_is_spread_in_the_end(both: Room) -> None:
    async with both.database.session() as session:
        for count in range(120):
            await tell(session, What.OVERDUE, f"26{count:07}", None, both.now(), both.now())
    for _ in range(3):
        await spreading(both).round()
    async with both.database.view() as session:
        assert (await session.scalars(select(News).where(News.spread_at.is_(None)))).all() == []
        assert len((await session.scalars(select(StaffNotice.news_id))).all()) == 120
        assert await session.scalar(select(Agent.id).where(Agent.name == NAME)) == ME


async def test_a_round_puts_down_all_of_it_in_one_statement(both: Room) -> None:
    whom = [ME, *[await agent(both, f"a{at}") for at in range(4)]]
    for who in whom:
        await bind(both, who, f"staff{who}")
    asked: list[str] = []

    def note(*given: Any) -> None:
        asked.append(" ".join(given[2].split()))

    for openid in ("o1", "o2", "o3"):
        await both.open(urgent=True, openid=openid)
    event.listen(Engine, "before_cursor_execute", note)
    try:
        await spreading(both).round()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert [len(await told(both, who)) for who in whom] == [3] * 5
    assert len(await phoned(both)) == 5
    assert len([one for one in asked if one.startswith("INSERT INTO staff_notices")]) == 1
    assert len([one for one in asked if one.startswith("SELECT") and "FROM outbox" in one]) == 1


async def test_after_half_a_year_it_goes(both: Room) -> None:
    await both.open(urgent=True)
    await spreading(both).round()
    both.now.on(days=KEPT.days - 1)
    await spreading(both).sweep()
    assert len(await told(both, ME)) == 1
    both.now.on(days=2)
    await spreading(both).sweep()
    assert await told(both, ME) == []
