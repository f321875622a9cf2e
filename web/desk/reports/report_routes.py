"""The report's page and JSON, and behind each number the list of exactly the tickets it counts."""

from datetime import date
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.crypt import Keyring
from bot.talk_counts import Outcome, by_day
from knowledge.missed import Missed
from tickets.clocks import Name
from tickets.measures import Measure
from tickets.periods import Named
from tickets.report_rows import count, employer_name
from tickets.report_rows import page as page_of
from tickets.reporting import Asked
from web.desk.access import May, needs
from web.desk.desk import DESK, page
from web.desk.given import AFTER, BAD_PAGE, row_after
from web.desk.reports import covered, said
from web.desk.reports.asking import BAD_NUMBER, Addresses, asked, chosen
from web.desk.reports.gathering import MOST_MISSED, gather, tree

LINES = 50

routes = web.RouteTableDef()


@routes.get("/reports")
@needs(May.REPORT)
async def shown(request: web.Request) -> web.Response:
    """The page."""
    desk, about = request.app[DESK], asked(request)
    whole = await gather(desk, about, desk.clock())
    return await page(
        request,
        "reports/report.html",
        whole=whole,
        report=whole.report,
        about=about,
        to=Addresses(about),
        said=said,
        measures=Measure,
        first_days=desk.services.rules.days(Name.FIRST, ""),
        named=list(Named),
        missed=whole.missed[:MOST_MISSED],
    )


@routes.get("/reports.json")
@needs(May.REPORT)
async def as_json(request: web.Request) -> web.Response:
    """The same numbers for other programs."""
    desk = request.app[DESK]
    return web.json_response(tree(await gather(desk, asked(request), desk.clock())))


@routes.get("/reports/rows")
@needs(May.REPORT)
async def rows(request: web.Request) -> web.Response:
    """The tickets one number counts, the newest first."""
    desk, one = request.app[DESK], chosen(request)
    now, after = desk.clock(), row_after(request)
    async with desk.services.database.view() as session:
        total = await count(session, one, now)
        found = await page_of(session, one, now, LINES + 1, after)
        key = one.employer
        name = "" if key is None else await _employer(session, desk.services.keys, one.asked, key)
    more: dict[str, Any] = {"lines": found[:LINES], "total": total, "employer": name}
    further = found[LINES - 1].id if len(found) > LINES else None
    return await page(
        request,
        "reports/rows.html",
        **more,
        further=further,
        after=after,
        one=one,
        to=Addresses(one.asked),
        said=said,
    )


@routes.get("/reports/unanswered")
@needs(May.REPORT)
async def unanswered(request: web.Request) -> web.Response:
    """What was asked and not answered where one entry was thought of; without who asked it."""
    desk, about = request.app[DESK], asked(request)
    slug, period, after = request.query.get("slug") or None, about.period, _seen(request)
    async with desk.services.database.view() as session:
        missed = Missed(session, desk.services.keys)
        total = dict(await missed.guesses(period.first, period.last)).get(slug, 0)
        questions = await missed.between(period.first, period.last, slug, LINES + 1, after)
    last = questions[LINES - 1] if len(questions) > LINES else None
    more: dict[str, Any] = {
        "further": f"{last.day}.{last.id}" if last else None,
        "total": total,
        "slug": slug,
        "after": after,
    }
    return await page(
        request, "reports/unanswered.html", questions=questions[:LINES], to=Addresses(about), said=said, **more
    )


@routes.get("/reports/talk")
@needs(May.REPORT)
async def talk(request: web.Request) -> web.Response:
    """On which days how many messages came to one outcome; the words themselves are nobody's to read here.

    Raises:
        web.HTTPBadRequest: no such outcome.
    """
    desk, about = request.app[DESK], asked(request)
    try:
        outcome = Outcome(request.query.get("what", ""))
    except ValueError:
        raise web.HTTPBadRequest(text=BAD_NUMBER) from None
    async with desk.services.database.view() as session:
        days = await by_day(session, about.period.first, about.period.last, outcome)
    return await page(request, "reports/talk.html", days=days, outcome=outcome, to=Addresses(about), said=said)


async def _employer(session: AsyncSession, keys: Keyring, asked: Asked, key: int) -> str:
    """What an employer is called, under the cover of its guarded tickets."""
    name = await employer_name(session, keys, asked, key)
    return (await covered.veils_of(session, keys, [key]))[key].over(name)


def _seen(request: web.Request) -> tuple[date, str] | None:
    """The question after which to go on.

    Raises:
        web.HTTPBadRequest: it is none.
    """
    given = request.query.get(AFTER)
    if given is None:
        return None
    day, _, name = given.partition(".")
    try:
        return date.fromisoformat(day), name[:16]
    except ValueError:
        raise web.HTTPBadRequest(text=BAD_PAGE) from None
