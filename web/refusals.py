"""Refusals and faults with a face, for every room of pages: what is told, and the headers that all pages carry."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass

from aiohttp import web
from aiohttp.typedefs import Handler

HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}

NUL, NO_NUL = "\x00", "里面有一个看不见的字符，系统收不下。请回到上一页，重新打一遍再试。"
LOOPBACK = ("127.0.0.1", "::1")

_BEGUN = web.RequestKey("begun", web.StreamResponse)
Show = Callable[[web.Request, int, str, str], Awaitable[web.Response]]


@dataclass(frozen=True, slots=True)
class Words:
    """What is told by status, in one room's words; `advice` where a refusal says nothing itself."""

    titles: Mapping[int, str]
    advice: str
    fault: str
    fault_advice: str


def faces(
    words: Words, show: Show, log_fault: Callable[[web.Request], None]
) -> Callable[..., Awaitable[web.StreamResponse]]:
    """The middleware that shows a refusal as a page by `show` (status, title, advice), a fault without its inside."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPException as refusal:
            if refusal.status < 400:
                raise
            if _BEGUN in request:
                return _cut(request)
            told = refusal.text if refusal.text and not refusal.text.startswith(str(refusal.status)) else words.advice
            return await show(request, refusal.status, words.titles.get(refusal.status, words.fault), told)
        except Exception:  # whoever looks must see in their language that it failed
            log_fault(request)
            if _BEGUN in request:
                return _cut(request)
            return await show(request, 500, words.fault, words.fault_advice)

    return middleware


@web.middleware
async def no_nul(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuses an address with the character that no column of PostgreSQL keeps; `must_be_text` does so for a form."""
    must_be_text((request.path, *request.query, *request.query.values()))
    return await handler(request)


def must_be_text(given: Iterable[object]) -> None:
    """Lets words pass that every database keeps; files among them are looked at by name.

    Raises:
        web.HTTPBadRequest: one holds a NUL.
    """
    names = (one.filename if isinstance(one, web.FileField) else one for one in given)
    if any(isinstance(name, str) and NUL in name for name in names):
        raise web.HTTPBadRequest(text=NO_NUL)


async def begun(request: web.Request, response: web.StreamResponse) -> None:
    """Remembers what goes out, so that no page is written into it when it fails halfway; for `on_response_prepare`."""
    request[_BEGUN] = response


def _cut(request: web.Request) -> web.StreamResponse:
    """Breaks the line: whoever takes a file must see that it is not whole."""
    if request.transport is not None:
        request.transport.abort()
    return request[_BEGUN]


def route(request: web.Request) -> str:
    """The pattern of the address, for logs: never the address itself."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else ""


def source(request: web.Request) -> str | None:
    """Where a try comes from. Behind a proxy on this machine it is what the proxy says; without its word, sources
    cannot be told apart. Whoever forges that word escapes this count, never the one of the number they try.
    """
    peer = request.remote
    return request.headers.get("X-Real-IP") if peer in LOOPBACK else peer
