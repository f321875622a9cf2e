"""The desk with an agent signed in, where an answer can be taken back."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from desk_room import Room, build


@pytest.fixture
async def patient(tmp_path: Path, kept: str, database_url: str) -> AsyncIterator[Room]:
    """The desk over each kind of database, where an answer can be taken back for ten seconds."""
    room = await build(tmp_path, kept, database_url, desk={"undo_s": 10})
    await room.sign_in()
    yield room
    await room.close()
