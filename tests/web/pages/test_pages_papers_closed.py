"""A paper about no ticket, for one whose tickets are all closed."""

from pages_room import Room
from test_pages_papers import path

from tickets.models import Ticket
from tickets.service import Tickets
from tickets.states import State


async def test_one_whose_tickets_are_all_closed_finds_a_paper_filled_from_the_newest(room: Room) -> None:
    ticket = await room.ticket("o1", employer="宏达建筑")
    browser = await room.inside("o1")
    assert "宏达建筑" not in (await browser.get(path("", "arbitration")))[1]

    async def close(tickets: Tickets, found: Ticket) -> None:
        found.state = State.CLOSED

    await room.change(ticket.number, close)
    assert "宏达建筑" in (await browser.get(path("", "arbitration")))[1]
    assert "宏达建筑" not in (await (await room.inside("o2")).get(path("", "arbitration")))[1]
