"""The knowledge room with somebody signed in."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from kb_room import Desk, opened


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """The editor is signed in."""
    async with opened(tmp_path) as one:
        await one.sign_in("bian")
        yield one
