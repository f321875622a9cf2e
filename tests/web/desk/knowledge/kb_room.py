"""The whole product over a small knowledge base, one browser before its desk: jobs run when the test says so."""

import re
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

from aiohttp import ClientResponse, FormData
from aiohttp.test_utils import TestClient, TestServer
from harness import NoJobs, create_tables, settings_of
from small_knowledge import TEXTS
from sqlalchemy import select

from bot.app import PARTS, Knowledge, Parts, make_app, resource
from bot.core.clock import utc_now
from knowledge.editing import Versions
from knowledge.entry import parse
from knowledge.published import ensure_starter
from knowledge.shelf import Binder
from knowledge.versions import EntryVersion
from knowledge.words import Words
from rights.parameters import Parameters
from web.desk.audit import AuditLine
from web.desk.people.agents import add_agent

PASSWORD = "correct horse 9 battery"
WAGES, INJURY, QUITTING = "wages-unpaid", "injury-recognition", "quitting"
SLUGS = {file.removesuffix(".md"): text for file, text in TEXTS.items()}
TABLE = """
["热线"]
unit = ""
area = "全国"
note = "号码以最新公布为准。"
[["热线".values]]
value = "12351"
valid_from = 2020-01-01
source = "公开转载"
confidence = "B"

["最低工资一类"]
unit = "元/月"
area = "银川市"
note = "数额以最新公布为准。"
[["最低工资一类".values]]
value = "2235"
valid_from = 2025-10-01
source = "公开转载"
confidence = "B"
"""


@cache
def words() -> Words:
    """The real dictionaries, read once."""
    return Words.load(resource("knowledge", "words"))


class Desk:
    """A browser before the desk."""

    def __init__(self, browser: TestClient[Any, Any], parts: Parts, jobs: NoJobs) -> None:
        self.browser, self.parts, self.jobs = browser, parts, jobs
        self.database = parts.services.database

    async def sign_in(self, name: str) -> None:
        self.browser.session.cookie_jar.clear()
        form = {"csrf": await self.token("/desk/sign-in"), "name": name, "password": PASSWORD}
        response = await self.browser.post("/desk/sign-in", data=form, allow_redirects=False)
        assert response.status == 303

    async def get(self, path: str = "") -> str:
        """A page of the room that is there."""
        response = await self.browser.get(f"/desk/knowledge{path}")
        text = await response.text()
        assert response.status == 200, text
        return text

    async def status(self, path: str) -> int:
        return (await self.browser.get(f"/desk/knowledge{path}", allow_redirects=False)).status

    async def token(self, path: str = "/desk/knowledge/import") -> str:
        text = await (await self.browser.get(path)).text()
        return str(re.search(r'name="csrf" value="([^"]+)"', text)[1])  # type: ignore[index]

    async def post(self, path: str, fields: Any = None, **more: Any) -> ClientResponse:
        """Sends one of the room's forms; not followed."""
        sent = {"csrf": await self.token(), "once": secrets.token_hex(16), **(fields or {}), **more}
        pairs = [(name, one) for name, value in sent.items() for one in (value if isinstance(value, list) else [value])]
        form = FormData(pairs)
        response: ClientResponse = await self.browser.post(f"/desk/knowledge{path}", data=form, allow_redirects=False)
        return response

    async def upload(self, name: str, content: bytes, **more: str) -> ClientResponse:
        form = FormData({"csrf": await self.token(), "once": secrets.token_hex(16), **more})
        form.add_field("file", content, filename=name)
        response: ClientResponse = await self.browser.post("/desk/knowledge/import", data=form, allow_redirects=False)
        return response

    async def ran(self, response: ClientResponse) -> str:
        """The report of a run that was begun, once its job has run."""
        assert response.status == 303 and "/runs/" in response.headers["Location"], response.headers.get("Location")
        await self.jobs.run()
        await self.parts.watch.look()
        return await self.get(response.headers["Location"].removeprefix("/desk/knowledge"))

    async def save(self, slug: str, does: str = "save", **change: Any) -> ClientResponse:
        """Sends the editor's form as it stands, with some fields changed."""
        return await self.post(f"/{slug}", {**fields_of(await self.get(f"/{slug}")), "does": does, **change})

    async def published(self, slug: str) -> EntryVersion | None:
        async with self.database.view() as session:
            found = await Versions(session, utc_now()).of_all([slug])
        return next((one for one in found.get(slug, []) if one.state == "published"), None)

    async def versions(self, slug: str) -> list[tuple[int, str, str]]:
        async with self.database.view() as session:
            found = (await Versions(session, utc_now()).of_all([slug])).get(slug, [])
        return [(one.number, one.state, one.made_by) for one in found]

    async def audit(self) -> list[tuple[str, str, str]]:
        async with self.database.view() as session:
            rows = await session.scalars(select(AuditLine).order_by(AuditLine.id))
            return [(row.actor, row.act, row.about) for row in rows]


def fields_of(text: str) -> dict[str, Any]:
    """The fields of the editor's form."""
    form = text[text.index('id="entry"') :].split("</form>")[0]
    found: dict[str, Any] = {"also": [], "next": []}
    for name, value in re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>([^<]*)</textarea>', form):
        found[name] = _plain(value)
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="(\w+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and name[1] in ("title", "valid_from", "valid_until", "reviewed", "base"):
            found[name[1]] = _plain(value[1] if value else "")
        if name and value and name[1] in ("also", "next") and "checked" in tag:
            found[name[1]].append(value[1])
    topic = re.search(r"<option selected>([^<]*)</option>", form)
    return found | {"topic": topic[1] if topic else ""}


def _plain(text: str) -> str:
    pairs = (("&#34;", '"'), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
    for mark, sign in pairs:
        text = text.replace(mark, sign)
    return text


@asynccontextmanager
async def opened(folder: Path, url: str | None = None) -> AsyncIterator[Desk]:
    """The product, with an agent, two editors and an auditor; the small answers are published."""
    settings = settings_of(folder, url, desk={"totp_roles": []})
    if url is None:
        await create_tables(settings.database.url)
    jobs, knowledge = NoJobs(), small_knowledge()
    app = make_app(settings, utc_now, jobs, knowledge)  # type: ignore[arg-type]
    parts, browser = app[PARTS], TestClient(TestServer(app))
    database = parts.services.database
    await ensure_starter(database, starter(folder), knowledge.parameters, utc_now())
    for name, display, role in (
        ("gong", "龚办事", "agent"),
        ("bian", "边编辑", "editor"),
        ("shen", "沈复核", "editor"),
        ("ji", "季审计", "auditor"),
    ):
        await add_agent(database, name, display, PASSWORD, role, utc_now())
    await browser.start_server()
    try:
        await parts.watch.look()
        yield Desk(browser, parts, jobs)
    finally:
        await browser.close()


@cache
def small_knowledge() -> Knowledge:
    """The small answers, before anything is published; read once."""
    parameters = Parameters.parse(TABLE)
    binder = Binder(words(), parameters)
    known = binder.bind([parse(file, text) for file, text in TEXTS.items()], utc_now().date())
    return Knowledge(known, binder, parameters, words())


def starter(folder: Path) -> Path:
    """A folder with the small answers."""
    faq = folder / "faq"
    faq.mkdir()
    for file, text in TEXTS.items():
        (faq / file).write_text(text, "utf-8")
    return faq
