"""What staff read about writing to a worker: until when, how many more, or what happens instead."""

from datetime import UTC, datetime, timedelta

import pytest
from desk_room import Room
from test_desk_ticket import page, talk

from bot.wechat.quota import NOTHING, Allowance
from bot.wechat.reply import Text
from tickets.outbox import Kind, Outbox
from tickets.proof import Outcome, Proofs, Via
from web.desk.ticket.quota import LEFT, MAY_NOT, NONE_LEFT, UNKNOWN, moment, told

SUNDAY = datetime(2026, 11, 22, 6, 20, tzinfo=UTC)


@pytest.mark.parametrize(("days", "said"), list(enumerate("周日 周一 周二 周三 周四 周五 周六".split())))
def test_a_moment_is_told_by_its_weekday_in_china(days: int, said: str) -> None:
    assert moment(SUNDAY + timedelta(days=days)) == f"{said}14:20"


def test_late_in_the_evening_it_is_the_next_day_in_china() -> None:
    assert moment(datetime(2026, 11, 22, 16, 5, tzinfo=UTC)) == "周一00:05"


def test_until_when_and_how_many() -> None:
    assert told(Allowance(2, SUNDAY + timedelta(days=4))) == LEFT.format(until="周四14:20", left=2)
    assert told(NOTHING) == NONE_LEFT


async def sent(room: Room, count: int) -> None:
    """So many customer messages went to the worker."""
    follower = room.services.keys.index("o1")
    async with room.database.session() as session:
        for _ in range(count):
            message = await Outbox(session, room.services.keys, room.now()).put(follower, "一句", Kind.AGENT)
            Proofs(session, room.now()).begin(follower, [message], Via.CUSTOMER, Outcome.SENT)


async def test_the_page_says_what_is_left(room: Room) -> None:
    ticket = await room.open()
    assert UNKNOWN in await page(room, ticket)
    await talk(room, "在吗", Text("在"))
    until = moment(room.now() + timedelta(hours=48))
    for count, left in ((0, 5), (3, 2)):
        await sent(room, count)
        assert LEFT.format(until=until, left=left) in await page(room, ticket)
    await sent(room, 2)
    assert NONE_LEFT in await page(room, ticket)


async def test_after_two_days_nothing_is_left(room: Room) -> None:
    ticket = await room.open()
    await talk(room, "在吗", Text("在"))
    room.now.on(hours=47, minutes=59)
    await room.sign_in()
    assert "还可发5条" in await page(room, ticket)
    room.now.on(minutes=1)
    assert NONE_LEFT in await page(room, ticket)


async def test_an_account_that_may_not_write_says_so(mute: Room) -> None:
    ticket = await mute.open()
    await talk(mute, "在吗", Text("在"))
    assert MAY_NOT in await page(mute, ticket)
