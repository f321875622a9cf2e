"""What every page of the desk needs at hand, and how a page is made."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp_jinja2
from aiohttp import web
from aiohttp_session import Session, get_session
from sqlalchemy.ext.asyncio import AsyncSession

from bot.context import Services
from bot.core.clock import Clock
from tickets.service import Tickets
from web.desk.models import Agent
from web.desk.once import new_token

ROOT = "/desk"
SIGN_IN = f"{ROOT}/sign-in"
NOTICE = "notice"
CSRF = "csrf"

Later = Callable[[AsyncSession, int], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk of one installation.

    Queued in the caller's transaction: by `deliver` an outbox message, by `go_on` the rest of an answer to a group.
    `looking` bounds how many passwords are looked at together.
    """

    services: Services
    deliver: Later
    go_on: Later
    clock: Clock
    looking: asyncio.Semaphore

    def tickets(self, session: AsyncSession) -> Tickets:
        """The tickets, as of now."""
        return Tickets(session, self.services.keys, self.clock(), self.services.rules)


DESK = web.AppKey("desk", Desk)
AGENT = web.RequestKey("agent", Agent)
PUT_DOWN = web.RequestKey("put_down", bool)
"""The page itself put down, and better than the guard could, that a file leaves the desk."""


async def page(request: web.Request, template: str, status: int = 200, **more: Any) -> web.Response:
    """A page of the desk: `more` beside what all pages show."""
    session = await get_session(request)
    notice = session.pop(NOTICE, "") if status == 200 and NOTICE in session else ""
    return _rendered(request, template, status, {"notice": notice, CSRF: session.get(CSRF, ""), **more})


async def part(request: web.Request, template: str, **more: Any) -> web.Response:
    """A part of a page, to be put in place of an older one."""
    return _rendered(request, template, 200, more)


async def say(request: web.Request, notice: str) -> None:
    """Has the next page show `notice`."""
    session: Session = await get_session(request)
    session[NOTICE] = notice


def ticket_path(number: str) -> str:
    """Where a ticket's page is."""
    return f"{ROOT}/tickets/{number}"


def group_path(number: str) -> str:
    """Where a group's page is."""
    return f"{ROOT}/groups/{number}"


def _rendered(request: web.Request, template: str, status: int, more: Mapping[str, Any]) -> web.Response:
    desk = request.app[DESK]
    context = {
        "agent": request.get(AGENT),
        "now": desk.clock(),
        "union": desk.services.settings.union.name,
        "new_token": new_token,
        **more,
    }
    return aiohttp_jinja2.render_template(f"desk/{template}", request, context, status=status)
