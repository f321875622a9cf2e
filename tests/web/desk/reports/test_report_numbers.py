"""Each number of a report opens to exactly the tickets it counts, within what the agent may see."""

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from desk_room import NAME, Room, build
from report_town import put, town
from sqlalchemy import select

from tickets import number as numbers
from tickets.figuring import Figuring
from tickets.measures import Measure
from web.desk.audit import AuditLine
from web.desk.given import BAD_PAGE
from web.desk.people.guarding import NOT_YOURS
from web.desk.reports.asking import BAD_NUMBER, BAD_PERIOD

LINK = re.compile(r'<a href="(/desk/reports/rows\?[^"]*)">([^<]*)</a>')
MONTH = "from=2026-11-01&to=2026-11-30"
PATHS = ("", ".json", "/rows", "/rows.csv", "/rows.xlsx", "/unanswered", "/talk?what=answered", "/papers")


async def listed(room: Room, address: str) -> tuple[int, list[str], str]:
    """The count a list names, the tickets on all its pages, and its two sums."""
    found: list[str] = []
    count, sums, onward = -1, "", address
    for _ in range(20):
        status, text = await room.get(onward)
        assert status == 200, text
        count = int(re.search(r'id="count">([\d,]+)<', text)[1].replace(",", ""))  # type: ignore[index]
        sums = " ".join(re.findall(r'id="(?:claimed|recovered)">([^<]*)<', text))
        found += [one.replace(" ", "") for one in re.findall(r'<th scope="row"><a href="[^"]*">([\d ]+)</a>', text)]
        further = re.search(r'href="([^"]+)" rel="next"', text)
        if not further:
            break
        onward = unescape(further[1])
    return count, found, sums


async def test_every_number_on_the_page_opens_to_as_many_tickets(
    reports: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.desk.reports.report_routes.LINES", 2)
    await town(reports)
    html = (await reports.get(f"/desk/reports?{MONTH}"))[1]
    links = {(unescape(address), shown) for address, shown in LINK.findall(html)}
    assert len(links) > 60
    for address, shown in links:
        count, found, sums = await listed(reports, address)
        if shown.endswith("元"):
            assert shown in sums, address
        else:
            assert int(shown.replace(",", "")) == count, address
        assert len(found) == len(set(found)) == count, address


async def test_each_measure_counts_who_it_says(tmp_path: Path, kept: str, database_url: str) -> None:
    room = await build(tmp_path, kept, database_url)
    await room.sign_in()
    await room.become("supervisor")
    found = await town(room)
    expected = {
        Measure.OPENED: {"closed", "gone", "lapsed", "came late", "fresh", "slow", "settled late"},
        Measure.CLOSED: {"closed", "settled late"},
        Measure.WITHDRAWN: {"gone"},
        Measure.OPEN: {"lapsed", "came late", "fresh", "slow"},
        Measure.ENDED: {"closed", "settled late", "earlier"},
        Measure.URGENT: {"fresh"},
        Measure.CLAIMED: {"closed", "lapsed"},
        Measure.RECOVERED: {"closed"},
        Measure.RATED: {"closed", "settled late"},
        Measure.CONTENT: {"closed"},
        Measure.SO_SO: set(),
        Measure.DISCONTENT: {"settled late"},
        Measure.ANSWERED: {"closed", "slow", "settled late"},
        Measure.IN_TIME: {"closed"},
        Measure.TOO_LATE: {"slow", "settled late", "lapsed", "came late", "fresh"},
        Measure.UNANSWERED: {"lapsed", "came late", "fresh"},
        Measure.DUE: {"closed", "slow", "settled late", "lapsed", "came late", "fresh"},
        Measure.WITHIN_4: {"closed"},
        Measure.LONGER: {"slow", "settled late"},
        Measure.LAPSED: {"lapsed", "settled late"},
        Measure.CAME_LATE: {"came late"},
    }
    await Figuring(room.database, room.services.keys, room.services.rules, room.now).round()
    total = json.loads((await room.get(f"/desk/reports.json?{MONTH}"))[1])["total"] if room.services.shelf else {}
    for measure, names in expected.items():
        count, rows, _ = await listed(room, f"/desk/reports/rows?what={measure}&{MONTH}")
        assert set(rows) == {found[name] for name in names}, measure
        assert count == len(rows) and total.get(measure, count) == count, measure
    await room.close()


async def test_the_numbers_follow_what_changes(reports: Room) -> None:
    found = await town(reports)
    before = json.loads((await reports.get(f"/desk/reports.json?{MONTH}"))[1])
    assert before["total"]["opened"] == 7 and before["total"]["lapsed"] == 2
    assert before["first_answer"]["median_s"] > 4 * 3600
    assert [one["opened"] for one in before["employers"]] == [3, 1]
    await put(reports, found["lapsed"], lapses_at=None, district="永宁县", kind="社保")
    after = json.loads((await reports.get(f"/desk/reports.json?{MONTH}"))[1])
    assert after["total"]["lapsed"] == 1
    assert {one["kind"] for one in after["kinds"]} == {"欠薪", "工伤", "其他", "社保"}
    assert sum(one["opened"] for one in after["kinds"]) == sum(one["opened"] for one in after["times"]) == 7
    assert sum(one["ended"] for one in after["times"]) == after["total"]["ended"] == 3


async def test_an_agent_of_a_district_sees_no_other(reports: Room) -> None:
    found = await town(reports)
    await reports.become("supervisor", "金凤区")
    tree = json.loads((await reports.get(f"/desk/reports.json?{MONTH}"))[1])
    assert {one["district"] for one in tree["districts"]} == {"金凤区", None}
    _, rows, _ = await listed(reports, f"/desk/reports/rows?what=opened&{MONTH}&district=兴庆区")
    assert rows == []
    _, rows, _ = await listed(reports, f"/desk/reports/rows?what=opened&{MONTH}")
    assert set(rows) == {found["closed"], found["gone"], found["fresh"]}
    text = await (await reports.browser.get(f"/desk/reports/rows.csv?{MONTH}")).text()
    assert numbers.shown(found["closed"]) in text and numbers.shown(found["lapsed"]) not in text


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("role", ["agent", "editor"])
async def test_only_who_may_report_sees_reports(reports: Room, path: str, role: str) -> None:
    await reports.become(role)
    status, text = await reports.get(f"/desk/reports{path}")
    assert status == 403 and NOT_YOURS in text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("from=x", BAD_PERIOD),
        ("from=2026-11-02&to=2026-11-01", BAD_PERIOD),
        ("period=week", BAD_PERIOD),
        ("from=2000-01-01&to=2026-01-01", BAD_PERIOD),
        ("what=all", BAD_NUMBER),
        ("employer=x", BAD_NUMBER),
        ("after=-1", BAD_PAGE),
        ("after=" + "9" * 30, BAD_PAGE),
    ],
)
async def test_an_address_that_says_nothing_is_refused(reports: Room, query: str, said: str) -> None:
    status, text = await reports.get(f"/desk/reports/rows?{query}")
    assert status == 400 and said in text


