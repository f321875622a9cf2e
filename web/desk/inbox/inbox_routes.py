"""The inbox's pages: the whole, its list alone (which the page fetches again by itself), and finding."""

from dataclasses import fields, replace
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.places import EVERY_DISTRICT
from tickets import number as numbers
from tickets.kind import URGENT, discover
from tickets.routing import every_team
from tickets.states import State
from tickets.words import grams
from web.desk import words
from web.desk.access import May, may, needs, sees
from web.desk.desk import AGENT, DESK, ROOT, Desk, group_path, page, part, ticket_path
from web.desk.given import BAD_PAGE
from web.desk.groups import groups
from web.desk.inbox import bulk, inbox, kept, tabs
from web.desk.inbox.filters import ME, NOBODY, NOWHERE, BadFilter, Filter, Unfit
from web.desk.inbox.inbox import Cursor
from web.desk.inbox.lines import lines
from web.desk.inbox.tabs import Tab
from web.desk.models import Agent
from web.desk.ticket import assigning

NO_NUMBER = "没有找到这个编号。编号是 9 位数字，比如 261 047 398；最后一位用来查错，请对照职工手机上的再输一遍。"
NO_TICKET = "没有编号是 {number} 的诉求。请和职工核对一下。"
TOO_SHORT = "请至少写两个字，或者四位数字。"
MOST_ASKED = 60
CHOICES = tuple(each.name for each in fields(Filter))

routes = web.RouteTableDef()


@routes.get("")
@needs(May.READ)
async def whole(request: web.Request) -> web.Response:
    """The inbox."""
    return await shown(request)


@routes.get("/list")
@needs(May.READ)
async def only_list(request: web.Request) -> web.Response:
    """Its list, tabs and counts."""
    chosen, after = _asked(request)
    return await part(request, "inbox/_list_part.html", **await _list(request, chosen, after))


@routes.get("/find")
@needs(May.READ)
async def find_number(request: web.Request) -> web.Response:
    """Goes to the ticket with this number, or says why it cannot."""
    return await _find(request, request.query.get("q", "")[:MOST_ASKED])


@routes.post("/find")
@needs(May.READ)
async def find(request: web.Request) -> web.Response:
    """Goes to the ticket with this number, or shows those in which these words stand."""
    asked = str((await request.post()).get("q", "")).strip()[:MOST_ASKED]
    if numbers.read(asked) is not None or not any(grams(asked)):
        return await _find(request, asked)
    raise web.HTTPSeeOther(f"{ROOT}?{Filter(tab=Tab.ALL, q=asked).query(request.app[DESK].services.keys)}")


@routes.post("/filter")
@needs(May.READ)
async def narrow(request: web.Request) -> web.Response:
    """Goes to the list that was chosen; its address can be passed on."""
    form = await request.post()
    given = {name: str(form.get(name, "")).strip()[:MOST_ASKED] for name in CHOICES}
    try:
        chosen = Filter(Tab(given["tab"]), *(given[name] for name in CHOICES[1:])).checked()
    except Unfit as wrong:
        return await shown(request, 422, wrong=str(wrong), typed=given)
    except ValueError:
        raise web.HTTPBadRequest(text=BAD_PAGE) from None
    raise web.HTTPSeeOther(f"{ROOT}?{chosen.query(request.app[DESK].services.keys)}")


async def shown(request: web.Request, status: int = 200, chosen: Filter | None = None, **more: Any) -> web.Response:
    """The inbox with what else is to be said on it."""
    asked, after = (chosen, None) if chosen is not None else _asked(request)
    about = {"asked": asked.q, "error": "", "wrong": ""} | more
    return await page(request, "inbox/inbox.html", status, **await _list(request, asked, after), **about)


