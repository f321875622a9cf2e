"""My papers: which fit, and one to be filled in, from what its worker told before."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.clock import today
from rights.fitting import fitting, free_by, others
from rights.limits import Matter
from rights.paper import Form, discover
from tickets.answers import Answers, Filled
from tickets.entering import ROOT
from tickets.evidence import Evidences
from tickets.models import Ticket
from tickets.prefilling import OFFICES, Told, fitted, prefilled, told
from tickets.proving import matter_of
from tickets.states import OPEN
from union.places import EVERYWHERE, confirmed_office, standing
from web.pages import paper_form, paper_posted
from web.pages.door import needs_follower
from web.pages.page import PAGES, Pages, page
from web.pages.reading import Reading
from web.pages.ticket import PATH, path

PAPER = r"/papers/{paper:[a-z-]{1,24}}"
NO_PAPER = "没有这份文书，或者它不在您的单子上。请回「我的文书」再选。"
SAVED = "保存好了。只有您自己看得到，可以以后接着写。"
DELETED = "删掉了。"
DONE = {"deleted": DELETED}
ADD, DROP = "add:", "drop:"
CLAIM = "claim"  # which calculation another claim is to come from

routes = web.RouteTableDef()


@dataclass(frozen=True, slots=True)
class Draft:
    """One paper of whoever looks: its answers, and whether they were kept before."""

    form: Form
    follower: str
    ticket: str
    answers: Mapping[str, Any]
    is_kept: bool

    @property
    def path(self) -> str:
        """Where it is filled in."""
        return paper_path(self.form.name, self.ticket)


@routes.get("/papers")
async def mine(request: web.Request) -> web.Response:
    """The papers that fit each open ticket, all others, and what was filled in before."""
    follower, pages = needs_follower(request), request.app[PAGES]
    async with pages.services.database.view() as session:
        tickets = [one for one in await Reading(pages, session).mine(follower) if one.state in OPEN]
        filled = await Answers(session, pages.services.keys, pages.clock()).of(follower)
    numbers = {one.number for one in tickets}
    return page(
        request,
        "papers.html",
        tickets=[(one, fitting(matter_of(one.kind)), others(matter_of(one.kind))) for one in tickets],
        every=(*fitting(Matter.WAGES), *others(Matter.WAGES)),
        filled=[(discover()[one.name], one) for one in filled if one.name in discover() and _stands(one, numbers)],
        started={(one.ticket, one.name) for one in filled},
        done=DONE.get(request.query.get("done", ""), ""),
    )


@routes.get(PAPER)
@routes.get(PATH + PAPER)
async def fill(request: web.Request) -> web.Response:
    """The form."""
    return await shown(request, await draft(request))


@routes.post(PAPER)
@routes.post(PATH + PAPER)
async def keep(request: web.Request) -> web.Response:
    """Keeps what was filled in, right or wrong; then says what is wrong, or makes the paper."""
    one, posted = await draft(request), await request.post()
    what = str(posted.get("do", ""))
    answers = paper_posted.answers_of(one.form, posted, what.removeprefix(DROP))
    pages = request.app[PAGES]
    async with pages.services.database.session() as session:
        await Answers(session, pages.services.keys, pages.clock()).keep(
            one.follower, one.ticket, one.form.name, answers
        )
    kept = Draft(one.form, one.follower, one.ticket, answers, is_kept=True)
    if what.startswith((ADD, DROP)):
        more = paper_posted.added(one.form, answers, what.removeprefix(ADD), str(posted.get(CLAIM, "")))
        return await shown(request, Draft(one.form, one.follower, one.ticket, more, is_kept=True), done=SAVED)
    if wrong := await problems(pages, kept):
        return await shown(request, kept, wrong, 422)
    raise web.HTTPSeeOther(f"{kept.path}/ready")


@routes.post(PAPER + "/delete")
@routes.post(PATH + PAPER + "/delete")
async def delete(request: web.Request) -> web.Response:
    """Deletes what was filled in."""
    one, pages = await draft(request), request.app[PAGES]
    async with pages.services.database.session() as session:
        await Answers(session, pages.services.keys, pages.clock()).drop(one.follower, one.ticket, one.form.name)
    raise web.HTTPSeeOther(f"{ROOT}/papers?done=deleted")


async def draft(request: web.Request) -> Draft:
    """The paper of the address, for whoever looks: as it was kept, else as far as they told it before.

    Raises:
        web.HTTPNotFound: there is no such paper, or the ticket is not theirs: which of the two is not told.
        web.HTTPSeeOther, web.HTTPUnauthorized: nobody in particular looks.
    """
    follower, pages = needs_follower(request), request.app[PAGES]
    form, number = discover().get(request.match_info["paper"]), request.match_info.get("number", "")
    async with pages.services.database.view() as session:
        ticket = await Reading(pages, session).find(number) if number else None
        # Whose ticket it is counts, not who may look: with a receipt an anonymous one would be tied to a follower.
        if form is None or (number and (ticket is None or ticket.follower != follower)):
            raise web.HTTPNotFound(text=NO_PAPER)
        filled = await Answers(session, pages.services.keys, pages.clock()).of(follower)
        kept = next((one for one in filled if (one.ticket, one.name) == (number, form.name)), None)
        if kept:
            return Draft(form, follower, number, fitted(form, kept.answers), is_kept=True)
        ticket = ticket or await _ended(pages, session, follower)
        said = await _told(pages, session, ticket) if ticket else Told()
        district = str(ticket.district or "") if ticket else ""
        said = replace(said, offices=await _offices(session, district))
    return Draft(form, follower, number, prefilled(form, said, number, filled), is_kept=False)


async def problems(pages: Pages, one: Draft) -> dict[str, str]:
    """What is wrong with a draft, by field; counted in a thread, as many claims take their time."""
    parameters, on = pages.services.parameters, today(pages.clock())
    return await asyncio.to_thread(paper_posted.problems, one.form, parameters, on, one.answers)


async def shown(
    request: web.Request, one: Draft, wrong: Mapping[str, str] | None = None, status: int = 200, done: str = ""
) -> web.Response:
    """The form's page."""
    pages, wrong = request.app[PAGES], wrong or {}
    known = (pages.services.parameters, today(pages.clock()), one.answers, wrong)
    parts = await asyncio.to_thread(paper_form.parts, one.form, *known)
    return page(
        request,
        "paper_form.html",
        status,
        draft=one,
        parts=parts,
        wrong=wrong,
        done=done,
        free=free_by(one.form.name),
    )


