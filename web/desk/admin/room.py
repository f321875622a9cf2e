"""Puts this room into the desk."""

from aiohttp import web

from bot.core.jobs import Jobs
from web.desk.admin import calendar, cards, health, mass, menu, overview, routing, settings, templates
from web.desk.desk import Desk


def join(desk: web.Application, _staff: Desk, _jobs: Jobs) -> None:
    """Adds the room's pages."""
    for part in (overview, settings, routing, calendar, menu, cards, templates, mass, health):
        desk.router.add_routes(part.routes)