async def _find(request: web.Request, asked: str) -> web.Response:
    number = numbers.read(asked)
    if number is None:
        error = NO_NUMBER if any(char.isdigit() for char in asked) else TOO_SHORT
        return await shown(request, 404, Filter(), asked=asked, error=error)
    desk, agent = request.app[DESK], request[AGENT]
    async with desk.services.database.view() as session:
        ticket = await desk.tickets(session).find(number)
        group = None if ticket else await groups.find(desk, session, agent, number)
    if group is not None:
        raise web.HTTPSeeOther(group_path(group.number))
    if ticket is None or not sees(agent, ticket):
        error = NO_TICKET.format(number=numbers.shown(number))
        return await shown(request, 404, Filter(), asked=asked, error=error)
    raise web.HTTPSeeOther(ticket_path(number))


async def _list(request: web.Request, chosen: Filter, after: Cursor | None) -> dict[str, Any]:
    """Everything the list shows."""
    desk, agent = request.app[DESK], request[AGENT]
    keys, now = desk.services.keys, desk.clock()
    async with desk.services.database.view() as session:
        counts, urgent_open = await tabs.counts(session, agent, now)
        sheet = await inbox.sheet(session, keys, agent, chosen, after, now)
        found = {
            "lines": await lines(desk, session, agent, sheet.tickets),
            "chips": await groups.chips(session, sheet.tickets),
            "alarming": await groups.alarming(session, agent),
            **await _choices(desk, session, agent, chosen),
        }
    return {
        **found,
        "tabs": tabs.shown(agent),
        "tab": chosen.tab,
        "mixed": chosen.tab in tabs.MIXED,
        "counts": counts,
        "most_counted": tabs.MOST_COUNTED,
        "urgent_open": urgent_open,
        "urgent_kind": URGENT,
        "empty": tabs.EMPTY[chosen.tab],
        "further": sheet.further,
        "cut": sheet.cut,
        "after": after,
    }


async def _choices(desk: Desk, session: AsyncSession, agent: Agent, chosen: Filter) -> dict[str, Any]:
    """What can be chosen, and what is."""
    everybody, keys = await assigning.staff(session), desk.services.keys
    saved = await kept.listed(session, keys, agent)
    return {
        "chosen": chosen,
        "query": chosen.query(keys),
        "kept": [(one, one.chosen.query(keys)) for one in saved],
        "kept_here": next((one for one in saved if one.chosen == chosen), None),
        "agents": everybody.agents,
        "loads": everybody.loads,
        "kinds": list(discover()),
        "states": words.STATES,
        "teams": every_team(desk.services.settings.routing),
        "districts": agent.districts or EVERY_DISTRICT,
        "says": _says(chosen, everybody),
        "special": {"me": ME, "nobody": NOBODY, "nowhere": NOWHERE},
        "bulk": bulk,
        "oversees": may(agent, May.OVERSEE),
        "whole_tab": replace(Filter(), tab=chosen.tab).query(keys),
    }


def _says(chosen: Filter, everybody: assigning.Staff) -> list[str]:
    """What narrows the list, in words."""
    who = {"": "", ME: "我", NOBODY: "还没有人"}.get(chosen.who)
    name = who if who is not None else everybody.named(int(chosen.who)) or "已离开的同事"
    told = {
        "找「{}」": chosen.q,
        "{}": chosen.kind,
        "状态 {}": words.STATES[State(chosen.state)] if chosen.state else "",
        "科室 {}": chosen.team,
        "{}在办": name,
        "地区 {}": {NOWHERE: "没说"}.get(chosen.district, chosen.district),
        "只看加急{}": " " if chosen.urgent else "",
        "{} 起登记": chosen.since,
        "到 {} 为止登记": chosen.until,
        "主张 {} 元以上": chosen.least,
        "主张 {} 元以下": chosen.most,
        "{} 天内权利过期": chosen.within,
        "单位含「{}」": chosen.employer,
    }
    return [pattern.format(value).strip() for pattern, value in told.items() if value]


def _asked(request: web.Request) -> tuple[Filter, Cursor | None]:
    """What the address asks for.

    Raises:
        web.HTTPBadRequest: no such tab or place in it.
    """
    after = request.query.get("after")
    try:
        return Filter.parse(request.query, request.app[DESK].services.keys), Cursor.parse(after) if after else None
    except (BadFilter, ValueError):
        raise web.HTTPBadRequest(text=BAD_PAGE) from None
