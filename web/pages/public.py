"""Everybody's pages under /rights: what can be counted, and the law it rests on.

Nobody is known here: no session, no cookie; what is typed is counted and forgotten.
"""

from urllib.parse import quote

from aiohttp import web

from bot.core.clock import chinese_day
from knowledge.law_names import cited
from tickets.workings import ROOT
from web import refusals
from web.pages import calculators, choices, faces, law
from web.pages.page import PAGES, Pages

POLICY = f"{faces.POLICY}; script-src 'self'; connect-src 'self'"  # counting while one types, and printing
LAW = "{root}/law/{statute}/{number}"


def make(pages: Pages) -> web.Application:
    """The application; its templates are still to be set up."""
    public = web.Application(middlewares=[faces.faces, refusals.no_nul])
    public[PAGES] = pages
    public.router.add_routes(law.routes)
    public.router.add_routes(choices.routes)
    public.router.add_routes(calculators.routes)
    public.on_response_prepare.append(harden)
    return public


async def harden(request: web.Request, response: web.StreamResponse) -> None:
    """Sets the headers of the pages; scripts of ours may run here."""
    await faces.harden(request, response)
    response.headers["Content-Security-Policy"] = POLICY


def law_path(citation: str) -> str:
    """Where an article can be read."""
    statute, _, number = citation.partition("#")
    return LAW.format(root=ROOT, statute=quote(statute, safe=""), number=number)


GLOBALS = {"rights_root": ROOT}
FILTERS = {"law_path": law_path, "cited": lambda citation: cited((citation,)), "on_day": chinese_day}
