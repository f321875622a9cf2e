"""「审计」: every line of it, newest first, narrowed by person, act, what it is about and day; and as a file."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from aiohttp import web
from sqlalchemy import select

from bot.core.clock import SHANGHAI, aware
from knowledge.sheets import guarded
from tickets import number as numbers
from web.desk import audit, files
from web.desk.access import May, needs
from web.desk.audit import Asked, AuditLine
from web.desk.desk import DESK, page
from web.desk.given import AFTER, row_after
from web.desk.models import Agent
from web.desk.people.audit_words import about, detail

AT_ONCE, MOST_ROWS = 50, 50_000
HEADINGS = ("时间", "谁", "做了什么", "关于", "详情")
BAD_DAY = "日期看不懂。请写成 2026-11-22 这样。"

routes = web.RouteTableDef()


@routes.get("/audit")
@needs(May.AUDIT)
async def shown(request: web.Request) -> web.Response:
    """One page of it."""
    desk, asked = request.app[DESK], _asked(request)
    last = row_after(request)
    async with desk.services.database.view() as session:
        lines = await audit.lines(session, asked, AT_ONCE + 1, last)
        people = (await session.scalars(select(Agent).order_by(Agent.name))).all()
    names = _names(people)
    query = {name: value for name, value in request.query.items() if name != AFTER and value}
    more: dict[str, Any] = {
        "people": people,
        "acts": audit.Act,
        "act": audit.called,
        "about": about,
        "detail": detail,
        "names": names,
        "given": _given(request),
    }
    further = lines[AT_ONCE - 1].id if len(lines) > AT_ONCE else None
    here, file = request.rel_url.with_query(query), request.rel_url.with_name("audit.csv").with_query(query)
    paths = {"here": here, "file": file, "next": here.update_query({AFTER: str(further)}) if further else None}
    return await page(request, "people/audit.html", lines=lines[:AT_ONCE], first=last is None, paths=paths, **more)


@routes.get("/audit.csv")
@needs(May.AUDIT)
async def as_csv(request: web.Request) -> web.StreamResponse:
    """The same lines as a file, a few at a time, `MOST_ROWS` at most."""
    desk, asked, last = request.app[DESK], _asked(request), None
    headers = {**files.attached("audit.csv"), "Content-Type": "text/csv; charset=utf-8"}
    response = web.StreamResponse(headers=headers)
    await response.prepare(request)
    await response.write(("\ufeff" + _csv([HEADINGS])).encode())
    for _ in range(0, MOST_ROWS, 1000):
        async with desk.services.database.view() as session:
            lines = await audit.lines(session, asked, 1000, last)
            names = _names((await session.scalars(select(Agent))).all())
        if not lines:
            break
        await response.write(_csv([_row(line, names) for line in lines]).encode())
        last = lines[-1].id
    await response.write_eof()
    return response


def _asked(request: web.Request) -> Asked:
    """What the address asks for.

    Raises:
        web.HTTPBadRequest: its day is none.
    """
    given = _given(request)
    since = until = None
    if given["day"]:
        try:
            since = aware(datetime.combine(date.fromisoformat(given["day"]), time(), SHANGHAI))
            until = since + timedelta(days=1)
        except (ValueError, OverflowError):
            raise web.HTTPBadRequest(text=BAD_DAY) from None
    meant = numbers.read(given["about"]) or given["about"]
    return Asked(given["actor"], given["act"], meant, since, until)


def _given(request: web.Request) -> dict[str, str]:
    return {name: request.query.get(name, "").strip()[:120] for name in ("actor", "act", "about", "day")}


def _names(people: Iterable[Agent]) -> Mapping[str, str]:
    """The agents' names by id."""
    return {str(one.id): one.display for one in people}


def _row(line: AuditLine, names: Mapping[str, str]) -> list[str]:
    at = f"{line.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
    seen, more = about(line.act, line.about).words, detail(line.act, line.detail, names)
    return [guarded(cell) for cell in (at, line.actor, audit.called(line.act), seen, more)]


def _csv(rows: list[Any]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()
