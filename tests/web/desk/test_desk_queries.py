"""How many statements the most used pages send."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from desk_room import Room
from sqlalchemy import Engine, event

from tickets.states import State

MOST_OF_A_TICKET, MOST_OF_THE_INBOX = 34, 34
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


async def test_the_inbox_is_shown_with_few(room: Room) -> None:
    for place in range(5):
        await room.open(f"第{place}张", openid=f"o{place}")
    await room.get("/desk")
    with statements() as found:
        assert (await room.get("/desk"))[0] == 200
    assert found.total() <= MOST_OF_THE_INBOX, "\n\n".join(found)
