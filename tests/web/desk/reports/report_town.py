"""A town's tickets in every state a report counts."""

from datetime import UTC, datetime, timedelta
from typing import Any

from desk_room import Room
from sqlalchemy import update

from tickets.models import Ticket
from tickets.ratings import Content, Ratings
from tickets.states import State

LI = "agent:li"
MONDAY = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)  # ten in the morning
NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)


async def put(room: Room, number: str, **values: Any) -> None:
    """Changes columns behind the desk's back."""
    async with room.database.session() as session:
        await session.execute(update(Ticket).where(Ticket.number == number).values(**values, counted_at=None))


async def answer(room: Room, number: str) -> None:
    await room.change(number, lambda tickets, ticket: tickets.say(ticket, LI, "收到了", "answered"))


async def rate(room: Room, number: str, content: Content) -> None:
    async with room.database.session() as session:
        ratings = Ratings(session, room.services.keys, room.now(), room.services.rules)
        ticket = await ratings._tickets.find(number)
        assert ticket
        await ratings.rate(ticket, content)


async def town(room: Room) -> dict[str, str]:
    """Their numbers by what they are for."""
    room.now.at = MONDAY - timedelta(days=31)
    found = {"earlier": (await room.open(kind="工伤", district="金凤区", employer="老厂")).number}
    room.now.at = MONDAY
    for name, district, kind, more in (
        ("closed", "金凤区", "欠薪", {"amount_fen": 1_800_000, "employer": "宏达建筑"}),
        ("gone", "金凤区", "欠薪", {"employer": "宏达 建筑"}),
        ("lapsed", "兴庆区", "欠薪", {"employer": "宏达建筑", "amount_fen": 500}),
        ("came late", "兴庆区", "工伤", {}),
        ("fresh", None, "工伤", {"urgent": True}),
        ("slow", "兴庆区", "其他", {"employer": "明珠酒店"}),
        ("settled late", "西夏区", "欠薪", {}),
    ):
        place = {"district": district} if district else {}
        found[name] = (await room.open(kind=kind, **place, **more)).number
    room.now.on(hours=1)
    await answer(room, found["closed"])
    await room.move(found["gone"], State.WITHDRAWN)
    room.now.on(days=8)
    await answer(room, found["slow"])
    for name, content in (("closed", Content.YES), ("settled late", Content.NO)):
        await room.move(found[name], State.CLOSED)
        await rate(room, found[name], content)
    await room.move(found["earlier"], State.CLOSED)
    await put(room, found["closed"], recovered_fen=1_200_050)
    await put(room, found["lapsed"], lapses_at=MONDAY + timedelta(days=3))
    await put(room, found["settled late"], lapses_at=MONDAY + timedelta(days=1))
    await put(room, found["came late"], lapses_at=MONDAY - timedelta(days=1))
    room.now.at = NOW
    return found
