"""The desk alone, over real HTTP and a real SQLite database: no platform, no knowledge, a clock that can be set."""

import json
import re
import sqlite3
from base64 import urlsafe_b64encode
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any, cast

from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer
from cryptography.fernet import Fernet
from harness import create_tables, settings_of
from sqlalchemy import update
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncSession

from bot.context import Services
from bot.core.crypt import Keyring, new_key
from bot.core.database import Database
from bot.core.files import Files
from bot.core.followers import ensure
from bot.core.jobs import Job, Jobs
from bot.core.live import Live
from bot.core.settings import Settings
from bot.journal import Journal
from bot.wechat.account import Account
from bot.working import DELIVER
from tickets.models import Ticket, TicketEvent
from tickets.receipts import Receipts
from tickets.service import Opening, Tickets
from tickets.states import State
from web.desk.models import Agent
from web.desk.once import new_token
from web.desk.setup import COOKIE, mount

NAME, PASSWORD = "zhangmin", "correct horse 9"
START = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)


@dataclass
class Now:
    """A clock that stands until it is moved."""

    at: datetime = START

    def __call__(self) -> datetime:
        return self.at

    def on(self, **more: float) -> None:
        """Moves it on by hours=, minutes=…"""
        self.at += timedelta(**more)


@dataclass(frozen=True)
class Entered:
    """What there is once the agent has signed in: a file of the database, and the browser's cookie."""

    content: bytes
    cookie: SimpleCookie


@dataclass
class Room:
    """The desk, one browser before it, and what it asked to be delivered."""

    services: Services
    browser: TestClient[Any, Any]
    now: Now
    delivered: list[int] = field(default_factory=list)
    failing: bool = False
    queued: list[str] = field(default_factory=list)
    jobs: dict[str, Job] = field(default_factory=dict)

    @property
    def database(self) -> Database:
        return self.services.database

    async def close(self) -> None:
        await self.browser.close()
        await self.database.close()

    def register(self, name: str, job: Job) -> None:
        self.jobs[name] = job

    async def enqueue(self, _session: AsyncSession, name: str, payload: str) -> None:
        if self.failing:
            raise ConnectionError("the queue is away")
        if name == DELIVER:
            self.delivered.append(int(payload))
        else:
            self.queued.append(payload)

    async def get(self, path: str) -> tuple[int, str]:
        """Status and text of a page, not followed."""
        response = await self.browser.get(path, allow_redirects=False)
        return response.status, await response.text()

    async def token(self, path: str = "") -> str:
        """The CSRF token of the forms on a page; of any page, for whoever is signed in."""
        if not path:
            return str(self.cookie["csrf"])
        return str(re.search(r'name="csrf" value="([^"]+)"', (await self.get(path))[1])[1])  # type: ignore[index]

    @property
    def cookie(self) -> dict[str, Any]:
        """What the desk keeps in the browser's cookie."""
        jar, key = self.browser.session.cookie_jar, self.services.keys.session_key
        sealed = jar.filter_cookies(self.browser.make_url("/desk"))[COOKIE].value
        session: dict[str, Any] = json.loads(Fernet(urlsafe_b64encode(key)).decrypt(sealed))["session"]
        return session

    async def post(self, path: str, page: str = "", **fields: str) -> ClientResponse:
        """Sends a form with the CSRF token of `page`, each time as another one unless `once` is given."""
        fields = {"csrf": await self.token(page), "once": new_token(), **fields}
        response: ClientResponse = await self.browser.post(path, data=fields, allow_redirects=False)
        return response

    async def sign_in(self, name: str = NAME, password: str = PASSWORD, **fields: str) -> ClientResponse:
        return await self.post("/desk/sign-in", "/desk/sign-in", name=name, password=password, **fields)

    def entered(self) -> Entered:
        """What another room begins with, to be spared the signing in."""
        with closing(sqlite3.connect(str(make_url(self.database.url).database))) as connection:
            content = connection.serialize()
        return Entered(content, SimpleCookie({one.key: one for one in self.browser.session.cookie_jar}))

    async def become(self, role: str = "agent", *districts: str) -> None:
        """Gives the agent another role and districts."""
        async with self.database.session() as session:
            await session.execute(update(Agent).where(Agent.name == NAME).values(role=role, districts=list(districts)))

    async def act(self, number: str, what: str, once: str = "0" * 32, **fields: str) -> ClientResponse:
        """Sends one of a ticket's forms."""
        return await self.post(f"/desk/tickets/{number}/{what}", once=once, **fields)

    async def open(self, story: str = "老板欠我工资", openid: str | None = "o1", **more: Any) -> Ticket:
        """A ticket, opened now by a follower."""
        async with self.database.session() as session:
            follower = await ensure(session, self.services.keys, openid, self.now()) if openid else None
            tickets = Tickets(session, self.services.keys, self.now(), self.services.rules)
            lapse, kind, own = more.pop("lapse", None), more.pop("kind", "欠薪"), more.keys() & {"urgent", "source"}
            facts = more.pop("facts", {}) | {slot: more[slot] for slot in more.keys() - own}
            opening = Opening(kind, story, follower, facts=facts, **{name: more[name] for name in own})
            ticket = await tickets.open(opening)
            if lapse:
                ticket.lapses_right, ticket.lapses_at = lapse.right, lapse.at
            return ticket

    async def change(self, number: str, work: Callable[[Tickets, Ticket], Awaitable[Any]]) -> None:
        """Does something to a ticket behind the desk's back."""
        async with self.database.session() as session:
            tickets = Tickets(session, self.services.keys, self.now(), self.services.rules)
            found = await tickets.find(number)
            assert found
            await work(tickets, found)

    async def move(self, number: str, *states: State) -> None:
        async def moving(tickets: Tickets, ticket: Ticket) -> None:
            for state in states:
                await tickets.move(ticket, state, "agent:somebody", "为了测试")

        await self.change(number, moving)

    async def history(self, number: str) -> list[tuple[str, str, str | None, str]]:
        """(actor, what, state, words) of each line."""
        async with self.database.view() as session:
            tickets = Tickets(session, self.services.keys, self.now(), self.services.rules)
            found = await tickets.find(number)
            assert found
            events = await tickets.history(found)
            return [_read(tickets, found, event) for event in events]

    async def state(self, number: str) -> str:
        async with self.database.view() as session:
            found = await Tickets(session, self.services.keys, self.now(), self.services.rules).find(number)
            assert found
            return found.state


