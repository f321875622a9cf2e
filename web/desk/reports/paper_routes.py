"""汇报材料: making a snapshot of a period, the list of them, and their files."""

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.crypt import digest
from tickets.periods import Named
from web.desk import audit, files
from web.desk.access import May, needs
from web.desk.deed import NotDone
from web.desk.desk import AGENT, DESK, page
from web.desk.doing import do
from web.desk.reports import said, snapshots
from web.desk.reports.asking import FILTERS, REPORTS, Addresses, asked, asked_of
from web.desk.reports.models import ReportSnapshot

MOST_NOTE = 1_000
TOO_LONG = "说明最多 {most} 字，现在是 {now} 字。请删短一些。"
MADE = "第 {id} 号材料生成好了，数字已经定住。"
NO_PAPER = "没有这份材料。"
CHANGED = "这份材料重新生成的文件和当初的不一样了。请找管理员：可能是程序升级换了格式。"
routes = web.RouteTableDef()


@routes.get("/reports/papers")
@needs(May.REPORT)
async def listed(request: web.Request) -> web.Response:
    """The list, and the form for another one, last month without anything said."""
    return await _shown(request, "", "")


@routes.post("/reports/papers")
@needs(May.REPORT)
async def make(request: web.Request) -> web.Response:
    """Keeps the numbers of a period as they stand now."""
    desk, agent, form = request.app[DESK], request[AGENT], await request.post()
    about = asked_of(request, {name: str(form.get(name, "")) for name in ("from", "to", *FILTERS)}, Named.LAST_MONTH)
    note = str(form.get("note", "")).strip().replace("\r\n", "\n")
    if len(note) > MOST_NOTE:
        return await _shown(request, note, TOO_LONG.format(most=MOST_NOTE, now=len(note)), 422)
    body, keys = await snapshots.draw(desk, about, agent, note), desk.services.keys
    made: list[ReportSnapshot] = []

    async def doing(session: AsyncSession) -> str:
        row = await snapshots.keep(session, desk, about, agent, body)
        audit.put(session, agent, desk.clock(), audit.Act.REPORT_KEPT, f"report {row.id}", Addresses(about).query())
        made.append(row)
        return MADE.format(id=row.id)

    try:
        await do(request, doing)
    except NotDone as refused:
        return await _shown(request, note, refused.text, refused.status)
    for row in made:
        word, sheet = await snapshots.digests(keys, row)
        async with desk.services.database.session() as session:
            kept = await session.get_one(ReportSnapshot, row.id)
            kept.word, kept.sheet = word, sheet
    raise web.HTTPSeeOther(f"{REPORTS}/papers")


@routes.get(r"/reports/papers/{id:\d{1,9}}.{ending:docx|xlsx}")
@needs(May.REPORT)
async def file(request: web.Request) -> web.Response:
    """A file of a snapshot, made again; one that is not what it was is not given out.

    Raises:
        web.HTTPNotFound: there is none, or it is of districts the agent may not see.
    """
    desk, ending = request.app[DESK], request.match_info["ending"]
    async with desk.services.database.view() as session:
        row = await snapshots.find(session, request[AGENT], int(request.match_info["id"]))
    if row is None:
        raise web.HTTPNotFound(text=NO_PAPER)
    content = await snapshots.made(desk.services.keys, row, ending)
    first = row.word if ending == "docx" else row.sheet
    if first not in (digest(content), snapshots.UNMADE):
        raise web.HTTPConflict(text=CHANGED)
    return files.file(content, f"report-{row.id}-{row.first}-{row.last}.{ending}")


async def _shown(request: web.Request, note: str, error: str, status: int = 200) -> web.Response:
    desk, about = request.app[DESK], asked(request, Named.LAST_MONTH)
    async with desk.services.database.view() as session:
        rows = await snapshots.newest(session, request[AGENT])
    bodies = {row.id: snapshots.body_of(desk.services.keys, row) for row in rows}
    more = {"rows": rows, "bodies": bodies, "about": about, "note": note, "error": error, "most": MOST_NOTE}
    return await page(request, "reports/papers.html", status, to=Addresses(about), said=said, **more)
