"""A sheet of answers: looked at row by row first, then brought in as drafts."""

import asyncio
import tempfile
from pathlib import Path
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge import bringing
from knowledge.bringing import BroughtSheet, Looked
from knowledge.editing import Note, Versions
from knowledge.importing import Import
from knowledge.merging import TAKEN, Verdict
from knowledge.sheets import HEADINGS, Row, SheetError
from web.desk import audit
from web.desk.access import May, needs, takes_files
from web.desk.desk import AGENT, DESK, page, say
from web.desk.doing import do
from web.desk.knowledge.bench import BENCH, Bench
from web.desk.knowledge.posted import HOME, note_down
from web.desk.knowledge.words import LABELS, VERDICTS

IMPORT = f"{HOME}/import"
SHEET = r"/knowledge/import/{sheet:\d{1,9}}"
NO_FILE = "请选一个 .xlsx 或 .csv 文件"
NO_SHEET = "这张表已经收起来了，请重新上传。"
BROUGHT = "{count} 条已存为草稿。在下面勾选后一起送审。"
NOTHING = "没有要导入的。"
FROM_SHEET = "从表格「{name}」导入"
TAKEN_ALREADY = "这张表已经导入过了。"

routes = web.RouteTableDef()


@routes.get("/knowledge/import")
@needs(May.DRAFT)
async def form(request: web.Request) -> web.Response:
    """Where to choose a file."""
    return await _form(request)


@routes.post("/knowledge/import")
@needs(May.DRAFT)
@takes_files(bringing.LARGEST_BYTES)
async def upload(request: web.Request) -> web.Response:
    """Reads a sheet and keeps it to be looked at; nothing is brought in yet."""
    desk, given_ = request.app[DESK], (await request.post()).get("file")
    if not isinstance(given_, web.FileField) or not given_.filename:
        return await _form(request, 422, NO_FILE)
    name, content = Path(given_.filename).name[-100:], given_.file.read()
    try:
        rows = await asyncio.to_thread(_rows, name, content)
    except SheetError as error:
        return await _form(request, 422, str(error))
    kept: list[int] = []

    async def doing(session: AsyncSession) -> str:
        kept.append(await bringing.keep(session, name, rows, request[AGENT].name, desk.clock()))
        note_down(request, session, audit.Act.SHEET_UPLOADED, str(kept[0]), f"{len(rows)} rows")
        return ""

    await do(request, doing)
    raise web.HTTPSeeOther(f"{IMPORT}/{kept[0]}" if kept else IMPORT)


@routes.get(SHEET)
@needs(May.DRAFT)
async def looked_at(request: web.Request) -> web.Response:
    """Every row: what would become of it, what is wrong and where."""
    sheet = await _sheet(request)
    return await _shown(request, sheet, await _look(request.app[BENCH], sheet, ()))


@routes.post(SHEET)
@needs(May.DRAFT)
async def bring(request: web.Request) -> web.Response:
    """Keeps the rows that may be taken as drafts; those with faults stay out."""
    bench, sheet, form = request.app[BENCH], await _sheet(request), await request.post()
    take = [str(slug) for slug in form.getall("take", [])]
    if sheet.taken_at is not None:
        await say(request, TAKEN_ALREADY)
        raise web.HTTPSeeOther(f"{HOME}?tab=draft")
    found = await _look(bench, sheet, take)
    services = bench.desk.services
    one = Import(services.database, bench.rules, bench.desk.clock, bringing.taken(found), take)
    count = sum(looked.verdict in TAKEN for looked in found)
    if not count:
        await say(request, NOTHING)
        raise web.HTTPSeeOther(f"{IMPORT}/{sheet.id}")
    note = Note(request[AGENT].name, FROM_SHEET.format(name=sheet.name))

    async def doing(session: AsyncSession) -> str:
        row = await session.get(BroughtSheet, sheet.id, with_for_update=True)
        if row is None or row.taken_at is not None:
            return TAKEN_ALREADY
        await one.keep_in(session, steps, rests_on, note)
        row.taken_at = bench.desk.clock()
        note_down(request, session, audit.Act.SHEET_BROUGHT_IN, str(sheet.id), f"{count} drafts")
        return BROUGHT.format(count=count)

    try:
        steps = await one.plan()
        rests_on = await one.rests_on(steps)
        await do(request, doing)
    except ValueError as error:  # somebody changed or published something meanwhile: look again
        await say(request, str(error))
        raise web.HTTPSeeOther(f"{IMPORT}/{sheet.id}") from None
    raise web.HTTPSeeOther(f"{HOME}?tab=draft&sort=new")


async def _look(bench: Bench, sheet: BroughtSheet, take: list[str] | tuple[str, ...]) -> list[Looked]:
    rows: list[tuple[int, Row]] = [(int(str(number)), _row(row)) for number, row in sheet.rows]
    async with bench.desk.services.database.view() as session:
        slugs = {row["slug"].strip() for _, row in rows}
        versions = await Versions(session, bench.desk.clock()).of_all(slugs)
    return await asyncio.to_thread(bringing.look, rows, versions, bench.rules, dict(bench.entries), take)


def _row(row: object) -> Row:
    given_ = row if isinstance(row, dict) else {}
    return {name: str(given_.get(name, "")) for name in HEADINGS}


async def _shown(request: web.Request, sheet: BroughtSheet, found: list[Looked]) -> web.Response:
    counts = {verdict: sum(one.verdict is verdict for one in found) for verdict in Verdict}
    return await page(
        request,
        "knowledge/sheet.html",
        sheet=sheet,
        rows=found,
        counts={verdict: count for verdict, count in counts.items() if count},
        faulty=sum(one.verdict is None for one in found),
        takes=sum(one.verdict in TAKEN for one in found),
        conflicts=[one for one in found if one.verdict in (Verdict.CONFLICT, Verdict.KEPT)],
        verdicts=VERDICTS,
        labels=LABELS,
        headings=HEADINGS,
        known=request.app[BENCH].entries,
    )


async def _form(request: web.Request, status: int = 200, wrong: str = "") -> web.Response:
    more: dict[str, Any] = {"largest_mb": bringing.LARGEST_BYTES // 1_000_000, "most_rows": bringing.MOST_ROWS}
    return await page(request, "knowledge/import.html", status, wrong=wrong, **more)


async def _sheet(request: web.Request) -> BroughtSheet:
    """Raises web.HTTPNotFound."""
    async with request.app[DESK].services.database.view() as session:
        found = await session.get(BroughtSheet, int(request.match_info["sheet"]))
    if found is None:
        raise web.HTTPNotFound(text=NO_SHEET)
    return found


def _rows(name: str, content: bytes) -> list[tuple[int, Row]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"sheet{Path(name).suffix}"
        path.write_bytes(content)
        try:
            return bringing.read(path)
        except SheetError as error:  # it names the file; staff know it by its own name
            raise SheetError(str(error).replace(path.name, name)) from error
