"""The editor's page and the parts beside it: preview, hit test, articles to cite."""

import secrets
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.clock import today
from knowledge.differences import differences
from knowledge.editing import EditError, Note, Overtaken, Versions
from knowledge.entry import FEWEST_ASKS, FIRST_SCREEN_CHARACTERS, NEXT_STEPS, TOPICS, WHOLE_CHARACTERS
from knowledge.faults import ADDRESSES, IS_ADDRESS
from knowledge.sheets import Row
from knowledge.versions import LONGEST_SLUG
from knowledge.written import row_of_text, text_of
from web.desk import audit
from web.desk.access import May, may, needs
from web.desk.deed import NotDone
from web.desk.desk import AGENT, DESK, page, part
from web.desk.doing import do
from web.desk.knowledge import citing, editor, trying
from web.desk.knowledge.bench import BENCH
from web.desk.knowledge.corrected import corrected
from web.desk.knowledge.editor import Edited
from web.desk.knowledge.posted import fields, is_alone, names, note_down, path_of, whole_number
from web.desk.knowledge.words import LABELS, NEXT, STATES

SLUG = r"{slug:[a-z0-9]+(?:-[a-z0-9]+)*}"
PATH = "/knowledge/" + SLUG
SAVED = "草稿已存（第 {number} 版）。"
SENT = "第 {number} 版已送审，请另一位同事看过再发布。"
SENT_ALONE = "第 {number} 版已送审。没有别的同事，您可以自己发布。"
FAULTY = "草稿已存，没有送审：还有 {count} 处要改，都标在下面了。"
NO_WHY = "在工作台修改"
MOST_WHY = 500

routes = web.RouteTableDef()


@routes.get("/knowledge/new")
@needs(May.DRAFT)
async def new(request: web.Request) -> web.Response:
    """An empty form."""
    bench = request.app[BENCH]
    return await _page(request, editor.new(new_slug(request), {}, today(bench.desk.clock())))


@routes.get(PATH)
@needs(May.DRAFT)
async def one(request: web.Request) -> web.Response:
    """The editor on what counts now: the open version, else the published one."""
    async with request.app[DESK].services.database.view() as session:
        found = await editor.edited(request.app[BENCH], session, _slug(request))
    return await _page(request, found)


@routes.post(PATH)
@needs(May.DRAFT)
async def save(request: web.Request) -> web.Response:
    """Keeps the form as a draft, finished or not; sends it to review if asked and nothing is wrong."""
    bench, slug = request.app[BENCH], _slug(request)
    form = await request.post()
    does, why, base = await fields(request, "does", "why", "base")
    row = editor.row_of_form(slug, form)
    text, agent = text_of(row), request[AGENT]
    wrong = editor.faults_of(bench, slug, text)
    note = Note(agent.name, why[:MOST_WHY] or NO_WHY)

    async def doing(session: AsyncSession) -> str:
        return await _keep(request, session, slug, text, note, whole_number(base), sum(map(len, wrong.values())), does)

    try:
        await do(request, doing)
    except Overtaken as error:
        return await _overtaken(request, error, row, why)
    raise web.HTTPSeeOther(path_of(slug))


@routes.post(PATH + "/preview")
@needs(May.DRAFT)
async def preview(request: web.Request) -> web.Response:
    """What a follower would see of the form."""
    bench, row = request.app[BENCH], editor.row_of_form(_slug(request), await request.post())
    shown = editor.preview(bench.desk.services.parameters, row, today(bench.desk.clock()))
    wrong = editor.faults_of(bench, row["slug"], text_of(row))
    return await part(
        request,
        "knowledge/_preview.html",
        shown=shown,
        most_first=FIRST_SCREEN_CHARACTERS,
        most=WHOLE_CHARACTERS,
        wrong=wrong,
        labels=LABELS,
    )


