"""What these tests share."""

from collections.abc import AsyncIterator

import pytest

from bot.core.database import Database


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A database with its tables, on each engine."""
    one = Database(database_url)
    yield one
    await one.close()
