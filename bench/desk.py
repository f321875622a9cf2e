"""How long each page of the desk takes on a union's data of years, and how many statements it sends.

    .venv/bin/python -m bench.desk sqlite+aiosqlite:///var/desk.db --keys var/desk.key
    .venv/bin/python -m bench.desk pg:var/pg --keys var/desk.key --only /desk/rates --times 50 --tell

The desk alone, over HTTP on this machine, one request after the other; the first of each page does not count. A row is
a page: p50 and p95 in ms, then of CPU time (this process, and PostgreSQL's in a folder of its own), statements, bytes.
It ends with status 1 when a page is slower than 150 ms at p95, or answers anything but 200. docs/bench.md tells more. A
room adds its pages in bench/desk_pages.py.
"""

import argparse
import asyncio
import gc
import re
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import aiohttp
from aiohttp import web
from argon2 import PasswordHasher
from sqlalchemy import Engine, event, select, update

from bench import report
from bench.desk_data import OWN_SERVER, located
from bench.desk_pages import ADMINS, FIND, PAGES
from bench.desk_tickets import NOW
from bot.app import GARBAGE, make_services, read_knowledge
from bot.context import Services
from bot.core.jobs import Jobs
from bot.core.settings import Settings
from tickets.group_models import Group, Member
from tickets.models import Ticket
from web.desk import setup
from web.desk.models import Agent
from web.desk.people import passwords

MOST_MS = 150.0
PASSWORD = "a long password of the bench"
ROLES = ("admin", "agent")  # one who sees all, one of two districts


@dataclass(frozen=True, slots=True)
class Page:
    """A page as a role asks for it: its name here, and its address."""

    name: str
    role: str
    path: str


@dataclass(frozen=True, slots=True)
class Timed:
    """One page as one role saw it."""

    page: str
    role: str
    status: int
    p50_ms: float
    p95_ms: float
    cpu_ms: float
    cpu_p95_ms: float
    statements: int
    size_bytes: int


class Clock:
    """CPU time of this process and of the processes under PostgreSQL's first one, in ms."""

    def __init__(self, url: str) -> None:
        self._first = ""
        if url.startswith(OWN_SERVER):
            self._first = Path(url.removeprefix(OWN_SERVER), "postmaster.pid").read_text().split()[0]

    def __call__(self) -> float:
        """Up to now."""
        ours = time.process_time() * 1000
        return ours + sum(map(_burnt_ms, _children(self._first))) if self._first else ours


def _children(process: str) -> list[str]:
    return Path(f"/proc/{process}/task/{process}/children").read_text().split()


def _burnt_ms(process: str) -> float:
    return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e6


