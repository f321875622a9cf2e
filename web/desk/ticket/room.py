"""Puts this room into the desk."""

from aiohttp import web

from bot.core.jobs import Jobs
from web.desk.desk import Desk
from web.desk.ticket import (
    custody_routes,
    deed_routes,
    evidence,
    file_routes,
    filing,
    replies_routes,
    suggesting,
    ticket_routes,
    work_routes,
)


def join(desk: web.Application, _staff: Desk, _jobs: Jobs) -> None:
    """Adds the room's pages."""
    for rooms in (
        ticket_routes,
        deed_routes,
        custody_routes,
        work_routes,
        filing,
        evidence,
        suggesting,
        replies_routes,
        file_routes,
    ):
        desk.router.add_routes(rooms.routes)
