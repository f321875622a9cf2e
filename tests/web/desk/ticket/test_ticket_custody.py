"""Whom a guarded ticket is about stays covered until asked for, granted by another, and then for a day."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from desk_room import Room
from group_room import gathered
from people_room import add, another, audited
from sqlalchemy import event
from sqlalchemy.engine import Engine

from tickets import receipts
from tickets.evidence import Evidences, Piece, file_name
from tickets.models import Ticket
from web.desk.ticket.covering import COVER
from web.desk.ticket.custody import (
    ASKED,
    ASKED_ALREADY,
    GONE,
    GRANTED,
    NOT_GUARDED,
    NOT_OWN,
    OPEN_ALREADY,
    OPENED,
    REFUSED,
    WHY,
    Veil,
)
from web.desk.ticket.evidence import COVERED

PHONE, WORKER = "13900001234", "马秀英"
STORY = f"我叫{WORKER}，怀孕被辞退，电话139 0000 1234"


@pytest.fixture
async def women(room: Room) -> Ticket:
    """A guarded ticket; there is a supervisor who could grant to see whom it is about."""
    await add(room, "boss", "supervisor")
    return await room.open(STORY, kind="女职工", phone=PHONE, worker=WORKER, district="西夏区")


@pytest.fixture
async def boss(room: Room) -> AsyncIterator[Room]:
    """The supervisor's browser."""
    other = await another(room)
    await add(room, "boss", "supervisor")
    await other.sign_in("boss")
    yield other
    await other.browser.close()


async def ask(room: Room, ticket: Ticket, once: str = "a", text: str = "要约他来谈") -> tuple[int, str]:
    response = await room.act(ticket.number, "custody/ask", once=once * 32, text=text)
    if response.status != 303:
        return response.status, await response.text()
    return 303, (await room.get(f"/desk/tickets/{ticket.number}"))[1]


async def decide(room: Room, ticket: Ticket, yes: str, wish: str = "1", once: str = "d") -> tuple[int, str]:
    response = await room.act(ticket.number, "custody/decide", once=once * 32, wish=wish, yes=yes)
    if response.status != 303:
        return response.status, await response.text()
    return 303, (await room.get(f"/desk/tickets/{ticket.number}"))[1]


async def shows(room: Room, ticket: Ticket, path: str = "") -> bool:
    text = (await room.get(f"/desk/tickets/{ticket.number}{path}"))[1]
    shown = {PHONE in text, WORKER in text, "139 0000 1234" in text}
    assert len(shown) == 1
    return shown.pop()


@pytest.mark.parametrize("path", ["", "/file"])
async def test_it_is_covered_wherever_it_stands(room: Room, women: Ticket, path: str) -> None:
    assert not await shows(room, women, path)
    assert COVER in (await room.get(f"/desk/tickets/{women.number}{path}"))[1]


async def test_asked_granted_seen_for_a_day_and_put_down(room: Room, women: Ticket, boss: Room) -> None:
    status, page = await ask(room, women)
    assert status == 303 and ASKED in page and not await shows(room, women)
    page = (await boss.get(f"/desk/tickets/{women.number}"))[1]
    assert "要约他来谈" in page and not await shows(boss, women)
    assert GRANTED in (await decide(boss, women, "1"))[1]
    assert await shows(room, women) and not await shows(boss, women)
    room.now.on(hours=23, minutes=59)
    await room.sign_in()
    assert await shows(room, women)
    room.now.on(minutes=1)
    assert not await shows(room, women)
    acts = [line for line in await audited(room) if line[0].startswith("custody")]
    assert acts == [("custody_asked", women.number), ("custody_granted", women.number)]


async def test_refused_it_stays_covered_and_may_be_asked_again(room: Room, women: Ticket, boss: Room) -> None:
    await ask(room, women)
    assert REFUSED in (await decide(boss, women, "0"))[1] and not await shows(room, women)
    assert (await decide(boss, women, "1", once="e"))[0] == 409
    assert (await ask(room, women, "b"))[0] == 303


async def test_what_cannot_be_asked(room: Room, women: Ticket, boss: Room) -> None:
    status, page = await ask(room, women, text=" ")
    assert status == 422 and WHY in page
    await ask(room, women)
    status, page = await ask(room, women, "b")
    assert status == 409 and ASKED_ALREADY in page
    await decide(boss, women, "1")
    status, page = await ask(room, women, "c")
    assert status == 409 and OPEN_ALREADY in page
    status, page = await ask(room, await room.open("欠薪", openid="o2"), "e")
    assert status == 409 and NOT_GUARDED in page


