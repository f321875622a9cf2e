"""The list of answers sends as many statements, however many answers and drafts there are."""

from collections import Counter

import pytest
from kb_room import WAGES, Desk, fields_of
from test_desk_queries import statements

MOST = {"": 9, f"/{WAGES}/history": 9, "/missed": 9, "/runs": 9, "/parameters": 9}


@pytest.mark.parametrize("page", MOST)
async def test_a_page_is_shown_with_few_however_many_answers_there_are(desk: Desk, page: str) -> None:
    some = await _sent(desk, page, range(2))
    assert await _sent(desk, page, range(2, 7)) == some
    assert some.total() <= MOST[page]


async def _sent(desk: Desk, page: str, marks: range) -> Counter[str]:
    """The statements of a page once there are so many more drafts; asked for once before. What the rounds in the
    background send now and then is not in both.
    """
    written = fields_of(await desk.get(f"/{WAGES}"))
    for mark in marks:
        fields = {**written, "base": "0", "does": "save", "title": f"第{mark}种拖欠"}
        assert (await desk.post(f"/wages-{mark}", fields)).status == 303
    await desk.get(page)
    with statements() as found:
        await desk.get(page)
    with statements() as again:
        await desk.get(page)
    return found & again
