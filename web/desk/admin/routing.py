"""「分办」: which team gets which ticket, the teams and districts there are, and a try of the rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from multidict import MultiDictProxy
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core import live
from bot.core.sections import Route, Routing
from knowledge.places import EVERY_DISTRICT
from tickets.kind import discover
from tickets.models import Ticket
from tickets.routing import every_team, team_for
from web.desk.access import May, needs
from web.desk.admin import changing
from web.desk.admin.form import OVERTAKEN
from web.desk.admin.form import number as form_number
from web.desk.deed import NotDone
from web.desk.desk import AGENT, DESK, ROOT, page
from web.desk.doing import do
from web.desk.given import number_of
from web.desk.models import Agent

PATH = f"{ROOT}/admin/routing"
MOST_RULES, SPARE = 60, 2
MOST_PARTS, MOST_PART = 20, 40
NO_TEAM = "第 {row} 条写了条件，没写给哪个科室。"
NO_CONDITION = "第 {row} 条什么条件都没有，后面的都轮不到了。「其余的」请写在最下面。"
NO_OTHERWISE = "请写「其余的给谁」。"
TOO_LONG = "第 {row} 条的科室名最多 32 字，单位名每个最多 40 字、最多 20 个。"

routes = web.RouteTableDef()


@dataclass(frozen=True, slots=True)
class Load:
    """A team or district, how many open tickets it has, and how many rules or people."""

    name: str
    open: int
    others: Sequence[str]


@routes.get("/admin/routing")
@needs(May.ADMIN)
async def shown(request: web.Request) -> web.Response:
    """The page; with a kind, a district or an employer also what would become of such a ticket."""
    return await _page(request)


@routes.post("/admin/routing")
@needs(May.ADMIN)
async def change(request: web.Request) -> web.Response:
    """All rules anew."""
    desk, agent, form = request.app[DESK], request[AGENT], await request.post()
    seen = str(form.get("seen", ""))
    rows, otherwise = _rows(form), str(form.get("otherwise", "")).strip()

    async def doing(session: AsyncSession) -> str:
        wanted = {"rules": _rules(rows), "otherwise": _otherwise(otherwise)}
        number = form_number(seen, OVERTAKEN)
        return await changing.save(desk, session, agent, "routing", wanted, number)

    try:
        await do(request, doing)
    except NotDone as refused:
        return await _page(request, refused, rows, otherwise)
    await changing.in_force(desk)
    raise web.HTTPSeeOther(PATH)


def _rows(form: MultiDictProxy[Any]) -> list[dict[str, Any]]:
    """The rows as written, in the order their numbers ask for; those marked to go are gone."""
    found = []
    for row in range(MOST_RULES):
        if f"team-{row}" not in form or f"drop-{row}" in form:
            continue
        place = number_of(form.get(f"place-{row}", ""))
        employers = str(form.get(f"employers-{row}", "")).replace("，", "、").replace(",", "、").split("、")
        found.append(
            {
                "place": row + 1 if place is None else place,
                "team": str(form[f"team-{row}"]).strip(),
                "kinds": [str(one) for one in form.getall(f"kinds-{row}", []) if one in discover()],
                "districts": [str(one) for one in form.getall(f"districts-{row}", []) if one in EVERY_DISTRICT],
                "employers": [one.strip() for one in employers if one.strip()],
            }
        )
    return sorted(found, key=lambda one: int(one["place"]))


def _rules(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The rules of those rows that are not blank. Raises NotDone."""
    rules = []
    for number, row in enumerate(rows, 1):
        asks = row["kinds"] or row["districts"] or row["employers"]
        if not row["team"] and not asks:
            continue
        if not row["team"]:
            raise NotDone(NO_TEAM.format(row=number))
        if not asks:
            raise NotDone(NO_CONDITION.format(row=number))
        long = any(len(one) > MOST_PART for one in row["employers"]) or len(row["employers"]) > MOST_PARTS
        if len(row["team"]) > 32 or long:
            raise NotDone(TOO_LONG.format(row=number))
        rules.append({name: row[name] for name in ("team", "kinds", "districts", "employers")})
    return rules


def _otherwise(text: str) -> str:
    """Raises NotDone."""
    if not 1 <= len(text) <= 32:
        raise NotDone(NO_OTHERWISE)
    return text


async def _page(
    request: web.Request, refused: NotDone | None = None, written: Sequence[Any] = (), otherwise: str = ""
) -> web.Response:
    desk = request.app[DESK]
    async with desk.services.database.view() as session:
        standing = await live.standing_of(session)
        settings = live.laid_over(desk.services.live.given, standing)
        teams = await _teams(session, settings.routing)
        districts = await _districts(session)
        seen = await live.newest(session, "routing")
    rows = written if refused else [rule.model_dump() for rule in settings.routing.rules]
    blank = {"team": "", "kinds": (), "districts": (), "employers": ()}
    return await page(
        request,
        "admin/routing.html",
        refused.status if refused else 200,
        rules=[*rows, *[blank] * SPARE][:MOST_RULES],
        otherwise=otherwise if refused else settings.routing.otherwise,
        error=refused.errors.get("", "") if refused else "",
        seen=seen,
        teams=teams,
        districts=districts,
        kinds=[kind.name for kind in discover().values()],
        places=EVERY_DISTRICT,
        is_changed=settings.routing != desk.services.live.given.routing,
        tried=_tried(request, settings.routing),
    )


def _tried(request: web.Request, routing: Routing) -> Mapping[str, str] | None:
    """What would become of a ticket that is asked about."""
    asked = {name: request.query.get(name, "")[:60] for name in ("kind", "district", "employer")}
    if not any(asked.values()):
        return None
    return asked | {"team": team_for(routing, asked["kind"], asked["district"], asked["employer"])}


async def _teams(session: AsyncSession, routing: Routing) -> list[Load]:
    """Those of the rules, and those that still have open tickets."""
    counted = select(Ticket.team, func.count()).where(Ticket.closed_at.is_(None), Ticket.team.is_not(None))
    rows = (await session.execute(counted.group_by(Ticket.team))).all()
    held = {str(team): int(count) for team, count in rows}
    names = dict.fromkeys([*every_team(routing), *sorted(held)])
    return [Load(name, held.get(name, 0), _asked(name, routing)) for name in names]


def _asked(team: str, routing: Routing) -> list[str]:
    return [says(rule) for rule in routing.rules if rule.team == team]


def says(rule: Route) -> str:
    """A rule's conditions as one line."""
    parts = ["、".join(rule.kinds), "、".join(rule.districts)]
    parts += [f"单位名里有「{'」或「'.join(rule.employers)}」"] if rule.employers else []
    return "，".join(part for part in parts if part)


async def _districts(session: AsyncSession) -> list[Load]:
    """The city's districts with their open tickets and who looks after them."""
    counted = select(Ticket.district, func.count()).where(Ticket.closed_at.is_(None)).group_by(Ticket.district)
    held = {district: int(count) for district, count in (await session.execute(counted)).all()}
    agents = (await session.scalars(select(Agent).where(Agent.active).order_by(Agent.name))).all()
    return [
        Load(name, held.get(name, 0), [agent.display for agent in agents if name in agent.districts])
        for name in EVERY_DISTRICT
    ]
