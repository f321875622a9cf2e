"""How many statements the most used pages send."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from desk_room import Room
from sqlalchemy import Engine, event

from tickets.states import State
from tickets.words import Words

MOST_OF_A_TICKET, MOST_OF_A_SEARCH = 34, 24
CEILINGS = {
    "/desk": 20,
    "/desk?tab=mine": 20,
    "/desk?tab=lapsing": 20,
    "/desk?tab=closed": 20,
    "/desk?tab=all": 20,
    "/desk?tab=all&kind=欠薪&district=金凤区": 20,
    "/desk/groups": 4,
    "/desk/reports": 19,
    "/desk/reports/rows?measure=opened": 4,
    "/desk/rates": 7,
    "/desk/notices": 6,
    "/desk/audit": 4,
    "/desk/people": 4,
    "/desk/admin": 7,
    "/desk/admin/routing": 7,
    "/desk/admin/settings": 12,
    "/desk/admin/health": 11,
}
_LINE = re.compile(r"(BEGIN|COMMIT|PRAGMA|ROLLBACK)")


@contextmanager
def statements() -> Iterator[Counter[str]]:
    """Those sent to any database meanwhile, without what begins and ends a transaction."""
    found: Counter[str] = Counter()

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not _LINE.match(statement):
            found[statement] += 1

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)


async def test_a_ticket_is_shown_with_few(room: Room) -> None:
    ticket = await room.open(district="金凤区", employer="宏华达建筑有限公司", urgent=False)
    await room.open("还有一张", district="金凤区")
    await room.move(ticket.number, State.TAKEN)
    await room.get(f"/desk/tickets/{ticket.number}")
    with statements() as found:
        status, _ = await room.get(f"/desk/tickets/{ticket.number}")
    assert status == 200
    assert found.total() <= MOST_OF_A_TICKET, "\n\n".join(found)


@pytest.mark.parametrize("page", CEILINGS)
async def test_a_page_is_shown_with_few_however_much_there_is(room: Room, page: str) -> None:
    await room.become("admin")
    some = await _sent(room, page, tickets=3)
    assert await _sent(room, page, tickets=12) == some <= CEILINGS[page]


async def test_a_search_is_shown_with_few_however_much_there_is(room: Room) -> None:
    await room.become("admin")
    leads = (await room.post("/desk/find", q="宏华达 拖欠")).headers["Location"]
    some = await _sent(room, leads, tickets=3)
    assert await _sent(room, leads, tickets=12) == some <= MOST_OF_A_SEARCH


async def _sent(room: Room, page: str, tickets: int) -> int:
    """How many statements a page sends once there are so many more tickets; asked for once before."""
    for place in range(tickets):
        await room.open("老板拖欠工资", openid=f"o{tickets}.{place}", employer="宏华达建筑", district="金凤区")
    async with room.database.session() as session:
        await Words(session, room.services.keys).catch_up(room.now())
    await room.get(page)
    with statements() as found:
        assert (await room.get(page))[0] == 200
    return found.total()
