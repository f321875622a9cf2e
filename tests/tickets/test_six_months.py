"""Six months of 630 tickets, over two long holidays: every time is what the oracle says, every rate is alike."""

import csv
import io
import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from six_months import COUNT, DAYS, END, FIRST, LEGAL, Expected, Life, Oracle, day_of, live, lives, moment, put, rows_of
from sqlalchemy import func, select

from bot.core.clock import aware, today
from tests.web.desk.desk_room import Room, build
from tickets import escalating
from tickets.clocks import Rules
from tickets.escalating import escalate, retime
from tickets.figuring import Figuring
from tickets.models import Ticket, TicketEvent
from tickets.service import Tickets
from tickets.timing import OVERDUE
from web.desk.people import passwords
from web.desk.reports.rates import DETAILS, HEADINGS, SUMMARY

LIVES = lives()
THROUGH = 21  # each of so many lives through the service
FEWER = 3


@dataclass
class Half:
    """What was lived through, and what should have come of it."""

    room: Room
    tickets: dict[str, tuple[Life, Expected]]
    lived: list[str]


@pytest.fixture
async def half(tmp_path: Path, database_url: str) -> AsyncIterator[Half]:
    """Some tickets lived through the service; the others stand in the tables and are timed as the sweep times them."""
    room = await build(tmp_path, passwords.hashed("correct horse 9"), database_url)
    room.now.at = moment(END)
    database, services = room.database, room.services
    some = LIVES if database_url.startswith("sqlite") else LIVES[::FEWER]  # what is counted is the same, the SQL is not
    by_hand = {f"{place:09}": life for place, life in enumerate(some) if place % THROUGH}
    lived = {await live(database, services.keys, life): life for life in some[::THROUGH]}
    await put(database, services.keys, by_hand)
    async with database.session() as session:
        every = (await session.scalars(select(Ticket.id).where(Ticket.number.in_(by_hand)))).all()
        await retime(session, services.keys, services.rules, moment(END), every)
    oracle = Oracle()
    yield Half(room, {number: (life, oracle.of(life)) for number, life in {**lived, **by_hand}.items()}, list(lived))
    await room.close()


def test_the_half_year_has_everything_in_it() -> None:
    """Otherwise the rest would prove little."""
    deeds = {deed for life in LIVES for _, deed in life.deeds}
    assert len(LIVES) == COUNT and {"open", "answer", "ask", "reply", "resume", "reopen", "withdraw"} < deeds
    oracle = Oracle()
    expected = [oracle.of(life) for life in LIVES]
    stands = {(name, stand) for one in expected for name, _, _, stand, _ in one.clocks}
    assert {("closing", stand) for stand in ("running", "paused", "kept", "broken")} <= stands
    assert {("first", "broken"), ("step", "broken"), ("step", "kept"), ("step", "paused")} <= stands
    days = {day_of(life.deeds[0][0]) for life in LIVES}
    assert min(days).month == 9 and max(days).month == 3 and (max(days) - min(days)).days > 0.95 * DAYS


