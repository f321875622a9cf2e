"""How many statements each page sends: as many, however much there is of what it shows."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import growing
import pytest
from desk_room import Room
from growing import Grows
from sqlalchemy import Engine, event

from tickets.states import State

MOST_OF_A_SEARCH = 24
PAGES: dict[str, tuple[int, Grows]] = {
    "/desk": (20, growing.ticket),
    "/desk?tab=mine": (20, growing.ticket),
    "/desk?tab=lapsing": (20, growing.ticket),
    "/desk?tab=closed": (20, growing.ticket),
    "/desk?tab=all": (20, growing.ticket),
    "/desk?tab=all&kind=欠薪&district=金凤区": (20, growing.ticket),
    "/desk/tickets/{ticket}": (37, growing.of_a_ticket),
    "/desk/tickets/{ticket}/talk": (10, growing.of_a_ticket),
    "/desk/tickets/{ticket}/file": (34, growing.of_a_ticket),
    "/desk/tickets/{ticket}/exhibits": (10, growing.of_a_ticket),
    "/desk/groups": (5, growing.group),
    "/desk/groups/{group}": (20, growing.of_a_group),
    "/desk/replies": (4, growing.reply),
    "/desk/reports": (19, growing.ticket),
    "/desk/reports/rows?measure=opened": (4, growing.ticket),
    "/desk/reports/papers": (4, growing.paper),
    "/desk/rates": (7, growing.ticket),
    "/desk/notices": (6, growing.notice),
    "/desk/audit": (4, growing.agent),
    "/desk/people": (4, growing.agent),
    "/desk/people/{agent}": (5, growing.of_an_agent),
    "/desk/admin": (7, growing.ticket),
    "/desk/admin/routing": (7, growing.agent),
    "/desk/admin/calendar": (5, growing.day),
    "/desk/admin/cards": (4, growing.card),
    "/desk/admin/menu": (4, growing.menu),
    "/desk/admin/mass": (4, growing.mass),
    "/desk/admin/settings": (12, growing.day),
    "/desk/admin/health": (11, growing.mass),
}
_MANY = re.compile(r"\?(, \?)+")
_LINE = re.compile(r"(BEGIN|COMMIT|PRAGMA|ROLLBACK)")


@contextmanager
def statements() -> Iterator[Counter[str]]:
    """Those sent to any database meanwhile, however many values each asks for, without what begins and ends a
    transaction.
    """
    found: Counter[str] = Counter()

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not _LINE.match(statement):
            found[_MANY.sub("?", statement)] += 1

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.mark.parametrize("page", PAGES)
async def test_a_page_is_shown_with_few_however_much_there_is(room: Room, page: str) -> None:
    await room.become("admin")
    most, grows = PAGES[page]
    about = await _about(room, page)
    some = await _sent(room, page.format(**about), grows, range(3), *about.values())
    assert await _sent(room, page.format(**about), grows, range(3, 12), *about.values()) == some
    assert some.total() <= most, some.total()


async def test_a_search_is_shown_with_few_however_much_there_is(room: Room) -> None:
    await room.become("admin")
    leads = (await room.post("/desk/find", q="宏华达 拖欠")).headers["Location"]
    some = await _sent(room, leads, growing.ticket, range(3))
    assert await _sent(room, leads, growing.ticket, range(3, 12)) == some
    assert some.total() <= MOST_OF_A_SEARCH


async def _about(room: Room, page: str) -> dict[str, str]:
    """The one thing that the page is about, made."""
    if "{ticket}" in page:
        made = await room.open(district="金凤区", employer="宏华达建筑有限公司", urgent=False)
        await room.open("还有一张", district="金凤区")
        await room.move(made.number, State.TAKEN)
        return {"ticket": made.number}
    if "{group}" in page:
        return {"group": (await growing.group(room, "99")).number}
    return {"agent": str(await growing.agent(room, "99"))} if "{agent}" in page else {}


async def _sent(room: Room, page: str, grows: Grows, marks: range, about: str = "") -> Counter[str]:
    """The statements a page sends once there is so much more; asked for once before."""
    for mark in marks:
        await grows(room, f"{mark:02}", about)
    await room.get(page)
    with statements() as found:
        assert (await room.get(page))[0] == 200
    return found
