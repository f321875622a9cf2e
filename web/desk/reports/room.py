"""Puts this room into the desk."""

from aiohttp import web

from bot.core.jobs import Jobs
from web.desk.desk import Desk
from web.desk.reports import exports, paper_routes, rates, report_routes


def join(desk: web.Application, _staff: Desk, _jobs: Jobs) -> None:
    """Adds the room's pages."""
    desk.router.add_routes([*rates.routes, *report_routes.routes, *exports.routes, *paper_routes.routes])
