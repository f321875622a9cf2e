"""What an older release stored and this one refuses is seen as it stands and mended at the desk."""

import re

import pytest
from desk_room import Room

from bot.core import live
from bot.core.compact import compact
from web.desk.admin.form import OVERTAKEN

PAGE = "/desk/admin/settings"
STALE = "新版本不收的值"


async def store(office: Room, section: str, name: str, value: object) -> None:
    async with office.database.session() as session:
        live.put(session, section, name, value, "admin", office.now())


async def send(office: Room, section: str, once: str = "1" * 32, **given: str) -> int:
    form = (await office.get(PAGE))[1].partition(f'action="{PAGE}/{section}"')[2]
    seen = re.search(r'name="seen" value="(\d+)"', form)[1]  # type: ignore[index]
    return (await office.post(f"{PAGE}/{section}", once=once, seen=seen, **given)).status


async def standing(office: Room) -> live.Standing:
    async with office.database.view() as session:
        return await live.standing_of(session)


@pytest.mark.parametrize("given", [{"undo_s": "5"}, {"undo_s": "", "back": "undo_s"}])
async def test_a_refused_value_is_shown_raw_and_replaced_or_taken_back(office: Room, given: dict[str, str]) -> None:
    await store(office, "desk", "undo_s", STALE)
    status, page = await office.get(PAGE)
    assert status == 200 and STALE in page and 'name="back" value="undo_s"' in page
    assert await send(office, "desk", **given) == 303
    assert office.services.settings.desk.undo_s == int(given["undo_s"] or office.services.live.given.desk.undo_s)
    assert compact(STALE) not in (await standing(office)).values()


async def test_the_other_values_of_its_section_stay_in_force(office: Room) -> None:
    await store(office, "clocks", "hours", [STALE])
    await store(office, "clocks", "first_days", 4)
    status, page = await office.get(PAGE)
    assert status == 200 and "配置文件里是「2」" in page
    await office.services.live.look(office.database)
    assert office.services.settings.clocks.first_days == 4


async def test_the_calendar_is_mended_beside_a_refused_value(office: Room) -> None:
    await store(office, "clocks", "hours", [STALE])
    status, page = await office.get("/desk/admin/calendar")
    seen = re.search(r'name="seen" value="(\d+)"', page)[1]  # type: ignore[index]
    day = f"{office.now():%Y-%m-%d}"
    more = {"first": day, "kind": "rests", "why": "停电", "last": ""}
    answer = await office.post("/desk/admin/calendar", once="2" * 32, seen=seen, **more)
    assert (status, answer.status) == (200, 303)
    assert [f"{one.day}" for one in office.services.settings.clocks.own_days] == [day]


@pytest.mark.parametrize("value", [["eclipse"], 7])
async def test_a_history_nobody_can_read_any_more_does_not_shut_the_page(office: Room, value: object) -> None:
    await store(office, "staff", "robot_tells", value)
    status, page = await office.get(PAGE)
    assert status == 200 and ("eclipse" if isinstance(value, list) else "7") in page


@pytest.mark.parametrize("path", ["settings/desk", "routing", "templates", "calendar"])
@pytest.mark.parametrize("seen", ["9" * 5000, "②", ""])
async def test_a_form_number_that_is_none_is_refused(office: Room, path: str, seen: str) -> None:
    fields = {"undo_s": "5", "otherwise": "甲", "first": f"{office.now():%Y-%m-%d}", "kind": "rests"}
    answer = await office.post(f"/desk/admin/{path}", once="3" * 32, seen=seen, **fields)
    assert answer.status == 422 and OVERTAKEN in await answer.text()
