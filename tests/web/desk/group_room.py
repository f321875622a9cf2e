"""Groups on the desk, for tests: tickets of one firm, forms, and what came of them."""

from pathlib import Path

from desk_room import NAME, Room
from sqlalchemy import select

from tickets.clocks import Rules
from tickets.clustering import Clustering
from tickets.employers import Employers
from tickets.group_reading import Limits
from tickets.groups import Groups
from tickets.models import Ticket
from tickets.outbox import Outbox, OutboxMessage

ACTOR = f"agent:{NAME}"
EMPLOYERS = Employers.load(Path(__file__).resolve().parents[3] / "knowledge" / "words")


async def compare(room: Room) -> None:
    keys = room.services.keys
    await Clustering(room.database, keys, EMPLOYERS, Limits(10, 30_000), Rules(), room.now).round()


async def three(room: Room) -> list[Ticket]:
    """Three workers of one firm."""
    names = ("宁夏宏达建筑有限公司", "宏达建筑", "鸿达公司")
    return [
        await room.open(openid=f"o{place}", employer=name, phone=f"1390000000{place}", amount_fen=100_000 * place)
        for place, name in enumerate(names, 1)
    ]


async def gathered(room: Room, *tickets: Ticket) -> str:
    """The number of a new group over these tickets."""
    async with room.database.session() as session:
        group = await Groups(session, room.services.keys, room.now(), room.services.rules).open("宏达", tickets, ACTOR)
        return group.number


async def put(room: Room, path: str, once: int = 0, **fields: str) -> tuple[int, str]:
    """Sends a form; the status, and the page one lands on."""
    response = await room.post(f"/desk{path}", once=f"{once:032x}", **fields)
    if response.status != 303:
        return response.status, await response.text()
    return 303, (await room.get(response.headers["Location"]))[1]


async def members(room: Room, number: str) -> list[str]:
    async with room.database.view() as session:
        groups = Groups(session, room.services.keys, room.now(), room.services.rules)
        found = await groups.find(number)
        assert found
        return [ticket.number for ticket in await groups.members(found)]


async def happened(room: Room, number: str) -> list[tuple[str, str]]:
    """(actor, what) of each line of a group's history."""
    async with room.database.view() as session:
        groups = Groups(session, room.services.keys, room.now(), room.services.rules)
        found = await groups.find(number)
        assert found
        return [(event.actor, event.what) for event in await groups.history(found)]


async def whats(room: Room, ticket: Ticket) -> list[str]:
    return [what for _, what, *_ in await room.history(ticket.number)]


async def messages(room: Room) -> list[tuple[str, str]]:
    async with room.database.view() as session:
        rows = (await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))).all()
        box = Outbox(session, room.services.keys, room.now())
        return [await box.read(row.id) or ("", "") for row in rows]
