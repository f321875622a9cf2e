"""Review, trial, publication, rollback and withdrawal: each publication is a job, followed on a page of its own."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.editing import OWN_WORK, Change, EditError, Note, Versions, open_of
from knowledge.runs import KnowledgeRun, Runs, Stage, changes_of
from knowledge.versions import Act, State
from web.desk import audit
from web.desk.access import May, may, needs
from web.desk.deed import NotDone
from web.desk.desk import AGENT, DESK, say
from web.desk.doing import do
from web.desk.knowledge import editor_routes, list_routes
from web.desk.knowledge.bench import BENCH
from web.desk.knowledge.editor import faults_of
from web.desk.knowledge.editor_routes import PATH
from web.desk.knowledge.listing import Wanted
from web.desk.knowledge.posted import HOME, fields, is_alone, note_down, path_of, whole_number
from web.desk.knowledge.run_routes import NO_RUN
from web.desk.knowledge.seen import must_stand

MOST_WHY = 500
MOST_TOGETHER = 500
NEED_WHY = "请写一句为什么"
NOTHING_CHOSEN = "没有勾选任何一条"
SENT_BACK = "已退回修改。"
DROPPED = "第 {number} 版草稿已放弃，历史里还看得到。"
NOT_YOURS = "发布要由编辑或管理员来做。"
ASKED = {
    Act.IMPORT: audit.Act.ANSWER_IMPORT_ASKED,
    Act.PUBLISH: audit.Act.ANSWER_PUBLISH_ASKED,
    Act.ROLLBACK: audit.Act.ANSWER_ROLLBACK_ASKED,
    Act.RETIRE: audit.Act.ANSWER_RETIRE_ASKED,
}
BY_DEFAULT = {Act.PUBLISH: "复核后发布", Act.ROLLBACK: "回退", Act.RETIRE: "停用"}
SENT_TOGETHER, LEFT_OUT = "{count} 条已送审。", "还有 {count} 条没写完，没有送审。"

Choosing = Callable[[AsyncSession], Awaitable[list[Change]]]

routes = web.RouteTableDef()


class Refused(Exception):
    """What was asked for cannot be done; the text is for staff."""


@routes.get("/knowledge/together/{does:review|publish}")
@needs(May.DRAFT)
async def refused_together(_request: web.Request) -> web.Response:
    """Someone comes back to the address of a form that was refused."""
    raise web.HTTPSeeOther(HOME)


@routes.get(PATH + "/{does:publish|back|drop}")
@needs(May.DRAFT)
async def refused_before(request: web.Request) -> web.Response:
    """The same, of one answer."""
    raise web.HTTPSeeOther(path_of(request.match_info["slug"]))


@routes.post(PATH + "/trial")
@needs(May.DRAFT)
async def trial(request: web.Request) -> web.Response:
    """Tries the open version on every question; nothing is published."""
    slug = request.match_info["slug"]

    async def choose(session: AsyncSession) -> list[Change]:
        found = open_of(await _versions(request, session).of(slug))
        if found is None:
            raise Refused(NOTHING_CHOSEN)
        return [Change(slug, found.number, Act.PUBLISH)]

    raise await _begun(request, choose, path_of(slug), only_tries=True)


@routes.post(PATH + "/{does:publish|retire|rollback}")
@needs(May.PUBLISH)
async def publish(request: web.Request) -> web.Response:
    """Asks for one change of what followers are answered."""
    slug, does = request.match_info["slug"], Act(request.match_info["does"])
    number, why = await fields(request, "number", "why")

    async def choose(session: AsyncSession) -> list[Change]:
        versions = _versions(request, session)
        if does == Act.PUBLISH:
            return await _reviewed(request, session, {slug: whole_number(number)})
        if does == Act.RETIRE:
            return [await versions.retiring(slug)]
        return [await versions.rolling_back(slug, whole_number(number) if number else None)]

    try:
        raise await _begun(request, choose, path_of(slug))
    except NotDone as refused:
        return await editor_routes.show(request, refused, said=why)


@routes.post(PATH + "/{does:back|drop}")
@needs(May.DRAFT)
async def put_back(request: web.Request) -> web.Response:
    """Gives a version back to its author, with a remark; or puts it aside."""
    slug, does = request.match_info["slug"], request.match_info["does"]
    number, remark = await fields(request, "number", "remark")
    seen = {slug: whole_number(number)}

    async def doing(session: AsyncSession) -> str:
        versions = _versions(request, session)
        await must_stand(session, versions, seen)
        try:
            if does == "drop":
                found = await versions.drop(slug)
                note_down(request, session, audit.Act.ANSWER_DRAFT_DROPPED, slug, f"version {found.number}")
                return DROPPED.format(number=found.number)
            if not remark:
                return NEED_WHY
            found = await versions.send_back(slug, remark[:MOST_WHY])
        except EditError as error:
            return str(error)
        note_down(request, session, audit.Act.ANSWER_SENT_BACK, slug, f"version {found.number}: {remark}")
        return SENT_BACK

    try:
        await do(request, doing)
    except NotDone as refused:
        return await editor_routes.show(request, refused, said=remark)
    raise web.HTTPSeeOther(path_of(slug) if does == "back" else HOME)


@routes.post("/knowledge/together/{does:review|publish}")
@needs(May.DRAFT)
async def together(request: web.Request) -> web.Response:
    """Sends several drafts to review, or asks to publish several that were reviewed."""
    form, does = await request.post(), request.match_info["does"]
    slugs = [str(slug) for slug in dict.fromkeys(form.getall("slug", []))][:MOST_TOGETHER]
    back = f"{HOME}?tab={'draft' if does == 'review' else 'review'}"
    if not slugs:
        await say(request, NOTHING_CHOSEN)
        raise web.HTTPSeeOther(back)
    if does == "review":
        await _send_all(request, slugs)
        raise web.HTTPSeeOther(back)
    if not may(request[AGENT], May.PUBLISH):
        raise web.HTTPForbidden(text=NOT_YOURS)
    seen = {slug: whole_number(form.get(f"number-{slug}")) for slug in slugs}
    try:
        raise await _begun(request, lambda session: _reviewed(request, session, seen), back)
    except NotDone as refused:
        return await list_routes.show(request, Wanted(tab=State.REVIEW), refused)


@routes.post(r"/knowledge/runs/{run:\d{1,9}}/anyway")
@needs(May.PUBLISH)
async def anyway(request: web.Request) -> web.Response:
    """Publishes although questions become wrong, for a reason that is kept."""
    (why,) = await fields(request, "why")
    before = await _run(request)
    here = f"{HOME}/runs/{before.id}"
    if not why:
        await say(request, NEED_WHY)
        raise web.HTTPSeeOther(here)
    changes = changes_of(before)

    async def choose(session: AsyncSession) -> list[Change]:
        publishes = [one for one in changes if one.act not in (Act.RETIRE, Act.ROLLBACK)]
        await _reviewed(request, session, {one.slug: one.number for one in publishes if one.number})
        return changes

    try:
        raise await _begun(request, choose, here, anyway=why[:MOST_WHY], why=before.why)
    except NotDone as refused:
        await say(request, refused.text)
        raise web.HTTPSeeOther(here) from None


async def _begun(
    request: web.Request,
    choose: Choosing,
    back: str,
    *,
    anyway: str | None = None,
    why: str = "",
    only_tries: bool = False,
) -> web.HTTPSeeOther:
    """Puts a run down and queues it; where to go on: its page, or back with the reason it cannot be."""
    desk, bench, agent = request.app[DESK], request.app[BENCH], request[AGENT]
    (said,) = await fields(request, "why") if not why else (why,)
    began: list[int] = []

    async def doing(session: AsyncSession) -> str:
        changes = await choose(session)
        note = Note(agent.name, said[:MOST_WHY] or BY_DEFAULT[changes[0].act])
        runs = Runs(session, desk.services.keys, desk.clock())
        made = await runs.begin(changes, note, anyway, only_tries=only_tries)
        await bench.later(session, made.id)
        if not only_tries:
            about = "、".join(one.slug for one in changes)
            note_down(request, session, ASKED[changes[0].act], about, f"run {made.id}: {note.why}")
        began.append(made.id)
        return ""

    try:
        await do(request, doing)
    except (Refused, EditError) as error:
        await say(request, str(error))
        return web.HTTPSeeOther(back)
    return web.HTTPSeeOther(f"{HOME}/runs/{began[0]}" if began else back)


async def _reviewed(request: web.Request, session: AsyncSession, seen: Mapping[str, int]) -> list[Change]:
    """The changes that publish the versions seen, by slug; nobody publishes their own words unless there is nobody
    else.

    Raises:
        NotDone: another version stands.
        Refused: some of it is their own.
        EditError: some of it is not in review.
    """
    versions, agent = _versions(request, session), request[AGENT]
    await must_stand(session, versions, seen)
    changes = [await versions.publishing(slug) for slug in seen]
    found = await versions.of_all(seen)
    for slug in seen:
        open_ = open_of(found[slug])
        if open_ is not None and open_.made_by == agent.name and not await is_alone(session, agent):
            raise Refused(OWN_WORK.format(slug=slug, number=open_.number))
    return changes


async def _send_all(request: web.Request, slugs: Sequence[str]) -> None:
    """Sends those drafts to review that have no fault. The texts are looked at before anybody waits to write."""
    bench = request.app[BENCH]
    async with bench.desk.services.database.view() as session:
        found = await _versions(request, session).of_all(slugs)
    drafts = [one for versions in found.values() if (one := open_of(versions)) and one.state == State.DRAFT]
    good = await asyncio.to_thread(lambda: [one for one in drafts if not faults_of(bench, one.slug, one.text)])

    async def doing(session: AsyncSession) -> str:
        versions = _versions(request, session)
        sent = [one for one in good if await versions.send(one.slug, one.number)]
        for one in sent:
            note_down(request, session, audit.Act.ANSWER_SENT_TO_REVIEW, one.slug, f"version {one.number}")
        left = len(drafts) - len(sent)
        return SENT_TOGETHER.format(count=len(sent)) + (LEFT_OUT.format(count=left) if left else "")

    await do(request, doing)


async def _run(request: web.Request) -> KnowledgeRun:
    desk = request.app[DESK]
    async with desk.services.database.view() as session:
        found = await Runs(session, desk.services.keys, desk.clock()).get(int(request.match_info["run"]))
    if found is None or found.only_tries or found.stage != Stage.STOPPED:
        raise web.HTTPNotFound(text=NO_RUN)
    return found


def _versions(request: web.Request, session: AsyncSession) -> Versions:
    return Versions(session, request.app[DESK].clock())
