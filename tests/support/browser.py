"""A real Chromium out of its npm package."""

import os
import subprocess
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright

HERE = Path(__file__).parent
TOGETHER = pytest.mark.asyncio(loop_scope="session")
"""Tests that share a browser share its loop."""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--in-process-gpu",
    "--process-per-site",
    "--renderer-process-limit=1",
]


@cache
def executable() -> str:
    """The path of the browser, unpacked if it was not.

    Raises:
        CalledProcessError: `npm ci` has not run.
    """
    done = subprocess.run(["node", str(HERE / "chromium.mjs")], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@cache
def libraries(path: str) -> dict[str, str]:
    """The environment to start it in: the package's own libraries where the system lacks some."""
    missing = "not found" in subprocess.run(["ldd", path], capture_output=True, text=True, check=True).stdout
    own = str(Path(tempfile.gettempdir()) / "al2023" / "lib")
    return {**os.environ, **({"LD_LIBRARY_PATH": own} if missing else {})}


@asynccontextmanager
async def launched() -> AsyncIterator[Browser]:
    """The browser, nothing open in it."""
    path = executable()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=FLAGS, env=libraries(path))
        yield browser
        await browser.close()


@asynccontextmanager
async def browsing(
    browser: Browser, width: int = 1280, height: int = 800, refused: bool = False
) -> AsyncIterator[Page]:
    """A page of a browser nobody used before; errors in its console fail the test at the end, but those of a form it
    expects to be `refused`.
    """
    context = await browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    page, wrong = await context.new_page(), list[str]()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    try:
        yield page
    finally:
        await context.close()
    assert not [line for line in wrong if not (refused and "status of 4" in line)], wrong