@pytest.mark.parametrize("employer", [-7, 2**63 - 1, 16**15 - 1])
async def test_an_employer_is_a_group_or_any_keyed_number(reports: Room, employer: int) -> None:
    status, _ = await reports.get(f"/desk/reports/rows?what=opened&employer={employer}")
    assert status == 200


async def test_an_auditor_reads_numbers_and_opens_no_ticket(reports: Room) -> None:
    found = await town(reports)
    await reports.become("auditor")
    assert (await reports.get(f"/desk/reports?{MONTH}"))[0] == 200
    text = (await reports.get(f"/desk/reports/rows?{MONTH}"))[1]
    assert numbers.shown(found["closed"]) in text and f"/desk/tickets/{found['closed']}" not in text


async def test_a_lost_right_is_red_and_none_is_not(reports: Room) -> None:
    assert "report-alarm" not in (await reports.get(f"/desk/reports?{MONTH}"))[1]
    await town(reports)
    assert "report-alarm" in (await reports.get(f"/desk/reports?{MONTH}"))[1]


async def test_what_is_not_counted_yet_is_said(reports: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tickets.figuring.ON_DEMAND", 0)
    await town(reports)
    assert "还有 8 张" in (await reports.get(f"/desk/reports?{MONTH}"))[1]


async def test_exports_are_put_down(reports: Room) -> None:
    await town(reports)
    for ending in ("csv", "xlsx"):
        assert (await reports.browser.get(f"/desk/reports/rows.{ending}?what=closed&{MONTH}")).status == 200
    async with reports.database.view() as session:
        columns = (AuditLine.actor, AuditLine.detail, AuditLine.about)
        lines = (await session.execute(select(*columns).where(AuditLine.act == "export"))).all()
    assert [tuple(line[:2]) for line in lines] == [(NAME, MONTH)] * 2
    assert {line[2][:15] for line in lines} == {"reports/closed "}


async def test_every_file_is_put_down_once_and_keeps_no_reader(reports: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the parts of a file all of SQLite's readers are free: whoever reads slowly keeps nobody waiting."""
    found, open_views = await town(reports), [0]
    assert (await reports.get(f"/desk/reports?{MONTH}"))[0] == 200
    monkeypatch.setattr("tickets.report_rows.AT_ONCE", 1)
    taken: list[int] = []
    view = reports.database.view

    @asynccontextmanager
    async def counted() -> AsyncIterator[Any]:
        open_views[0] += 1
        async with view() as session:
            yield session
        open_views[0] -= 1

    def cells(*given: Any) -> Any:
        taken.append(open_views[0])
        return list(given[-1].number)

    monkeypatch.setattr(reports.database, "view", counted)
    monkeypatch.setattr("web.desk.reports.exports.cells", cells)
    monkeypatch.setattr("web.desk.reports.rates._ticket", cells)
    for path in (
        f"reports/rows.csv?what=opened&{MONTH}",
        f"reports/rows.xlsx?what=opened&{MONTH}",
        f"rates.xlsx?{MONTH}",
    ):
        answer = await reports.browser.get(f"/desk/{path}")
        assert answer.status == 200 and await answer.read()
        assert taken == [0] * (len(found) - 1), path
        taken.clear()
    async with view() as session:
        assert len((await session.scalars(select(AuditLine).where(AuditLine.act == "export"))).all()) == 3


async def test_stretches_without_anything_are_counted_not_listed(reports: Room) -> None:
    await town(reports)
    page = (await reports.get("/desk/reports?from=2026-11-01&to=2026-11-22"))[1]
    times = page[page.index('id="times"') : page.index("</section>", page.index('id="times"'))]
    quiet = times.count("<tr hidden>")
    assert 0 < quiet < 22 and f"另有 {quiet} 段时间没有登记" in times
