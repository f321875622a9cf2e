"""Sheets at the desk: looked at row by row, then brought in; out again without formulas."""

import asyncio
import io
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from kb_room import INJURY, QUITTING, SLUGS, WAGES, Desk
from openpyxl import Workbook, load_workbook

from bot.core.clock import utc_now
from knowledge import bringing
from knowledge.editing import Versions
from knowledge.entry import parse
from knowledge.exchange import mark_of
from knowledge.sheets import HEADINGS, row_of
from web.desk.doing import Doing, do
from web.desk.knowledge import import_routes, runs_routes
from web.desk.knowledge.import_routes import NO_FILE


def row(slug: str, number: int | None = 1, **change: str) -> dict[str, str]:
    mark = mark_of(number, SLUGS[slug]) if number else ""
    return row_of(parse(f"{slug}.md", SLUGS[slug]), mark) | change


def sheet(*rows: dict[str, str]) -> bytes:
    book = Workbook()
    page: Any = book.active
    page.append(list(HEADINGS.values()))
    for one in rows:
        page.append([one[name] for name in HEADINGS])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


async def looked(desk: Desk, content: bytes, name: str = "回答.xlsx") -> tuple[str, str]:
    response = await desk.upload(name, content)
    assert response.status == 303, await response.text()
    path = response.headers["Location"].removeprefix("/desk/knowledge")
    return path, await desk.get(path)


async def test_a_sheet_with_errors_tells_each_cell_and_brings_in_the_rest(desk: Desk) -> None:
    bad = row(INJURY, ask="一句", valid_from="明天", topic="没有的主题")
    good = row(WAGES, title="老板拖工资怎么办")
    double = row(WAGES, title="又一行")
    named = row(QUITTING) | {"slug": "Not A Slug"}
    path, text = await looked(desk, sheet(bad, good, double, named))
    assert "第 2 行" in text and "至少要 8 句问法，现在有 1 句" in text and "没有「没有的主题」这个主题" in text
    assert "要写成 2026-11-22 这样的日期" in text and "第 3 行已经有了" in text and "只能用小写字母" in text
    assert "有错，不导入：3 行" in text and "有改动，存为草稿：1 行" in text
    assert [state for _, state, _ in await desk.versions(WAGES)] == ["published"]
    response = await desk.post(path)
    assert "tab=draft" in response.headers["Location"]
    assert [state for _, state, _ in await desk.versions(WAGES)] == ["published", "draft"]
    assert [state for _, state, _ in await desk.versions(INJURY)] == ["published"]
    await desk.post(path)
    assert len(await desk.versions(WAGES)) == 2
    assert ("bian", "sheet_brought_in", "1") in await desk.audit()


async def test_what_both_sides_changed_is_taken_only_if_chosen(desk: Desk) -> None:
    await desk.save(WAGES, title="库里改的")
    path, text = await looked(desk, sheet(row(WAGES, title="表里改的")))
    assert "两边都改过，要您选" in text
    await desk.post(path)
    assert len(await desk.versions(WAGES)) == 2
    path, _ = await looked(desk, sheet(row(WAGES, title="表里改的")))
    await desk.post(path, {"take": [WAGES]})
    assert len(await desk.versions(WAGES)) == 3


async def test_drafts_are_sent_to_review_and_published_together(desk: Desk) -> None:
    path, _ = await looked(desk, sheet(row(WAGES, title="甲"), row(INJURY, title="乙")))
    await desk.post(path)
    await desk.post("/together/review", {"slug": [WAGES, INJURY]})
    assert (await desk.get("?tab=review")).count("k-card-main") == 2
    await desk.sign_in("gong")
    assert (await desk.post("/together/publish", {"slug": [WAGES]})).status == 403
    await desk.sign_in("shen")
    assert "已经发布" in await desk.ran(
        await desk.post("/together/publish", {"slug": [WAGES, INJURY], f"number-{WAGES}": "2", f"number-{INJURY}": "2"})
    )
    assert (await desk.published(INJURY)).number == 2  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.docx", b"x", bringing.NOT_A_SHEET),
        ("a.xlsx", b"no sheet", "xlsx"),
        ("a.xlsx", sheet(), bringing.NO_ROWS),
        ("a.csv", "代号\n甲".encode(), "第一行要有这一列"),
        ("../../a", b"", bringing.NOT_A_SHEET),
    ],
)
async def test_a_file_that_is_no_sheet_is_refused(desk: Desk, name: str, content: bytes, told: str) -> None:
    response = await desk.upload(name, content)
    assert response.status == 422 and told in await response.text()


