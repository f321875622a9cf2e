"""Files under /static: kept for a year under their version, asked about otherwise."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from web import assets
from web.assets import ASK_FIRST, ASSETS, FOR_A_YEAR, NEEDED


@pytest.fixture
async def browser(tmp_path: Path) -> AsyncIterator[TestClient[Any, Any]]:
    folder = tmp_path / "static"
    (folder / "desk").mkdir(parents=True)
    (folder / "desk" / "a.css").write_text("body {}", "utf-8")
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    app = web.Application()
    assets.mount(app, folder)
    async with TestClient(TestServer(app)) as client:
        yield client


def made(browser: TestClient[Any, Any]) -> assets.Assets:
    return browser.server.app[ASSETS]  # type: ignore[attr-defined, no-any-return]


async def test_a_versioned_file_is_kept_for_a_year(browser: TestClient[Any, Any]) -> None:
    url = made(browser).url("desk/a.css")
    response = await browser.get(url)
    assert (response.status, await response.text()) == (200, "body {}")
    assert response.headers["Cache-Control"] == FOR_A_YEAR
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("query", ["", "?v=", "?v=old"])
async def test_another_version_is_asked_about(browser: TestClient[Any, Any], query: str) -> None:
    response = await browser.get(f"/static/desk/a.css{query}")
    assert (response.status, response.headers["Cache-Control"]) == (200, ASK_FIRST)


async def test_a_changed_file_has_another_address(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("one", "utf-8")
    before = assets.mount(web.Application(), tmp_path).url("a.css")
    (tmp_path / "a.css").write_text("two", "utf-8")
    assert assets.mount(web.Application(), tmp_path).url("a.css") != before


@pytest.mark.parametrize("path", ["/static/nothing.css", "/static/", "/static/desk", "/static/..%2fsecret.txt"])
async def test_nothing_else_is_served(browser: TestClient[Any, Any], path: str) -> None:
    response = await browser.get(path)
    assert response.status in (403, 404)
    assert "secret" not in await response.text()


def test_what_was_not_copied_is_missing(tmp_path: Path) -> None:
    found = assets.mount(web.Application(), tmp_path)
    assert found.missing == list(NEEDED)
    assert found.url(NEEDED[0]) == f"/static/{NEEDED[0]}"


def test_a_second_room_gets_the_same_files(tmp_path: Path) -> None:
    app = web.Application()
    assert assets.mount(app, tmp_path) is assets.mount(app, tmp_path)
