"""The desk with an admin before it, and a WeChat that answers what the test says."""

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest
from admin_room import FakeWeChat
from desk_room import Entered, Room, enter

from web.desk.outside import Outside
from web.desk.setup import mount

STARTER = [
    {"type": "click", "name": "问政策", "key": "ask"},
    {"name": "要维权", "sub_button": [{"type": "click", "name": "登记诉求", "key": "complain"}]},
]


@pytest.fixture
def wechat(monkeypatch: pytest.MonkeyPatch) -> FakeWeChat:
    """The platform of the rooms below."""
    fake = FakeWeChat()
    outside = Outside(lambda _http: cast(Any, fake), STARTER)
    monkeypatch.setattr("desk_room.mount", partial(mount, outside=outside))
    return fake


@pytest.fixture
async def office(wechat: FakeWeChat, tmp_path: Path, entered: Entered) -> AsyncIterator[Room]:
    """The desk with an admin signed in."""
    room = await enter(tmp_path, entered)
    await room.become("admin")
    yield room
    await room.close()


@pytest.fixture
async def poor(wechat: FakeWeChat, tmp_path: Path, entered: Entered) -> AsyncIterator[Room]:
    """The desk of an unverified account with an admin signed in."""
    room = await enter(tmp_path, entered, wechat={"account": "unverified"})
    await room.become("admin")
    yield room
    await room.close()
