"""Puts this room into the desk."""

from aiohttp import web

from bot.core.jobs import Jobs
from knowledge.runs import RUN
from web.desk.desk import Desk
from web.desk.knowledge import (
    correct_routes,
    editor_routes,
    figures_routes,
    history_routes,
    import_routes,
    list_routes,
    missed_routes,
    run_routes,
    runs_routes,
)
from web.desk.knowledge.bench import BENCH, Bench


def join(desk: web.Application, staff: Desk, jobs: Jobs) -> None:
    """Adds the room's pages and what it does in the background."""
    desk[BENCH] = bench = Bench(staff, jobs)
    for module in (
        list_routes,
        run_routes,
        runs_routes,
        import_routes,
        missed_routes,
        correct_routes,
        figures_routes,
        history_routes,
        editor_routes,
    ):
        desk.router.add_routes(module.routes)
    jobs.register(RUN, bench.run)
