"""Puts this room into the desk."""

from aiohttp import web

from bot.core.jobs import Jobs
from web.desk.desk import Desk
from web.desk.inbox import form_routes, inbox_routes, live_routes
from web.desk.inbox.live import Live


def join(desk: web.Application, staff: Desk, _jobs: Jobs) -> None:
    """Adds the room's pages and the live lines."""
    desk.router.add_routes([*inbox_routes.routes, *form_routes.routes, *live_routes.routes])
    desk[live_routes.LIVE] = live = Live(staff.services.database, staff.clock)
    desk.on_shutdown.append(live.close)
