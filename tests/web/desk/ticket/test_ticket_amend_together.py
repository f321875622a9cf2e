"""Two agents put the same ticket's facts right: the second is told what the first wrote, and loses nothing."""

import asyncio
import re

import pytest
from desk_room import Room
from test_ticket_amend import FACTS, facts_of
from ticket_room import refused

from tickets.models import Ticket
from tickets.service import Tickets
from web.desk.ticket.amending import WHY
from web.desk.ticket.overtaken import NOT_YET, SOMEBODY, STANDS


def form_in(page: str) -> dict[str, str]:
    """What the form to put facts right holds: what stood, and what is written."""
    form = page.partition('/amend" method="post"')[2].partition("</form>")[0]
    return dict(re.findall(r'name="(was-\w+|sum|months|employer|phone)"[^>]*? value="([^"]*)"', form))


async def test_a_colleagues_correction_is_told_and_stands(room: Room) -> None:
    ticket = await room.open(facts=FACTS)
    mine = form_in((await room.get(f"/desk/tickets/{ticket.number}"))[1])
    assert mine["was-sum"] == "18000"
    await room.act(ticket.number, "amend", "1" * 32, **mine | {"sum": "20000"}, text="我")
    written = mine | {"sum": "21000", "months": "4", "text": "听到的"}
    answer = await room.act(ticket.number, "amend", "2" * 32, **written)
    page = await answer.text()
    assert answer.status == 409
    assert STANDS.format(who="张敏", label="金额", now="20000", mine="21000") + NOT_YET in page
    assert (await facts_of(room, ticket.number))["amount_fen"] == 2_000_000
    kept = form_in(page)
    assert (kept["sum"], kept["months"]) == ("21000", "4") and "听到的" in page
    assert (kept["was-sum"], kept["was-months"]) == ("20000", "3")
    assert (await room.act(ticket.number, "amend", "3" * 32, **kept, text="核对过")).status == 303
    found = await facts_of(room, ticket.number)
    assert (found["amount_fen"], found["months"]) == (2_100_000, 4)


async def test_what_the_worker_put_right_is_told_too(room: Room) -> None:
    ticket = await room.open(facts=FACTS)

    async def told(tickets: Tickets, found: Ticket) -> None:
        tickets.put(found, tickets.facts(found) | {"amount_fen": 1_900_000})

    await room.change(ticket.number, told)
    answer = await room.act(ticket.number, "amend", text="听到的", sum="21000", **{"was-sum": "18000"})
    await refused(answer, 409, STANDS.format(who=SOMEBODY, label="金额", now="19000", mine="21000"))


async def test_the_same_correction_twice_collides_with_nothing(room: Room) -> None:
    ticket = await room.open(facts=FACTS)
    for once, months in (("1", "3"), ("2", "4")):
        form = {"sum": "20000", "was-sum": "18000", "months": months, "was-months": "3"}
        assert (await room.act(ticket.number, "amend", once * 32, text="核对过", **form)).status == 303


async def test_a_form_refused_for_something_else_still_knows_what_it_showed(room: Room) -> None:
    ticket = await room.open(facts=FACTS)
    first = await room.act(ticket.number, "amend", "1" * 32, text="", sum="21000", **{"was-sum": "18000"})
    await room.act(ticket.number, "amend", "2" * 32, text="同事", sum="20000", **{"was-sum": "18000"})
    kept = form_in(await first.text())
    assert first.status == 422 and WHY in await first.text() and kept["was-sum"] == "18000"
    answer = await room.act(ticket.number, "amend", "3" * 32, **kept, text="写上了")
    await refused(answer, 409, STANDS.format(who="张敏", label="金额", now="20000", mine="21000"))


@pytest.mark.parametrize("_round", range(3))
async def test_of_two_in_the_same_moment_one_is_told(patient: Room, _round: int) -> None:
    ticket = await patient.open(facts=FACTS)
    csrf, path = await patient.token(), f"/desk/tickets/{ticket.number}/amend"
    forms = [
        {"csrf": csrf, "once": once * 32, "text": "听到的", "sum": mine, "was-sum": "18000"}
        for once, mine in (("1", "20000"), ("2", "21000"))
    ]
    posts = [patient.browser.post(path, data=form, allow_redirects=False) for form in forms]
    answers = await asyncio.gather(*posts)
    assert sorted(one.status for one in answers) == [303, 409]


async def test_what_is_covered_is_neither_told_nor_taken_for_a_change(room: Room) -> None:
    ticket = await room.open(kind="女职工", facts=FACTS | {"worker": "马秀英", "employer": "马秀英饭馆"})
    page = (await room.get(f"/desk/tickets/{ticket.number}"))[1]
    mine = form_in(page)
    assert "马秀英" not in page and "饭馆" in mine["employer"]
    assert (await room.act(ticket.number, "amend", "1" * 32, **mine | {"months": "4"}, text="核对过")).status == 303
    assert (await facts_of(room, ticket.number))["employer"] == "马秀英饭馆"
    wrong = mine | {"was-employer": "别的", "employer": "新的"}
    answer = await room.act(ticket.number, "amend", "2" * 32, **wrong, text="听到的")
    assert answer.status == 409 and "马秀英" not in await answer.text()
