"""The workers' pages alone, over real HTTP and a real SQLite database: no platform, a clock that can be set."""

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

from aiohttp import ClientResponse, CookieJar, FormData, web
from aiohttp.test_utils import TestClient, TestServer
from cheap import CHEAP
from harness import create_tables, settings_of
from rights_support import PARAMETERS
from talks import OTHER, Readings

from bot.context import Services
from bot.core.crypt import Keyring
from bot.core.database import Database
from bot.core.files import Files
from bot.core.followers import ensure
from bot.core.live import Live
from bot.journal import Journal
from bot.wechat.account import Account
from bot.wechat.errors import BadAnswer
from knowledge.danger import Danger
from knowledge.law import Law
from knowledge.shelf import Known, Shelf
from tickets import receipts
from tickets.entering import Entrance, link_path
from tickets.models import Ticket
from tickets.receipts import Receipts
from tickets.service import Opening, Tickets
from web.pages.setup import mount

START = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
CODE = "ABCDEFGHJKMNPQRS"
JPEG = b"\xff\xd8\xff\xe0" + bytes(100)


@dataclass
class Now:
    """A clock that stands until it is moved."""

    at: datetime = START

    def __call__(self) -> datetime:
        return self.at

    def on(self, **more: float) -> None:
        self.at += timedelta(**more)


@dataclass
class Grant:
    """What WeChat says of a code."""

    openid: str
    is_snapshot: bool = False


@dataclass
class FakeOAuth:
    """WeChat's web authorization: each code is good once."""

    grants: dict[str, Grant] = field(default_factory=dict)

    def authorize_url(self, redirect_url: str, state: str) -> str:
        return f"https://open.weixin.qq.com/connect/oauth2/authorize?redirect_uri={redirect_url}&state={state}"

    async def exchange(self, code: str) -> Grant:
        if code not in self.grants:
            raise BadAnswer("sns/oauth2/access_token", "40029")
        return self.grants.pop(code)


@dataclass
class Browser:
    """One telephone before the pages."""

    http: TestClient[Any, Any]

    async def get(self, path: str) -> tuple[int, str]:
        """Status and text of a page, not followed."""
        response = await self.open(path)
        return response.status, await response.text()

    async def open(self, path: str) -> ClientResponse:
        return cast(ClientResponse, await self.http.get(path, allow_redirects=False))

    def plant(self, **cookies: str) -> None:
        """Puts cookies into the browser, as somebody else might have."""
        self.http.session.cookie_jar.update_cookies(cookies, self.http.make_url("/my/"))

    async def token(self, path: str = "/my/receipt") -> str:
        """The CSRF token of the forms on a page; "" where it has none."""
        found = re.search(r'name="csrf" value="([^"]+)"', (await self.get(path))[1])
        return found[1] if found else ""

    async def post(self, path: str, page: str = "/my/receipt", source: str = "", **fields: str) -> ClientResponse:
        """Sends a form with the CSRF token of `page`; `source` is where it comes from, as a proxy says."""
        data, headers = {"csrf": await self.token(page), **fields}, {"X-Real-IP": source} if source else {}
        return cast(ClientResponse, await self.http.post(path, data=data, allow_redirects=False, headers=headers))

    async def send(self, number: str, *contents: bytes, **fields: str) -> ClientResponse:
        """Sends files from a ticket's page."""
        form = FormData()
        form.add_field("csrf", fields.get("csrf", await self.token()))
        for content in contents:
            form.add_field("files", content, filename="name.jpg", content_type="image/jpeg")
        path = f"/my/tickets/{number}/evidence"
        return cast(ClientResponse, await self.http.post(path, data=form, allow_redirects=False))

    def cookie(self, name: str) -> str:
        return next((one.value for one in self.http.session.cookie_jar if one.key == name), "")


@dataclass
class Room:
    """The pages of one product."""

    services: Services
    now: Now
    oauth: FakeOAuth
    server: TestServer
    readings: Readings
    _browsers: list[TestClient[Any, Any]] = field(default_factory=list)

    @property
    def database(self) -> Database:
        return self.services.database

    def means(self, words: str, danger: Danger) -> str:
        """Says that words tell of a danger; gives them back."""
        self.readings.known[words] = replace(OTHER, danger=danger)
        return words

    async def browser(self) -> Browser:
        """A telephone nobody used here before."""
        http: TestClient[Any, Any] = TestClient(self.server, cookie_jar=CookieJar(unsafe=True))
        self._browsers.append(http)
        return Browser(http)

    async def close(self) -> None:
        for http in self._browsers:
            await http.session.close()
        await self.server.close()
        await self.database.close()

    async def link(self, openid: str) -> str:
        """The address in a link of this follower."""
        async with self.database.session() as session:
            follower = await ensure(session, self.services.keys, openid, self.now())
            return link_path(await Entrance(session, self.services.keys, self.now()).link(follower))

    async def inside(self, openid: str) -> Browser:
        """A telephone this follower came in with."""
        browser, link = await self.browser(), await self.link(openid)
        assert (await browser.post(link, link)).status == 303
        return browser

    async def ticket(self, openid: str | None, story: str = "老板欠我工资", **more: Any) -> Ticket:
        """A ticket, opened now."""
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

    async def anonymous(self, code: str = CODE, story: str = "匿名的事") -> Ticket:
        """An anonymous ticket."""
        ticket = await self.ticket(None, story)
        async with self.database.session() as session:
            await receipts.keep(session, ticket, CHEAP.hash(code))
        return ticket

    async def with_receipt(self, number: str, code: str = CODE) -> Browser:
        """A telephone that showed a receipt."""
        browser = await self.browser()
        assert (await browser.post("/my/receipt", number=number, code=code)).status == 303
        return browser

    async def change(self, number: str, work: Any) -> None:
        """Does something to a ticket behind the pages' back."""
        async with self.database.session() as session:
            tickets = Tickets(session, self.services.keys, self.now(), self.services.rules)
            found = await tickets.find(number)
            assert found
            await work(tickets, found)

    async def history(self, number: str) -> list[tuple[str, str, str]]:
        """(actor, what, words) of each line."""
        async with self.database.view() as session:
            tickets = Tickets(session, self.services.keys, self.now(), self.services.rules)
            found = await tickets.find(number)
            assert found
            events = await tickets.history(found)
            return [(one.actor, one.what, tickets.read(found, one.body)) for one in events]


async def build(folder: Path, url: str | None = None, **sections: dict[str, Any]) -> Room:
    """The pages over SQLite or the database at `url`, nobody before them."""
    settings = settings_of(folder, url, **sections)
    await create_tables(settings.database.url)
    keys, database = Keyring.parse(settings.keys.data.get_secret_value()), Database(settings.database.url)
    none, readings = cast(Any, None), Readings()
    services = Services(
        Live(settings),
        keys,
        database,
        Journal(database, keys),
        Account.of(settings.wechat.account),
        shelf=Shelf(Known(cast(Any, readings), none)),
        law=Law(database),
        parameters=PARAMETERS,
        files=Files(settings.files.url, keys),
        receipts=Receipts(database, keys),
    )
    now, oauth, app = Now(), FakeOAuth(), web.Application()
    mount(app, services, now, lambda _http: cast(Any, oauth))
    server = TestServer(app)
    await server.start_server()
    return Room(services, now, oauth, server, readings)
