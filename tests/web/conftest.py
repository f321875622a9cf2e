"""One browser for all tests that look at pages in it, and the product on the same loop."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from browser import launched
from harness import Product, product
from playwright.async_api import Browser


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """A real Chromium."""
    async with launched() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="session")
async def running_together(tmp_path: Path) -> AsyncIterator[Product]:
    """The product on SQLite in safe mode beside its platform."""
    async with product(tmp_path) as one:
        yield one
