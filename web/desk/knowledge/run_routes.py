"""A publication's page and the list of them: how it stands, and what would be answered otherwise."""

from collections.abc import Iterable
from typing import Any

from aiohttp import web

from knowledge.runs import Report, Runs, Stage, changes_of, pullers
from web.desk.access import May, needs
from web.desk.desk import DESK, page, part
from web.desk.knowledge.bench import BENCH, Bench
from web.desk.knowledge.posted import names
from web.desk.knowledge.words import ACTS

NO_RUN = "没有这次发布，或者记录已过期。"
STAGES = {
    Stage.WAITING: "排队中",
    Stage.RUNNING: "正在试",
    Stage.DONE: "完成",
    Stage.STOPPED: "没有发布",
    Stage.REFUSED: "没有发布",
}

routes = web.RouteTableDef()


@routes.get(r"/knowledge/runs/{run:\d{1,9}}")
@needs(May.DRAFT)
async def run(request: web.Request) -> web.Response:
    """How a publication stands; the page follows it."""
    return await page(request, "knowledge/run.html", **await told(request))


@routes.get(r"/knowledge/runs/{run:\d{1,9}}/part")
@needs(May.DRAFT)
async def run_part(request: web.Request) -> web.Response:
    """The same, to be put in place of an older one."""
    return await part(request, "knowledge/_run.html", csrf="", **await told(request))


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


async def told(request: web.Request) -> dict[str, Any]:
    """What a run's page shows. Raises web.HTTPNotFound."""
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