async def test_nobody_grants_their_own_or_one_of_another_ticket(room: Room, women: Ticket, boss: Room) -> None:
    await add(room, "chief", "admin")
    assert (await ask(boss, women))[0] == 303
    status, page = await decide(boss, women, "1")
    assert status == 409 and NOT_OWN in page
    other = await room.open("别的", "o3", kind="女职工", phone=PHONE)
    status, page = await decide(boss, other, "1", once="f")
    assert status == 409 and GONE in page and not await shows(boss, women)


async def test_an_agent_grants_nothing(room: Room, women: Ticket) -> None:
    await ask(room, women)
    assert (await decide(room, women, "1"))[0] == 403 and not await shows(room, women)


async def test_in_an_emergency_the_reason_opens_it(room: Room) -> None:
    await add(room, "boss", "supervisor")
    urgent = await room.open(STORY, kind="紧急", phone=PHONE, worker=WORKER, urgent=True)
    assert not await shows(room, urgent)
    status, page = await ask(room, urgent)
    assert status == 303 and OPENED in page and await shows(room, urgent)
    assert ("custody_opened", urgent.number) in await audited(room)


async def test_whoever_is_alone_opens_it_with_a_reason(room: Room) -> None:
    await room.become("admin")
    ticket = await room.open(STORY, kind="女职工", phone=PHONE, worker=WORKER)
    assert (await ask(room, ticket))[0] == 303 and await shows(room, ticket)
    assert ("custody_alone", ticket.number) in await audited(room)


async def test_an_anonymous_tickets_telephone_is_covered(room: Room) -> None:
    await add(room, "boss", "supervisor")
    ticket = await room.open("欠薪，打我 13900001234", openid=None, phone=PHONE)
    async with room.database.session() as session:
        await receipts.keep(session, ticket, "$argon2id$")
    group = await gathered(room, ticket)
    for path in (f"/desk/tickets/{ticket.number}", f"/desk/groups/{group}"):
        text = (await room.get(path))[1]
        assert PHONE not in text and COVER in text


async def test_the_inbox_covers_it_too_until_it_is_granted(room: Room, women: Ticket, boss: Room) -> None:
    text = (await room.get("/desk"))[1]
    assert "怀孕被辞退" in text and COVER in text and WORKER not in text and "139 0000 1234" not in text
    await ask(room, women)
    await decide(boss, women, "1")
    assert WORKER in (await room.get("/desk"))[1] and WORKER not in (await boss.get("/desk"))[1]


async def test_however_many_are_guarded_the_inbox_asks_once(room: Room, women: Ticket) -> None:
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        counts = []
        for place in range(2):
            statements.clear()
            await room.get("/desk")
            counts.append(len(statements))
            asked = sum("FROM custodies" in one for one in statements)
            await room.open(STORY, f"g{place}", kind="女职工", phone=PHONE, worker=WORKER)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert counts[0] == counts[1] and asked == 1


async def test_a_guarded_tickets_file_leads_to_asking_until_it_is_granted(room: Room, boss: Room) -> None:
    ticket = await room.open("被辞退", kind="女职工")
    async with room.database.session() as session:
        evidence = Evidences(session, room.services.keys, room.now())
        row = await evidence.add(ticket, Piece("Video", "media"))
        await room.services.files.put(file_name(row), b"film")
        evidence.keep(row, "video/mp4", "0" * 64, 4)
    page, file = f"/desk/tickets/{ticket.number}", f"/desk/tickets/{ticket.number}/evidence/{row.id}"
    status, text = await room.get(file)
    assert status == 403 and f'href="{page}#custody-title"' in text and "film" not in text
    text = (await room.get(page))[1]
    assert COVERED in text and f'src="{file}"' not in text and 'action="' + page + '/custody/ask"' in text
    await ask(room, ticket)
    await decide(boss, ticket, "1")
    assert await room.get(file) == (200, "film") and (await boss.get(file))[0] == 403
    assert f'src="{file}"' in (await room.get(page))[1]


async def test_amending_something_else_leaves_the_covered_telephone(room: Room, women: Ticket, boss: Room) -> None:
    page = (await room.get(f"/desk/tickets/{women.number}"))[1]
    assert 'name="phone"' not in page
    done = await room.act(women.number, "amend", once="9" * 32, employer="宏达", text="核对过")
    assert done.status == 303
    await ask(room, women)
    await decide(boss, women, "1")
    assert await shows(room, women)


async def test_it_may_not_be_asked_for_where_one_does_not_see_the_ticket(room: Room, women: Ticket) -> None:
    await room.become("agent", "金凤区")
    assert (await ask(room, women))[0] == 404


def test_what_is_no_text_stays_what_it_is() -> None:
    shown = {"at": timedelta(1), "steps": [(1, f"打{PHONE}")], "number": "261047398"}
    assert Veil(covers=True, secrets=()).over(shown) == {**shown, "steps": [(1, f"打{COVER}")]}
    assert Veil(covers=False, secrets=(PHONE,)).over(shown) is shown
