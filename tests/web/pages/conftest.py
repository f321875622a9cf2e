"""The pages before anybody came in."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from cheap import hash_receipts
from pages_room import Room, build


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Receipts cost next to nothing."""
    hash_receipts(monkeypatch)


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    """The pages of an account that cannot ask WeChat who it is: links out of the chat."""
    one = await build(tmp_path, wechat={"account": "unverified"})
    yield one
    await one.close()


@pytest.fixture
async def asking(tmp_path: Path) -> AsyncIterator[Room]:
    """The pages of an account that asks WeChat."""
    one = await build(tmp_path)
    yield one
    await one.close()
