"""A form of every room counts once; where somebody else was first, what was written stays."""

from typing import Any

import pytest
from desk_room import Room
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from bot.core.database import Base
from bot.core.errors import Stale
from web.desk import doing
from web.desk.deed import NotDone
from web.desk.doing import BUSY, TAKEN_ALREADY

WORDS = "写好的一段话"
STORY = {"kind": "欠薪", "source": "来访", "story": WORDS}
FORMS: dict[str, dict[str, str]] = {
    "/desk/new": STORY,
    "/desk/replies": {"title": "问好", "text": WORDS},
    "/desk/filters": {"back": "", "name": WORDS},
    "/desk/people/invite": {"whom": WORDS, "role": "agent"},
    "/desk/reports/papers": {"from": "2026-11-01", "to": "2026-11-21", "note": WORDS},
    "/desk/admin/calendar": {"seen": "0", "first": "2026-12-01", "last": "", "kind": "rests", "why": WORDS},
    "/desk/admin/settings/union": {"seen": "0", "name": WORDS},
    "/desk/admin/cards": {"name": "门口", "place": WORDS},
    "/desk/notices/wishes": {"desk-urgent": "1", "said": WORDS},
}


async def rows(room: Room) -> int:
    """How much there is in the database, besides who looked at what."""
    counted = [table for table in Base.metadata.sorted_tables if table.name != "desk_sessions"]
    async with room.database.view() as session:
        return sum([await session.scalar(select(func.count()).select_from(one)) or 0 for one in counted])


@pytest.mark.parametrize("path", FORMS)
async def test_a_form_of_every_room_counts_once(room: Room, path: str) -> None:
    await room.become("admin")
    first = await room.post(path, once="a" * 32, **FORMS[path])
    before = await rows(room)
    again = await room.post(path, once="a" * 32, **FORMS[path])
    assert (first.status, again.status) == (303, 303)
    assert TAKEN_ALREADY in (await room.get(again.headers["Location"]))[1]
    assert await rows(room) == before


@pytest.mark.parametrize("fault", [IntegrityError("x", None, Exception()), StaleDataError("x"), Stale("x")])
@pytest.mark.parametrize("path", FORMS)
async def test_a_collision_in_every_room_keeps_what_was_written(
    room: Room, monkeypatch: pytest.MonkeyPatch, path: str, fault: Exception
) -> None:
    await room.become("admin")

    async def colliding(*_: Any) -> bool:
        raise fault

    before = await rows(room)
    with monkeypatch.context() as patch:
        patch.setattr(doing, "first_time", colliding)
        answer = await room.post(path, **FORMS[path])
    page = await answer.text()
    assert answer.status == 409 and BUSY in page and WORDS in page
    assert await rows(room) == before


async def test_what_no_page_shows_again_is_sent_again_by_a_button(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    async def colliding(*_: Any) -> bool:
        raise StaleDataError("x")

    with monkeypatch.context() as patch:
        patch.setattr(doing, "first_time", colliding)
        page = await (await room.post("/desk/notices/wishes", once="b" * 32, **{"desk-urgent": "<1>"})).text()
    assert f'name="once" value="{"b" * 32}"' in page and 'name="desk-urgent" value="&lt;1&gt;"' in page
    assert page.count('name="csrf"') == 3  # of the search, of signing out, and of the form


@pytest.mark.parametrize("path", ["/desk/filters", "/desk/notices/wishes"])
async def test_only_a_collision_is_offered_to_be_sent_again(
    room: Room, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    async def refusing(*_: Any) -> bool:
        raise NotDone("这样不行", 409)

    await room.become("admin")
    with monkeypatch.context() as patch:
        patch.setattr(doing, "first_time", refusing)
        answer = await room.post(path, **FORMS[path])
    page = await answer.text()
    assert answer.status == 409 and "这样不行" in page and "再提交一次" not in page