async def test_without_a_file_it_says_so(desk: Desk) -> None:
    response = await desk.post("/import")
    assert response.status == 422 and NO_FILE in await response.text()


async def test_too_large_a_file_and_a_foreign_form_are_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (await desk.upload("a.csv", b"x" * (bringing.LARGEST_BYTES + 1))).status == 413
    assert (await desk.upload("a.csv", b"x", csrf="another")).status == 403
    monkeypatch.setattr(import_routes.bringing, "LARGEST_UNPACKED_BYTES", 10)
    response = await desk.upload("a.xlsx", sheet(row(WAGES)))
    assert response.status == 422 and bringing.TOO_LARGE in await response.text()


async def test_formulas_stay_words_on_the_way_out_and_in(desk: Desk, tmp_path: Path) -> None:
    formula = "=HYPERLINK(1)"
    path, _ = await looked(desk, sheet(row(WAGES, title=f"'{formula}")))
    await desk.post(path)
    await desk.post("/together/review", {"slug": [WAGES]})
    await desk.sign_in("shen")
    await desk.ran(await desk.post(f"/{WAGES}/publish", number="2"))
    content = await (await desk.browser.get("/desk/knowledge/export.xlsx")).read()
    file = tmp_path / "out.xlsx"
    file.write_bytes(content)
    cells = [cell for line in load_workbook(file).worksheets[0].iter_rows() for cell in line]
    assert all(cell.data_type != "f" for cell in cells)
    assert f"'{formula}" in [cell.value for cell in cells]
    plain = await (await desk.browser.get("/desk/knowledge/export.csv")).text()
    assert f",'{formula}" in plain
    _, text = await looked(desk, content)
    assert "和库里一样，不动：3 行" in text


async def test_a_sheet_brought_in_by_two_clicks_makes_its_drafts_once(desk: Desk) -> None:
    path, _ = await looked(desk, sheet(row(WAGES, title="两次点击")))
    await asyncio.gather(*(desk.post(path) for _ in range(2)))
    assert [state for _, state, _ in await desk.versions(WAGES)] == ["published", "draft"]
    assert (await desk.audit()).count(("bian", "sheet_brought_in", "1")) == 1


async def test_drafts_stand_only_with_the_line_that_tells_of_them(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path, _ = await looked(desk, sheet(row(WAGES, title="断了电")))

    def cut(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(import_routes, "note_down", cut)
        assert (await desk.post(path)).status == 500
    assert [state for _, state, _ in await desk.versions(WAGES)] == ["published"]
    await desk.post(path)
    assert [state for _, state, _ in await desk.versions(WAGES)] == ["published", "draft"]


async def test_a_draft_that_moved_while_it_was_looked_at_is_not_sent(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = await looked(desk, sheet(row(WAGES, title="甲"), row(INJURY, title="乙")))
    await desk.post(path)

    async def overtaken(request: web.Request, doing: Doing) -> bool:
        async with desk.database.session() as session:
            await Versions(session, utc_now()).drop(WAGES)
        return await do(request, doing)

    monkeypatch.setattr(runs_routes, "do", overtaken)
    await desk.post("/together/review", {"slug": [WAGES, INJURY]})
    assert [state for _, state, _ in await desk.versions(WAGES)] == ["published", "dropped"]
    assert [state for _, state, _ in await desk.versions(INJURY)] == ["published", "review"]
    text = await desk.get("?tab=review")
    assert runs_routes.SENT_TOGETHER.format(count=1) + runs_routes.LEFT_OUT.format(count=1) in text
