"""A notice to many, at the desk: looked at, confirmed with the count, stopped, gone on with; never twice to anybody."""

import pytest
from desk_room import Room
from sqlalchemy import select

from bot.core.followers import ensure
from tickets.mass import ROUND, MassNotices, Notice
from tickets.outbox import OutboxMessage, Waiting
from web.desk.admin.mass import CHANGED, EMPTY, NO_AUDIENCE, NOBODY, NOT_CHECKED, TOO_OLD, WRONG_COUNT

TEXT = "【工会通知】下周三免费体检。"


@pytest.fixture
async def full(office: Room) -> Room:
    """Three followers, one with a ticket of a district."""
    async with office.database.session() as session:
        for openid in ("o1", "o2", "o3"):
            await ensure(session, office.services.keys, openid, office.now())
    await office.open(openid="o1", district="金凤区")
    return office


async def post(room: Room, once: str = "1" * 32, **given: str) -> tuple[int, str]:
    fields = {"text": TEXT, "audience": "all", "seen": "3", **given}
    answer = await room.post("/desk/admin/mass", once=once, **fields)
    return answer.status, await answer.text()


async def notices(room: Room) -> list[Notice]:
    async with room.database.view() as session:
        return list((await session.scalars(select(Notice))).all())


async def hand_out(room: Room, most: int) -> int:
    async with room.database.session() as session:
        return len(await MassNotices(session, room.services.keys, room.now()).hand_out(most))


async def states(room: Room) -> list[str]:
    async with room.database.view() as session:
        return sorted((await session.scalars(select(OutboxMessage.state))).all())


async def test_looking_sends_nothing_and_confirming_with_the_count_does(full: Room) -> None:
    status, page = await post(full)
    assert status == 200 and TEXT in page and "<strong>3</strong>" in page and await notices(full) == []
    for given, said in (({"count": "3"}, NOT_CHECKED), ({"checked": "1", "count": "2"}, WRONG_COUNT)):
        status, page = await post(full, step="send", **given)
        assert status == 422 and said in page and await notices(full) == []
    assert (await post(full, step="send", checked="1", count="3"))[0] == 303
    [one] = await notices(full)
    assert (one.total, one.text) == (3, TEXT)
    await post(full, step="send", checked="1", count="3")
    assert len(await notices(full)) == 1


async def many(room: Room, count: int) -> None:
    async with room.database.session() as session:
        for at in range(count):
            await ensure(session, room.services.keys, f"more{at}", room.now())


@pytest.mark.parametrize(("come", "seen", "status"), [(0, "199", 303), (2, "199", 409), (0, "", 422), (0, "197", 409)])
async def test_the_count_that_was_shown_counts_while_people_come_and_go(
    full: Room, come: int, seen: str, status: int
) -> None:
    await many(full, 197)
    assert 'name="seen" value="200"' in (await post(full))[1]
    await many(full, 197 + come)
    answered, page = await post(full, step="send", checked="1", count=seen, seen=seen)
    assert answered == status and len(await notices(full)) == (status == 303)
    if status == 409:
        assert CHANGED in page and f'name="seen" value="{200 + come}"' in page


async def test_a_district_is_those_with_a_ticket_there(full: Room) -> None:
    assert "<strong>1</strong>" in (await post(full, audience="金凤区"))[1]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"text": "  "}, EMPTY),
        ({"text": "长" * 700}, "太长了"),
        ({"audience": "火星"}, NO_AUDIENCE),
        ({"audience": "灵武市"}, NOBODY),
    ],
)
async def test_what_is_refused(full: Room, given: dict[str, str], said: str) -> None:
    status, page = await post(full, **given)
    assert status == 422 and said in page and await notices(full) == []


async def test_stopped_and_gone_on_with_nobody_gets_it_twice(full: Room) -> None:
    await post(full, step="send", checked="1", count="3")
    assert await hand_out(full, 1) == 1
    assert (await full.post("/desk/admin/mass/1/stop", once="2" * 32)).status == 303
    full.now.on(seconds=ROUND.total_seconds() * 2)
    assert await hand_out(full, 5) == 0 and await states(full) == [Waiting.DROPPED]
    assert "已停" in (await full.get("/desk/admin/mass"))[1]
    assert (await full.post("/desk/admin/mass/1/resume", once="3" * 32)).status == 303
    assert await hand_out(full, 5) == 2 and await states(full) == [Waiting.WAITING] * 3


async def test_what_never_stopped_or_is_old_does_not_go_on(full: Room) -> None:
    await post(full, step="send", checked="1", count="3")
    for once in ("2" * 32, "4" * 32):
        answer = await full.post("/desk/admin/mass/1/resume", once=once)
        assert answer.status == 409 and TOO_OLD.format(days=7) in await answer.text()
        await full.post("/desk/admin/mass/1/stop", once="3" * 32)
        full.now.on(days=8)
        await full.sign_in()