@routes.post(PATH + "/try")
@needs(May.DRAFT)
async def try_(request: web.Request) -> web.Response:
    """What a question would find with the form in place of what is published."""
    bench, row = request.app[BENCH], editor.row_of_form(_slug(request), await request.post())
    (question,) = await fields(request, "question")
    draft = editor.sketch(row, today(bench.desk.clock()))
    found = await trying.tried(bench, question, draft) if question else None
    lost = await trying.astray(bench, draft) if draft.ask else []
    return await part(request, "knowledge/_tried.html", tried=found, astray=lost, slug=draft.slug)


@routes.get("/knowledge/articles")
@needs(May.DRAFT)
async def articles(request: web.Request) -> web.Response:
    """Articles to cite, by statute and words."""
    asked = request.query.get("article", "").strip()[: citing.LONGEST]
    found = await citing.found(request.app[BENCH], asked)
    return await part(request, "knowledge/_articles.html", asked=asked, found=found)


async def show(request: web.Request, refused: NotDone, said: str) -> web.Response:
    """The page as it stands now, why a form beside the editor was refused, and what was written in it."""
    async with request.app[DESK].services.database.view() as session:
        found = await editor.edited(request.app[BENCH], session, _slug(request))
    return await _page(request, found, refused.status, refused=refused.text, said=said)


async def _keep(
    request: web.Request, session: AsyncSession, slug: str, text: str, note: Note, base: int, wrong: int, does: str
) -> str:
    versions = Versions(session, request.app[DESK].clock())
    try:
        number = (await versions.draft(slug, text, note, base)).number
        note_down(request, session, audit.Act.ANSWER_DRAFTED, slug, f"version {number}: {note.why}")
    except Overtaken:
        raise
    except EditError as same:  # nothing was changed: it may still be sent to review
        if does != "review":
            return str(same)
        number = base
    if does != "review":
        return SAVED.format(number=number)
    if wrong:
        return FAULTY.format(count=wrong)
    await session.flush()
    found = await versions.review(slug)
    note_down(request, session, audit.Act.ANSWER_SENT_TO_REVIEW, slug, f"version {found.number}")
    is_own = may(request[AGENT], May.PUBLISH) and await is_alone(session, request[AGENT])
    return (SENT_ALONE if is_own else SENT).format(number=found.number)


async def _overtaken(request: web.Request, error: Overtaken, row: Row, why: str) -> web.Response:
    """The form again with what was written, and what the other one wrote beside it."""
    bench, slug = request.app[BENCH], _slug(request)
    async with request.app[DESK].services.database.view() as session:
        found = await editor.edited(bench, session, slug, row)
        who = await names(session)
    theirs = differences(row_of_text(slug, error.latest.text), row)
    other = {"by": who.get(error.latest.made_by, error.latest.made_by), "number": error.latest.number, "lines": theirs}
    return await _page(request, found, 409, overtaken=other, why=why)


async def _page(request: web.Request, found: Edited, status: int = 200, **more: Any) -> web.Response:
    desk, agent = request.app[DESK], request[AGENT]
    async with desk.services.database.view() as session:
        who, alone = await names(session), await is_alone(session, agent)
        questions = await corrected(request.app[BENCH], session, found.slug)
    own = found.open is not None and found.open.made_by == agent.name and not alone
    more = {"overtaken": None, "why": "", "refused": "", "said": "", **more}
    return await page(
        request,
        "knowledge/editor.html",
        status,
        one=found,
        topics=TOPICS,
        steps={step: NEXT[step] for step in sorted(NEXT_STEPS)},
        labels=LABELS,
        states=STATES,
        who=who,
        own=own,
        corrected=questions,
        fewest=FEWEST_ASKS,
        **more,
    )


def new_slug(request: web.Request) -> str:
    """The name of an answer that is not written yet."""
    return f"a{today(request.app[DESK].clock()):%y%m%d}-{secrets.token_hex(3)}"


def _slug(request: web.Request) -> str:
    slug = request.match_info["slug"]
    if len(slug) > LONGEST_SLUG:
        raise web.HTTPNotFound(text=editor.NO_ENTRY)
    if slug in ADDRESSES:
        raise web.HTTPUnprocessableEntity(text=IS_ADDRESS)
    return slug
