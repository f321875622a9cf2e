"""The list's page, and its export as a sheet."""

import asyncio
import tempfile
from pathlib import Path
from urllib.parse import urlencode

from aiohttp import web

from knowledge.entry import TOPICS
from knowledge.exchange import write
from knowledge.published import standing
from knowledge.sheets import SheetError
from web.desk import files
from web.desk.access import May, needs
from web.desk.deed import NotDone
from web.desk.desk import DESK, page, say
from web.desk.knowledge import listing
from web.desk.knowledge.bench import BENCH
from web.desk.knowledge.listing import Wanted
from web.desk.knowledge.posted import HOME, names
from web.desk.knowledge.words import STATES

routes = web.RouteTableDef()


@routes.get("/knowledge")
@needs(May.DRAFT)
async def whole(request: web.Request) -> web.Response:
    """The answers, filtered, searched and sorted."""
    return await show(request, Wanted.of(request.query))


async def show(request: web.Request, wanted: Wanted, refused: NotDone | None = None) -> web.Response:
    """The same as asked for; with a form of the list that was refused, why."""
    bench = request.app[BENCH]
    async with request.app[DESK].services.database.view() as session:
        every, who = await listing.cards(bench, session), await names(session)
    found = listing.chosen(every, wanted)
    pages = max(-(-len(found) // listing.PAGE), 1)
    at = min(wanted.page, pages)
    return await page(
        request,
        "knowledge/list.html",
        refused.status if refused else 200,
        refused=refused.text if refused else "",
        cards=found[(at - 1) * listing.PAGE : at * listing.PAGE],
        found=len(found),
        at=at,
        pages=pages,
        counts=listing.counted(every),
        wanted=wanted,
        tabs=listing.TABS,
        sorts=listing.SORTS,
        topics=TOPICS,
        states=STATES,
        who=who,
        link=lambda **more: _link(wanted, **more),
    )


@routes.get("/knowledge/export.{kind:xlsx|csv}")
@needs(May.DRAFT)
async def export(request: web.Request) -> web.Response:
    """What is published as a sheet, each row with the mark of its version, so that it can be imported again."""
    desk, kind = request.app[DESK], request.match_info["kind"]
    async with desk.services.database.view() as session:
        stands = await standing(session)

    def made() -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"answers.{kind}"
            write(path, stands)
            return path.read_bytes()

    try:
        content = await asyncio.to_thread(made)
    except SheetError as error:
        await say(request, str(error))
        raise web.HTTPSeeOther(HOME) from None
    return files.file(content, f"answers-{desk.clock():%Y%m%d}.{kind}")


def _link(wanted: Wanted, **more: object) -> str:
    """The same list with something else asked for, from its first page on."""
    asked = {"tab": wanted.tab, "topic": wanted.topic, "q": wanted.words, "sort": wanted.sort, **more}
    plain = {"tab": "all", "sort": "given", "topic": "", "q": "", "page": 1}
    query = urlencode({name: value for name, value in asked.items() if value != plain[name]})
    return f"{HOME}?{query}" if query else HOME