@pytest.mark.timeout(300)  # it lives half a year
async def test_every_time_is_what_the_oracle_says(half: Half, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(escalating, "AT_ONCE", 5)
    keys, wrong = half.room.services.keys, []
    async with half.room.database.view() as session:
        tickets = Tickets(session, keys, moment(END), Rules())
        for number, (life, expected) in half.tickets.items():
            ticket = await tickets.find(number)
            assert ticket
            if (found := await times_of(tickets, ticket)) != times_expected(life, expected):
                wrong.append((life, found, times_expected(life, expected)))
            if number in half.lived:
                history = [one for one in await tickets.history(ticket) if one.what != "weighed"]
                lines = [(one.at, one.actor, one.what, one.state) for one in history]
                assert lines == [(moment(at), *rest) for at, *rest in rows_of(life)]
    assert wrong == []
    await escalates_each_once(half)
    await tells_one_rate(half)


async def times_of(tickets: Tickets, ticket: Ticket) -> list[object]:
    timing = await tickets.timing(ticket)
    clocks = [(one.name.value, one.started, one.due, one.state.value, one.done_at) for one in timing.clocks]
    promises = [(one.due_at, one.ended_at) for one in timing.promises]
    legal = (ticket.lapses, today(ticket.lapses_at)) if ticket.lapses_at else None
    return [sorted(clocks, key=lambda one: (one[1], one[0])), promises, ticket.due_at, ticket.state, legal]


def times_expected(life: Life, expected: Expected) -> list[object]:
    at = lambda minute: None if minute is None else aware(moment(minute))  # noqa: E731
    clocks = [(name, at(start), at(due), stand, at(done)) for name, start, due, stand, done in expected.clocks]
    promises = [(at(due), at(kept)) for due, kept in expected.promises]
    due = min((due for _, due in expected.owed), default=None)
    legal = (LEGAL[life.kind][1], life.told.replace(year=life.told.year + 1)) if life.told else None
    return [clocks, promises, at(due), life.state, legal]


async def escalates_each_once(half: Half) -> None:
    """The sweep tells exactly what the oracle calls overdue, in rounds, and then nothing more."""
    services, rounds, found = half.room.services, 0, []
    while True:
        async with half.room.database.session() as session:
            told = await escalate(session, services.keys, services.rules, moment(END))
        if not told:
            break
        rounds, found = rounds + 1, [*found, *((one.ticket, one.name.value) for one in told)]
    tickets = {ticket for ticket, _ in found}
    late = sorted(name for _, one in half.tickets.values() for name, due in one.owed if due < END)
    assert sorted(name for _, name in found) == late and rounds == -(-len(tickets) // 5) > 1
    async with half.room.database.view() as session:
        lines = select(func.count()).select_from(TicketEvent).where(TicketEvent.what.startswith(OVERDUE))
        assert await session.scalar(lines) == len(late)


async def tells_one_rate(half: Half) -> None:
    """Page, both files and JSON tell the same, and it is what the oracle counts by hand."""
    room = half.room
    await Figuring(room.database, room.services.keys, room.services.rules, room.now).round()
    await room.sign_in()
    period = f"from={FIRST}&to={day_of(END)}"
    html = (await room.get(f"/desk/rates?{period}"))[1]
    page = [re.findall(r"<t[hd][^>]*>([^<]*)<", row) for row in re.findall(r"<tr.*?</tr>", html, re.DOTALL)]
    text = (await (await room.browser.get(f"/desk/rates.csv?{period}")).read()).decode("utf-8-sig")
    book = load_workbook(io.BytesIO(await (await room.browser.get(f"/desk/rates.xlsx?{period}")).read()))
    tree = json.loads((await room.get(f"/desk/rates.json?{period}"))[1])
    assert page == list(csv.reader(io.StringIO(text))) and page[0] == list(HEADINGS)
    assert [[number(cell) for cell in row] for row in page] == [
        [number(cell) for cell in row] for row in book[SUMMARY].iter_rows(values_only=True)
    ]
    assert book[DETAILS].max_row == 1 + len(half.tickets)
    told = {row[0]: tuple(row[1:7]) for row in page[1:]}
    for one in [*tree["kinds"], tree["total"]]:
        names = ("opened", "closed", "withdrawn", "open", "late", "escalated")
        assert told[one["kind"]] == tuple(str(one[name]) for name in names) == counted(half, one["kind"])
        assert f"{one['percent']}%" == next(row[-1] for row in page if row[0] == one["kind"])
        assert abs(Decimal(one["percent"]) - Decimal(100 * one["closed"]) / one["opened"]) <= Decimal("0.05")


def number(cell: object) -> object:
    return f"{Decimal(str(cell)):.2f}" if re.fullmatch(r"[\d.]+", str(cell)) else cell


def counted(half: Half, kind: str) -> tuple[str, ...]:
    """Opened, closed, withdrawn, open, late now, ever escalated, by hand."""
    ours = [(life, one) for life, one in half.tickets.values() if kind in (life.kind, "合计")]
    ended = [life.state for life, _ in ours]
    late = sum(any(due < END for _, due in one.owed) for _, one in ours)
    closed, withdrawn = ended.count("closed"), ended.count("withdrawn")
    return tuple(map(str, (len(ours), closed, withdrawn, len(ours) - closed - withdrawn, late, late)))