def _read(tickets: Tickets, ticket: Ticket, event: TicketEvent) -> tuple[str, str, str | None, str]:
    return event.actor, event.what, event.state, tickets.read(ticket, event.body)


@cache
def data_key() -> str:
    """The key of every room: one reads what another has sealed."""
    return new_key("test")


async def enter(folder: Path, entered: Entered, **sections: dict[str, Any]) -> Room:
    """A desk whose agent has signed in."""
    (folder / "niangjia.db").write_bytes(entered.content)
    room = await _open(settings_of(folder, keys={"data": data_key()}, **sections))
    room.browser.session.cookie_jar.update_cookies(entered.cookie, room.browser.make_url("/desk"))
    return room


async def build(folder: Path, kept: str, url: str | None = None, **sections: dict[str, Any]) -> Room:
    """A desk with one agent and nobody signed in; `url` names a database that has its tables."""
    settings = settings_of(folder, url, keys={"data": data_key()}, **sections)
    if url is None:
        await create_tables(settings.database.url)
    room = await _open(settings)
    async with room.database.session() as session:
        session.add(Agent(name=NAME, display="张敏", hash=kept, role="agent", created_at=START, active=True, failed=0))
    return room


async def _open(settings: Settings) -> Room:
    keys, database = Keyring.parse(settings.keys.data.get_secret_value()), Database(settings.database.url)
    none = cast(Any, None)
    account = Account.of(settings.wechat.account)
    files = Files(settings.files.url, keys)
    services = Services(
        Live(settings),
        keys,
        database,
        Journal(database, keys),
        account,
        shelf=none,
        law=none,
        parameters=none,
        files=files,
        receipts=Receipts(database, keys),
    )
    room = Room(services, none, Now())
    app = web.Application()
    mount(app, services, cast(Jobs, room), room.now)
    room.browser = TestClient(TestServer(app))
    await room.browser.start_server()
    return room
