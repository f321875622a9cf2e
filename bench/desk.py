"""How long each page of the desk takes on a union's data of years, and how many queries it asks.

    .venv/bin/python -m bench.desk sqlite+aiosqlite:///var/desk.db --keys var/desk.key
    .venv/bin/python -m bench.desk URL --keys FILE --only /desk/rates --times 50

The desk alone, over HTTP on this machine, one request after the other; the first of each page does not count. A row is
a page: p50 and p95 in ms, queries, bytes. It ends with status 1 when a page is slower than 150 ms at p95, or answers
anything but 200. docs/bench.md tells more. A room adds its pages to PAGES.
"""

import argparse
import asyncio
import re
import socket
import sys
import time
from collections import Counter
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
from bench.desk_data import NOW
from bot.app import make_services, read_knowledge
from bot.context import Services
from bot.core.jobs import Jobs
from bot.core.settings import Settings
from tickets.group_models import Group
from tickets.models import Ticket
from web.desk import setup
from web.desk.models import Agent
from web.desk.people import passwords

MOST_MS = 150.0
PASSWORD = "a long password of the bench"
FIND = "find "  # before words that are searched for, as the form does it
PAGES = (
    *(
        f"/desk?tab={tab}"
        for tab in ("mine", "free", "lapsing", "today", "late", "grouped", "new", "taken", "all", "closed")
    ),
    "/desk/list?tab=new",
    "/desk?tab=all&kind=欠薪&district=金凤区&urgent=1",
    "/desk?tab=all&least=50000&most=51000",
    "/desk?tab=closed&who=3&since=2026-01-01",
    "/desk?tab=all&team=没有这个科室",
    f"{FIND}宏华达建筑",
    f"{FIND}{{phone}}",
    f"{FIND}拖欠工资 考勤表",
    f"{FIND}老板拖欠我三个月工资一共",
    "/desk/tickets/{ticket}",
    "/desk/tickets/{ticket}/talk",
    "/desk/tickets/{busy}",
    "/desk/groups",
    "/desk/rates",
    "/desk/new",
)
ROLES = ("admin", "agent")  # one who sees all, one of two districts


@dataclass(frozen=True, slots=True)
class Timed:
    """One page as one role saw it."""

    page: str
    role: str
    status: int
    p50_ms: float
    p95_ms: float
    cpu_ms: float
    queries: int
    size_bytes: int


async def run(given: argparse.Namespace) -> list[Timed]:
    """Asks for every page as often as was said, as each role."""
    services = make_services(_settings(given), read_knowledge(NOW.date()))
    places = await _places(services)
    found = []
    async with _served(services) as base:
        for role in ROLES:
            async with aiohttp.ClientSession(base, cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
                await _sign_in(services, http, role)
                for page in given.only or PAGES:
                    found.append(await _timed(http, page, page.format(**places), role, given.times))
    await services.database.close()
    return found


async def _timed(http: aiohttp.ClientSession, page: str, path: str, role: str, times: int) -> Timed:
    address = await _searched(http, path.removeprefix(FIND)) if path.startswith(FIND) else path
    took: list[float] = []
    cpu: list[float] = []
    for _ in range(times + 1):
        with _counted() as queries:
            begun, burnt = time.perf_counter(), time.process_time()
            async with http.get(address, allow_redirects=False) as response:
                size, status = len(await response.read()), response.status
            took.append((time.perf_counter() - begun) * 1000)
            cpu.append((time.process_time() - burnt) * 1000)
    took = sorted(took[1:])
    return Timed(
        page,
        role,
        status,
        took[len(took) // 2],
        took[int(len(took) * 0.95)],
        sorted(cpu)[len(cpu) // 2],
        queries.total(),
        size,
    )


async def _searched(http: aiohttp.ClientSession, words: str) -> str:
    """Where a search leads to."""
    async with http.post(
        "/desk/find", data={"csrf": await _csrf(http, "/desk"), "q": words}, allow_redirects=False
    ) as response:
        return response.headers.get("Location", "/desk")


class _counted:
    """Counts the statements that are sent to any database meanwhile."""

    def __enter__(self) -> Counter[str]:
        self._found: Counter[str] = Counter()
        event.listen(Engine, "before_cursor_execute", self._note)
        return self._found

    def __exit__(self, *_: object) -> None:
        event.remove(Engine, "before_cursor_execute", self._note)

    def _note(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        self._found[statement] += 1


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
        group = await session.scalar(select(Group.number).limit(1))
        assert ticket is not None and busy is not None
        phone = services.keys.open(ticket.phone or b"", f"tickets:{ticket.number}")
    return {"ticket": ticket.number, "busy": busy.number, "phone": phone, "group": group or "0" * 9}


def _settings(given: argparse.Namespace) -> Settings:
    secret = "0123456789abcdef0123456789abcdef"
    wechat = {"appid": "wx0123456789abcdef", "token": "bench2026", "secret": secret, "aes_key": "k" * 42 + "A"}
    keys, files = {"data": given.keys.read_text("utf-8")}, {"url": f"file://{given.keys.parent}/bench-files"}
    return Settings(wechat=wechat, database={"url": given.url}, keys=keys, files=files)


def _table(rows: list[Timed]) -> str:
    head = "| page | as | p50 ms | p95 ms | CPU ms | queries | KB |\n| --- | --- | --- | --- | --- | --- | --- |"
    lines = (
        f"| `{one.page}`{'' if one.status == 200 else f' **{one.status}**'} | {one.role} | {one.p50_ms:.0f} |"
        f" {one.p95_ms:.0f} | {one.cpu_ms:.0f} |"
        f" {one.queries} | {one.size_bytes / 1024:.0f} |"
        for one in rows
    )
    return "\n".join([head, *lines])


def main() -> int:
    """Prints the table; 1 where a page was too slow or no page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("--keys", type=Path, required=True)
    parser.add_argument("--only", action="append", metavar="PATH")
    parser.add_argument("--times", type=int, default=20)
    passwords.PasswordHasher = lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # type: ignore[misc, assignment]
    given = parser.parse_args()
    rows = asyncio.run(run(given))
    print(report.machine(), _table(rows), sep="\n\n")
    return int(any(one.p95_ms > MOST_MS or one.status != 200 for one in rows))


if __name__ == "__main__":
    sys.exit(main())
