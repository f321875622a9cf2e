"""汇报材料: numbers that stand still, files that are the same to the byte, for nobody of another district."""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from desk_room import Room
from docx import Document
from openpyxl import load_workbook
from report_town import NOW, put, town
from sqlalchemy import select, update

from bot.core.crypt import digest
from bot.core.database import Database
from web.desk.doing import TAKEN_ALREADY
from web.desk.models import Agent
from web.desk.reports import rules, snapshots
from web.desk.reports.models import ReportSnapshot
from web.desk.reports.paper_routes import CHANGED, MOST_NOTE, TOO_LONG
from web.desk.reports.still import still

NOVEMBER = {"from": "2026-11-01", "to": "2026-11-30"}
NOTE = "=本月开展了欠薪专项行动"


async def made(room: Room, once: str = "0" * 32, **more: str) -> None:
    answer = await room.post("/desk/reports/papers", "/desk/reports/papers", once=once, **{**NOVEMBER, **more})
    assert answer.status == 303, await answer.text()


async def file(room: Room, ending: str, number: int = 1) -> bytes:
    answer = await room.browser.get(f"/desk/reports/papers/{number}.{ending}")
    assert answer.status == 200
    return bytes(await answer.read())


def text_of(word: bytes) -> str:
    paper = Document(io.BytesIO(word))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in paper.paragraphs), *cells])


async def test_the_files_are_the_same_whenever_they_are_made(reports: Room) -> None:
    found = await town(reports)
    await made(reports, note=NOTE)
    first = [await file(reports, ending) for ending in ("docx", "xlsx")]
    await put(reports, found["closed"], recovered_fen=9_999_999, district="贺兰县")
    await reports.open(kind="社保")
    reports.now.on(hours=1)
    assert [await file(reports, ending) for ending in ("docx", "xlsx")] == first
    async with reports.database.view() as session:
        row = (await session.scalars(select(ReportSnapshot))).one()
    assert [row.word, row.sheet] == [digest(one) for one in first]
    assert (row.made_by, row.rules) == ("zhangmin", rules.VERSION) and "宏达".encode() not in row.body


async def test_what_the_paper_says_is_what_was_counted(reports: Room) -> None:
    await town(reports)
    await made(reports, note=NOTE)
    text = text_of(await file(reports, "docx"))
    for said in ("（2026年11月）", "共登记职工诉求 7 件", "已办结 2 件，办结率 28.6%", "本期内共办结 3 件", NOTE):
        assert said in text
    assert "有 2 件在办理中过了法定期限" in text and "另有 1 件登记时法定期限已过" in text and "宏达建筑" in text
    assert all(line in text for line in rules.LINES)
    book = load_workbook(io.BytesIO(await file(reports, "xlsx")))
    whole = {row[0]: row[1] for row in book["总表"].iter_rows(values_only=True)}
    assert (whole["登记"], whole["办结"], whole["办结率%"], whole["要回（元）"]) == (7, 2, 28.6, 12000.5)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells) and f"'{NOTE}" in [cell.value for cell in cells]


async def test_an_empty_period_makes_a_paper_too(reports: Room) -> None:
    await made(reports)
    assert "共登记职工诉求 0 件" in text_of(await file(reports, "docx"))
    assert load_workbook(io.BytesIO(await file(reports, "xlsx"))).sheetnames == ["总表", "时间", "公众号", "口径"]


async def test_a_form_sent_twice_makes_one(reports: Room) -> None:
    await made(reports)
    await made(reports)
    text = (await reports.get("/desk/reports/papers"))[1]
    assert TAKEN_ALREADY in text and text.count("下载 Word") == 1
    assert (await reports.post("/desk/reports/papers", "/desk/reports/papers", once="x", **NOVEMBER)).status == 400


async def test_a_note_too_long_is_refused_and_kept(reports: Room) -> None:
    note = "长" * (MOST_NOTE + 1)
    answer = await reports.post("/desk/reports/papers", "/desk/reports/papers", once="1" * 32, note=note, **NOVEMBER)
    text = await answer.text()
    assert answer.status == 422 and TOO_LONG.format(most=MOST_NOTE, now=MOST_NOTE + 1) in text and note in text


@pytest.mark.parametrize(
    ("made_by", "read_by", "seen"),
    [((), (), True), ((), ("金凤区",), False), (("金凤区",), ("金凤区",), True), (("金凤区",), ("兴庆区",), False)],
)
async def test_it_is_for_who_may_see_all_that_was_counted(
    reports: Room, made_by: tuple[str, ...], read_by: tuple[str, ...], seen: bool
) -> None:
    await town(reports)
    await reports.become("supervisor", *made_by)
    await made(reports)
    await reports.become("supervisor", *read_by)
    assert ("下载 Word" in (await reports.get("/desk/reports/papers"))[1]) is seen
    assert (await reports.get("/desk/reports/papers/2.docx"))[0] == 404
    status = (await reports.browser.get("/desk/reports/papers/1.docx")).status
    assert status == (200 if seen else 404)


@pytest.mark.parametrize(
    ("districts", "wanted"), [((), range(200, 100, -1)), (("金凤区", "兴庆区"), (3, 2)), (("西夏区",), ())]
)
async def test_newer_ones_of_others_hide_none(
    database_url: str, districts: tuple[str, ...], wanted: Sequence[int]
) -> None:
    database = Database(database_url)
    texts = {"made_by": "x", "rules": "1", "word": "", "sheet": ""}
    of = [["金凤区", "西夏区"], ["金凤区"], ["金凤区", "兴庆区"], *([["西夏区", "兴庆区"], []] * 99)][:200]
    async with database.session() as session:
        for number, one in enumerate(of, 1):
            row = ReportSnapshot(id=number, made_at=NOW, first=NOW.date(), last=NOW.date(), body=b"", **texts)
            row.districts = one
            session.add(row)
    who = Agent(name="x", display="x", hash="x", role="agent", created_at=NOW, active=True, failed=0)
    who.districts = list(districts)
    async with database.view() as session:
        assert [row.id for row in await snapshots.newest(session, who)] == [*wanted]
    await database.close()


async def test_a_file_that_is_not_what_it_was_is_not_given_out(reports: Room) -> None:
    await made(reports)
    async with reports.database.session() as session:
        await session.execute(update(ReportSnapshot).values(word="f" * 64))
    status, text = await reports.get("/desk/reports/papers/1.docx")
    assert status == 409 and CHANGED in text


def test_still_files_know_no_moment() -> None:
    at = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
    files = []
    for year in (1999, 2020):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
            core = f'<dcterms:modified xsi:type="x">{year}-01-01T00:00:00Z</dcterms:modified>'
            made.writestr(zipfile.ZipInfo("docProps/core.xml", (year, 1, 1, 0, 0, 0)), core)
            made.writestr(zipfile.ZipInfo("a.xml", (year, 1, 1, 0, 0, 0)), "words")
        files.append(still(file.getvalue(), at))
    assert files[0] == files[1]
    with zipfile.ZipFile(io.BytesIO(files[0])) as made:
        assert b"2026-11-22T06:00:00Z" in made.read("docProps/core.xml") and made.namelist()[1] == "a.xml"
