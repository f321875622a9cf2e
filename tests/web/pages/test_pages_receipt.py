"""Number and code on the public page: guessing tells nothing and is slowed."""

from datetime import timedelta

import pytest
from pages_room import CODE, Room

from tickets import receipts
from tickets.receipts import FREE_TRIES, FREE_TRIES_OF_A_SOURCE
from web.pages.door import RECEIPT
from web.pages.entering import MISMATCH, SLOWED

WRONG = "2" * 16
UNKNOWN = "261047398"


@pytest.mark.parametrize("number", ["{}", " {} ", "{0[0]}{0[1]}{0[2]} {0[3]}{0[4]}{0[5]} {0[6]}{0[7]}{0[8]}"])
@pytest.mark.parametrize(
    "code", [CODE, CODE.lower(), receipts.shown(CODE), f" {receipts.shown(CODE).replace('-', ' ')} "]
)
async def test_as_people_copy_it(room: Room, number: str, code: str) -> None:
    ticket = await room.anonymous()
    browser = await room.browser()
    response = await browser.post("/my/receipt", number=number.format(ticket.number), code=code)
    assert (response.status, response.headers["Location"]) == (303, f"/my/tickets/{ticket.number}")


async def test_wrong_code_unknown_number_named_ticket_and_nonsense_are_alike(room: Room) -> None:
    nameless, named, browser = await room.anonymous(), await room.ticket("o1"), await room.browser()
    told = set()
    for number, code in ((nameless.number, WRONG), (UNKNOWN, CODE), (named.number, CODE), ("x", CODE), ("", "")):
        response = await browser.post("/my/receipt", number=number, code=code)
        assert response.status == 401
        assert RECEIPT not in response.cookies
        told.add((await response.text()).replace(f'value="{number}"', ""))
    assert len(told) == 1
    assert MISMATCH in told.pop()


async def test_the_code_is_never_shown_again(room: Room) -> None:
    response = await (await room.browser()).post("/my/receipt", number=UNKNOWN, code=CODE)
    text = await response.text()
    assert UNKNOWN in text
    assert CODE not in text
    ticket = await room.anonymous()
    browser = await room.with_receipt(ticket.number)
    for path in ("", "/proof"):
        assert CODE not in (await browser.get(f"/my/tickets/{ticket.number}{path}"))[1]


async def test_guessing_one_number_is_slowed_where_it_comes_from_and_nowhere_else(room: Room) -> None:
    ticket, browser = await room.anonymous(), await room.browser()
    here, there = {"source": "203.0.113.1"}, {"source": "203.0.113.9"}
    for _ in range(FREE_TRIES):
        assert (await browser.post("/my/receipt", **here, number=ticket.number, code=WRONG)).status == 401
    response = await browser.post("/my/receipt", **here, number=ticket.number, code=CODE)
    assert response.status == 429
    assert SLOWED.format(minutes=1) in await response.text()
    assert (await browser.post("/my/receipt", **there, number=ticket.number, code=CODE)).status == 303


async def test_one_number_gets_so_many_tries_a_day_from_wherever(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tickets.receipts.MOST_TRIES_A_DAY", 3)
    ticket, browser = await room.anonymous(), await room.browser()
    fields = {"number": ticket.number, "code": WRONG}
    tries = [await browser.post("/my/receipt", source=f"203.0.113.{at}", **fields) for at in range(4)]
    assert [one.status for one in tries] == [401, 401, 401, 429]


async def test_many_numbers_from_one_source_are_slowed(room: Room) -> None:
    browser, ticket = await room.browser(), await room.anonymous()
    for at in range(FREE_TRIES_OF_A_SOURCE):
        other = await room.anonymous(code="Z" * 16, story=str(at))
        response = await browser.post("/my/receipt", source="203.0.113.1", number=other.number, code=WRONG)
        assert response.status == 401
    fields = {"number": ticket.number, "code": CODE}
    assert (await browser.post("/my/receipt", source="203.0.113.1", **fields)).status == 429
    assert (await browser.post("/my/receipt", source="203.0.113.2", **fields)).status == 303


async def test_where_sources_cannot_be_told_apart_nobody_is_slowed_for_another(room: Room) -> None:
    browser, ticket = await room.browser(), await room.anonymous()
    for at in range(FREE_TRIES_OF_A_SOURCE):
        other = await room.anonymous(code="Z" * 16, story=str(at))
        await browser.post("/my/receipt", number=other.number, code=WRONG)
    assert (await browser.post("/my/receipt", number=ticket.number, code=CODE)).status == 303


async def test_a_receipts_session_is_short(room: Room) -> None:
    ticket = await room.anonymous()
    browser = await room.with_receipt(ticket.number)
    room.now.on(seconds=timedelta(minutes=30).total_seconds())
    assert (await browser.get(f"/my/tickets/{ticket.number}"))[0] == 303
