"""A guarded ticket is not told to be a worker's by their other one, nor leaves its cover by becoming part of it."""

from collections.abc import AsyncIterator

import pytest
from desk_room import NAME, Room
from group_room import put
from people_room import add, agent, audited
from sqlalchemy import select
from ticket_room import landed, refused

from tickets import number as numbers
from tickets.group_models import Proposal
from tickets.likeness import Likeness
from tickets.models import Ticket
from tickets.proposals import DOUBLE, Proposals
from web.desk.groups.groups_acting import DOUBLED
from web.desk.ticket import linking
from web.desk.ticket.covering import COVER
from web.desk.ticket.custody import COVERED_DOUBLE, LASTS, UNEQUAL_DOUBLE
from web.desk.ticket.models import Custody

PHONE, WORKER = "13900001234", "马秀英"


@pytest.fixture
async def wages(room: Room) -> Ticket:
    return await room.open("拖欠工资", "o1", phone=PHONE, worker=WORKER)


@pytest.fixture
async def women(room: Room, wages: Ticket) -> AsyncIterator[Ticket]:
    await add(room, "boss", "supervisor")
    yield await room.open("怀孕被辞退", "o1", kind="女职工", phone=PHONE, worker=WORKER)


async def lift(room: Room, *tickets: Ticket) -> None:
    mine, now = await agent(room, NAME), room.now()
    more = {"agent_id": mine.id, "why": b"", "asked_at": now, "decided_at": now, "until": now + LASTS}
    async with room.database.session() as session:
        session.add_all([Custody(ticket_id=one.id, **more) for one in tickets])


async def double(room: Room, newer: Ticket, older: Ticket) -> str:
    """The id of a proposal that they are one worker's."""
    async with room.database.session() as session:
        proposals = Proposals(session, room.services.keys, room.now(), room.services.rules)
        await proposals.propose(newer, older, Likeness(0.9, (f"同一位职工{WORKER}",)), DOUBLE)
        return str(await session.scalar(select(Proposal.id)))


async def names(room: Room, one: Ticket, other: Ticket) -> bool:
    status, page, *_ = await room.get(f"/desk/tickets/{one.number}")
    assert status == 200
    return numbers.shown(other.number) in page or linking.WORKER in page


async def test_neither_names_the_other_until_the_cover_is_lifted(room: Room, wages: Ticket, women: Ticket) -> None:
    assert not await names(room, wages, women) and not await names(room, women, wages)
    await lift(room, women)
    assert await names(room, wages, women) and await names(room, women, wages)


async def test_a_proposed_double_does_not_name_it_either(room: Room, wages: Ticket, women: Ticket) -> None:
    await double(room, women, wages)
    assert not await names(room, wages, women) and not await names(room, women, wages)


async def test_a_linked_one_is_shown_under_its_own_cover(room: Room) -> None:
    own = await room.open("怀孕被辞退", "o2", kind="女职工", worker="孙桂英", employer="孙桂英美甲店")
    other = await room.open("拖欠工资", "o3")
    page = await landed(room, await room.act(other.number, "link", text=own.number))
    assert numbers.shown(own.number) in page and COVER + "美甲店" in page and "孙桂英" not in page


@pytest.mark.parametrize("turned", [False, True])
async def test_covered_it_is_not_made_one_whosever_it_is(
    room: Room, wages: Ticket, women: Ticket, turned: bool
) -> None:
    strange = await room.open("欠薪", "o9")
    for once, other in enumerate((wages, strange)):
        one, into = (women, other) if turned else (other, women)
        await refused(await room.act(one.number, "double", str(once) * 32, text=into.number), 403, COVERED_DOUBLE)
        assert ("refused", f"/desk/tickets/{one.number}/double") in await audited(room)
    assert await room.state(women.number) == await room.state(wages.number) == "new"


async def test_one_guarded_and_one_not_are_not_made_one(room: Room, wages: Ticket, women: Ticket) -> None:
    await lift(room, women)
    await refused(await room.act(wages.number, "double", text=women.number), 403, UNEQUAL_DOUBLE)
    proposal = await double(room, women, wages)
    page = (await put(room, f"/tickets/{wages.number}/together", 5, proposal=proposal, does="accept"))[1]
    assert UNEQUAL_DOUBLE in page and await room.state(women.number) == "new"
    assert ("refused", f"/desk/tickets/{wages.number}/together") in await audited(room)


async def test_two_guarded_are_made_one_by_who_sees_both(room: Room, women: Ticket) -> None:
    other = await room.open("产假没给", "o1", kind="女职工", phone=PHONE, worker=WORKER)
    proposal = await double(room, other, women)
    for lifted in ((), (women,)):
        await lift(room, *lifted)
        page = (await put(room, f"/tickets/{other.number}/together", len(lifted), proposal=proposal, does="accept"))[1]
        assert COVERED_DOUBLE in page and DOUBLED not in page
    await lift(room, other)
    page = (await put(room, f"/tickets/{other.number}/together", 7, proposal=proposal, does="accept"))[1]
    assert DOUBLED in page and ("custody_joined", other.number) in await audited(room)


@pytest.mark.parametrize("kind", ["紧急", "女职工"])
async def test_a_ticket_is_shown_though_its_worker_has_a_guarded_one_that_tells_nothing_of_them(
    room: Room, kind: str
) -> None:
    one = await room.open("拖欠工资", "o1")
    other = await room.open("我要跳楼", "o1", kind=kind)
    await names(room, one, other)
    await names(room, other, one)
