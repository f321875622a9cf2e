"""Staff and the worker change the same figure: each is told what the other did, and what staff checked stands."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
from desk_room import Room
from sqlalchemy import select
from test_ticket_amend import FACTS, facts_of
from test_ticket_amend_together import form_in
from ticket_room import landed, refused, whats

from bot.context import Unit
from tickets.confirmed import GUARDED
from tickets.lines import Line
from tickets.news import News, What
from tickets.told import CHANGED, differences, label_of
from web.desk import words
from web.desk.ticket.amending import FIELDS
from web.desk.ticket.overtaken import STANDS

OPENID = "o1"


async def says(room: Room, number: str, said: str, **told: Any) -> str:
    """What the worker says changes the ticket, as the chat does it."""
    follower = room.services.keys.index(OPENID)
    async with Unit(room.services, OPENID, follower, 0, room.now()) as unit:
        tickets = await unit.tickets()
        ticket = await tickets.find(number)
        assert ticket is not None
        before = tickets.facts(ticket)
        held = await (await unit.confirmed()).learn(ticket, told, said)
        if lines := differences(before, tickets.facts(ticket)):
            await tickets.write(ticket, "follower", Line.CORRECTED, "\n".join(lines))
        return held


async def news(room: Room, what: What) -> list[str]:
    async with room.database.view() as session:
        return list(await session.scalars(select(News.about).where(News.what == what)))


def test_both_sides_call_the_figures_alike() -> None:
    slots: Mapping[str, str] = {"sum": "amount_fen"}
    assert {label_of(slot) for slot in GUARDED} <= set(FIELDS.values())
    assert all(FIELDS[name] == label_of(slots.get(name, name)) for name in ("employer", "district", "sum", "months"))


async def test_the_page_shows_what_stood_what_stands_and_the_words(room: Room) -> None:
    ticket = await room.open(facts=FACTS)
    await says(room, ticket.number, "不对，是20000", amount_fen=2_000_000)
    page = (await room.get(f"/desk/tickets/{ticket.number}"))[1]
    assert CHANGED.format(label="金额", before="18,000元", after="20,000元") in page
    assert "不对，是20000" in page and Line.CORRECTED.label in page and "20,000 元" in page


async def test_who_had_the_page_open_is_told_that_it_was_the_worker(room: Room) -> None:
    ticket = await room.open(facts=FACTS)
    mine = form_in((await room.get(f"/desk/tickets/{ticket.number}"))[1])
    await says(room, ticket.number, "不对，是20000，四个月", amount_fen=2_000_000, months=4.0)
    answer = await room.act(ticket.number, "amend", **mine | {"sum": "21000", "months": "5"}, text="听到的")
    told = STANDS.format(who=words.FOLLOWER, label="欠几个月", now="4", mine="5")
    await refused(answer, 409, STANDS.format(who=words.FOLLOWER, label="金额", now="20000", mine="21000"))
    assert told in await answer.text()
    assert (await facts_of(room, ticket.number))["amount_fen"] == 2_000_000


async def test_what_staff_put_right_stands_and_they_are_told_what_the_worker_says(room: Room) -> None:
    ticket = await room.open(facts=FACTS)
    assert await landed(room, await room.act(ticket.number, "amend", text="看过工资条", sum="20000"))
    assert "单子上还是20,000元" in await says(room, ticket.number, "不对，是18000", amount_fen=1_800_000)
    found = await facts_of(room, ticket.number)
    assert (found["amount_fen"], found["claim"]) == (2_000_000, ("欠薪", 2_000_000, "3"))
    page = (await room.get(f"/desk/tickets/{ticket.number}"))[1]
    assert "金额：单子上20,000元，职工说18,000元" in page and "不对，是18000" in page and Line.DIFFERS.label in page
    assert await news(room, What.DIFFERS) == [ticket.number]


async def test_nobody_is_told_where_the_worker_says_the_same(room: Room) -> None:
    ticket = await room.open(facts=FACTS)
    await room.act(ticket.number, "amend", text="看过工资条", sum="20000")
    assert await says(room, ticket.number, "就是20000", amount_fen=2_000_000) == ""
    assert await news(room, What.DIFFERS) == []


async def test_only_what_they_put_right_is_held(room: Room) -> None:
    ticket = await room.open(facts=FACTS)
    await room.act(ticket.number, "amend", text="看过工资条", sum="20000")
    await says(room, ticket.number, "四个月，18000，鼎盛", amount_fen=1_800_000, months=4.0, employer="鼎盛")
    found = await facts_of(room, ticket.number)
    assert (found["amount_fen"], found["months"], found["employer"]) == (2_000_000, 4.0, "鼎盛")


@pytest.mark.parametrize("_round", range(3))
async def test_in_the_same_moment_no_change_is_lost(patient: Room, _round: int) -> None:
    ticket = await patient.open(facts=FACTS)
    csrf, path = await patient.token(), f"/desk/tickets/{ticket.number}/amend"
    form = {"csrf": csrf, "once": "1" * 32, "text": "看过工资条", "sum": "20000", "was-sum": "18000"}
    answer, held = await asyncio.gather(
        patient.browser.post(path, data=form, allow_redirects=False),
        says(patient, ticket.number, "不对，是19000，四个月", amount_fen=1_900_000, months=4.0),
    )
    found, lines = await facts_of(patient, ticket.number), await whats(patient, ticket.number)
    assert found["months"] == 4.0
    if answer.status == 303:  # staff were first
        assert held and found["amount_fen"] == 2_000_000 and Line.DIFFERS in lines
    else:
        assert answer.status == 409 and not held and found["amount_fen"] == 1_900_000 and Line.CORRECTED in lines
