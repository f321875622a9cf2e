"""A WeChat over real HTTP, and a client of it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from fake_wechat import FakeWeChat, client_of, running

from bot.wechat.client import Client

NOW = datetime(2026, 11, 22, 4, 5, 6, tzinfo=UTC)


@pytest.fixture
async def wechat() -> AsyncIterator[FakeWeChat]:
    async with running() as fake:
        yield fake


@pytest.fixture
async def client(wechat: FakeWeChat) -> AsyncIterator[Client]:
    async with client_of(wechat.base, clock=lambda: NOW) as client:
        yield client
