"""What a report is asked for in its address, and the addresses of its numbers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from aiohttp import web

from bot.core.clock import today
from tickets.measures import Measure
from tickets.periods import Named, Period, named
from tickets.report_rows import Chosen
from tickets.reporting import UNKNOWN, Asked
from web.desk.access import scope
from web.desk.desk import AGENT, DESK, ROOT

BAD_PERIOD = "日期看不懂。请写成 2026-07-01 这样，开始不要晚于结束，一次最多看十年。"
BAD_NUMBER = "没有这个数字的明细。请从报表重新打开。"
EARLIEST, LATEST, MOST_DAYS = date(2000, 1, 1), date(2999, 12, 31), 3_660
FILTERS = ("kind", "district", "team")
LONGEST = 32
GREATEST = 2**63 - 1  # a database's integers end here
REPORTS = f"{ROOT}/reports"


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of one report's numbers: what is not said stays as the report has it."""

    asked: Asked

    def query(self, **more: object) -> str:
        """The period and filters as in an address."""
        asked = self.asked
        fields: dict[str, object] = {"from": asked.period.first, "to": asked.period.last}
        fields |= {name: value for name in FILTERS if (value := getattr(asked, name))}
        return urlencode(fields | {name: value for name, value in more.items() if value is not None})

    def rows(
        self,
        what: str,
        period: Period | None = None,
        kind: str | None = None,
        district: str | None = "",
        employer: int | None = None,
    ) -> str:
        """The list of the tickets that a number counts; `district` None where it is not known."""
        narrow: dict[str, object] = {"kind": kind, "employer": employer}
        if district != "":
            narrow["district"] = district or UNKNOWN
        if period is not None:
            narrow |= {"from": period.first, "to": period.last}
        return f"{REPORTS}/rows?{self.query(what=what, **narrow)}"

    def path(self, name: str, **more: object) -> str:
        """Another page or file about the same."""
        return f"{REPORTS}{name}?{self.query(**more)}"


def asked(request: web.Request, otherwise: Named = Named.MONTH) -> Asked:
    """The period and filters of an address, within what the agent may see.

    Raises:
        web.HTTPBadRequest: the period is none.
    """
    return asked_of(request, request.query, otherwise)


def asked_of(request: web.Request, query: Mapping[str, str], otherwise: Named) -> Asked:
    """The same out of a form.

    Raises:
        web.HTTPBadRequest: the period is none.
    """
    kind, district, team = (query.get(name, "")[:LONGEST] for name in FILTERS)
    only = scope(request[AGENT])
    return Asked(_period(query, today(request.app[DESK].clock()), otherwise), kind, district, team, only)


def chosen(request: web.Request) -> Chosen:
    """The number whose rows are asked for.

    Raises:
        web.HTTPBadRequest: there is no such number.
    """
    employer = request.query.get("employer")
    try:
        measure = Measure(request.query.get("what", Measure.OPENED))
        return Chosen(asked(request), measure, None if employer is None else _id(employer))
    except ValueError:
        raise web.HTTPBadRequest(text=BAD_NUMBER) from None


def _id(text: str) -> int:
    """Raises ValueError for what no row has as its employer: a keyed number, or a group's id below zero."""
    found = re.fullmatch(r"-?[0-9]{1,19}", text)
    if not found or abs(int(text)) > GREATEST:
        raise ValueError(text[:LONGEST])
    return int(text)


def _period(query: Mapping[str, str], today: date, otherwise: Named) -> Period:
    try:
        whole = named(Named(query.get("period") or otherwise), today)
        first = date.fromisoformat(query.get("from") or whole.first.isoformat())
        last = date.fromisoformat(query.get("to") or whole.last.isoformat())
    except ValueError:
        raise web.HTTPBadRequest(text=BAD_PERIOD) from None
    period = Period(first, last)
    if not EARLIEST <= first <= last <= LATEST or period.days > MOST_DAYS:
        raise web.HTTPBadRequest(text=BAD_PERIOD)
    return period
