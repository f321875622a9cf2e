"""A filled paper: what is still open, then Word, or a page to print. Made in a thread, few at a time."""

import asyncio
import base64
import hashlib
import re
from urllib.parse import quote

from aiohttp import web

from bot.core.clock import today
from rights.fitting import free_by
from rights.paper_blocks import Paper
from web.pages import faces
from web.pages.page import PAGES, page
from web.pages.papers import PAPER, Draft, draft, problems, shown
from web.pages.ticket import PATH
from web.paper_files import WORD, as_page, as_word

STYLE = web.RequestKey("style", str)  # the hash of the style sheet inside a page to print
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)

routes = web.RouteTableDef()


@routes.get(PAPER + "/ready")
@routes.get(PATH + PAPER + "/ready")
async def ready(request: web.Request) -> web.Response:
    """Where it goes, what is still open, what to look at; and the paper to take away."""
    one = await draft(request)
    if await problems(request.app[PAGES], one):
        raise web.HTTPSeeOther(one.path)
    paper = await asyncio.to_thread(_paper, request, one)
    return page(request, "paper_ready.html", draft=one, paper=paper, free=free_by(one.form.name))


@routes.get(PAPER + "/word")
@routes.get(PATH + PAPER + "/word")
async def word(request: web.Request) -> web.Response:
    """The paper as .docx; its name tells nothing about who files it."""
    one = await draft(request)
    if wrong := await problems(request.app[PAGES], one):
        return await shown(request, one, wrong, 422)
    async with request.app[PAGES].packing:
        content = await asyncio.to_thread(lambda: as_word(_paper(request, one)))
    name = f"attachment; filename=paper.docx; filename*=UTF-8''{quote(one.form.title)}.docx"
    return web.Response(body=content, content_type=WORD, headers={"Content-Disposition": name})


@routes.get(PAPER + "/print")
@routes.get(PATH + PAPER + "/print")
async def printed(request: web.Request) -> web.Response:
    """The paper as a page for A4."""
    one = await draft(request)
    if wrong := await problems(request.app[PAGES], one):
        return await shown(request, one, wrong, 422)
    async with request.app[PAGES].packing:
        text = await asyncio.to_thread(lambda: as_page(_paper(request, one)))
    if style := _STYLE.search(text):
        request[STYLE] = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    return web.Response(text=text, content_type="text/html")


async def allow_style(request: web.Request, response: web.StreamResponse) -> None:
    """Lets the one style sheet through that stands inside a page to print."""
    if STYLE in request:
        policy = faces.POLICY.replace("style-src 'self'", f"style-src 'sha256-{request[STYLE]}'")
        response.headers["Content-Security-Policy"] = policy


def _paper(request: web.Request, one: Draft) -> Paper:
    pages = request.app[PAGES]
    return one.form.fill(pages.services.parameters, today(pages.clock()), one.answers)
