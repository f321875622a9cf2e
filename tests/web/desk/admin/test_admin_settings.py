"""Settings at the desk: changed, checked in Chinese, put back; explained as the example file does; for admins alone."""

import re

import pytest
from desk_room import Room
from project_tree import ROOT
from sqlalchemy import select

from bot.core.live import SAFE
from web.desk.admin import items
from web.desk.admin.changing import SAVED
from web.desk.admin.form import OVERTAKEN
from web.desk.admin.items import AT_LEAST, AT_MOST, DAYS_WRONG, EMPTY, HOURS_WRONG, ITEMS, NO_NUMBER, SPAN_WRONG
from web.desk.audit import AuditLine

PAGES = ("", "/settings", "/routing", "/calendar", "/menu", "/cards", "/cards/print", "/templates", "/mass", "/health")
FIRST = items.called("clocks", "first_days")
CLOCKS = {
    "hours": "08:30-12:00、14:00-18:00",
    "first_days": "2",
    "step_days": "5",
    "closing_days": "15",
    "closing_days_hard": "30",
    "closing_days_special": "60",
}


async def change(office: Room, section: str, once: str = "1" * 32, **given: str) -> tuple[int, str]:
    page = (await office.get("/desk/admin/settings"))[1]
    form = page.partition(f'action="/desk/admin/settings/{section}"')[2]
    seen = given.pop("seen", re.search(r'name="seen" value="(\d+)"', form)[1])  # type: ignore[index]
    answer = await office.post(f"/desk/admin/settings/{section}", once=once, seen=seen, **given)
    return answer.status, await answer.text()


@pytest.mark.parametrize("path", PAGES)
async def test_the_pages_open_for_an_admin_and_nobody_else(office: Room, path: str) -> None:
    assert (await office.get(f"/desk/admin{path}"))[0] == 200
    for role in ("agent", "supervisor", "editor", "auditor"):
        await office.become(role)
        assert (await office.get(f"/desk/admin{path}"))[0] == 403


async def test_a_value_is_in_force_at_once_and_can_be_put_back(office: Room) -> None:
    assert (await change(office, "clocks", **{**CLOCKS, "first_days": "4"}))[0] == 303
    assert office.services.settings.clocks.first_days == 4
    page = (await office.get("/desk/admin/settings"))[1]
    assert SAVED in page and "配置文件里是「2」" in page
    assert (await change(office, "clocks", "2" * 32, **CLOCKS, back="first_days"))[0] == 303
    assert office.services.settings.clocks == office.services.live.given.clocks
    async with office.database.view() as session:
        lines = (
            await session.scalars(select(AuditLine).where(AuditLine.act == "setting").order_by(AuditLine.id))
        ).all()
    assert [(line.about, line.detail) for line in lines] == [(FIRST, "4"), (FIRST, "2")]


@pytest.mark.parametrize(
    ("section", "field", "written", "said"),
    [
        ("clocks", "first_days", "0", AT_LEAST.format(least=1)),
        ("clocks", "first_days", "31", AT_MOST.format(most=30)),
        ("clocks", "first_days", "两天", NO_NUMBER),
        ("clocks", "first_days", "1 2", NO_NUMBER),
        ("clocks", "hours", "9-5", HOURS_WRONG),
        ("clocks", "hours", "14:00-18:00、08:00-12:00", HOURS_WRONG),
        ("union", "name", " ", EMPTY),
        ("reminders", "days", "7、7", DAYS_WRONG),
        ("reminders", "hours", "20:00-09:00", SPAN_WRONG),
    ],
)
async def test_what_is_refused_says_why_and_keeps_what_was_written(
    office: Room, section: str, field: str, written: str, said: str
) -> None:
    usual = {"clocks": CLOCKS, "reminders": {"days": "30、7、2", "hours": "09:00-20:00"}}.get(section, {})
    status, page = await change(office, section, **{**usual, field: written})
    assert status == 422 and said in page and f'value="{written.strip() or written}"' in page
    assert office.services.settings == office.services.live.given


async def test_full_width_signs_are_read(office: Room) -> None:
    await change(office, "clocks", **{**CLOCKS, "hours": "09：00－12：00，13:00-17:30"})
    assert office.services.settings.clocks.hours == ("09:00-12:00", "13:00-17:30")


async def test_two_admins_do_not_overwrite_each_other(office: Room) -> None:
    assert (await change(office, "union", name="甲工会"))[0] == 303
    status, page = await change(office, "union", "2" * 32, seen="0", name="乙工会")
    assert status == 409 and OVERTAKEN in page
    assert office.services.settings.union.name == "甲工会"


async def test_the_same_form_twice_changes_once(office: Room) -> None:
    await change(office, "union", name="甲工会")
    await change(office, "union", name="乙工会")
    assert office.services.settings.union.name == "甲工会"


async def test_choices_are_ticked_and_nothing_else_gets_in(office: Room) -> None:
    await change(office, "staff", robot_tells="urgent")
    assert office.services.settings.staff.robot_tells == ("urgent",)
    await change(office, "staff", "2" * 32, robot_tells="rm -rf", robot_url="https://evil.example", robot="wecom")
    assert office.services.settings.staff.robot_tells == ()
    assert office.services.settings.staff.robot == ""


@pytest.mark.parametrize("section", ["wechat", "keys", "routing", "nothing"])
async def test_other_sections_have_no_form(office: Room, section: str) -> None:
    answer = await office.post(f"/desk/admin/settings/{section}", once="1" * 32, seen="0")
    assert answer.status == 404


def test_each_is_safe_and_explained_as_in_the_example() -> None:
    text, section, told = (ROOT / "config.example.toml").read_text("utf-8"), "", {}
    for line in text.splitlines():
        section = found[1] if (found := re.match(r"\[(\w+)\]", line)) else section
        if found := re.match(r"(\w+) *=.*?#\s*(.+)", line):
            told[section, found[1]] = found[2].strip()
    assert {(one.section, one.name): one.told for one in ITEMS} == {
        (one.section, one.name): told[one.section, one.name] for one in ITEMS
    }
    assert all(one.name in SAFE[one.section] for one in ITEMS)
    assert {one.section for one in ITEMS} == set(items.NAMES)
