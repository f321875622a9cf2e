"""Puts this room into the desk."""

from aiohttp import web

from bot.core.jobs import Jobs
from web.desk.desk import Desk
from web.desk.people import audit_routes, door, me, people_routes, welcome


def join(desk: web.Application, _staff: Desk, _jobs: Jobs) -> None:
    """Adds the room's pages."""
    for one in (door, me, people_routes, welcome, audit_routes):
        desk.router.add_routes(one.routes)
