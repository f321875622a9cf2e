"""The union's own days: over the national calendar, for its clocks, not for what the law counts."""

from datetime import date

import pytest
from desk_room import Room

from rights import deadlines
from web.desk.admin.calendar import BAD_DAY, BAD_KIND, FAR, LONG_WHY

MONDAY = date(2026, 11, 23)


async def add(office: Room, once: str = "1" * 32, **given: str) -> tuple[int, str]:
    usual = {"seen": "0", "first": "2026-11-23", "last": "", "kind": "rests", "why": "全员培训"}
    answer = await office.post("/desk/admin/calendar", once=once, **{**usual, **given})
    return answer.status, await answer.text()


async def test_a_day_off_moves_the_clocks_and_not_the_law(office: Room) -> None:
    assert not office.services.rules.office.rests(MONDAY)
    ticket = await office.open()
    assert (await add(office))[0] == 303
    assert office.services.rules.office.rests(MONDAY)
    assert not deadlines.rests(MONDAY)
    before = ticket.due_at
    await office.move(ticket.number)
    later = await office.open(openid="o2")
    assert before and later.due_at and later.due_at > before
    page = (await office.get("/desk/admin/calendar?year=2026"))[1]
    assert "全员培训" in page and 'class="rests own"' in page


async def test_a_saturday_can_be_worked_and_days_come_in_spans(office: Room) -> None:
    await add(office, first="2026-11-28", last="2026-11-29", kind="works", why="")
    rests = office.services.rules.office.rests
    assert not rests(date(2026, 11, 28)) and not rests(date(2026, 11, 29)) and rests(date(2026, 12, 5))


async def test_a_day_is_taken_away_again(office: Room) -> None:
    await add(office)
    await add(office, "2" * 32, seen="1", first="", drop="2026-11-23")
    assert office.services.settings.clocks == office.services.live.given.clocks


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"first": "yesterday"}, BAD_DAY),
        ({"first": "2026-11-23", "last": "2026-11-20"}, BAD_DAY),
        ({"first": "2026-01-01", "last": "2026-12-31"}, BAD_DAY),
        ({"first": "2036-01-01"}, FAR),
        ({"kind": "party"}, BAD_KIND),
        ({"why": "长" * 61}, LONG_WHY),
    ],
)
async def test_what_is_no_day_is_refused(office: Room, given: dict[str, str], said: str) -> None:
    status, page = await add(office, **given)
    assert status == 422 and said in page
    assert office.services.settings == office.services.live.given


@pytest.mark.parametrize("year", ["2024", "2028", "1066", "x", ""])
async def test_every_year_has_its_page(office: Room, year: str) -> None:
    assert (await office.get(f"/desk/admin/calendar?year={year}"))[0] == 200
