"""Puts this room into the desk."""

from aiohttp import web

from bot.core.jobs import Jobs
from web.desk.desk import Desk
from web.desk.notices import notices


def join(desk: web.Application, _staff: Desk, _jobs: Jobs) -> None:
    """Adds the room's pages."""
    desk.router.add_routes(notices.routes)
