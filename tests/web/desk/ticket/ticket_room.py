"""What the tests of a ticket's page share."""

from aiohttp import ClientResponse
from desk_room import NAME, Room
from sqlalchemy import select

from tickets.outbox import Outbox, OutboxMessage
from web.desk.models import Agent

ACTOR = f"agent:{NAME}"


async def landed(room: Room, response: ClientResponse) -> str:
    """The page an agent lands on after a form was taken."""
    assert response.status == 303, await response.text()
    return (await room.get(response.headers["Location"].partition("#")[0]))[1]


async def refused(response: ClientResponse, status: int, said: str) -> None:
    assert response.status == status
    assert said in await response.text()


async def outbox(room: Room) -> list[tuple[str, str]]:
    """(state, words) of everything that was ever put there."""
    async with room.database.view() as session:
        rows = (await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))).all()
        box = Outbox(session, room.services.keys, room.now())
        return [(row.state, (await box.read(row.id) or ("", ""))[1]) for row in rows]


async def whats(room: Room, number: str) -> list[str]:
    return [what for _, what, _, _ in await room.history(number)]


async def colleague(room: Room, name: str, display: str, *districts: str, role: str = "agent") -> Agent:
    async with room.database.session() as session:
        agent = Agent(
            name=name, display=display, hash="x", role=role, created_at=room.now(), active=True, failed=0,
            districts=list(districts),
        )  # fmt: skip
        session.add(agent)
    return agent
