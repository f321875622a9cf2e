"""What could not be answered, in groups of likeness: a new answer out of one in two clicks, or off the list."""

import asyncio
from collections import Counter
from datetime import date, timedelta

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.clock import today
from knowledge.editing import Note, Versions
from knowledge.entry import TOPICS
from knowledge.missed import Missed, Question
from knowledge.missed_groups import Cluster, grouped, named
from knowledge.written import blank, text_of
from web.desk import audit
from web.desk.access import May, needs
from web.desk.desk import AGENT, DESK, page, say
from web.desk.doing import do
from web.desk.knowledge.bench import BENCH, Bench
from web.desk.knowledge.editor_routes import new_slug
from web.desk.knowledge.posted import HOME, fields, note_down, path_of
from web.desk.knowledge.words import REASON, WHY

DAYS = timedelta(days=90)
MOST = 2_000  # questions; grouping takes time with the square of their number
SHOWN, PAGE = 6, 40
MOST_ASKS, TITLE_CHARACTERS = 20, 30
MISSED = f"{HOME}/missed"
NO_GROUP = "这一组已经处理过了，或者刚有新的问题并进来。请从列表里重新选。"
DRAFTED = "已用职工的原话起了草稿（姓名、号码已去掉）。写好回答，凑够问法，再送审。"
FROM_MISSED = "职工问过 {count} 次，没答上来"
SETTLED = "{count} 个问题移出了列表。"
NEED_WHY = "请写一句怎么处理的。"
MOST_WHY = 300
WRITTEN = "写成新回答 {slug}"

routes = web.RouteTableDef()


@routes.get("/knowledge/missed")
@needs(May.DRAFT)
async def every(request: web.Request) -> web.Response:
    """The groups, the largest first."""
    bench = request.app[BENCH]
    only = request.query.get("why", "")
    async with bench.desk.services.database.view() as session:
        questions = await _newest(bench, session)
    wanted = [one for one in questions if not only or one.why == only]
    groups = await groups_of(bench, wanted)
    return await page(
        request,
        "knowledge/missed.html",
        groups=groups[:PAGE],
        total=len(groups),
        questions=len(wanted),
        counts=Counter(one.why for one in questions),
        only=only,
        whys=WHY,
        reasons=REASON,
        titles={slug: entry.title for slug, entry in bench.entries.items()},
        shown=SHOWN,
        counted=Counter,
        days=DAYS.days,
    )


@routes.post("/knowledge/missed/draft")
@needs(May.DRAFT)
async def draft(request: web.Request) -> web.Response:
    """A new answer whose ways of asking are what workers wrote."""
    bench, slug = request.app[BENCH], new_slug(request)
    cluster = await chosen(request)

    async def doing(session: AsyncSession) -> str:
        note = Note(request[AGENT].name, FROM_MISSED.format(count=len(cluster.questions)))
        await Versions(session, bench.desk.clock()).draft(slug, _text(bench, slug, cluster), note, 0)
        await settle(request, session, cluster, WRITTEN.format(slug=slug))
        note_down(request, session, audit.Act.ANSWER_DRAFTED, slug, f"out of {len(cluster.questions)} missed questions")
        return DRAFTED

    is_first = await do(request, doing)
    raise web.HTTPSeeOther(path_of(slug) if is_first else HOME)


@routes.post("/knowledge/missed/done")
@needs(May.DRAFT)
async def done(request: web.Request) -> web.Response:
    """Takes a group off the list, with a word why."""
    (why,) = await fields(request, "why")
    if not why:
        await say(request, NEED_WHY)
        raise web.HTTPSeeOther(MISSED)
    cluster = await chosen(request)

    async def doing(session: AsyncSession) -> str:
        count = await settle(request, session, cluster, why[:MOST_WHY])
        note_down(request, session, audit.Act.MISSED_SETTLED, cluster.name, why)
        return SETTLED.format(count=count)

    await do(request, doing)
    raise web.HTTPSeeOther(MISSED)


async def chosen(request: web.Request) -> Cluster:
    """The group that a form or an address names.

    Raises:
        web.HTTPSeeOther: there is none any more; to the list, which says so.
    """
    bench = request.app[BENCH]
    name = request.query.get("missed", "") or (await fields(request, "missed"))[0]
    async with bench.desk.services.database.view() as session:
        questions = await _newest(bench, session)
    try:
        return named(await groups_of(bench, questions), name or "-")
    except ValueError:
        await say(request, NO_GROUP)
        raise web.HTTPSeeOther(MISSED) from None


async def settle(request: web.Request, session: AsyncSession, cluster: Cluster, what: str) -> int:
    """Takes the questions of a group off the list."""
    missed = Missed(session, request.app[DESK].services.keys)
    return await missed.settle([one.id for one in cluster.questions], what)


async def groups_of(bench: Bench, questions: list[Question]) -> list[Cluster]:
    """The groups of these questions; remembered, as the same are asked for again and again."""
    key = tuple(one.id for one in questions)
    if bench.grouped is None or bench.grouped[0] != key:
        bench.grouped = (key, await asyncio.to_thread(grouped, questions, bench.binder.words))
    return bench.grouped[1]


async def _newest(bench: Bench, session: AsyncSession) -> list[Question]:
    missed = Missed(session, bench.desk.services.keys)
    return await missed.newest(_since(bench), MOST)


def _since(bench: Bench) -> date:
    return today(bench.desk.clock()) - DAYS


def _text(bench: Bench, slug: str, cluster: Cluster) -> str:
    asks = list(dict.fromkeys(one.text for one in cluster.questions))
    guess = bench.entries.get(cluster.guess)
    row = blank(slug, today(bench.desk.clock())) | {
        "title": asks[0][:TITLE_CHARACTERS],
        "topic": guess.topic if guess else TOPICS[-1],
        "ask": "\n".join(asks[:MOST_ASKS]),
    }
    return text_of(row)
