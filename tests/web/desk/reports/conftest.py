"""The desk with somebody signed in who may see reports."""

from types import SimpleNamespace

import pytest
from desk_room import Room

TITLES = {"wages": "老板拖欠工资怎么办"}


@pytest.fixture
async def reports(room: Room) -> Room:
    """The desk with a supervisor signed in, who knows one entry."""
    library = SimpleNamespace(entries=TITLES, title=TITLES.__getitem__)
    object.__setattr__(room.services, "shelf", SimpleNamespace(now=SimpleNamespace(library=library)))
    await room.become("supervisor")
    return room
