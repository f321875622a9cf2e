"""The desk alone, before and after somebody signed in."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from cheap import CHEAP, NOBODYS
from desk_room import PASSWORD, Room, build

from web.desk.people import passwords


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords cost next to nothing."""
    monkeypatch.setattr(passwords, "PasswordHasher", lambda: CHEAP)
    monkeypatch.setattr(passwords, "DECOY", NOBODYS)


@pytest.fixture
def kept(cheap: None) -> str:
    """The hash of the password."""
    return passwords.hashed(PASSWORD)


@pytest.fixture
async def door(tmp_path: Path, kept: str) -> AsyncIterator[Room]:
    """The desk before anybody signed in."""
    room = await build(tmp_path, kept)
    yield room
    await room.close()


@pytest.fixture
async def room(door: Room) -> Room:
    """The desk with the agent signed in."""
    assert (await door.sign_in()).status == 303
    return door


@pytest.fixture
async def mute(tmp_path: Path, kept: str) -> AsyncIterator[Room]:
    """The desk of an account that may not write first, with the agent signed in."""
    room = await build(tmp_path, kept, wechat={"account": "unverified"})
    await room.sign_in()
    yield room
    await room.close()
