"""Who asks to see whom a guarded ticket is about is heard by those who may grant it, and hears what they decided."""

import pytest
from desk_room import NAME, Room
from people_room import add, another
from sqlalchemy import select
from test_ticket_custody import ask, decide

from tickets.news import News, What
from web.desk.models import Agent
from web.desk.notices.wishes import LABELS


async def news(room: Room) -> list[tuple[str, str, str]]:
    """(what, about, for whom)."""
    async with room.database.view() as session:
        rows = await session.execute(
            select(News.what, News.about, Agent.name).join(Agent, Agent.id == News.agent).order_by(News.id)
        )
        return [(what, about, name) for what, about, name in rows]


@pytest.mark.parametrize(("yes", "what"), [("1", What.CUSTODY_GRANTED), ("0", What.CUSTODY_REFUSED)])
async def test_those_who_may_grant_it_hear_of_it_and_the_asker_what_came_of_it(
    room: Room, yes: str, what: What
) -> None:
    for name, role in (("boss", "supervisor"), ("chief", "admin"), ("mate", "agent")):
        await add(room, name, role)
    await add(room, "far", "supervisor", "兴庆区")
    ticket = await room.open("被辞退", kind="女职工", phone="13900001234", district="西夏区")
    await ask(room, ticket)
    asked = [(What.CUSTODY_ASKED, ticket.number, name) for name in ("boss", "chief")]
    assert await news(room) == asked
    boss = await another(room)
    await boss.sign_in("boss")
    await decide(boss, ticket, yes)
    await boss.browser.close()
    assert await news(room) == [*asked, (what, ticket.number, NAME)]
    assert what in LABELS and What.CUSTODY_ASKED in LABELS


async def test_who_opens_it_at_once_waits_for_nobody(room: Room) -> None:
    await add(room, "boss", "supervisor")
    ticket = await room.open("被打", kind="紧急", phone="13900001234", urgent=True)
    before = len(await news(room))
    await ask(room, ticket)
    assert len(await news(room)) == before
