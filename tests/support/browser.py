"""A real Chromium out of its npm package."""

import os
import subprocess
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

from playwright.async_api import Page, async_playwright

HERE = Path(__file__).parent
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
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
async def browsing(width: int = 1280, height: int = 800, refused: bool = False) -> AsyncIterator[Page]:
    """A page of a fresh browser; errors in its console fail the test at the end, but those of a form it expects
    to be `refused`.
    """
    path = executable()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=FLAGS, env=libraries(path))
        page = await browser.new_page(viewport={"width": width, "height": height}, locale="zh-CN")
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
        try:
            yield page
        finally:
            await browser.close()
        assert not [line for line in wrong if not (refused and "status of 4" in line)], wrong