async def run(given: argparse.Namespace, url: str) -> list[Timed]:
    """Asks for every page as often as was said, as each role."""
    services = make_services(_settings(given, url), read_knowledge(NOW.date()))
    places, clock = await _places(services), Clock(given.url)
    found = []
    gc.collect()
    gc.freeze()  # as the product does once it has read everything
    gc.set_threshold(*GARBAGE)
    async with _served(services) as base:
        for role in ROLES:
            async with aiohttp.ClientSession(base, cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
                await _sign_in(services, http, role)
                for page in given.only or [*PAGES, *(ADMINS if role == "admin" else ())]:
                    path = page.format(**places)
                    if path.startswith(FIND):
                        path = await _searched(http, path.removeprefix(FIND))
                    found.append(await _timed(http, clock, Page(page, role, path), given))
    await services.database.close()
    return found


async def _timed(http: aiohttp.ClientSession, clock: Clock, page: Page, given: argparse.Namespace) -> Timed:
    took: list[float] = []
    cpu: list[float] = []
    for _ in range(given.times + 1):
        with _counted() as sent:
            begun, burnt = time.perf_counter(), clock()
            async with http.get(page.path, allow_redirects=page.name.startswith("/desk/find")) as response:
                size, status = len(await response.read()), response.status
            took.append((time.perf_counter() - begun) * 1000)
            cpu.append(clock() - burnt)
    if given.tell:
        _tell(page, sent)
    times, burnt_ms = sorted(took[1:]), sorted(cpu[1:])
    last = int(len(times) * 0.95)
    middle = len(times) // 2
    figures = (times[middle], times[last], burnt_ms[middle], burnt_ms[last])
    return Timed(page.name, page.role, status, *figures, len(sent), size)


def _tell(page: Page, sent: list[tuple[str, float]]) -> None:
    print(f"\n{page.role} {page.name}: {len(sent)} statements, {sum(took for _, took in sent):.1f} ms")
    for statement, took in sorted(sent, key=lambda one: -one[1]):
        print(f"  {took:6.1f} ms  {' '.join(statement.split())}")


async def _searched(http: aiohttp.ClientSession, words: str) -> str:
    """Where a search leads to."""
    async with http.post(
        "/desk/find", data={"csrf": await _csrf(http, "/desk"), "q": words}, allow_redirects=False
    ) as response:
        return response.headers.get("Location", "/desk")


class _counted:
    """The statements that are sent to any database meanwhile, with how long each took in ms; not what begins and ends
    a transaction.
    """

    def __enter__(self) -> list[tuple[str, float]]:
        self._found: list[tuple[str, float]] = []
        self._hooks = (("before_cursor_execute", self._begin), ("after_cursor_execute", self._end))
        for name, hook in self._hooks:
            event.listen(Engine, name, hook)
        return self._found

    def __exit__(self, *_: object) -> None:
        for name, hook in self._hooks:
            event.remove(Engine, name, hook)

    def _begin(self, _connection: Any, _cursor: Any, _statement: str, _given: Any, context: Any, _many: bool) -> None:
        context.begun = time.perf_counter()

    def _end(self, _connection: Any, _cursor: Any, statement: str, _given: Any, context: Any, _many: bool) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            self._found.append((statement, (time.perf_counter() - context.begun) * 1000))


@asynccontextmanager
async def _served(services: Services) -> AsyncIterator[str]:
    """The desk alone, at a free port."""
    app = web.Application()
    jobs = type("NoJobs", (), {"register": lambda *_: None})()
    setup.mount(app, services, cast(Jobs, jobs), lambda: NOW)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    listening = socket.create_server(("127.0.0.1", 0))
    await web.SockSite(runner, listening).start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        await runner.cleanup()


async def _sign_in(services: Services, http: aiohttp.ClientSession, role: str) -> None:
    """As the first agent of that role, the last one being of few districts."""
    async with services.database.session() as session:
        order = Agent.id if role == "admin" else Agent.id.desc()
        agent = await session.scalar(select(Agent).where(Agent.role == role).order_by(order).limit(1))
        assert agent is not None, "make the data with bench.desk_data first"
        await session.execute(update(Agent).where(Agent.id == agent.id).values(hash=passwords.hashed(PASSWORD)))
    form = {"csrf": await _csrf(http, "/desk/sign-in"), "name": agent.name, "password": PASSWORD}
    async with http.post("/desk/sign-in", data=form, allow_redirects=False) as response:
        assert response.status == 303, await response.text()


async def _csrf(http: aiohttp.ClientSession, path: str) -> str:
    async with http.get(path) as response:
        found = re.search(r'name="csrf" value="([^"]+)"', await response.text())
        assert found, f"{path} has no form"
        return found[1]


async def _places(services: Services) -> dict[str, str]:
    """What stands in the addresses: a ticket of the two districts' agent, one of a follower with much talk, a phone."""
    async with services.database.view() as session:
        mine = select(Ticket).where(Ticket.district == "金凤区", Ticket.follower.is_not(None))
        ticket = await session.scalar(mine.order_by(Ticket.id.desc()).limit(1))
        busy = await session.scalar(mine.where(Ticket.closed_at.is_(None)).order_by(Ticket.id).limit(1))
        group = await session.scalar(select(Group.number).where(Group.id == 7))
        member = mine.join(Member, Member.ticket_id == Ticket.id)
        grouped = await session.scalar(member.order_by(Ticket.id.desc()).limit(1))
        assert ticket is not None and busy is not None and grouped is not None
        phone = services.keys.open(ticket.phone or b"", f"tickets:{ticket.number}")
    found = {"ticket": ticket.number, "busy": busy.number, "grouped": grouped.number}
    return {**found, "phone": phone, "group": group or ""}


def _settings(given: argparse.Namespace, url: str) -> Settings:
    secret = "0123456789abcdef0123456789abcdef"
    wechat = {"appid": "wx0123456789abcdef", "token": "bench2026", "secret": secret, "aes_key": "k" * 42 + "A"}
    keys, files = {"data": given.keys.read_text("utf-8")}, {"url": f"file://{given.keys.parent.resolve()}/bench-files"}
    return Settings(wechat=wechat, database={"url": url}, keys=keys, files=files)


def _table(rows: list[Timed]) -> str:
    names = ("page", "as", "p50 ms", "p95 ms", "CPU p50 ms", "CPU p95 ms", "statements", "KB")
    lines = []
    for one in rows:
        page = f"`{one.page}`" if one.status == 200 else f"`{one.page}` **{one.status}**"
        ms = (one.p50_ms, one.p95_ms, one.cpu_ms, one.cpu_p95_ms)
        cells = (page, one.role, *(f"{each:.0f}" for each in ms), str(one.statements), f"{one.size_bytes / 1024:.0f}")
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([f"| {' | '.join(names)} |", f"|{' --- |' * len(names)}", *lines])


def main() -> int:
    """Prints the table; 1 where a page was too slow or no page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("--keys", type=Path, required=True)
    parser.add_argument("--only", action="append", metavar="PATH")
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--tell", action="store_true", help="also every statement of each page, the slowest first")
    passwords.PasswordHasher = lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # type: ignore[misc, assignment]
    given = parser.parse_args()
    with located(given.url) as url:
        rows = asyncio.run(run(given, url))
    print(report.machine(), _table(rows), sep="\n\n")
    return int(any(one.p95_ms > MOST_MS or one.status != 200 for one in rows))


if __name__ == "__main__":
    sys.exit(main())
