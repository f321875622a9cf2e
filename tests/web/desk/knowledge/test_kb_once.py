"""The room's forms count once; where somebody else was first, what was written stays."""

from typing import Any

import pytest
from kb_room import WAGES, Desk
from sqlalchemy.orm.exc import StaleDataError

from web.desk import doing
from web.desk.doing import BUSY, TAKEN_ALREADY

FORM = {"does": "draft", "why": "写好的一段话", "base": "1", "title": "新的标题", "topic": "工资", "body": "写好的回答"}


async def test_a_draft_sent_twice_is_one_draft(desk: Desk) -> None:
    for _ in range(2):
        assert (await desk.post(f"/{WAGES}", FORM, once="a" * 32)).status == 303
    assert TAKEN_ALREADY in await desk.get(f"/{WAGES}")
    assert len(await desk.versions(WAGES)) == 2


async def test_a_collision_keeps_what_was_written(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async def colliding(*_: Any) -> bool:
        raise StaleDataError("x")

    monkeypatch.setattr(doing, "first_time", colliding)
    answer = await desk.post(f"/{WAGES}", FORM)
    page = await answer.text()
    assert answer.status == 409 and BUSY in page and "写好的回答" in page
    assert len(await desk.versions(WAGES)) == 1
