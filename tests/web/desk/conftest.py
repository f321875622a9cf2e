"""The desk alone, before and after somebody signed in."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from cheap import CHEAP, NOBODYS
from desk_room import PASSWORD, Entered, Room, build, enter

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


@pytest.fixture(scope="session")
def entered(tmp_path_factory: pytest.TempPathFactory) -> Entered:
    """Signing in, done once for the whole run."""

    async def once() -> Entered:
        room = await build(tmp_path_factory.mktemp("entered"), CHEAP.hash(PASSWORD))
        assert (await room.sign_in()).status == 303
        await room.close()
        return room.entered()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "PasswordHasher", lambda: CHEAP)
        return asyncio.run(once())


@pytest.fixture
async def room(tmp_path: Path, entered: Entered) -> AsyncIterator[Room]:
    """The desk with the agent signed in."""
    room = await enter(tmp_path, entered)
    yield room
    await room.close()


@pytest.fixture
async def mute(tmp_path: Path, entered: Entered) -> AsyncIterator[Room]:
    """The desk of an account that may not write first, with the agent signed in."""
    room = await enter(tmp_path, entered, wechat={"account": "unverified"})
    yield room
    await room.close()