def paper_path(name: str, ticket: str = "") -> str:
    """Where a paper is filled in, about a ticket or about none."""
    return f"{path(ticket)}/papers/{name}" if ticket else f"{ROOT}/papers/{name}"


async def _ended(pages: Pages, session: AsyncSession, follower: str) -> Ticket | None:
    """The newest ticket of one who has none open: a paper about no ticket begins with what it tells."""
    mine = await Reading(pages, session).mine(follower)
    return mine[0] if mine and not any(one.state in OPEN for one in mine) else None


async def _told(pages: Pages, session: AsyncSession, ticket: Ticket) -> Told:
    evidence = Evidences(session, pages.services.keys, pages.clock())
    rows: Sequence[Any] = await evidence.of(ticket)
    return told(pages.tickets(session), ticket, evidence, rows)


async def _offices(session: AsyncSession, district: str) -> dict[str, str]:
    """The confirmed office of each kind there, by kind."""
    places = await standing(session)
    found = {kind: confirmed_office(places, kind, district or EVERYWHERE) for kind, _named in OFFICES.values()}
    return {kind: name for kind, name in found.items() if name}


def _stands(one: Filled, numbers: set[str]) -> bool:
    """Whether its page can be opened from here: it is about no ticket, or about one that is open."""
    return not one.ticket or one.ticket in numbers
