"""Versions move from draft to published and back, one publication after another, and nothing is ever lost."""

import pytest
from shelved import NOON, NOTE, QUITTING, TEXTS_BY_SLUG, WAGES, Base, reworded
from sqlalchemy.exc import IntegrityError

from knowledge import editing
from knowledge.editing import Change, EditError, Moved, Note, Versions
from knowledge.versions import Act, EntryVersion, State

TEXT = TEXTS_BY_SLUG[WAGES]


async def refused(base: Base, work: str, *arguments: object) -> str:
    """What a change is refused with."""
    with pytest.raises(EditError) as caught:
        async with base.database.session() as session:
            await getattr(Versions(session, NOON), work)(*arguments)
    return str(caught.value)


async def done(base: Base, work: str, *arguments: object) -> object:
    async with base.database.session() as session:
        return await getattr(Versions(session, NOON), work)(*arguments)


async def test_a_draft_is_reviewed_published_replaced_and_brought_back(base: Base) -> None:
    assert await base.draft(WAGES, TEXT) == 1
    await done(base, "review", WAGES)
    change = await done(base, "publishing", WAGES)
    assert isinstance(change, Change) and (await base.change(change), await base.stands()) == (1, {WAGES: 1})
    assert await base.put(WAGES, reworded(WAGES)) == 2
    assert await base.states(WAGES) == [State.REPLACED, State.PUBLISHED]
    back = await done(base, "rolling_back", WAGES)
    assert back == Change(WAGES, 1, Act.ROLLBACK)
    assert isinstance(back, Change) and await base.change(back) == 3
    assert await base.states(WAGES) == [State.PUBLISHED, State.REPLACED]


async def test_what_is_retired_can_be_brought_back(base: Base) -> None:
    await base.put(WAGES, TEXT)
    await base.change(Change(WAGES, None, Act.RETIRE))
    assert (await base.stands(), await base.states(WAGES)) == ({}, [State.RETIRED])
    back = await done(base, "rolling_back", WAGES)
    assert isinstance(back, Change)
    await base.change(back)
    assert await base.stands() == {WAGES: 1}


async def test_the_log_tells_who_did_what_and_why(base: Base) -> None:
    await base.put(WAGES, TEXT)
    await base.change(Change(WAGES, None, Act.RETIRE))
    log = await done(base, "log_of", WAGES)
    assert isinstance(log, list)
    assert [(one.act, one.before, one.number, one.generation) for one in log] == [
        (Act.PUBLISH, None, 1, 1),
        (Act.RETIRE, 1, None, 2),
    ]
    assert {(one.by, one.why, one.at) for one in log} == {(NOTE.by, NOTE.why, NOON)}


async def test_a_new_draft_puts_the_open_one_aside(base: Base) -> None:
    await base.draft(WAGES, TEXT)
    await base.draft(WAGES, reworded(WAGES))
    assert await base.states(WAGES) == [State.DROPPED, State.DRAFT]
    await done(base, "drop", WAGES)
    assert await base.states(WAGES) == [State.DROPPED, State.DROPPED]


async def test_the_list_has_what_stands_and_what_is_open(base: Base) -> None:
    await base.put(WAGES, TEXT)
    await base.draft(WAGES, reworded(WAGES))
    await base.put(QUITTING, TEXTS_BY_SLUG[QUITTING])
    await base.put(QUITTING, reworded(QUITTING))
    listed = await done(base, "listed")
    replaced = await done(base, "listed", State.REPLACED)
    assert isinstance(listed, list) and isinstance(replaced, list)
    assert [(one.slug, one.number) for one in listed] == [(QUITTING, 2), (WAGES, 1), (WAGES, 2)]
    assert [(one.slug, one.number) for one in replaced] == [(QUITTING, 1)]


async def test_each_refusal_says_what_to_do(base: Base) -> None:
    assert await refused(base, "of", WAGES) == editing.UNKNOWN.format(slug=WAGES)
    await base.draft(WAGES, TEXT)
    assert await refused(base, "draft", WAGES, TEXT, NOTE) == editing.SAME_TEXT.format(slug=WAGES, number=1)
    assert await refused(base, "publishing", WAGES) == editing.NOT_REVIEWED.format(slug=WAGES, number=1)
    assert await refused(base, "retiring", WAGES) == editing.NOTHING_PUBLISHED.format(slug=WAGES)
    assert await refused(base, "rolling_back", WAGES) == editing.NOTHING_BEFORE.format(slug=WAGES)
    assert await refused(base, "rolling_back", WAGES, 1) == editing.NEVER_PUBLISHED.format(slug=WAGES, number=1)
    assert await refused(base, "get", WAGES, 7) == editing.UNKNOWN_NUMBER.format(slug=WAGES, number=7)
    await base.put(WAGES, reworded(WAGES))
    for work in ("publishing", "review", "drop"):
        assert await refused(base, work, WAGES) == editing.NOTHING_OPEN.format(slug=WAGES)
    assert await refused(base, "rolling_back", WAGES) == editing.NOTHING_BEFORE.format(slug=WAGES)
    assert await refused(base, "rolling_back", WAGES, 2) == editing.ALREADY.format(slug=WAGES, number=2)


@pytest.mark.parametrize(
    ("by", "why"), [("", "为何"), (" ", "为何"), ("长" * 49, "为何"), ("张敏", ""), ("张敏", "长" * 2001)]
)
def test_who_and_why_have_to_be_said(by: str, why: str) -> None:
    with pytest.raises(EditError):
        Note(by, why)


async def test_what_was_tried_on_an_older_state_is_not_published(base: Base) -> None:
    await base.put(WAGES, TEXT)
    assert await refused(base, "publish", [Change(WAGES, None, Act.RETIRE)], NOTE, 0) == editing.MOVED
    assert (await base.generation(), await base.stands()) == (1, {WAGES: 1})


async def test_a_version_dropped_since_it_was_tried_is_not_published(base: Base) -> None:
    await base.draft(WAGES, TEXT)
    await done(base, "drop", WAGES)
    with pytest.raises(Moved):
        await base.change(Change(WAGES, 1, Act.PUBLISH))
    assert await base.generation() == 0


async def test_no_two_versions_of_an_entry_stand(base: Base) -> None:
    await base.put(WAGES, TEXT)
    with pytest.raises(IntegrityError):
        async with base.database.session() as session:
            row = {"made_at": NOON, "made_by": "x", "why": "x", "text": TEXT}
            session.add(EntryVersion(slug=WAGES, number=2, state=State.PUBLISHED, **row))


async def test_back_twice_goes_back_two_versions(base: Base) -> None:
    for text in (TEXT, reworded(WAGES), TEXT):
        await base.put(WAGES, text)
    for number in (2, 1):
        back = await done(base, "rolling_back", WAGES)
        assert isinstance(back, Change) and back.number == number
        await base.change(back)
    assert await base.stands() == {WAGES: 1}
