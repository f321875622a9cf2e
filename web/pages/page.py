"""What every page of a worker needs at hand, and how one is made."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import aiohttp_jinja2
from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.context import Services
from bot.core.clock import Clock
from tickets.receipts import Receipts
from tickets.service import Tickets
from web.pages.wechat import WeChat


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of one installation; `uploading` and `packing` bound how many files lie in memory at once."""

    services: Services
    clock: Clock
    receipts: Receipts
    wechat: WeChat
    uploading: asyncio.Semaphore
    packing: asyncio.Semaphore

    def tickets(self, session: AsyncSession) -> Tickets:
        """The tickets, as of now."""
        return Tickets(session, self.services.keys, self.clock(), self.services.rules)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who looks at a page: a follower, whoever showed the receipt of one ticket, both, or a stranger.

    `visit` is a random value of this browser; `csrf` what its forms carry, of this browser and its sessions.
    """

    visit: str = field(repr=False)
    csrf: str = field(repr=False)
    follower: str | None = None
    ticket: int | None = None


PAGES = web.AppKey("pages", Pages)
VISITOR = web.RequestKey("visitor", Visitor)


def page(request: web.Request, template: str, status: int = 200, **more: Any) -> web.Response:
    """A page: `more` beside what all show."""
    pages, visitor = request.app[PAGES], request.get(VISITOR)
    context = {
        "csrf": visitor.csrf if visitor else "",
        "signed_in": visitor is not None and visitor.follower is not None,
        "by_receipt": visitor is not None and visitor.ticket is not None,
        "now": pages.clock(),
        "union": pages.services.settings.union.name,
        **more,
    }
    return aiohttp_jinja2.render_template(f"pages/{template}", request, context, status=status)


async def words(request: web.Request, name: str, most: int) -> str:
    """One field of a form, at most so long."""
    return str((await request.post()).get(name, ""))[:most].strip()
