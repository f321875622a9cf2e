"""Review, trial, publication, rollback and withdrawal: each publication is a job, followed on a page of its own."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.editing import OWN_WORK, Change, EditError, Note, Versions, open_of
from knowledge.runs import KnowledgeRun, Report, Runs, Stage, changes_of, pullers
from knowledge.versions import Act, State
from web.desk import audit
from web.desk.access import May, may, needs
from web.desk.desk import AGENT, DESK, page, part, say
from web.desk.doing import do
from web.desk.knowledge.bench import BENCH, Bench
from web.desk.knowledge.editor import faults_of
from web.desk.knowledge.editor_routes import PATH
from web.desk.knowledge.posted import HOME, given, is_alone, names, note_down, path_of, whole_number
from web.desk.knowledge.words import ACTS

MOST_WHY = 500
MOST_TOGETHER = 500
NEED_WHY = "请写一句为什么"
NOTHING_CHOSEN = "没有勾选任何一条"
SENT_BACK = "已退回修改。"
DROPPED = "第 {number} 版草稿已放弃，历史里还看得到。"
NOT_YOURS = "发布要由编辑或管理员来做。"
NO_RUN = "没有这次发布，或者记录已过期。"
ASKED = {
    Act.IMPORT: audit.Act.ANSWER_IMPORT_ASKED,
    Act.PUBLISH: audit.Act.ANSWER_PUBLISH_ASKED,
    Act.ROLLBACK: audit.Act.ANSWER_ROLLBACK_ASKED,
    Act.RETIRE: audit.Act.ANSWER_RETIRE_ASKED,
}
BY_DEFAULT = {Act.PUBLISH: "复核后发布", Act.ROLLBACK: "回退", Act.RETIRE: "停用"}
SENT_TOGETHER, LEFT_OUT = "{count} 条已送审。", "还有 {count} 条没写完，没有送审。"
STAGES = {
    Stage.WAITING: "排队中",
    Stage.RUNNING: "正在试",
    Stage.DONE: "完成",
    Stage.STOPPED: "没有发布",
    Stage.REFUSED: "没有发布",
}

Choosing = Callable[[AsyncSession], Awaitable[list[Change]]]

routes = web.RouteTableDef()


class Refused(Exception):
    """What was asked for cannot be done; the text is for staff."""


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

    async def choose(session: AsyncSession) -> list[Change]:
        versions = _versions(request, session)
        if does == Act.PUBLISH:
            return await _reviewed(request, session, [slug])
        if does == Act.RETIRE:
            return [await versions.retiring(slug)]
        (number,) = await given(request, "number")
        return [await versions.rolling_back(slug, whole_number(number) if number else None)]

    raise await _begun(request, choose, path_of(slug))


@routes.post(PATH + "/{does:back|drop}")
@needs(May.DRAFT)
async def put_back(request: web.Request) -> web.Response:
    """Gives a version back to its author, with a remark; or puts it aside."""
    slug, does = request.match_info["slug"], request.match_info["does"]
    (remark,) = await given(request, "remark")

    async def doing(session: AsyncSession) -> str:
        versions = _versions(request, session)
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

    await do(request, doing)
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
    raise await _begun(request, lambda session: _reviewed(request, session, slugs), back)


@routes.get(r"/knowledge/runs/{run:\d{1,9}}")
@needs(May.DRAFT)
async def run(request: web.Request) -> web.Response:
    """How a publication stands; the page follows it."""
    return await page(request, "knowledge/run.html", **await _told(request))


@routes.get(r"/knowledge/runs/{run:\d{1,9}}/part")
@needs(May.DRAFT)
async def run_part(request: web.Request) -> web.Response:
    """The same, to be put in place of an older one."""
    return await part(request, "knowledge/_run.html", csrf="", **await _told(request))


@routes.get("/knowledge/runs")
@needs(May.DRAFT)
async def runs(request: web.Request) -> web.Response:
    """The latest publications."""
    desk = request.app[DESK]
    async with desk.services.database.view() as session:
        found = await Runs(session, desk.services.keys, desk.clock()).latest(50)
        who = await names(session)
    titles = _titles(request.app[BENCH], [change.slug for one in found for change in changes_of(one)])
    return await page(request, "knowledge/runs.html", runs=found, who=who, acts=ACTS, stages=STAGES, titles=titles)


@routes.post(r"/knowledge/runs/{run:\d{1,9}}/anyway")
@needs(May.PUBLISH)
async def anyway(request: web.Request) -> web.Response:
    """Publishes although questions become wrong, for a reason that is kept."""
    (why,) = await given(request, "why")
    before = await _run(request)
    here = f"{HOME}/runs/{before.id}"
    if not why:
        await say(request, NEED_WHY)
        raise web.HTTPSeeOther(here)
    changes = changes_of(before)

    async def choose(session: AsyncSession) -> list[Change]:
        slugs = [one.slug for one in changes if one.act not in (Act.RETIRE, Act.ROLLBACK)]
        await _reviewed(request, session, slugs)
        return changes

    raise await _begun(request, choose, here, anyway=why[:MOST_WHY], why=before.why)


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
    (said,) = await given(request, "why") if not why else (why,)
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


async def _reviewed(request: web.Request, session: AsyncSession, slugs: Sequence[str]) -> list[Change]:
    """The changes that publish what was reviewed; nobody publishes their own words unless there is nobody else.

    Raises:
        Refused: some of it is their own.
        EditError: some of it is not in review.
    """
    versions, agent = _versions(request, session), request[AGENT]
    changes = [await versions.publishing(slug) for slug in slugs]
    found = await versions.of_all(slugs)
    for slug in slugs:
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


async def _told(request: web.Request) -> dict[str, Any]:
    desk, bench = request.app[DESK], request.app[BENCH]
    async with desk.services.database.view() as session:
        runs = Runs(session, desk.services.keys, desk.clock())
        found = await runs.get(int(request.match_info["run"]))
        if found is None:
            raise web.HTTPNotFound(text=NO_RUN)
        report, who = runs.report(found), await names(session)
    changes = changes_of(found)
    shown = {one.slug for one in changes} | _named(report)
    asks = {slug: entry.ask for slug, entry in bench.entries.items() if slug in shown}
    return {
        "run": found,
        "report": report,
        "changes": changes,
        "who": who,
        "acts": ACTS,
        "stages": STAGES,
        "titles": _titles(bench, shown),
        "pullers": pullers(report.flips, asks),
        "runs_on": found.stage in (Stage.WAITING, Stage.RUNNING),
    }


def _named(report: Report) -> set[str]:
    turned = (*report.flips, *report.still_wrong)
    return {one.slug for one in turned} | {one.instead for one in turned if one.instead}


def _titles(bench: Bench, slugs: Iterable[str]) -> dict[str, str]:
    return {slug: bench.entries[slug].title if slug in bench.entries else slug for slug in slugs}


async def _run(request: web.Request) -> KnowledgeRun:
    desk = request.app[DESK]
    async with desk.services.database.view() as session:
        found = await Runs(session, desk.services.keys, desk.clock()).get(int(request.match_info["run"]))
    if found is None or found.only_tries or found.stage != Stage.STOPPED:
        raise web.HTTPNotFound(text=NO_RUN)
    return found


def _versions(request: web.Request, session: AsyncSession) -> Versions:
    return Versions(session, request.app[DESK].clock())
