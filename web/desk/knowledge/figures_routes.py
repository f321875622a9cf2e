"""The dated figures: what counts today, who confirmed it, what waits; new values, and what rests on each."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.clock import today
from rights.depending import calculators_on, papers_on
from rights.parameters import Figure, Parameter
from union.figures import LONGEST_SOURCE, LONGEST_VALUE, FigureError, FigureRow, FigureRows
from web.desk import audit
from web.desk.access import May, needs
from web.desk.desk import AGENT, DESK, page, say
from web.desk.doing import do
from web.desk.knowledge.bench import BENCH, Bench
from web.desk.knowledge.posted import HOME, fields, is_alone, names, note_down, whole_number
from web.desk.knowledge.words import CONFIDENCE

PATH = r"/knowledge/parameters/{name:[^/{}]{1,80}}"
PARAMETERS = f"{HOME}/parameters"
PROPOSED = "记下了：{name} 从 {day} 起 {value}。要另一位同事对照文件确认后，才会用。"
CONFIRMED = "已确认：{name} 从 {day} 起 {value}，几秒后启用。"
DROPPED = "已撤掉。"
OWN = "这个数是您自己填的，要请另一位同事对照文件确认。"
NO_NAME = "没有这个参数。"
VOUCH_SOURCE = "请写明您对照的是哪份文件"

routes = web.RouteTableDef()


@dataclass(frozen=True, slots=True)
class Line:
    """One parameter as the list shows it. `figure` is the one of today; `row` who confirmed it, if that was here."""

    parameter: Parameter
    figure: Figure | None
    row: FigureRow | None
    waiting: tuple[FigureRow, ...]
    answers: int


@routes.get("/knowledge/parameters")
@needs(May.DRAFT)
async def every(request: web.Request) -> web.Response:
    """Every parameter, those that wait for somebody first."""
    bench = request.app[BENCH]
    async with bench.desk.services.database.view() as session:
        rows = FigureRows(session)
        confirmed, waiting, who = await rows.confirmed(), await rows.waiting(), await names(session)
    lines = [_line(bench, one, confirmed, waiting) for one in bench.desk.services.parameters.values()]
    lines.sort(key=lambda one: (not one.waiting, one.figure is not None and one.figure.confidence == "A"))
    return await page(request, "knowledge/parameters.html", lines=lines, who=who, confidence=CONFIDENCE)


@routes.get(PATH)
@needs(May.DRAFT)
async def one(request: web.Request) -> web.Response:
    """One parameter: its values, what waits, what rests on it."""
    return await _page(request)


@routes.post(PATH)
@needs(May.DRAFT)
async def propose(request: web.Request) -> web.Response:
    """A new value from a day on; it waits to be confirmed."""
    parameter, desk, agent = _parameter(request), request.app[DESK], request[AGENT]
    value, since, until, source = await fields(request, "value", "valid_from", "valid_until", "source")
    written = {"value": value, "valid_from": since, "valid_until": until, "source": source}

    async def doing(session: AsyncSession) -> str:
        figure = Figure(value, _day(since) or date.min, _day(until), source, "U")
        made = await FigureRows(session).propose(parameter, figure, agent.name, desk.clock())
        note_down(
            request,
            session,
            audit.Act.FIGURE_PROPOSED,
            parameter.name,
            f"{value} from {since}: {source}, row {made.id}",
        )
        return PROPOSED.format(name=parameter.name, day=since, value=value)

    try:
        await do(request, doing)
    except FigureError as error:
        return await _page(request, 422, written=written, wrong={error.field: str(error)})
    raise web.HTTPSeeOther(_path(parameter))


@routes.post(PATH + "/confirm")
@needs(May.PUBLISH)
async def confirm(request: web.Request) -> web.Response:
    """A value that waits counts from now on: another person than who wrote it compared it, unless there is none."""
    parameter, desk, agent = _parameter(request), request.app[DESK], request[AGENT]
    (number,) = await fields(request, "row")

    async def doing(session: AsyncSession) -> str:
        rows = FigureRows(session)
        found = next((one for one in await rows.of(parameter.name) if one.id == whole_number(number)), None)
        if found is not None and found.made_by == agent.name and not await is_alone(session, agent):
            return OWN
        row = await rows.confirm(whole_number(number), agent.name, desk.clock())
        note_down(
            request, session, audit.Act.FIGURE_CONFIRMED, row.name, f"{row.value} from {row.valid_from}, row {row.id}"
        )
        return CONFIRMED.format(name=row.name, day=row.valid_from, value=row.value)

    await _done(request, doing)
    raise web.HTTPSeeOther(_path(parameter))


@routes.post(PATH + "/drop")
@needs(May.DRAFT)
async def drop(request: web.Request) -> web.Response:
    """A value that waits is put aside."""
    parameter, desk = _parameter(request), request.app[DESK]
    (number,) = await fields(request, "row")

    async def doing(session: AsyncSession) -> str:
        row = await FigureRows(session).drop(whole_number(number), desk.clock())
        note_down(
            request, session, audit.Act.FIGURE_DROPPED, row.name, f"{row.value} from {row.valid_from}, row {row.id}"
        )
        return DROPPED

    await _done(request, doing)
    raise web.HTTPSeeOther(_path(parameter))


@routes.post(PATH + "/vouch")
@needs(May.PUBLISH)
async def vouch(request: web.Request) -> web.Response:
    """A person compared a value of the release with its text: from now on it is sure."""
    parameter, desk, agent = _parameter(request), request.app[DESK], request[AGENT]
    since, source = await fields(request, "valid_from", "source")
    figure = next((one for one in parameter.figures if one.valid_from.isoformat() == since), None)
    if figure is None:
        raise web.HTTPNotFound(text=NO_NAME)
    if not source:
        return await _page(request, 422, written={"vouched": since}, wrong={f"vouch {since}": VOUCH_SOURCE})

    async def doing(session: AsyncSession) -> str:
        rows, now = FigureRows(session), desk.clock()
        same = Figure(figure.value, figure.valid_from, figure.valid_until, source[:LONGEST_SOURCE], "A")
        made = await rows.propose(parameter, same, agent.name, now)
        await rows.confirm(made.id, agent.name, now)
        note_down(
            request, session, audit.Act.FIGURE_CONFIRMED, parameter.name, f"{figure.value} from {since}: {source}"
        )
        return CONFIRMED.format(name=parameter.name, day=since, value=figure.value)

    await _done(request, doing)
    raise web.HTTPSeeOther(_path(parameter))


async def _done(request: web.Request, doing: Any) -> None:
    try:
        await do(request, doing)
    except FigureError as error:
        await say(request, str(error))


async def _page(request: web.Request, status: int = 200, **more: Any) -> web.Response:
    bench, parameter, agent = request.app[BENCH], _parameter(request), request[AGENT]
    async with bench.desk.services.database.view() as session:
        rows = await FigureRows(session).of(parameter.name)
        who, alone = await names(session), await is_alone(session, agent)
    confirmed = {row.valid_from: row for row in sorted(rows, key=_confirmed_at) if row.confirmed_at}
    more = {"written": {}, "wrong": {}, **more}
    return await page(
        request,
        "knowledge/parameter.html",
        status,
        one=parameter,
        on=today(bench.desk.clock()),
        current=parameter.at(today(bench.desk.clock())),
        confirmed=confirmed,
        rows=rows,
        waiting=[row for row in rows if row.confirmed_at is None and row.dropped_at is None],
        answers=_answers(bench, parameter.name),
        calculators=calculators_on(parameter.name),
        papers=papers_on(parameter.name),
        who=who,
        alone=alone,
        confidence=CONFIDENCE,
        most_value=LONGEST_VALUE,
        most_source=LONGEST_SOURCE,
        **more,
    )


def _line(bench: Bench, parameter: Parameter, confirmed: list[FigureRow], waiting: list[FigureRow]) -> Line:
    figure = parameter.at(today(bench.desk.clock()))
    mine = [row for row in confirmed if figure and row.name == parameter.name and row.valid_from == figure.valid_from]
    left = tuple(row for row in waiting if row.name == parameter.name)
    return Line(parameter, figure, mine[-1] if mine else None, left, len(_answers(bench, parameter.name)))


def _answers(bench: Bench, name: str) -> list[tuple[str, str]]:
    return sorted((slug, entry.title) for slug, entry in bench.entries.items() if name in entry.parameters)


def _parameter(request: web.Request) -> Parameter:
    """Raises web.HTTPNotFound."""
    found = request.app[DESK].services.parameters.get(request.match_info["name"])
    if found is None:
        raise web.HTTPNotFound(text=NO_NAME)
    return found


def _path(parameter: Parameter) -> str:
    return f"{PARAMETERS}/{parameter.name}"


def _confirmed_at(row: FigureRow) -> float:
    return row.confirmed_at.timestamp() if row.confirmed_at else 0.0


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
