"""The pages before anybody came in."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pages_room import CHEAP, Room, build

from tickets import receipts


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing costs next to nothing: its price is argon2's to test."""
    monkeypatch.setattr(receipts, "_hasher", lambda: CHEAP)
    monkeypatch.setattr(receipts, "DECOY", CHEAP.hash("nobody kept it"))


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
