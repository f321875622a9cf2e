"""A wrong answer put right: which entry should have answered, or a new one; the question is asked at every
publication from then on.
"""

from dataclasses import dataclass

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.clock import today
from knowledge.anonymous import anonymous
from knowledge.corrections import Corrections
from knowledge.editing import EditError, Note, Versions, counts
from knowledge.written import blank, row_of_text, text_of
from web.desk import audit
from web.desk.access import May, needs
from web.desk.desk import AGENT, DESK, page
from web.desk.doing import do
from web.desk.knowledge import trying
from web.desk.knowledge.bench import BENCH, Bench
from web.desk.knowledge.editor_routes import PATH, new_slug
from web.desk.knowledge.missed_routes import chosen, settle
from web.desk.knowledge.posted import fields, note_down, path_of

LONGEST = 500
MOST_CHOICES, MOST_FOUND = 6, 12
NEW = "new"
CORRECT = "/knowledge/correct"
NO_QUESTION = "请写上职工的问题"
NO_CHOICE = "请选应该答哪一条"
KEPT = "记下了：以后每次发布都会先问这一句，答错了会拦下来。"
ADDED = "这句话也加进了问法草稿，请看一遍，够了就送审。"
WRITE = "请写好新回答再送审。"
WHY = "更正一次答错：{question}"
RIGHT_NOW = "更正：改由「{title}」来答"
TAKEN_BACK = "这句不再作为测试题。"
WHY_CHARACTERS = 60

routes = web.RouteTableDef()


@dataclass(frozen=True, slots=True)
class Choice:
    """An entry that may be the right one."""

    slug: str
    title: str
    topic: str
    first: str


@routes.get(CORRECT)
@needs(May.DRAFT)
async def from_missed(request: web.Request) -> web.Response:
    """For a group of missed questions, or with an empty question."""
    if not request.query.get("missed"):
        return await _page(request, "", "", "")
    cluster = await chosen(request)
    return await _page(request, cluster.questions[0].text, "", cluster.name)


@routes.post(CORRECT)
@needs(May.DRAFT)
async def correct(request: web.Request) -> web.Response:
    """A question comes from a conversation, is looked for, or gets its right entry."""
    question, slug, words, missed, does, adds = await fields(
        request, "question", "slug", "words", "missed", "does", "adds"
    )
    question = anonymous(question[:LONGEST]).strip()
    if does != "keep":
        return await _page(request, question, words, missed)
    bench = request.app[BENCH]
    if not question or not (slug == NEW or slug in bench.entries):
        wrong = NO_CHOICE if question else NO_QUESTION
        return await _page(request, question, words, missed, 422, wrong)
    raise web.HTTPSeeOther(await _kept(request, question, slug, missed, adds=bool(adds)))


@routes.post(PATH + "/uncorrect")
@needs(May.DRAFT)
async def take_back(request: web.Request) -> web.Response:
    """A corrected question was no good test."""
    slug = request.match_info["slug"]
    (key,) = await fields(request, "key")

    async def doing(session: AsyncSession) -> str:
        await Corrections(session, request.app[DESK].services.keys).drop(key[:32], slug)
        note_down(request, session, audit.Act.CORRECTION_TAKEN_BACK, slug)
        return TAKEN_BACK

    await do(request, doing)
    raise web.HTTPSeeOther(path_of(slug))


async def _kept(request: web.Request, question: str, slug: str, missed: str, *, adds: bool) -> str:
    """Keeps the correction and what belongs to it; where to go on."""
    bench = request.app[BENCH]
    cluster = await chosen(request) if missed else None
    target = new_slug(request) if slug == NEW else slug

    async def doing(session: AsyncSession) -> str:
        desk, agent = bench.desk, request[AGENT]
        kept = await Corrections(session, desk.services.keys).keep(question, target, agent.name, desk.clock())
        note_down(request, session, audit.Act.ANSWER_CORRECTED, target)
        if cluster is not None:
            title = bench.entries[slug].title if slug in bench.entries else target
            await settle(request, session, cluster, RIGHT_NOW.format(title=title))
        if slug != NEW and not adds:
            return KEPT
        texts = [kept, *(one.text for one in cluster.questions)] if cluster else [kept]
        await _draft(request, session, target, list(dict.fromkeys(texts)))
        return KEPT + (WRITE if slug == NEW else ADDED)

    await do(request, doing)
    return path_of(target)


async def _draft(request: web.Request, session: AsyncSession, slug: str, asks: list[str]) -> None:
    """The questions as ways of asking: of what counts now, or of a new entry."""
    desk, agent = request.app[DESK], request[AGENT]
    versions = Versions(session, desk.clock())
    latest = counts((await versions.of_all([slug])).get(slug, []))
    row = row_of_text(slug, latest.text) if latest else blank(slug, today(desk.clock())) | {"title": asks[0][:30]}
    before = row["ask"].split("\n") if row["ask"] else []
    row["ask"] = "\n".join([*before, *(ask for ask in asks if ask not in before)])
    note = Note(agent.name, WHY.format(question=asks[0][:WHY_CHARACTERS]))
    try:
        made = await versions.draft(slug, text_of(row), note)
    except EditError:  # they all stand there already
        return
    note_down(request, session, audit.Act.ANSWER_DRAFTED, slug, f"version {made.number}, out of a correction")


async def _page(
    request: web.Request, question: str, words: str, missed: str, status: int = 200, wrong: str = ""
) -> web.Response:
    bench = request.app[BENCH]
    now = await trying.tried(bench, question, None) if question else None
    near = [one.slug for one in now.found] if now else []
    choices = [_choice(bench, slug) for slug in dict.fromkeys([*_found(bench, words), *near]) if slug in bench.entries]
    return await page(
        request,
        "knowledge/correct.html",
        status,
        question=question,
        words=words,
        missed=missed,
        now_answered=now,
        choices=choices[: MOST_FOUND + MOST_CHOICES],
        new=NEW,
        wrong=wrong,
        longest=LONGEST,
    )


def _found(bench: Bench, words: str) -> list[str]:
    """Entries whose title, topic or ways of asking say all the words."""
    wanted = words.lower().split()[:6]
    if not wanted:
        return []
    texts = {slug: "\n".join((one.title, one.topic, *one.ask)).lower() for slug, one in bench.entries.items()}
    return [slug for slug, text in texts.items() if all(word in text for word in wanted)][:MOST_FOUND]


def _choice(bench: Bench, slug: str) -> Choice:
    entry = bench.entries[slug]
    return Choice(slug, entry.title, entry.topic, entry.first_screen)
