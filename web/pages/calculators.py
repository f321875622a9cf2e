"""The calculators as forms: the whole working of what was typed, which is counted and not kept; and a working that was
counted in the chat, for whoever has its link.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from aiohttp import web

from bot.core.clock import today
from rights.calculator import Calculator, discover, listed
from rights.choices import CHOICES
from rights.inputs import BadInput
from rights.working import CannotTell, Working
from tickets.workings import ROOT, Workings
from web import refusals
from web.pages.fields import Asked, asked, typed, why, wrongs
from web.pages.page import PAGES, page

NO_CALCULATOR = "没有这种计算。请回「算一算」那一页再选。"
GONE = "这个链接过期了（7 天内能看）。回公众号再算一次，或者在「算一算」里自己填。"
FORM = "application/x-www-form-urlencoded"
LIVE = "HX-Request"  # the form asks what it comes to while it is being filled

routes = web.RouteTableDef()


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of some answers: a working, or what is wrong by field, or why there is no honest figure."""

    given: Mapping[str, str]
    working: Working | None = None
    wrong: Mapping[str, str] = field(default_factory=dict)
    cannot: str = ""


@routes.get("")
async def every(request: web.Request) -> web.Response:
    """What can be counted."""
    return page(request, "rights.html", calculators=listed(), choices=CHOICES)


@routes.get("/w/{token:[A-Za-z0-9_-]{20,64}}")
async def kept(request: web.Request) -> web.Response:
    """A working out of the chat, counted anew from what was said, as of the day it was asked."""
    pages = request.app[PAGES]
    async with pages.services.database.view() as session:
        found = await Workings(session, pages.services.keys, pages.clock()).find(request.match_info["token"])
    calculator = discover().get(found.calculator) if found else None
    if found is None or calculator is None:
        raise web.HTTPGone(text=GONE)
    tried = _try(request, calculator, found.given)
    return _shown(request, calculator, tried, found.assumed)


@routes.get("/{name:[a-z_]{1,40}}")
async def empty(request: web.Request) -> web.Response:
    """The form. Its address holds no figure: it is what can be passed on."""
    return _form(request, _calculator(request), Tried({}))


@routes.post("/{name:[a-z_]{1,40}}")
async def count(request: web.Request) -> web.Response:
    """The working; or the form again, with what was typed and what is wrong beside it."""
    if request.content_type != FORM:
        raise web.HTTPUnsupportedMediaType
    calculator, form = _calculator(request), await request.post()
    refusals.must_be_text((*form, *form.values()))
    tried = _try(request, calculator, typed(form, calculator.fields))
    if LIVE in request.headers:
        missing = [one.label for one in calculator.fields if one.name in tried.wrong]
        return page(request, "_live.html", tried=tried, missing=missing)
    return _shown(request, calculator, tried)


def _calculator(request: web.Request) -> Calculator:
    found = discover().get(request.match_info["name"])
    if found is None:
        raise web.HTTPNotFound(text=NO_CALCULATOR)
    return found


def _try(request: web.Request, calculator: Calculator, given: Mapping[str, str]) -> Tried:
    pages = request.app[PAGES]
    if wrong := wrongs(calculator.fields, given):
        return Tried(given, wrong=wrong)
    try:
        return Tried(given, calculator.run(pages.services.parameters, today(pages.clock()), given))
    except BadInput as bad:  # each field by itself is right, together they are not
        named = next((one for one in calculator.fields if one.name == bad.field), calculator.fields[0])
        return Tried(given, wrong={named.name: why(named, bad)})
    except CannotTell as cannot:
        return Tried(given, cannot=str(cannot))


def _shown(request: web.Request, calculator: Calculator, tried: Tried, assumed: tuple[str, ...] = ()) -> web.Response:
    if tried.working is None:
        return _form(request, calculator, tried)
    told = [(one, tried.given[one.name]) for one in calculator.fields if tried.given.get(one.name)]
    return page(
        request,
        "working.html",
        calculator=calculator,
        working=tried.working,
        told=told,
        assumed="；".join(one.rstrip("。") for one in dict.fromkeys((*assumed, *tried.working.assumed))),
        fields=_fields(calculator, tried),
        share=f"{request.app[PAGES].services.settings.server.public_url}{ROOT}/{calculator.name}",
    )


def _form(request: web.Request, calculator: Calculator, tried: Tried) -> web.Response:
    status = 422 if tried.wrong else 200
    return page(
        request, "calculator.html", status, calculator=calculator, fields=_fields(calculator, tried), tried=tried
    )


def _fields(calculator: Calculator, tried: Tried) -> list[Asked]:
    return [asked(one, tried.given.get(one.name, ""), tried.wrong.get(one.name, "")) for one in calculator.fields]
