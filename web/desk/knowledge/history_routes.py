"""An answer's history: its versions side by side, and what was published when; an older text as a draft again."""

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.differences import differences
from knowledge.editing import EditError, Note, Versions, counts, published_of
from knowledge.versions import ONCE_PUBLISHED, EntryVersion
from knowledge.written import row_of_text
from web.desk import audit
from web.desk.access import May, needs
from web.desk.desk import AGENT, DESK, page
from web.desk.doing import do
from web.desk.knowledge.editor import NO_ENTRY
from web.desk.knowledge.editor_routes import PATH
from web.desk.knowledge.posted import fields, names, note_down, path_of, whole_number
from web.desk.knowledge.words import ACTS, LABELS, STATES

SHOWN = 60
RESTORED = "第 {old} 版的内容已存为草稿（第 {number} 版）。"
FROM_OLD = "取回第 {number} 版的内容"

routes = web.RouteTableDef()


@routes.get(PATH + "/history")
@needs(May.DRAFT)
async def history(request: web.Request) -> web.Response:
    """Versions, publications, and the difference between two versions."""
    slug, desk = request.match_info["slug"], request.app[DESK]
    async with desk.services.database.view() as session:
        versions = Versions(session, desk.clock())
        found = (await versions.of_all([slug])).get(slug, [])
        log, who = await versions.log_of(slug), await names(session)
    if not found:
        raise web.HTTPNotFound(text=NO_ENTRY)
    old, new = _pair(found, request.query.get("from", ""), request.query.get("to", ""))
    lines = differences(row_of_text(slug, old.text), row_of_text(slug, new.text)) if old else []
    return await page(
        request,
        "knowledge/history.html",
        slug=slug,
        title=row_of_text(slug, found[-1].text)["title"] or slug,
        versions=found[::-1][:SHOWN],
        log=log[::-1][:SHOWN],
        old=old,
        new=new,
        lines=lines,
        who=who,
        states=STATES,
        acts=ACTS,
        labels=LABELS,
        once=ONCE_PUBLISHED,
        stands=published_of(found),
    )


@routes.post(PATH + "/restore")
@needs(May.DRAFT)
async def restore(request: web.Request) -> web.Response:
    """An older version's text becomes a draft."""
    slug, desk = request.match_info["slug"], request.app[DESK]
    number, base = map(whole_number, await fields(request, "number", "base"))

    async def doing(session: AsyncSession) -> str:
        versions = Versions(session, desk.clock())
        try:
            old = await versions.get(slug, number)
            note = Note(request[AGENT].name, FROM_OLD.format(number=number))
            made = await versions.draft(slug, old.text, note, base)
        except EditError as error:
            return str(error)
        note_down(request, session, audit.Act.ANSWER_RESTORED, slug, f"version {number} as {made.number}")
        return RESTORED.format(old=number, number=made.number)

    await do(request, doing)
    raise web.HTTPSeeOther(path_of(slug))


def _pair(found: list[EntryVersion], first: str, second: str) -> tuple[EntryVersion | None, EntryVersion]:
    """The two to be compared; where they are not named, what counts now and what stood or was written before it."""
    by_number = {str(one.number): one for one in found}
    new = by_number.get(second) or counts(found) or found[-1]
    stands = published_of(found)
    earlier = [one for one in found if one.number < new.number]
    before = stands if stands and stands is not new else earlier[-1] if earlier else None
    return by_number.get(first) or before, new
