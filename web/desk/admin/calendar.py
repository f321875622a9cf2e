"""「日历」: the year as the union works it, its own days off and on over the national ones, and what hangs on them."""

import calendar as months
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import chinese_calendar
from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core import live
from bot.core.clock import SHANGHAI, aware, chinese_day, shown, today
from bot.core.sections import OwnDay
from tickets.clocks import Name, Rules
from tickets.models import WEIGHTS
from tickets.workdays import announced
from tickets.workdays import rests as rests_by_law
from web.desk.access import May, needs
from web.desk.admin import changing
from web.desk.admin.form import OVERTAKEN
from web.desk.admin.form import number as form_number
from web.desk.deed import NotDone
from web.desk.desk import AGENT, DESK, ROOT, page
from web.desk.doing import do
from web.desk.given import number_of

PATH = f"{ROOT}/admin/calendar"
YEARS_AROUND, MOST_AT_ONCE, MOST_WHY = 2, 31, 60
BAD_DAY = "请选日期；从哪天到哪天，最多一次 31 天。"
BAD_KIND = "请选放假还是上班。"
LONG_WHY = "事由最多 60 字。"
FAR = "只能写今年前后两年的日子。"
HOLIDAYS = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
}
CLOCKS = {Name.FIRST: "第一次答复", Name.STEP: "答复后的新动静", Name.CLOSING: "办结"}

routes = web.RouteTableDef()


@dataclass(frozen=True, slots=True)
class Day:
    """One cell: `mark` is 休, 班 or nothing, `about` what a screen reader and a pointer tell."""

    day: date
    classes: str
    mark: str
    about: str


@dataclass(frozen=True, slots=True)
class Due:
    """A clock that depends on the calendar: how long it is, and when it would run out if it began now."""

    name: str
    days: int
    by: str


@routes.get("/admin/calendar")
@needs(May.ADMIN)
async def shown_year(request: web.Request) -> web.Response:
    """The page, of this year or the one asked for."""
    return await _page(request)


@routes.post("/admin/calendar")
@needs(May.ADMIN)
async def change(request: web.Request) -> web.Response:
    """Days off or on are added, or one is taken away."""
    desk, agent, form = request.app[DESK], request[AGENT], await request.post()
    given = {name: str(form.get(name, "")) for name in ("seen", "first", "last", "kind", "why", "drop")}

    async def doing(session: AsyncSession) -> str:
        standing = await live.standing_of(session)
        own = live.laid_over(desk.services.live.given, standing).clocks.own_days
        wanted = _without(own, given["drop"]) if given["drop"] else _with(own, given, today(desk.clock()))
        values = {"own_days": [one.model_dump(mode="json") for one in wanted]}
        number = form_number(given["seen"], OVERTAKEN)
        return await changing.save(desk, session, agent, "clocks", values, number)

    try:
        await do(request, doing)
    except NotDone as refused:
        return await _page(request, refused, given)
    await changing.in_force(desk)
    year = number_of(given["first"][:4] or request.query.get("year"))
    raise web.HTTPSeeOther(f"{PATH}?year={year}" if year else PATH)


def _with(own: Sequence[OwnDay], given: Mapping[str, str], now: date) -> list[OwnDay]:
    """Those there were, with what is given; a day named again counts as given now. Raises NotDone."""
    try:
        first = date.fromisoformat(given["first"])
        last = date.fromisoformat(given["last"] or given["first"])
    except ValueError:
        raise NotDone({"first": BAD_DAY}) from None
    if not 0 <= (last - first).days < MOST_AT_ONCE:
        raise NotDone({"first": BAD_DAY})
    if abs(first.year - now.year) > YEARS_AROUND or abs(last.year - now.year) > YEARS_AROUND:
        raise NotDone({"first": FAR})
    if given["kind"] not in ("rests", "works"):
        raise NotDone({"kind": BAD_KIND})
    why = given["why"].strip()
    if len(why) > MOST_WHY:
        raise NotDone({"why": LONG_WHY})
    days = [first + timedelta(days=count) for count in range((last - first).days + 1)]
    added = {day: OwnDay(day=day, rests=given["kind"] == "rests", why=why) for day in days}
    return [one for one in own if one.day not in added] + list(added.values())


def _without(own: Sequence[OwnDay], drop: str) -> list[OwnDay]:
    return [one for one in own if one.day.isoformat() != drop]


async def _page(
    request: web.Request, refused: NotDone | None = None, given: Mapping[str, str] | None = None
) -> web.Response:
    desk = request.app[DESK]
    now = desk.clock()
    day = today(now)
    async with desk.services.database.view() as session:
        standing = await live.standing_of(session)
        seen = await live.newest(session, "clocks")
    clocks = live.laid_over(desk.services.live.given, standing).clocks
    year = _year(request.query.get("year", ""), day)
    own = {one.day: one for one in clocks.own_days}
    return await page(
        request,
        "admin/calendar.html",
        refused.status if refused else 200,
        year=year,
        years=range(day.year - YEARS_AROUND, day.year + YEARS_AROUND + 1),
        months=[_month(year, month, own, day) for month in range(1, 13)],
        announced=announced(year),
        own=[one for one in clocks.own_days if one.day.year == year],
        hours="、".join(clocks.hours),
        dues=_dues(Rules.of(clocks), now),
        seen=seen,
        given=given or dict.fromkeys(("first", "last", "kind", "why"), ""),
        errors=refused.errors if refused else {},
        most_why=MOST_WHY,
    )


def _year(asked: str, day: date) -> int:
    year = number_of(asked) or day.year
    return year if abs(year - day.year) <= YEARS_AROUND else day.year


def _month(year: int, month: int, own: Mapping[date, OwnDay], now: date) -> list[list[Day | None]]:
    """The weeks of a month from Monday; None for days of the months beside it."""
    weeks = months.Calendar().monthdatescalendar(year, month)
    return [[_day(day, own.get(day), now) if day.month == month else None for day in week] for week in weeks]


def _day(day: date, own: OwnDay | None, now: date) -> Day:
    by_law, holiday = rests_by_law(day), _holiday(day)
    rests = own.rests if own else by_law
    weekend = day.weekday() >= 5
    classes = [
        ("rests", rests),
        ("holiday", rests and bool(holiday)),
        ("own", own is not None),
        ("is-today", day == now),
    ]
    mark = "休" if rests and not weekend else "班" if not rests and weekend else ""
    about = [chinese_day(day), "放假" if rests else "上班", holiday if by_law else "", own.why if own else ""]
    return Day(day, " ".join(name for name, is_so in classes if is_so), mark, " ".join(filter(None, about)))


def _holiday(day: date) -> str:
    """The holiday that day belongs to by the national calendar, as far as it is announced."""
    try:
        is_off, name = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        return ""
    return HOLIDAYS.get(str(name), "") if is_off and name else ""


def _dues(rules: Rules, now: datetime) -> list[Due]:
    """When each clock would run out if it began at nine this morning."""
    since = aware(datetime.combine(today(now), time(9), SHANGHAI))
    rows = [(CLOCKS[name], rules.days(name, WEIGHTS[0])) for name in (Name.FIRST, Name.STEP)]
    rows += [(f"{CLOCKS[Name.CLOSING]}（{weight}）", rules.days(Name.CLOSING, weight)) for weight in WEIGHTS]
    return [Due(name, days, shown(_by(rules, since, days))) for name, days in rows]


def _by(rules: Rules, since: datetime, days: int) -> Any:
    return rules.office.after(since, rules.office.day * days)
