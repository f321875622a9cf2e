"""Puts this room into the desk."""

from aiohttp import web

from bot.core.jobs import Jobs
from web.desk.desk import Desk
from web.desk.groups import groups_routes
from web.desk.groups.answering_all import ANSWER_ALL, go_on


def join(desk: web.Application, staff: Desk, jobs: Jobs) -> None:
    """Adds the room's pages and what it does in the background."""
    desk.router.add_routes(groups_routes.routes)
    jobs.register(ANSWER_ALL, lambda answer: go_on(staff, int(answer)))
