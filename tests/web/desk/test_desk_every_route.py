"""Every form of the desk is done in one transaction and once, or is named here with the reason why not."""

import inspect
from collections.abc import Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any

from desk_room import Room

from web.desk.desk import DESK, ROOT
from web.desk.doing import done_once

OWN_SIGN_IN = "changes only one's own sign-in, which the password or code sent with it guards; sent again it says so"
READS = "changes nothing, shows something"
SAME = "leaves the same state when it is sent again"
EXCEPTIONS = {
    "/sign-in": "nobody is signed in yet: there is no agent whose form it could be",
    "/sign-in/code": "nobody is signed in yet: there is no agent whose form it could be",
    "/sign-out": SAME,
    "/welcome/{token}": "nobody is signed in yet; the link itself counts once",
    "/me/password": OWN_SIGN_IN,
    "/me/others": SAME,
    "/me/telephone": OWN_SIGN_IN,
    "/me/telephone/off": OWN_SIGN_IN,
    "/me/codes": OWN_SIGN_IN,
    "/find": READS,
    "/filter": READS,
    "/replies/preview": READS,
    "/knowledge/{slug}/preview": READS,
    "/knowledge/{slug}/try": READS,
    "/admin/health": "asks WeChat and shows it; the audit says each time that it was asked",
    "/tickets/{number}/here": SAME,
    "/admin/menu/push": "WeChat is asked outside of any transaction, and gets the same menu again",
}


def _codes(code: CodeType) -> Iterator[CodeType]:
    """A function's code and that of those it has inside."""
    yield code
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield from _codes(one)


def _named(function: FunctionType) -> Iterator[Any]:
    """What of the desk a function names, out of its own module and of those it imports."""
    names = {name for code in _codes(function.__code__) for name in code.co_names}
    for one in (function.__globals__.get(name) for name in names):
        if isinstance(one, ModuleType):
            yield from (vars(one).get(name) for name in names)
        yield one


def acts_once(handler: Any) -> bool:
    """Whether a handler comes to `done_once`, directly or by what it calls."""
    ahead, seen = [inspect.unwrap(handler)], set()
    while ahead:
        one = ahead.pop()
        if one is done_once:
            return True
        if isinstance(one, FunctionType) and one not in seen and one.__module__.startswith("web.desk"):
            seen.add(one)
            ahead += _named(one)
    return False


async def test_every_form_counts_once_or_is_an_exception(room: Room) -> None:
    app = room.browser.server.app  # type: ignore[union-attr]
    desk = next(one for one in app._subapps if DESK in one)
    posts = [route for route in desk.router.routes() if route.method == "POST" and route.resource]
    loose = {route.resource.canonical.removeprefix(ROOT) for route in posts if not acts_once(route.handler)}
    assert len(posts) > 80
    assert loose == set(EXCEPTIONS)


def test_a_handler_that_does_not_come_to_it_is_seen() -> None:
    async def bare(_request: Any) -> None: ...

    assert not acts_once(bare)


async def test_a_form_about_a_ticket_stands_in_the_tickets_room(room: Room) -> None:
    posts = [route for route in room.browser.server.app.router.routes() if route.method == "POST"]  # type: ignore[union-attr]
    about = {route.resource.canonical: route.handler.__module__ for route in posts if route.resource}
    strays = {
        path.rpartition("/")[2]
        for path, module in about.items()
        if path.startswith(f"{ROOT}/tickets/") and not module.startswith("web.desk.ticket.")
    }
    assert len(about) > 80 and strays == {"together", "here"}  # a group's, and what the inbox shows live
