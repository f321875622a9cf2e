"""「办理情况」: the completion rate and counts of a period, as a page, as files and as JSON; all from one count."""

import asyncio
import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from aiohttp import web
from openpyxl import Workbook

from bot.core.clock import SHANGHAI
from knowledge.sheets import guarded
from tickets import number as numbers
from tickets.figuring import Figuring
from tickets.periods import Named, Period
from tickets.rates import Count, Rates, rates
from tickets.report_rows import Chosen, Line, every
from tickets.reporting import Asked
from web.desk import files, words
from web.desk.access import May, needs, scope
from web.desk.desk import AGENT, DESK, page
from web.desk.reports.asking import asked

HEADINGS = ("类别", "登记", "办结", "撤回", "在办", "其中超时", "曾经超时", "要回（元）", "办结率")
TICKET_HEADINGS = ("编号", "类别", "难易", "地区", "状态", "登记", "收尾", "要回（元）")
SUMMARY, DETAILS = "办理情况", "逐件"
NONE = "—"
MOST_ROWS = 50_000
CUT = "一共 {total} 张，这里只列出最早的 {most} 张。请把日期改短，分几次下载。"

_NUMBER = re.compile(r"\d+(\.\d\d)?")
routes = web.RouteTableDef()


@routes.get("/rates")
@needs(May.READ)
async def shown(request: web.Request) -> web.Response:
    """The page."""
    found = await _rates(request)
    rows = [row_of(count) for count in (*found.kinds, found.total)]
    return await page(request, "rates.html", first=found.first, last=found.last, headings=HEADINGS, rows=rows)


@routes.get("/rates.json")
@needs(May.READ)
async def as_json(request: web.Request) -> web.Response:
    """The same counts for other programs."""
    found = await _rates(request)
    return web.json_response(
        {
            "from": found.first.isoformat(),
            "to": found.last.isoformat(),
            "kinds": [_tree(count) for count in found.kinds],
            "total": _tree(found.total),
        }
    )


@routes.get("/rates.csv")
@needs(May.READ)
async def as_csv(request: web.Request) -> web.Response:
    """The page's table as a file."""
    found = await _rates(request)
    text = io.StringIO()
    csv.writer(text).writerows([HEADINGS, *(row_of(count) for count in (*found.kinds, found.total))])
    return _file(("\ufeff" + text.getvalue()).encode(), found, "csv")


@routes.get("/rates.xlsx")
@needs(May.READ)
async def as_xlsx(request: web.Request) -> web.Response:
    """The page's table, and behind it every ticket that was counted, or a line that there are too many.

    The rows go into the file a few at a time in a thread: nobody else waits for it.
    """
    found, desk = await _rates(request), request.app[DESK]
    cut = [[CUT.format(total=found.total.opened, most=MOST_ROWS)]] if found.total.opened > MOST_ROWS else []
    book = Workbook(write_only=True)
    _fill(book.create_sheet(SUMMARY), [HEADINGS, *map(row_of, (*found.kinds, found.total)), *cut])
    details = book.create_sheet(DETAILS)
    _fill(details, [*cut, TICKET_HEADINGS])
    chosen = Chosen(Asked(Period(found.first, found.last), only=scope(request[AGENT])))
    async for tickets in every(desk.services.database, chosen, desk.clock(), MOST_ROWS):
        await asyncio.to_thread(_fill, details, map(_ticket, tickets))
    content = io.BytesIO()
    await asyncio.to_thread(book.save, content)
    return _file(content.getvalue(), found, "xlsx")


def row_of(count: Count) -> list[str]:
    """One line of the table, in the order of `HEADINGS`."""
    numbers_of = (count.opened, count.closed, count.withdrawn, count.open, count.late, count.escalated)
    rate = f"{count.percent}%" if count.percent is not None else NONE
    return [guarded(count.kind), *map(str, numbers_of), _yuan(count.recovered_fen), rate]


async def _rates(request: web.Request) -> Rates:
    """The counts of the period that was asked for, without one of this half-year so far.

    Raises:
        web.HTTPBadRequest: the period is none.
    """
    desk, services = request.app[DESK], request.app[DESK].services
    period, now = asked(request, Named.HALF).period, desk.clock()
    await Figuring(services.database, services.keys, services.rules, desk.clock).waiting()
    async with services.database.view() as session:
        return await rates(session, period.first, period.last, now, scope(request[AGENT]))


def _tree(count: Count) -> dict[str, Any]:
    return {
        "kind": count.kind,
        "opened": count.opened,
        "closed": count.closed,
        "withdrawn": count.withdrawn,
        "open": count.open,
        "late": count.late,
        "escalated": count.escalated,
        "recovered_fen": count.recovered_fen,
        "percent": str(count.percent) if count.percent is not None else None,
    }


def _ticket(ticket: Line) -> list[str]:
    cells = (
        numbers.shown(ticket.number),
        ticket.kind,
        ticket.weight,
        ticket.district or "",
        words.state(ticket.state),
        _moment(ticket.opened_at),
        _moment(ticket.closed_at),
        _yuan(ticket.recovered_fen or 0),
    )
    return [guarded(cell) for cell in cells]


def _fill(sheet: Any, rows: Iterable[Sequence[str]]) -> None:
    for row in rows:
        sheet.append([Decimal(cell) if _NUMBER.fullmatch(cell) else cell for cell in row])


def _file(content: bytes, found: Rates, ending: str) -> web.Response:
    return files.file(content, f"rates-{found.first}-{found.last}.{ending}")


def _moment(at: datetime | None) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if at else ""


def _yuan(fen: int) -> str:
    yuan, rest = divmod(fen, 100)
    return f"{yuan}.{rest:02}"
