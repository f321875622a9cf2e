"""Searching does not tell whose guarded ticket it is: name, telephone and story find it once looking is granted."""

from datetime import timedelta

import pytest
from desk_room import Room
from sqlalchemy import select

from tickets import receipts
from tickets.models import Ticket
from web.desk.models import Agent
from web.desk.ticket.models import Custody

PHONE, WORKER, STORY = "13900001234", "马秀英", "怀孕三个月被辞退"
SECRETS = (PHONE, "1234", WORKER, "怀孕三个月")


async def finds(room: Room, words: str, ticket: Ticket) -> bool:
    response = await room.post("/desk/find", q=words)
    assert response.status == 303
    return f"/desk/tickets/{ticket.number}" in (await room.get(response.headers["Location"]))[1]


async def grant(room: Room, ticket: Ticket) -> None:
    now = room.now()
    async with room.database.session() as session:
        mine, until = (await session.scalars(select(Agent))).one(), now + timedelta(hours=1)
        session.add(Custody(ticket_id=ticket.id, agent_id=mine.id, why=b"", asked_at=now, until=until))


@pytest.mark.parametrize("kind", ["女职工", "紧急", "欠薪"])
async def test_covered_it_is_found_by_its_employer_alone(room: Room, kind: str) -> None:
    facts = {"phone": PHONE, "worker": WORKER, "employer": "宏达建筑"}
    ticket = await room.open(STORY, openid=None if kind == "欠薪" else "o1", kind=kind, facts=facts)
    if kind == "欠薪":
        async with room.database.session() as session:
            await receipts.keep(session, ticket, "$argon2id$")
    for words in SECRETS:
        assert not await finds(room, words, ticket)
    assert not await finds(room, f"宏达建筑 {PHONE}", ticket) and await finds(room, "宏达建筑", ticket)
    await grant(room, ticket)
    for words in SECRETS:
        assert await finds(room, words, ticket)
    room.now.on(hours=1)
    assert not await finds(room, PHONE, ticket)


async def test_another_ticket_is_found_by_its_telephone(room: Room) -> None:
    ticket = await room.open("欠薪", facts={"phone": PHONE})
    assert await finds(room, PHONE, ticket)
