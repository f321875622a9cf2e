"""The tickets behind a number as a file, one row each: csv streamed as it is read, xlsx made in a thread."""

import asyncio
import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from aiohttp import web
from openpyxl import Workbook

from bot.core.clock import SHANGHAI
from bot.core.crypt import Keyring
from knowledge.sheets import guarded
from tickets import number as numbers
from tickets.report_rows import Chosen, count, every, opened
from web.desk import audit, files, words
from web.desk.access import May, needs
from web.desk.desk import AGENT, DESK, PUT_DOWN
from web.desk.reports import said
from web.desk.reports.asking import Addresses, chosen
from web.desk.ticket import custody

HEADINGS = (
    *("编号", "类别", "难易", "加急", "地区", "科室", "单位", "来源", "状态", "登记", "收尾"),
    *(
        "主张（元）",
        "要回（元）",
        "首次答复（办公小时）",
        "首次答复按时",
        "评价",
        "曾经超时",
        "法定期限",
        "期限在手上过了",
    ),
)
MOST_ROWS, MOST_SHEET_ROWS = 1_000_000, 50_000
CUT = "一共 {total} 张，这个文件只列出最早的 {most} 张。请下载 csv，或者把日期改短。"
YES, NO = "是", "否"
CELL = str | Decimal | int | None
routes = web.RouteTableDef()


@routes.get("/reports/rows.csv")
@needs(May.REPORT)
async def as_csv(request: web.Request) -> web.StreamResponse:
    """The rows as they are read, some at a time."""
    desk, one = request.app[DESK], chosen(request)
    now, keys = desk.clock(), desk.services.keys
    await _note(request, one, now)
    response = web.StreamResponse(headers=files.attached(_name(one, "csv")))
    response.content_type, response.charset = "text/csv", "utf-8"
    await response.prepare(request)
    await response.write(("\ufeff" + _lines([HEADINGS])).encode())
    async for rows in every(desk.services.database, one, now, MOST_ROWS):
        await response.write(await asyncio.to_thread(_some, keys, rows))
    return response


@routes.get("/reports/rows.xlsx")
@needs(May.REPORT)
async def as_xlsx(request: web.Request) -> web.Response:
    """The rows as a sheet, or the oldest of them and a line that there are more."""
    desk, one = request.app[DESK], chosen(request)
    now, book = desk.clock(), Workbook(write_only=True)
    await _note(request, one, now)
    sheet = book.create_sheet(said.MEASURES[one.measure][:31])
    async with desk.services.database.view() as session:
        total = (await count(session, one, now))[one.measure]
    if total > MOST_SHEET_ROWS:
        sheet.append([CUT.format(total=total, most=MOST_SHEET_ROWS)])
    sheet.append(HEADINGS)
    async for rows in every(desk.services.database, one, now, MOST_SHEET_ROWS):
        await asyncio.to_thread(_fill, sheet, desk.services.keys, rows)
    content = io.BytesIO()
    await asyncio.to_thread(book.save, content)
    return files.file(content.getvalue(), _name(one, "xlsx"))


def cells(keys: Keyring, row: Any) -> list[CELL]:
    """One ticket in the order of `HEADINGS`; nothing in it can be a formula."""
    hours = None if row.first_s is None else (Decimal(row.first_s) / 3600).quantize(Decimal("0.01"))
    in_time = None if row.in_time is None else YES if row.in_time else NO
    texts = (
        numbers.shown(row.number),
        row.kind,
        row.weight,
        YES if row.urgent else NO,
        row.district,
        row.team,
        _employer(keys, row),
        row.source,
        words.state(row.state),
        _moment(row.opened_at),
        _moment(row.closed_at),
    )
    return [
        *(guarded(text or "") for text in texts),
        Decimal(row.claimed_fen) / 100,
        Decimal(row.recovered_fen) / 100,
        hours,
        in_time,
        said.verdict(row.content) if row.content else "",
        YES if row.escalated else NO,
        _moment(row.lapses_at)[:10],
        YES if row.lapsed else NO,
    ]


def _employer(keys: Keyring, row: Any) -> str:
    """What the employer is called; covered where that tells whom a guarded ticket is about."""
    name = opened(keys, row.number, row.employer)
    return custody.shut(keys, row).over(name) if name and custody.is_guarded(row, row.nameless) else name


async def _note(request: web.Request, one: Chosen, now: datetime) -> None:
    """Puts down who takes which rows out of the house, before the first one leaves it."""
    request[PUT_DOWN] = True
    async with request.app[DESK].services.database.session() as session:
        about = f"reports/{one.measure} {one.asked.period.first}..{one.asked.period.last}"
        audit.put(session, request[AGENT], now, audit.Act.EXPORT, about, Addresses(one.asked).query())


def _some(keys: Keyring, rows: Sequence[Any]) -> bytes:
    return _lines(cells(keys, row) for row in rows).encode()


def _lines(rows: Iterable[Sequence[CELL]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _fill(sheet: Any, keys: Keyring, rows: Sequence[Any]) -> None:
    for row in rows:
        sheet.append(cells(keys, row))


def _name(one: Chosen, ending: str) -> str:
    period = one.asked.period
    return f"{one.measure.replace('_', '-')}-{period.first}-{period.last}.{ending}"


def _moment(at: datetime | None) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if at else ""
